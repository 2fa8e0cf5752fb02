"""What is stored of votes tells no order, and after closing nothing at all.

The large version, with copies of all files: tests/storage/test_votes_attacked.py.
"""

from __future__ import annotations

import pytest
from django.db import connection

from binnenuit.dialogue.model import Vote
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Event, Question
from binnenuit_web.dialogue.services.destroying import destroy
from binnenuit_web.dialogue.services.sealing import BLOCK, NotOpenedError, new_key, seal, unseal
from tests.web.dialogue.asking import VOTING, member, open_one
from tests.web.house import live_in, three

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", ["event", "pollanswer", "statement", "objection"])
def test_no_table_counts_what_comes_from_people(table: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("rows have no numbers there")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [f"dialogue_{table}"])
        ((made,),) = cursor.fetchall()
        assert made.endswith("WITHOUT ROWID")
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE tbl_name = %s AND sql > ''",
            [f"dialogue_{table}"],
        )
        assert cursor.fetchone()[0] > 1  # its indexes came along


def test_every_line_is_as_long_as_every_other_and_no_two_are_alike() -> None:
    live_in(three())
    question = open_one()
    for person in ("an", "bo"):
        services.draw(member(person), question, VOTING)
        for vote in (Vote.AGREE, Vote.NONE, Vote.UNCLEAR):
            services.cast(member(person), question, 3, vote, today=VOTING)
    sealed = [bytes(each) for each in Event.objects.values_list("sealed", flat=True)]
    assert len(set(sealed)) == 8
    assert len(set(map(len, sealed))) == 1
    row = Question.objects.get()
    key = bytes(row.key or b"")
    destroy(row)
    assert not Event.objects.exists()
    assert Question.objects.get().key is None
    assert unseal(key, sealed[0])  # it is the key that keeps it shut


def test_a_seal_opens_with_its_key_alone_and_tells_no_length() -> None:
    key = new_key()
    sealed = seal(key, b"yes")
    assert unseal(key, sealed) == b"yes"
    assert unseal(key, seal(key, b"x" * 300)) == b"x" * 300
    assert len(seal(key, b"")) == len(seal(key, b"x" * (BLOCK - 4))) == len(sealed)
    for wrong in (new_key(), key[::-1]):
        with pytest.raises(NotOpenedError):
            unseal(wrong, sealed)
