"""Pictures of a core question in the browser: made once, safe together, and read in words first."""

from __future__ import annotations

import csv
import io
import uuid
from typing import TYPE_CHECKING

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.dialogue.model import Carries, Vote
from binnenuit.privacy.audit import attack
from binnenuit.privacy.releases.folder import HIDDEN, read_ledger
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.models import Link, Picture, Question, Statement, Value
from binnenuit_web.dialogue.services.picturing import making
from binnenuit_web.dialogue.services.picturing.members import opened, shown_before
from binnenuit_web.people.viewer import VISITOR
from binnenuit_web.privacy.services import House, published
from tests.web.dialogue.asking import CLOSES, VOTING, member, open_one
from tests.web.dialogue.voted import TWELVE, two_camps, vote_all
from tests.web.house import live_in, sign_in, sixty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit_web.dialogue.services import ShownPicture

pytestmark = pytest.mark.django_db

STAFF = [f"e{team}{n}" for team in range(1, 9) for n in range(6)]


@pytest.fixture(autouse=True)
def _house() -> None:
    live_in(sixty())


def _asked(people: Sequence[str] = STAFF[:40]) -> int:
    question = open_one(TWELVE)
    vote_all(question, two_camps(people))
    return question


def _seen(question: int) -> ShownPicture:
    found = services.picture_of(member("e10"), question, VOTING)
    assert found is not None
    return found


def test_two_camps_are_found_and_what_both_agree_with_carries() -> None:
    question = _asked()
    services.make_picture(question, VOTING)
    seen = _seen(question)
    assert [group.letter for group in seen.groups] == ["A", "B"]
    assert all(group.people == "20-49" for group in seen.groups)
    assert {each.number for each in seen.together} == {11, 12}
    assert {each.number for each in seen.differ} == set(range(1, 11))
    assert services.carried(Question.objects.get()) == {11, 12}
    said = {group.letter: {one.number for one in group.says if one.agrees} for group in seen.groups}
    assert all(said.values())
    assert not said["A"] & said["B"]


def test_nobody_sees_anything_before_ten_people_voted() -> None:
    question = _asked(STAFF[:9])
    services.make_picture(question, VOTING)
    services.make_picture(question, CLOSES, is_final=True)
    assert services.picture_of(member("e10"), question, VOTING) is None
    assert not Picture.objects.exists()
    page = sign_in("e10").get(f"/core-questions/{question}/picture/")
    assert page.status_code == 200
    assert "too early to say" in page.content.decode()
    assert sign_in("e11").get(f"/core-questions/{question}/counts.csv").status_code == 404


def test_without_camps_there_are_no_groups_and_that_is_said() -> None:
    question, dice = open_one(TWELVE), np.random.default_rng(1)
    vote_all(
        question,
        {
            person: {
                number: Vote.AGREE if dice.random() < 0.1 * (number - 1) else Vote.DISAGREE
                for number in range(1, 13)
            }
            for person in STAFF[:30]
        },
    )
    services.make_picture(question, VOTING)
    seen = _seen(question)
    assert not seen.groups
    assert {1, 2, 12} <= {each.number for each in seen.together}
    states = {each.number: each.state for each in seen.drawn}
    assert (states[1], states[12]) == (Carries.REJECTED, Carries.AGREED)
    page = sign_in("e10").get(f"/core-questions/{question}/picture/").content.decode()
    assert "you differ on single statements, not in camps" in page


def test_a_new_picture_waits_for_ten_more_and_together_they_tell_of_nobody() -> None:
    question = _asked(STAFF[:25])
    services.make_picture(question, VOTING)
    vote_all(question, two_camps(STAFF[25:34]))
    services.make_picture(question, VOTING)
    assert Picture.objects.count() == 1
    vote_all(question, two_camps([*STAFF[34:], "l1", "l2"]))
    vote_all(question, {"e10": {1: Vote.NONE, 2: Vote.DISAGREE}})
    services.make_picture(question, VOTING)
    vote_all(question, {"l3": {3: Vote.AGREE}})
    services.make_picture(question, CLOSES, is_final=True)
    assert list(Picture.objects.values_list("number", "is_final")) == [
        (1, False),
        (2, False),
        (3, True),
    ]
    key = bytes(Question.objects.get().key or b"")
    members = {each.number: opened(each, key) for each in Picture.objects.all()}
    hands = sorted({hand for each in members.values() for hand in each.hands})
    shown = shown_before(members, hands)
    assert len(shown) == 12
    for sets in shown.values():
        table = np.array([each.people for each in sets], dtype=np.int64)
        assert attack(table, np.ones(len(hands), dtype=np.int64), k=10).passed
    entries = read_ledger(published()).entries
    assert {
        name for each in entries for name, n in each.publication.atoms.items() if n < 10
    } == set()


