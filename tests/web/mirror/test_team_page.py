"""The pages of the mirror: what stands on them in words, pictures and tables."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from binnenuit.organisation.model import TeamId
from binnenuit.privacy.audit.ledger_file import LEDGER
from binnenuit_web.mirror.models import Look
from binnenuit_web.mirror.services.seeing import number_page, team_page
from binnenuit_web.people.roles import Role
from binnenuit_web.privacy.services import published
from tests.web import house
from tests.web.mirror import released

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import Settings

    from binnenuit_web.mirror.models import Layer

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("released")]  # published once

Layers = dict[int, "Layer"]


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: released.TODAY)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def page_of(layer: Layer, team: str, more: str = "") -> str:
    return f"/mirror/layer/{layer.pk}/{team}/{more}"


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_shown_merged_small_and_protected_are_four_different_sentences(
    shown_round: Layers,
) -> None:
    for leader in ("l1", "l6", "l10", "dir1"):
        released.answered_himself(leader)
    small = read(house.sign_in("l6", Role.TEAM_LEADER), page_of(shown_round[3], "t6"))
    assert "Not shown: fewer than 5 people answered here." in small
    assert "All leaders of this layer together" in small
    merged = read(house.sign_in("l10", Role.TEAM_LEADER), page_of(shown_round[3], "t10"))
    assert "One figure of Ploeg 10 and Ploeg 11 together" in merged
    assert "Not shown: fewer than 10 people answered here." in merged  # single questions
    own = read(house.sign_in("l1", Role.TEAM_LEADER), page_of(shown_round[3], "t1"))
    assert "10 to 19 people answered. With other people of the same mind" in words_of(own)
    protected = read(house.sign_in("dir1", Role.MIDDLE_MANAGER), "/mirror/")
    assert "Not shown, to protect others" in protected
    assert "How sure it is cannot be told yet." in protected


def test_what_is_shown_alone_is_not_called_the_highest(shown_round: Layers) -> None:
    for leader in ("ceo", "l1"):
        released.answered_himself(leader)
    top = next(each["id"] for each in shown_round[1].teams if each["leader"] == "ceo")
    alone = read(house.sign_in("ceo", Role.CHIEF_EXECUTIVE), page_of(shown_round[1], top))
    assert "Not shown, because too few people answered" in alone
    assert "Highest with your people" not in alone
    several = read(house.sign_in("l1", Role.TEAM_LEADER), page_of(shown_round[3], "t1"))
    assert re.search("Highest with your people|your people value most", several)


def test_own_leaders_page_stands_before_ones_own(shown_round: Layers) -> None:
    released.answered_himself("l1")
    released.looked("dir1", shown_round[2])
    said = read(house.sign_in("l1", Role.TEAM_LEADER), page_of(shown_round[3], "t1"))
    above, own = said.index("First the page of Directeur An"), said.index('id="leading"')
    assert above < own
    assert page_of(shown_round[2], "d-1") in said[:own]


def test_each_figure_is_a_picture_with_words_a_table_and_a_way_to_its_making(
    shown_round: Layers,
) -> None:
    released.answered_himself("l1", 5)
    said = read(house.sign_in("l1", Role.TEAM_LEADER), page_of(shown_round[3], "t1"))
    pictures = re.findall(r'<svg class="dots"[^>]*role="img" aria-label="([^"]+)"', said)
    assert len(pictures) >= 8
    assert "You yourself: 5.0." in pictures[0]
    found = team_page(house.viewer("l1"), shown_round[3].pk, TeamId("t1"), today=released.TODAY)
    for row in (found.leading[0].whole, *found.leading[0].items):
        assert re.search(rf'<th scope="row">{re.escape(row.figure.name)}\s*</th>', said)
    assert said.count(f"/mirror/number/{shown_round[3].pk}/A/?team=t1") >= 14


def test_looking_opens_the_page_to_the_team(shown_round: Layers) -> None:
    released.answered_himself("l1")
    leader, member = house.sign_in("l1", Role.TEAM_LEADER), house.sign_in("e1.0")
    here = page_of(shown_round[3], "t1")
    assert "<svg" not in read(member, here)
    for _ in range(2):
        assert leader.post(page_of(shown_round[3], "t1", "looked/")).status_code == 302
    assert Look.objects.get().person == "l1"
    assert '<svg class="dots"' in read(member, here)
    assert "You yourself" not in read(member, here)


def test_a_member_cannot_look_in_place_of_the_leader(shown_round: Layers) -> None:
    house.sign_in("e1.0").post(page_of(shown_round[3], "t1", "looked/"))
    assert not Look.objects.exists()


def test_the_sheet_holds_what_the_team_may_see_and_nothing_of_the_leaders_own(
    shown_round: Layers,
) -> None:
    released.answered_himself("l1", 1)
    said = read(house.sign_in("l1", Role.TEAM_LEADER), page_of(shown_round[3], "t1", "sheet/"))
    assert "Three questions to talk about" in said
    assert "I promise" in said
    assert "1.0" not in words_of(said)
    assert "You say" not in said


def test_a_behaviour_that_is_chosen_stands_in_the_promise(shown_round: Layers) -> None:
    released.answered_himself("l1")
    client = house.sign_in("l1", Role.TEAM_LEADER)
    said = read(client, page_of(shown_round[3], "t1") + "?choose=A3")
    assert re.search(r"<textarea[^>]*>\s*I keep my people's time for customers free", said)


def test_a_number_tells_its_questions_its_ledger_line_and_the_audit(shown_round: Layers) -> None:
    released.answered_himself("l1")
    address = f"/mirror/number/{shown_round[3].pk}/A/?team=t1"
    said = read(house.sign_in("l1", Role.TEAM_LEADER), address)
    page = number_page(
        house.viewer("l1"), shown_round[3].pk, "A", TeamId("t1"), today=released.TODAY
    )
    assert page.figure is not None
    assert set(page.figure.entries) <= {e.hash for e in page.lines}
    assert all(line.hash in said and line.previous in said for line in page.lines)
    assert "My leader asks what I need" in said
    assert "about fewer than 5 people" in said


def test_how_many_answered_in_the_smallest_group_is_for_who_watches_alone(
    shown_round: Layers,
) -> None:
    layer = shown_round[1].pk  # eleven or more answered about the top
    council = number_page(
        house.viewer("", Role.WORKS_COUNCIL), layer, "A", None, today=released.TODAY
    )
    other = number_page(house.viewer("e1.0"), layer, "A", None, today=released.TODAY)
    assert council.attacked is not None
    assert (council.attacked.smallest or 0) > 10
    assert other.attacked is not None
    assert other.attacked.smallest == other.attacked.k == 5


def test_who_promises_after_customers_answered_is_told_that_they_read_it(
    shown_round: Layers,
) -> None:
    released.answered_himself("l1")
    client = house.sign_in("l1", Role.TEAM_LEADER)
    reads = "it stands on their receipt"
    assert reads in read(client, page_of(shown_round[released.CUSTOMERS], "t1"))
    assert reads not in read(client, page_of(shown_round[3], "t1"))


def test_customers_are_read_by_the_team_that_faces_them(shown_round: Layers) -> None:
    said = words_of(read(house.sign_in("e1.0"), "/mirror/"))
    assert "What customers get from Ploeg 1" in said
    page = team_page(house.viewer("l1"), shown_round[4].pk, TeamId("t1"), today=released.TODAY)
    assert page.served[0].customers
    assert page.served[0].figure.score
    few = team_page(house.viewer("l7"), shown_round[4].pk, TeamId("t7"), today=released.TODAY)
    assert not few.served or not few.served[0].figure.score


def test_figures_are_read_and_never_made_again(shown_round: Layers) -> None:
    released.answered_himself("l1")
    client, here = house.sign_in("l1", Role.TEAM_LEADER), page_of(shown_round[3], "t1")
    assert _pictures(read(client, here)) == _pictures(read(client, here))


def test_a_damaged_ledger_is_told_and_nothing_made_up(
    shown_round: Layers, settings: Settings, tmp_path: Path, released_folder: Path
) -> None:
    settings.CHOSEN = replace(settings.CHOSEN, data=tmp_path)
    released.copied(released_folder)
    ledger = published() / LEDGER
    ledger.write_text(ledger.read_text().replace("scores", "scorez", 1))
    released.answered_himself("l1")
    response = house.sign_in("l1", Role.TEAM_LEADER).get(page_of(shown_round[3], "t1"))
    assert response.status_code == 503
    assert "cannot be read at the moment" in response.content.decode()


def _pictures(page: str) -> list[str]:
    return re.findall(r"<svg class=\"dots\".*?</svg>", page)
