"""The works council: what was shown and never a figure, the auditor, stopping, the agreement."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.mirror.disclose.publishing import publish_mirror
from binnenuit.mirror.model import Questionnaire
from binnenuit.mirror.model.recorded import record
from binnenuit_web.mirror.models import Layer, LayerKey, OwnQuestion, Round
from binnenuit_web.mirror.services import council
from binnenuit_web.mirror.views.agreement import PARTS, pack
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from binnenuit_web.privacy.services import published, publishing
from tests.mirror.invented import SERVES, firm, round_of
from tests.web import house

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

NAME = "2026-Q4"
TODAY = date(2026, 11, 20)
COUNCIL = house.viewer("", Role.WORKS_COUNCIL)
SCALE = replace(SERVES, code="serves.1")


def begun() -> Layer:
    """A round with one layer that was opened out of order."""
    asked = Questionnaire("1", (SERVES,))
    row = Round.objects.create(
        once=uuid.uuid4(), name=NAME, questionnaire=record(asked), k=5, began_on=TODAY
    )
    teams = [{"id": "north", "name": "Noordploeg", "parent": "top", "leader": "", "seen": ""}]
    layer = Layer.objects.create(round=row, number=1, opened_on=TODAY, closed_on=TODAY, teams=teams)
    LayerKey.objects.create(
        layer=layer, holder="works_council", reason="De top is ziek", turned_on=TODAY
    )
    return layer


def shown() -> Layer:
    """The same layer after its figures went through the gate; one scale was refused there."""
    layer = begun()
    organisation = firm()
    with publishing() as open_house:
        publish_mirror(
            open_house.folder,
            organisation,
            Questionnaire("1", (SCALE,)),
            [round_of(organisation, NAME, scale=SCALE)],
            closed_on={NAME: TODAY},
        )
    layer.shown_on, layer.shown = TODAY, {"serves.1": "", "gives": "mirror.nobody"}
    layer.save()
    return layer


@pytest.fixture
def watching() -> Client:
    return house.sign_in("", Role.WORKS_COUNCIL)


class Outside(HTMLParser):
    """Keeps every address from which a page would load something."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [tag] if tag in {"script", "link", "img", "iframe"} else []
        self.loads += [str(value) for name, value in attrs if name in {"src", "href"}]


def test_before_anything_was_shown_the_page_says_so(watching: Client) -> None:
    assert council.certificate() is None
    text = watching.get("/mirror/releases/").content.decode()
    assert "Nothing was shown yet." in text
    assert watching.post("/mirror/releases/audit/", follow=True).status_code == 200


def test_what_was_shown_stands_there_with_its_certificate(watching: Client) -> None:
    shown()
    (release,) = council.released(COUNCIL, "en")
    (layer,) = release.layers
    (scale,) = layer.scales
    names = [name for _, groups in scale.groups for name in groups]
    assert scale.shown > 0
    assert len(names) == scale.shown + scale.merged + scale.withheld + scale.protects
    assert scale.attacked is not None
    assert scale.attacked.passed
    assert scale.attacked.smallest is not None
    assert scale.attacked.smallest >= 5
    assert layer.refused == ("gives",)
    text = watching.get("/mirror/releases/").content.decode()
    assert scale.hash in text
    assert "De top is ziek" in text
    assert "Noordploeg" in text


def test_no_figure_stands_on_the_page_of_the_works_council(watching: Client) -> None:
    shown()
    (file,) = (published() / "releases").glob("*.json")
    figures = {
        str(group["figures"]["score"]["value"])
        for group in json.loads(file.read_text())["groups"]
        if group["figures"]
    }
    text = re.sub(r"<code.*?</code>", "", watching.get("/mirror/releases/").content.decode())
    assert figures
    assert [figure for figure in figures if figure in text] == []


def test_the_auditor_works_again_when_somebody_changes_a_file_or_asks(watching: Client) -> None:
    shown()
    assert council.certificate() is council.certificate()
    ledger = published() / ".binnenuit" / "ledger.jsonl"
    ledger.write_text(re.sub(r'"k":5\b', '"k":4', ledger.read_text(), count=1))
    said = council.certificate()
    assert said is not None
    assert not said.passed
    assert said.faults
    answer = watching.post("/mirror/releases/audit/", follow=True).content.decode()
    assert "did not pass" in answer
    assert LogbookLine.objects.filter(did="mirror.audited").count() == 1


