from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from binnenuit.errors import SettingError
from binnenuit_web.config.table import Settings, load

DOCS = Path(__file__).resolve().parents[3] / "docs" / "settings.md"


def test_without_anything_the_defaults_hold() -> None:
    assert load({}) == Settings()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "binnenuit.toml").write_text('port = 9000\nlanguage = "en"\ndebug = true\n')
    found = load({"BINNENUIT_DATA": str(tmp_path), "BINNENUIT_PORT": "9001"})
    assert (found.port, found.language, found.debug) == (9001, "en", True)


def test_a_list_in_the_file_becomes_names(tmp_path: Path) -> None:
    (tmp_path / "binnenuit.toml").write_text('allowed_hosts = ["one.example", "two.example"]\n')
    found = load({"BINNENUIT_DATA": str(tmp_path)})
    assert found.allowed_hosts == ("one.example", "two.example")


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("BINNENUIT_LANGUAGE", "fr", "nl, en"),
        ("BINNENUIT_DEBUG", "true", "yes, no"),
        ("BINNENUIT_PORT", "http", "a whole number from 1 to 65535"),
        ("BINNENUIT_PORT", "0", "a whole number from 1 to 65535"),
        ("BINNENUIT_TIME_ZONE", "Mars/Base", "Europe/Amsterdam"),
        ("BINNENUIT_ADDRESS", "example.org", "https://"),
        ("BINNENUIT_OIDC_ISSUER", "http://login.example.org", "https://"),
        ("BINNENUIT_OIDC_ISSUER", "https://login.example.org/?tenant=1", "https://"),
        ("BINNENUIT_MAIL_SECURITY", "ssl", "none, starttls, tls"),
        ("BINNENUIT_MAIL_FROM", "nobody", "a mail address"),
        ("BINNENUIT_MAIL_FROM", "in@example.org\nBcc: all@example.org", "a mail address"),
    ],
)
def test_a_wrong_value_names_itself_and_what_is_allowed(
    variable: str, value: str, allowed: str
) -> None:
    with pytest.raises(SettingError) as caught:
        load({variable: value})
    said = caught.value.say()
    assert caught.value.code == "config.not-allowed"
    assert variable in said
    assert value in said
    assert allowed in said


@pytest.mark.parametrize(
    ("variable", "value"),
    [("BINNENUIT_OIDC_ISSUER", "https://login.example.org"), ("BINNENUIT_OIDC_CLIENT", "inside")],
)
def test_signing_in_elsewhere_needs_both_the_place_and_our_name_there(
    variable: str, value: str
) -> None:
    with pytest.raises(SettingError, match="BINNENUIT_OIDC_ISSUER") as caught:
        load({variable: value})
    assert caught.value.code == "config.half-oidc"
    assert value in caught.value.say()


@pytest.mark.parametrize(
    "given",
    [
        {"BINNENUIT_MAIL_HOST": "mail.example.org"},
        {"BINNENUIT_MAIL_HOST": "mail.example.org", "BINNENUIT_MAIL_FROM": "in@example.org"},
        {"BINNENUIT_MAIL_HOST": "mail.example.org", "BINNENUIT_ADDRESS": "https://example.org"},
    ],
)
def test_mail_needs_somebody_it_comes_from_and_a_server_it_links_to(given: dict[str, str]) -> None:
    with pytest.raises(SettingError, match=r"mail\.example\.org") as caught:
        load(given)
    assert caught.value.code == "config.half-mail"


def test_who_mails_are_from_may_have_a_name() -> None:
    found = load({"BINNENUIT_MAIL_FROM": "De Gouden Korst <binnenuit@example.org>"})
    assert found.mail_from == "De Gouden Korst <binnenuit@example.org>"


def test_an_unknown_name_in_the_file_is_an_error_that_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "binnenuit.toml").write_text("prot = 9000\n")
    with pytest.raises(SettingError, match=r"prot.*port") as caught:
        load({"BINNENUIT_DATA": str(tmp_path)})
    assert caught.value.code == "config.unknown"


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "binnenuit.toml").write_text("port = = 9000\n")
    with pytest.raises(SettingError, match=r"binnenuit\.toml"):
        load({"BINNENUIT_DATA": str(tmp_path)})


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from-a-file\n")
    assert load({"BINNENUIT_SECRET_KEY_FILE": str(tmp_path / "secret")}).secret_key == "from-a-file"


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"SECRET_KEY_FILE.*nowhere"):
        load({"BINNENUIT_SECRET_KEY_FILE": str(tmp_path / "nowhere")})


@pytest.mark.parametrize("each", fields(Settings), ids=lambda each: each.name)
def test_each_setting_is_documented(each) -> None:  # type: ignore[no-untyped-def]
    documented = DOCS.read_text(encoding="utf-8")
    assert f"`BINNENUIT_{each.name.upper()}`" in documented
    assert each.metadata["meaning"] in documented
