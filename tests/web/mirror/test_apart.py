"""From me, handed down, cannot tell yet: what a leader reads of it, and what nobody else does."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from binnenuit.mirror.disclose.begin import Beginning, Start
from binnenuit.mirror.disclose.decompose import Parts
from binnenuit.mirror.disclose.picture import Apart
from binnenuit.mirror.model import Reason
from binnenuit.organisation.model import TeamId
from binnenuit.privacy.figures.seal import disclose
from binnenuit_web.mirror.services.seeing import apart, who
from binnenuit_web.people.roles import Role
from tests.web import house
from tests.web.mirror import released

if TYPE_CHECKING:
    from binnenuit.privacy import Disclosed
    from binnenuit_web.mirror.models import Layer

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("released")]  # published once

Layers = dict[int, "Layer"]


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: released.TODAY)


def figure(value: float) -> Disclosed[float]:
    return disclose(value, "10-19", entries=("e",))


PARTS = Parts(figure(-0.8), figure(-0.24), figure(-0.12), figure(-0.44), figure(-0.1))


def seen_as(monkeypatch: pytest.MonkeyPatch, parts: Parts, place: str | None) -> None:
    start = Start.PLACE if place else Start.CANNOT_TELL
    found = Apart(parts, Beginning(start), TeamId(place) if place else None)
    monkeypatch.setattr(apart, "_seen", lambda *_: found)


def page_of_l1(shown_round: Layers) -> str:
    released.answered_himself("l1")
    client = house.sign_in("l1", Role.TEAM_LEADER)
    said = client.get(f"/mirror/layer/{shown_round[3].pk}/t1/").content.decode()
    return html.unescape(said)


def test_the_three_parts_stand_in_words_a_bar_and_a_table(
    shown_round: Layers, monkeypatch: pytest.MonkeyPatch
) -> None:
    released.looked("dir1", shown_round[2])
    seen_as(monkeypatch, PARTS, "d-1")
    said = page_of_l1(shown_round)
    assert "Your people see 0.8 less than the mean of this round." in said
    assert "surely 0.2 from you and 0.1 handed down; the rest cannot be told yet" in said
    widths = re.findall(r'<rect class="(\w+)" x="[\d.]+" y="0" width="([\d.]+)"', said)
    assert [kind for kind, _ in widths] == ["handed", "mine", "unknown"]
    assert sum(float(width) for _, width in widths) == pytest.approx(320, abs=0.2)
    assert (
        'aria-label="handed down: 0.1 less, from me: 0.2 less, cannot tell yet: 0.4 less"' in said
    )
    assert "Begin the conversation with Directeur An, the one above you." in said


def test_what_was_handed_down_waits_for_the_page_above(
    shown_round: Layers, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_as(monkeypatch, PARTS, "d-1")
    said = page_of_l1(shown_round)
    assert "What was handed down cannot be told yet: Directeur An looks first." in said
    assert "parts-bar" not in said
    assert "0.8 less" not in said
    assert "Where it begins cannot be told yet." in said


def test_nobody_further_up_is_named(shown_round: Layers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it begins with the chief executive, a leader is sent to the one above him."""
    released.looked("dir1", shown_round[2])
    seen_as(monkeypatch, PARTS, "directors")
    said = page_of_l1(shown_round)
    assert "Begin the conversation with Directeur An" in said
    assert "Karin" not in said


def test_why_nothing_can_be_told_is_said(
    shown_round: Layers, monkeypatch: pytest.MonkeyPatch
) -> None:
    released.looked("dir1", shown_round[2])
    nothing = Parts(figure(-0.8), None, None, figure(-0.8), None, Reason.ONE_WAVE)
    seen_as(monkeypatch, nothing, None)
    said = page_of_l1(shown_round)
    assert "One round cannot tell what is passed on; ask again." in said
    assert "What you pass on cannot be told yet." in said
    assert "parts-bar" not in said


def test_at_the_top_all_is_ones_own_by_agreement(
    shown_round: Layers, monkeypatch: pytest.MonkeyPatch
) -> None:
    released.answered_himself("ceo")
    top = Parts(figure(0.4), figure(0.4), figure(0.0), figure(0.0), figure(0.2))
    seen_as(monkeypatch, top, None)
    client = house.sign_in("ceo", Role.CHIEF_EXECUTIVE)
    said = client.get(f"/mirror/layer/{shown_round[1].pk}/directors/").content.decode()
    assert "0.4 more than the mean of this round. At the top all of it is yours" in said


FEW = "that would tell you of one other leader alone"


@pytest.mark.parametrize(
    ("teams", "rows", "is_told"),
    [
        # l1 reads his own figure and that of dir1, who leads d-1: l2 would be left.
        (("t1", "t2", "d-1"), (), False),
        (("t1", "t2", "t3", "d-1"), (), True),
        # Who reads the row of layer 3 would take it out: dir2, who leads d-2, would be left.
        (("t1", "t2", "t3", "d-2"), (), True),
        (("t1", "t2", "t3", "d-2"), (3,), False),
    ],
)
def test_the_mean_is_not_told_to_whom_it_would_tell_of_one_other_leader(
    shown_round: Layers,
    monkeypatch: pytest.MonkeyPatch,
    teams: tuple[str, ...],
    rows: tuple[int, ...],
    is_told: bool,
) -> None:
    """A figure is shown of these teams; of the layers ``rows`` he reads all together."""
    monkeypatch.setattr(who, "shown_on", lambda here, _: here.answering & set(teams))
    monkeypatch.setattr(who, "_reads_row", lambda _, here, *__: here.layer.number in rows)
    released.looked("dir1", shown_round[2])
    seen_as(monkeypatch, PARTS, "d-1")
    said = page_of_l1(shown_round)
    told = ("0.8 less", "parts-bar", "Begin the conversation")
    assert [each in said for each in told] == [is_told] * 3
    assert (FEW in said) is not is_told
