"""Does the mail server answer, and let us in? Asked by the doctor; nothing is sent."""

from __future__ import annotations

from smtplib import SMTPException
from typing import TYPE_CHECKING, Final

from binnenuit.language import Sentence, sentence
from binnenuit_web.config import installation

if TYPE_CHECKING:
    from binnenuit_web.config.table import Settings

_SECONDS: Final = 10


def looked_at(settings: Settings) -> tuple[Sentence, bool]:
    """Say in a sentence how the mail server stands, and whether that is in order."""
    if not settings.mail_host:
        return sentence("There is no mail server; nothing needs one."), True
    place = f"{settings.mail_host}:{settings.mail_port}"
    try:
        _knock(settings)
    except (SMTPException, OSError) as problem:
        said = str(problem).strip(" .") or type(problem).__name__
        text = sentence(
            "The mail server {place} does not let us in: {problem}. Check the settings of mail.",
            place=place,
            problem=said,
        )
        return text, False
    if settings.mail_security == "none":
        text = sentence(
            "The mail server {place} answers, and others on the way can read the mails. "
            "Choose starttls or tls, unless it stands on this computer.",
            place=place,
        )
        return text, True
    return sentence("The mail server {place} answers and lets us in.", place=place), True


def _knock(settings: Settings) -> None:
    installation.start_django()
    from django.core.mail.backends.smtp import EmailBackend  # noqa: PLC0415  needs start_django

    backend = EmailBackend(
        host=settings.mail_host,
        port=settings.mail_port,
        username=settings.mail_user,
        password=settings.mail_password,
        use_tls=settings.mail_security == "starttls",
        use_ssl=settings.mail_security == "tls",
        timeout=_SECONDS,
    )
    backend.open()
    backend.close()
