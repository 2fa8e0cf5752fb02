"""After a backup was put back nobody can read the ballots of a layer that was open."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from binnenuit.mirror.model.ballot import Ballot, Part, Row
from binnenuit.organisation.model import TeamId
from binnenuit.privacy.releases.folder import read_ledger
from binnenuit_web.config.doctor import _mirror
from binnenuit_web.mirror import models, services
from binnenuit_web.mirror.services import box, releasing
from binnenuit_web.mirror.services.seeing.figures import figures_of
from binnenuit_web.mirror.services.seeing.places import place_of
from binnenuit_web.people.models import LogbookLine
from binnenuit_web.people.roles import Role
from binnenuit_web.privacy.services import published
from tests.web.house import live_in, sign_in, sixty, viewer
from tests.web.mirror import walked

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LAST = TODAY + timedelta(days=14)
GUIDE = viewer("", Role.FACILITATOR)
ANSWERED = Ballot(TeamId("directors"), Part.FULL, (Row(TeamId("directors"), {"A1": 4}),))


@pytest.fixture
def layer() -> models.Layer:
    """The first layer, in which a director answered; then a backup was put back."""
    live_in(sixty())
    new = services.NewRound("2026-Q4", unready=True)
    services.start_round(GUIDE, new, once=uuid4(), today=TODAY)
    row = models.Layer.objects.get(number=1)
    services.open_layer(GUIDE, row.pk, closes_on=LAST, today=TODAY)
    row.refresh_from_db()
    assert box.receive(code_of(row), ANSWERED, LAST) is box.State.RECEIVED
    models.Layer.objects.update(private_key=None, secret=None)
    return row


def code_of(row: models.Layer, person: str = "dir1") -> str:
    assert row.secret is not None
    return box.code_of(bytes(row.secret), person, 1)


def shown() -> services.LayerShown:
    picture = services.round_picture(GUIDE, TODAY)
    assert picture is not None
    return picture.layers[0]


def test_it_takes_no_ballots_and_says_in_words_what_to_do(layer: models.Layer) -> None:
    assert box.standing(code_of(layer, "dir2"), LAST).state is box.State.STOPPED
    assert box.receive(code_of(layer, "dir2"), ANSWERED, LAST) is box.State.STOPPED
    assert shown().may_open
    assert not shown().may_close
    text = sign_in("e10").get("/mirror/layers/").content.decode()
    assert "A backup was put back" in text


def test_it_is_never_shown_as_if_nobody_had_answered(layer: models.Layer) -> None:
    services.close_due(LAST + timedelta(days=1))
    services.release_due(LAST + timedelta(days=9))
    layer.refresh_from_db()
    assert layer.shown_on is None
    assert not shown().may_release
    with pytest.raises(services.NotNowError):
        services.rehearse(GUIDE, layer.pk)


def test_opened_again_it_asks_the_same_people_with_new_codes(layer: models.Layer) -> None:
    before, asked = code_of(layer), set(layer.invitations.values_list("person", flat=True))
    services.close_due(LAST + timedelta(days=1))
    services.open_layer(GUIDE, layer.pk, closes_on=LAST, today=TODAY)
    services.open_layer(GUIDE, layer.pk, closes_on=LAST, today=TODAY)
    layer.refresh_from_db()
    assert layer.closed_on is None
    assert set(layer.invitations.values_list("person", flat=True)) == asked
    assert layer.codes.count() == len(asked)
    assert layer.ballots.count() == 0
    assert box.receive(before, ANSWERED, LAST) is box.State.UNKNOWN
    assert box.receive(code_of(layer), ANSWERED, LAST) is box.State.RECEIVED
    assert len(box.ballots_of(layer)) == 1
    assert LogbookLine.objects.filter(did="mirror.opened-again").count() == 1


def test_its_round_can_be_ended_and_nothing_is_left_of_it(layer: models.Layer) -> None:
    services.end_round(GUIDE, layer.round_id, TODAY)
    layer.refresh_from_db()
    kept = (layer.ballots, layer.codes, layer.invitations)
    assert not any(rows.exists() for rows in kept)
    assert layer.opened_on is None
    assert [*_mirror()] == []
    another = services.NewRound("2026-Q4-2")
    assert services.start_round(GUIDE, another, once=uuid4(), today=TODAY) != layer.round_id


def test_the_doctor_tells_of_it_until_it_is_opened_again(layer: models.Layer) -> None:
    told = [each.code for each in _mirror()]
    services.open_layer(GUIDE, layer.pk, closes_on=LAST, today=TODAY)
    assert (told, [*_mirror()]) == (["doctor.mirror-key"], [])


@pytest.fixture
def asked_c(layer: models.Layer) -> models.Layer:
    """The same layer in a round that asks one scale, opened again; all answer."""
    began = layer.round
    began.questionnaire["scales"] = [
        each for each in began.questionnaire["scales"] if each["code"] == "C"
    ]
    began.save()
    return layer


def reopened(layer: models.Layer, on: date) -> models.Layer:
    services.open_layer(GUIDE, layer.pk, closes_on=on + timedelta(days=14), today=on)
    walked.answered(1, today=on + timedelta(days=4))
    services.close_layer(GUIDE, layer.pk, on + timedelta(days=4))
    return walked.row(1)


def published_in() -> set[str]:
    return {each.publication.round for each in read_ledger(published()).entries}


def test_figures_that_were_out_when_the_backup_was_made_count_as_shown_and_nobody_is_asked_again(
    asked_c: models.Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = reopened(asked_c, TODAY)
    with monkeypatch.context() as patched:
        patched.setattr(releasing, "_store", lambda *_: None)
        services.release_layer(GUIDE, row.pk, LAST)
    models.Layer.objects.update(private_key=None, secret=None)
    assert (shown().was_shown, shown().may_open) == (True, False)
    assert "nobody is asked again" in sign_in("e10").get("/mirror/layers/").content.decode()
    assert [*_mirror()] == []
    with pytest.raises(services.NotNowError):
        services.open_layer(GUIDE, row.pk, closes_on=LAST, today=TODAY)
    services.find_shown(LAST)
    row.refresh_from_db()
    assert (row.shown_on, row.shown) == (LAST, {"C": ""})
    assert not row.ballots.exists()
    assert LogbookLine.objects.filter(did="mirror.found-shown").count() == 1
    assert figures_of(place_of(walked.row(1)), TeamId("directors"))


def test_each_time_it_is_opened_again_it_goes_through_the_gate_under_a_name_of_its_own(
    asked_c: models.Layer,
) -> None:
    """Of one name the noise is one: a difference would tell exactly who answered otherwise."""
    row = reopened(asked_c, TODAY)
    services.release_layer(GUIDE, row.pk, LAST)
    assert published_in() == {f"2026-Q4 ({TODAY.isoformat()})"}
    assert figures_of(place_of(walked.row(1)), TeamId("directors"))
    watch = sign_in("e20", Role.WORKS_COUNCIL).get("/mirror/releases/").content.decode()
    assert "2026-Q4" in watch
