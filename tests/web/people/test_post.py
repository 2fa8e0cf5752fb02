from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from binnenuit_web.config.mailing import looked_at
from binnenuit_web.config.table import Port, Sender, Settings
from binnenuit_web.people import services
from binnenuit_web.people.services import Mail
from tests.web.mirror.reached import mail_server

if TYPE_CHECKING:
    import pytest
    from pytest_django.fixtures import Settings as DjangoSettings


def _mail(address: str) -> Mail:
    return Mail(address, address, "Je stembiljet", "Dag Zoë,\n\nhttps://in.example/b/A/\n")


def test_a_mail_is_plain_text_and_says_that_a_program_sent_it(settings: DjangoSettings) -> None:
    with mail_server(settings) as server:
        assert services.send([_mail("an@example.org")]) == []
    ((address, text),) = server.taken
    read = message_from_bytes(text.encode(), policy=policy.default)
    assert address == "an@example.org"
    assert read.get_content_type() == "text/plain"
    assert read.get_content().replace("\r", "") == "Dag Zoë,\n\nhttps://in.example/b/A/\n"
    assert (read["Auto-Submitted"], read["From"]) == ("auto-generated", "in@binnenuit.example")


def test_one_bad_address_holds_up_no_other(
    settings: DjangoSettings, caplog: pytest.LogCaptureFixture
) -> None:
    bad = ["no@example.org", "an@example.org\nBcc: all@example.org", "@", ""]
    with mail_server(settings) as server:
        sent = [*bad[:2], "an@example.org", *bad[2:], "bo@example.org"]
        assert services.send([_mail(each) for each in sent]) == bad
    assert server.addresses == ["an@example.org", "bo@example.org"]
    assert "example.org" not in caplog.text


def test_without_a_host_or_an_address_of_ones_own_there_is_no_post(
    settings: DjangoSettings,
) -> None:
    assert not services.has_post()
    settings.EMAIL_HOST = "mail.example.org"
    assert not services.has_post()


def test_the_doctor_says_whether_the_mail_server_lets_us_in(settings: DjangoSettings) -> None:
    said, ok = looked_at(Settings())
    assert ok
    assert "nothing needs one" in said.say("en")
    with mail_server(settings):
        chosen = Settings(
            mail_host="127.0.0.1",
            mail_port=Port(settings.EMAIL_PORT),
            mail_security="none",
            mail_from=Sender("in@example.org"),
        )
        said, ok = looked_at(chosen)
        assert ok
        assert "can read the mails" in said.say("en")
    said, ok = looked_at(chosen)
    assert not ok
    assert "127.0.0.1" in said.say("en")
