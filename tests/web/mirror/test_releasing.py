"""A closed layer is rehearsed, attacked, shown once, and then all that was sent is destroyed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from binnenuit.mirror.disclose.layered import read_layer
from binnenuit_web.mirror import services
from binnenuit_web.mirror.models import Ballot, Code, Layer, Round
from binnenuit_web.mirror.services import releasing
from tests.web import house
from tests.web.mirror import walked
from tests.web.mirror.walked import GUIDE, LATER, TODAY

if TYPE_CHECKING:
    from binnenuit.mirror.disclose.publishing import Told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def closed(db: None) -> Layer:
    house.live_in(house.sixty())
    walked.begun(scales="AC")
    walked.opened(1)
    walked.answered(1)
    services.close_layer(GUIDE, walked.row(1).pk, LATER)
    return walked.row(1)


def told() -> tuple[Told, ...]:
    row = walked.row(1)
    asked = services.questionnaire_of(row.round)
    folder, teams = settings.CHOSEN.data / "published", services.frozen(row)
    return read_layer(folder, asked, round_name=row.round.name, layer=1, teams=teams)


def test_the_rehearsal_tells_numbers_and_leaves_nothing_behind(closed: Layer) -> None:
    found = services.rehearse(GUIDE, closed.pk)
    assert found.passed
    assert found.numbers > 0
    assert found.smallest is not None
    assert found.smallest >= 5
    assert told() == ()
    assert walked.row(1).shown_on is None


def test_what_is_shown_is_there_once_and_all_that_was_sent_is_gone(closed: Layer) -> None:
    assert Ballot.objects.count() == 11
    services.release_layer(GUIDE, closed.pk, LATER)
    row = walked.row(1)
    assert row.shown_on == LATER
    assert row.shown["A"] == ""
    assert (row.private_key, row.secret, row.public_key) == (None, None, None)
    assert not Ballot.objects.exists()
    assert not Code.objects.exists()
    before = told()
    services.release_layer(GUIDE, closed.pk, LATER + timedelta(days=9))
    assert walked.row(1).shown_on == LATER
    assert told() == before


def test_killed_after_publishing_the_next_call_goes_on_and_shows_the_same(
    closed: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(releasing, "_store", _killed)
        with pytest.raises(KeyboardInterrupt):
            services.release_layer(GUIDE, closed.pk, LATER)
    assert Ballot.objects.count() == 11
    before = told()
    services.release_layer(None, closed.pk, LATER)
    assert told() == before
    assert not Ballot.objects.exists()


def test_killed_while_it_is_stored_nothing_is_half_destroyed(
    closed: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(releasing, "destroy", _killed)
        with pytest.raises(KeyboardInterrupt):
            services.release_layer(GUIDE, closed.pk, LATER)
    row = walked.row(1)
    assert row.shown_on is None
    assert row.private_key is not None
    services.release_layer(None, closed.pk, LATER)
    assert not Ballot.objects.exists()


def test_nothing_is_shown_that_the_auditor_did_not_pass(
    closed: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = services.rehearse(GUIDE, closed.pk)
    bad = type(good)(**{**vars(good), "passed": False})
    monkeypatch.setattr(releasing, "rehearse_layer", lambda **_all: bad)
    with pytest.raises(services.NotPassedError):
        services.release_layer(GUIDE, closed.pk, LATER)
    services.release_due(LATER + timedelta(days=3))
    assert walked.row(1).shown_on is None
    assert told() == ()


def test_the_server_shows_a_layer_a_day_after_closing_and_not_before(closed: Layer) -> None:
    services.release_due(LATER)
    assert walked.row(1).shown_on is None
    services.release_due(LATER + timedelta(days=1))
    assert walked.row(1).shown_on == LATER + timedelta(days=1)


def test_a_layer_is_open_through_its_last_day() -> None:
    Layer.objects.update(closed_on=None)
    last = walked.row(1).closes_on
    assert last is not None
    services.close_due(last)
    assert walked.row(1).closed_on is None
    services.close_due(last + timedelta(days=1))
    assert walked.row(1).closed_on == last + timedelta(days=1)


def test_the_round_ends_when_its_last_layer_is_shown(closed: Layer) -> None:
    closed.round.layers.filter(number__gt=1).delete()
    services.release_layer(GUIDE, closed.pk, LATER)
    assert Round.objects.get().ended_on == LATER
    assert services.current_round(TODAY) is None


def _killed(*_given: object) -> None:
    raise KeyboardInterrupt