def test_three_more_votes_leave_the_figures_of_before_with_their_day() -> None:
    question = _asked(STAFF[:30])
    services.make_picture(question, VOTING)
    before = {each.number: each.everybody for each in _seen(question).drawn}
    vote_all(question, {person: {1: Vote.AGREE} for person in STAFF[30:33]})
    services.make_picture(question, CLOSES, is_final=True)
    seen = _seen(question)
    kept = {each.number: each for each in seen.drawn}
    assert kept[1].kept_from == VOTING
    assert kept[1].everybody is not None
    assert before[1] is not None
    assert kept[1].everybody.shares == before[1].shares
    page = sign_in("e10").get(f"/core-questions/{question}/statements/1/").content.decode()
    assert "These figures are kept from the picture of 9 November 2026" in page


class _KilledError(Exception):
    """The server went away."""


def _killed(*_args: object, **_more: object) -> None:
    raise _KilledError


@pytest.mark.parametrize("step", ["publish", "stored"])
def test_a_server_that_is_killed_halfway_shows_the_same_once(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = _asked()
    with monkeypatch.context() as broken:
        broken.setattr(House if step == "publish" else making, step, _killed)
        with pytest.raises(_KilledError):
            services.make_picture(question, VOTING)
    assert services.picture_of(member("e10"), question, VOTING) is None
    vote_all(question, {person: {11: Vote.DISAGREE} for person in STAFF[:40]})
    services.make_picture(question, VOTING)
    assert {each.number for each in _seen(question).together} == {11, 12}
    assert Picture.objects.count() == 1
    rounds = [each.publication.round for each in read_ledger(published()).entries]
    assert rounds == ["core-question-" + rounds[0].split("-")[2] + "-1"] * 2
    assert not [*(published() / HIDDEN / "kept").rglob("*.json")]


def test_closing_leaves_the_last_picture_and_nothing_of_who_was_in_it() -> None:
    question = _asked()
    services.make_picture(question, VOTING)
    services.close_question(None, question, CLOSES)
    seen = _seen(question)
    assert seen.is_final
    assert {each.number for each in seen.together} == {11, 12}
    assert set(Picture.objects.values_list("members", flat=True)) == {None}
    assert Question.objects.get().key is None
    services.make_picture(question, CLOSES, is_final=True)
    assert Picture.objects.count() == 2


def test_two_lists_stand_before_the_picture_and_every_figure_in_a_table_too() -> None:
    question = _asked()
    services.make_picture(question, CLOSES, is_final=True)
    client = sign_in("e10")
    page = client.get(f"/core-questions/{question}/picture/").content.decode()
    assert page.index('id="together"') < page.index('id="differ"') < page.index('class="stands"')
    assert page.count('class="stands"') == 12
    for each in _seen(question).drawn:
        for one in each.figures:
            assert page.count(f"<td>{one.agree.words}</td>") > 0
    assert "Afdeling" not in page
    page = client.get(f"/core-questions/{question}/statements/11/").content.decode()
    assert "It carries" in page
    assert "Afdeling 2" in page
    assert "No value was made of it yet" in page
    value = Value.objects.create(once=uuid.uuid4(), name="Open deur", words="-", made_on=VOTING)
    source = Statement.objects.get(number=11)
    Link.objects.create(value=value, statement=source, made_on=VOTING)
    page = client.get(f"/core-questions/{question}/statements/11/").content.decode()
    assert f'<a href="/values/{value.pk}/">Open deur</a>' in page
    assert read_ledger(published()).entries[-1].hash in page


def test_the_table_to_take_along_holds_what_is_shown_and_nothing_else() -> None:
    question = _asked()
    vote_all(question, {person: {1: Vote.NONE} for person in STAFF[:33]})
    services.make_picture(question, VOTING)
    text = sign_in("e10").get(f"/core-questions/{question}/counts.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    shown = Picture.objects.get().shown["statements"]
    assert len(rows) == sum(max(1, len(each["sets"])) for each in shown.values())
    withheld = [row for row in rows if row["statement"] == "1"]
    assert [row["who"] for row in withheld] == [None]
    assert {row["people"] for row in rows if row["statement"] != "1"} <= {"10-19", "20-49"}
    assert all(int(row["agree share"]) <= 99 for row in rows if row["statement"] != "1")


def test_visitors_see_no_picture_and_no_statement() -> None:
    question = _asked()
    services.make_picture(question, VOTING)
    with pytest.raises(PermissionDenied):
        services.picture_of(VISITOR, question, VOTING)
    with pytest.raises(PermissionDenied):
        services.statement_page(VISITOR, question, 1)
    client = sign_in("e10")
    assert client.get(f"/core-questions/{question}/statements/99/").status_code == 404
    assert client.get("/core-questions/999/picture/").status_code == 404