def test_a_ledger_that_is_gone_or_no_ledger_has_not_passed() -> None:
    shown()
    ledger = published() / ".binnenuit" / "ledger.jsonl"
    whole = ledger.read_text()
    ledger.write_text("flour\n")
    damaged = council.certificate()
    assert damaged is not None
    assert not damaged.passed
    assert council.released(COUNCIL, "en")[0].layers[0].scales == ()
    ledger.write_text(whole)
    ledger.unlink()
    gone = council.certificate()
    assert gone is not None
    assert not gone.passed


@pytest.mark.parametrize("role", [Role.CHIEF_EXECUTIVE, Role.TEAM_LEADER, Role.ANALYST])
def test_nobody_else_sees_any_of_it(role: Role) -> None:
    viewer = house.viewer("", role)
    for act in (
        lambda: council.released(viewer, "en"),
        lambda: council.audit_again(viewer),
        lambda: council.terms(viewer, TODAY),
        lambda: council.agree(viewer, "0"),
        lambda: council.agreed(viewer),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_works_council_stops_a_round_with_a_reason_and_lets_it_go_on(watching: Client) -> None:
    row = begun().round
    assert watching.post(f"/mirror/rounds/{row.pk}/stop/", {"reason": ""}).status_code == 422
    watching.post(f"/mirror/rounds/{row.pk}/stop/", {"reason": "Eerst overleg"})
    row.refresh_from_db()
    assert (row.stopped_on is not None, row.stop_reason) == (True, "Eerst overleg")
    assert "Eerst overleg" in watching.get("/mirror/releases/").content.decode()
    watching.post(f"/mirror/rounds/{row.pk}/go-on/")
    row.refresh_from_db()
    assert row.stopped_on is None


def test_a_reason_names_nobody(watching: Client) -> None:
    house.live_in(house.three())
    row = begun().round
    sent = {"reason": "Door Bo Bakker"}
    assert watching.post(f"/mirror/rounds/{row.pk}/stop/", sent).status_code == 422


def test_the_agreement_is_one_file_in_two_languages_that_loads_nothing(watching: Client) -> None:
    answer = watching.get("/mirror/agreement/")
    text = answer.content.decode()
    outside = Outside()
    outside.feed(text)
    assert outside.loads == []
    assert "no-store" in answer["Cache-Control"]
    assert "sha256-" in answer["Content-Security-Policy"]
    assert text.index('<article lang="nl">') < text.index('<article lang="en">')
    assert text.count("My leader asks what I need") == 1
    assert text.count("Mijn leidinggevende vraagt wat ik nodig heb") == 1
    assert text.count("<h1>") == 1


def test_the_works_council_agrees_and_sees_which_part_changed_since(watching: Client) -> None:
    before = pack(COUNCIL, TODAY)
    watching.post("/mirror/agreement/", {"version": before.version})
    watching.post("/mirror/agreement/", {"version": before.version})
    assert LogbookLine.objects.filter(did="mirror.agreed").count() == 1
    assert "Nothing changed since" in watching.get("/mirror/releases/").content.decode()
    OwnQuestion.objects.create(
        once=uuid.uuid4(),
        code="Q1",
        about="own_team",
        words="agreement",
        nl="Krijg ik?",
        en="Do I?",
    )
    after = pack(COUNCIL, TODAY)
    assert council.changed_since(before.version, after.words) == ("asked",)
    assert str(PARTS["asked"]) in watching.get("/mirror/releases/").content.decode()
    watching.post("/mirror/agreement/", {"version": before.version})  # read before it changed
    agreed = council.agreed(COUNCIL)
    assert agreed is not None
    assert agreed.version == before.version


def test_the_facilitator_reads_the_agreement_and_does_not_agree_for_the_council() -> None:
    client = house.sign_in("", Role.FACILITATOR)
    version = pack(COUNCIL, TODAY).version
    assert client.get("/mirror/agreement/").status_code == 200
    assert client.post("/mirror/agreement/", {"version": version}).status_code == 403
    assert not LogbookLine.objects.filter(did="mirror.agreed").exists()


def test_a_version_fits_into_a_line_of_the_logbook() -> None:
    longest = LogbookLine._meta.get_field("what").max_length
    assert longest is not None
    assert len("agreement " + pack(COUNCIL, TODAY).version) <= longest
