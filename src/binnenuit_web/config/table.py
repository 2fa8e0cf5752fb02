"""Every setting in one typed table: from the environment, a file, or its default, in that order."""

# ruff: noqa: RUF009  setting() makes a field; the rule knows only dataclasses.field

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_type_hints

from binnenuit.errors import SettingError
from binnenuit.language import sentence
from binnenuit_web.config.values import (
    READERS,
    Address,
    Issuer,
    Port,
    Sender,
    Threads,
    Value,
    Zone,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX: Final = "BINNENUIT_"
FILE_NAME: Final = "binnenuit.toml"
KEY_FILE: Final = "key"
DATA: Final = Path("binnenuit-data")


def setting(
    default: Value,
    *,
    meaning: str,
    allowed: tuple[str, ...] = (),
    secret: bool = False,
) -> Any:
    """Describe one setting; ``allowed`` are its only values, empty when its type says enough."""
    return field(
        default=default, metadata={"meaning": meaning, "allowed": allowed, "secret": secret}
    )


@dataclass(frozen=True)
class Settings:
    """What an operator can choose. A secret may also be given as a file: ``..._FILE``."""

    data: Path = setting(
        DATA, meaning="Directory that holds everything: database, key, imported files."
    )
    host: str = setting("127.0.0.1", meaning="Address to listen on; 0.0.0.0 for all networks.")
    port: Port = setting(Port(8000), meaning="Port to listen on, 1 to 65535.")
    threads: Threads = setting(
        Threads(4), meaning="How many requests are answered at the same time, 1 to 64."
    )
    address: Address = setting(
        Address(""),
        meaning="Public address when others reach this server, such as https://example.org.",
    )
    allowed_hosts: tuple[str, ...] = setting(
        (), meaning="More names under which this server may be reached, separated by commas."
    )
    language: str = setting(
        "nl", meaning="Language for who has not chosen one.", allowed=("nl", "en")
    )
    time_zone: Zone = setting(Zone("Europe/Amsterdam"), meaning="Time zone of the organisation.")
    database: str = setting(
        "",
        meaning="postgresql://name:password@host/database; empty for SQLite in the data directory.",
        secret=True,
    )
    secret_key: str = setting(
        "",
        meaning="Key that signs sessions; empty for the key file in the data directory.",
        secret=True,
    )
    oidc_issuer: Issuer = setting(
        Issuer(""),
        meaning="Where your people already sign in (OpenID Connect), such as "
        "https://login.example.org/realms/work; empty for not.",
    )
    oidc_client: str = setting("", meaning="Name under which that place knows Binnenuit.")
    oidc_secret: str = setting("", meaning="The secret that belongs to it.", secret=True)
    oidc_name: str = setting(
        "", meaning="What the button on the sign-in page calls that place; empty for its address."
    )
    oidc_claim: str = setting(
        "preferred_username",
        meaning="Which claim of that place holds the sign-in name of the account here.",
    )
    mail_host: str = setting(
        "", meaning="Mail server that takes mail (SMTP); empty for no mail, nothing needs it."
    )
    mail_port: Port = setting(
        Port(587), meaning="Port of the mail server: mostly 587 with starttls, 465 with tls."
    )
    mail_security: str = setting(
        "starttls",
        meaning="How the way to the mail server is closed to others.",
        allowed=("none", "starttls", "tls"),
    )
    mail_user: str = setting("", meaning="Name under which the mail server knows Binnenuit.")
    mail_password: str = setting("", meaning="The password that belongs to it.", secret=True)
    mail_from: Sender = setting(
        Sender(""), meaning="Address that mail comes from, such as binnenuit@example.org."
    )
    mail_reminders: str = setting(
        "waiting",
        meaning="Who is reminded by mail of a ballot: who has not sent it, everybody who was "
        "invited, or nobody.",
        allowed=("waiting", "everybody", "nobody"),
    )
    demo: bool = setting(
        default=False,
        meaning="Offer to sign in as an invented person. Never with real data.",
        allowed=("yes", "no"),
    )
    debug: bool = setting(
        default=False, meaning="Show errors in full. Never with real data.", allowed=("yes", "no")
    )

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https://")


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings; SettingError names the setting, its value and what is allowed."""
    data = Path(environment.get(PREFIX + "DATA") or DATA)
    written = _from_file(data / FILE_NAME)
    kinds = get_type_hints(Settings)
    values: dict[str, Any] = {"data": data}
    for each in fields(Settings):
        text = _from_environment(each.name, environment, secret=each.metadata["secret"])
        text = written.get(each.name) if text is None else text
        if text is not None and each.name != "data":
            values[each.name] = _value(each.name, text, kinds[each.name], each.metadata["allowed"])
    return _whole(Settings(**values))


def _whole(settings: Settings) -> Settings:
    """Refuse settings that need each other and are not all there."""
    if bool(settings.oidc_issuer) != bool(settings.oidc_client):
        raise SettingError(
            "config.half-oidc",
            sentence(
                "{issuer} is “{where}” and {client} is “{who}”. Give both, or neither.",
                issuer=PREFIX + "OIDC_ISSUER",
                where=settings.oidc_issuer,
                client=PREFIX + "OIDC_CLIENT",
                who=settings.oidc_client,
            ),
        )
    if settings.mail_host and not (settings.mail_from and settings.address):
        raise SettingError(
            "config.half-mail",
            sentence(
                "{host} is “{where}”, so {sender} and {address} are needed too: a mail comes from "
                "somebody and links to this server. Give all three, or none.",
                host=PREFIX + "MAIL_HOST",
                where=settings.mail_host,
                sender=PREFIX + "MAIL_FROM",
                address=PREFIX + "ADDRESS",
            ),
        )
    return settings


def _from_environment(name: str, environment: Mapping[str, str], *, secret: bool) -> str | None:
    variable = PREFIX + name.upper()
    if secret and (path := environment.get(variable + "_FILE")):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise SettingError(
                "config.secret-file",
                sentence(
                    "{variable} points to {path}, which cannot be read: {problem}. Check the path.",
                    variable=variable + "_FILE",
                    path=path,
                    problem=problem.strerror,
                ),
            ) from problem
    return environment.get(variable)


def _from_file(path: Path) -> dict[str, str]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SettingError(
            "config.file",
            sentence("The settings cannot be read: {problem}.", problem=problem),
            file=str(path),
        ) from problem
    known = [each.name for each in fields(Settings) if each.name != "data"]
    for name in content:
        if name not in known:
            raise SettingError(
                "config.unknown",
                sentence(
                    "There is no setting {name}. Settings are: {known}.",
                    name=name,
                    known=", ".join(known),
                ),
                file=str(path),
            )
    return {name: _as_text(value) for name, value in content.items()}


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    return str(value)


def _value(name: str, text: str, kind: type, allowed: tuple[str, ...]) -> Value:
    read, described = READERS[kind]
    wrong = SettingError(
        "config.not-allowed",
        sentence(
            "{variable} is “{text}”. Allowed: {allowed}.",
            variable=PREFIX + name.upper(),
            text=text,
            allowed=", ".join(allowed) or described,
        ),
    )
    if allowed and text not in allowed:
        raise wrong
    try:
        return read(text)
    except ValueError:
        raise wrong from None
