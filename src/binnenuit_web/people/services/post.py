"""Mail, for who has a mail server; without one nothing of it is offered anywhere.

No address and no text is kept or logged here: the mail server keeps what it keeps.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from smtplib import SMTPException
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.mail.backends.base import BaseEmailBackend

log = logging.getLogger("binnenuit.people")

# A bad address is a ValueError before anything is sent; a server that is not there an OSError.
_REFUSED: Final = (SMTPException, OSError, ValueError)
_BY_A_PROGRAM: Final = {"Auto-Submitted": "auto-generated"}


@dataclass(frozen=True)
class Mail:
    """One mail of plain text to one address; ``to`` says whose, and is given back when it fails."""

    to: str
    address: str
    subject: str
    text: str


def has_post() -> bool:
    """Tell whether mail can be sent, with links that open elsewhere."""
    return bool(settings.EMAIL_HOST and settings.CHOSEN.address)


def send(mails: Iterable[Mail]) -> list[str]:
    """Send each mail by itself; return ``to`` of those that the mail server did not take.

    One connection for all of them; when it breaks, it is opened again for the next one.
    """
    connection = get_connection()
    failed = [mail.to for mail in mails if not _sent(connection, mail)]
    _close(connection)
    return failed


def _sent(connection: BaseEmailBackend, mail: Mail) -> bool:
    letter = EmailMessage(
        mail.subject,
        mail.text,
        to=[mail.address],
        headers=_BY_A_PROGRAM,
        connection=connection,
    )
    try:
        connection.open()
        return letter.send() == 1
    except _REFUSED as problem:
        # What the server said would repeat the address.
        log.warning("a mail was not taken: %s", type(problem).__name__)
        _close(connection)
        return False


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except _REFUSED as problem:
        log.warning("the mail server did not end well: %s", type(problem).__name__)
