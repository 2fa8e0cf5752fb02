"""An open layer of the house of sixty in which three teams answer, and a mail server that takes."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from aiosmtpd.controller import Controller
from django.conf import settings as chosen

from binnenuit_web.mirror.models import Code, Layer
from binnenuit_web.mirror.services.box import hash_of
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.roles import Role
from tests.web.house import live_in, sixty, viewer
from tests.web.mirror.boxes import code_of, open_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiosmtpd.smtp import SMTP, Envelope, Session
    from pytest_django.fixtures import Settings

MONDAY: Final = date(2026, 11, 2)
CLOSES: Final = date(2026, 11, 16)  # a Monday as well
GUIDE: Final = viewer("", Role.FACILITATOR)
TEAMS: Final = ("t1", "t2", "t7")


def house(**emails: str) -> Layer:
    """Let the people of three teams answer from Monday on; who is named here has a mail address."""
    everybody = sixty()
    live_in(
        replace(
            everybody,
            people=tuple(
                replace(each, email=emails.get(each.person, "")) for each in everybody.people
            ),
        )
    )
    people = {f"e{team[1]}{number}": team for team in TEAMS for number in range(6)}
    layer = open_layer(people, today=MONDAY)
    layer.number, layer.closes_on = 3, CLOSES
    names = organisation.load().team_by_id
    for each in layer.teams:
        each.update(name=names[each["id"]].name, leader=names[each["id"]].leader, seen="mirror")
    layer.save()
    return layer


def answered(layer: Layer, *people: str) -> None:
    """Let these people's codes be spent."""
    hashes = [hash_of(code_of(layer, each)) for each in people]
    assert Code.objects.filter(hash__in=hashes).update(is_spent=True) == len(people)


class Taking:
    """A mail server that keeps what it takes, and refuses addresses that begin with “no”."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []

    async def handle_RCPT(  # noqa: N802  the name is that of aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address.startswith("no"):
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  as above
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content or b""
        text = content.decode("utf-8") if isinstance(content, bytes) else content
        self.taken.append((envelope.rcpt_tos[0], text))
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return sorted(address for address, _text in self.taken)


@contextmanager
def mail_server(settings: Settings, **more: str) -> Iterator[Taking]:
    """Run a mail server, and let Binnenuit send through it."""
    taking = Taking()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "in@binnenuit.example"
    settings.CHOSEN = replace(chosen.CHOSEN, address="https://in.example", **more)
    try:
        yield taking
    finally:
        controller.stop()
