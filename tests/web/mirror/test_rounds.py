"""Beginning a round, what is asked in it, leaders who answer first, stopping, and its end."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from binnenuit.mirror.model.ballot import Ballot, Part
from binnenuit.mirror.model.questionnaire import About, Words
from binnenuit.organisation.model import PersonId, TeamId
from binnenuit_web.mirror import services
from binnenuit_web.mirror.models import Layer, OwnQuestion, OwnView, Round
from binnenuit_web.mirror.services.box import receive
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import VISITOR, Viewer
from tests.web import house
from tests.web.mirror import walked
from tests.web.mirror.walked import COUNCIL, GUIDE, LATER, TODAY

pytestmark = pytest.mark.django_db

BOSS = Viewer(roles=frozenset({Role.CHIEF_EXECUTIVE}), person=PersonId("ceo"))
QUESTION = services.NewQuestion(About.OWN_TEAM, Words.AGREEMENT, "Nog één?", "One more?")


@pytest.fixture(autouse=True)
def sixty(db: None) -> None:
    house.live_in(house.sixty())


def asked(new: services.NewRound) -> list[str]:
    walked.begun(new)
    return [scale.code for scale in services.questionnaire_of(Round.objects.get()).scales]


def test_a_round_asks_everything_and_the_groceries_when_chosen() -> None:
    assert asked(services.NewRound("whole")) == list("ABCDEFKG")


def test_without_the_groceries_they_are_not_asked() -> None:
    assert "G" not in asked(services.NewRound("less", groceries=False))


def test_a_pulse_asks_six_questions_and_no_customers() -> None:
    assert asked(services.NewRound("short", is_pulse=True)) == ["A2", "B1", "C1", "D1", "E1", "F1"]
    assert not Layer.objects.filter(customers=True).exists()


def test_own_questions_are_asked_until_retired_and_a_round_keeps_those_it_began_with() -> None:
    once = uuid4()
    number = services.add_question(GUIDE, QUESTION, once=once)
    assert services.add_question(GUIDE, QUESTION, once=once) == number
    assert "Q1" in asked(services.NewRound("with"))
    services.retire(GUIDE, number)
    assert "Q1" in services.questionnaire_of(Round.objects.get()).scale_by_code
    services.end_round(GUIDE, Round.objects.get().pk, TODAY)
    walked.begun(services.NewRound("without"))
    assert "Q1" not in services.questionnaire_of(Round.objects.get(name="without")).scale_by_code
    assert services.add_question(GUIDE, QUESTION, once=uuid4())
    assert OwnQuestion.objects.filter(code="Q2").exists()


def test_the_same_form_twice_begins_one_round_and_another_has_to_wait() -> None:
    once, new = uuid4(), services.NewRound("one", unready=True)
    first = services.start_round(GUIDE, new, once=once, today=TODAY)
    assert services.start_round(GUIDE, new, once=once, today=TODAY) == first
    with pytest.raises(services.NotNowError):
        walked.begun(services.NewRound("two"))


def test_k_is_raised_and_never_lowered() -> None:
    with pytest.raises(services.NotNowError):
        walked.begun(services.NewRound("low", k=4))
    walked.begun(services.NewRound("high", k=7))
    assert Round.objects.get().k == 7


def test_rounds_are_named_after_the_quarter_with_a_number_when_that_is_taken() -> None:
    assert services.default_name(date(2026, 11, 22)) == "2026-Q4"
    walked.begun(services.NewRound("2026-Q1"))
    assert services.default_name(TODAY) == "2026-Q1-2"


def test_nobody_but_the_facilitator_begins_ends_or_adds_a_question() -> None:
    for who in (COUNCIL, BOSS, VISITOR):
        with pytest.raises(PermissionDenied):
            services.start_round(who, services.NewRound("x"), once=uuid4(), today=TODAY)
        with pytest.raises(PermissionDenied):
            services.add_question(who, QUESTION, once=uuid4())
        with pytest.raises(PermissionDenied):
            services.every_round(who)
        with pytest.raises(PermissionDenied):
            services.end_round(who, 1, TODAY)


def test_a_round_does_not_end_while_a_layer_waits_to_be_shown() -> None:
    number = walked.begun()
    walked.opened(1)
    with pytest.raises(services.NotNowError):
        services.end_round(GUIDE, number, TODAY)


def test_a_leader_answers_about_himself_and_changes_it_until_his_mirror_is_shown() -> None:
    number = walked.begun()
    services.give_own_view(BOSS, {"A1": 5, "A2": "dk", "A3": 9, "C1": 1}, today=TODAY)
    assert services.own_view_of(BOSS, Round.objects.get(pk=number)) == {"A1": 5, "A2": "dk"}
    walked.opened(1)
    services.give_own_view(BOSS, {"A1": 2}, today=TODAY)
    assert OwnView.objects.get().answers == {"A1": 2}
    Layer.objects.filter(number=1).update(closed_on=LATER, shown_on=LATER)
    with pytest.raises(PermissionDenied):
        services.give_own_view(BOSS, {"A1": 1}, today=LATER)
    assert services.own_view_of(house.viewer("dir1"), Round.objects.get()) == {}


def test_who_leads_nobody_is_not_asked_about_himself() -> None:
    walked.begun()
    assert services.own_view_page(house.viewer("e10"), TODAY) is None
    with pytest.raises(PermissionDenied):
        services.give_own_view(house.viewer("e10"), {"A1": 1}, today=TODAY)


def test_a_leader_who_answered_before_his_layer_opens_makes_nobody_wait() -> None:
    walked.begun()
    services.give_own_view(BOSS, {"A1": 5}, today=TODAY)
    walked.opened(1)
    ballot = Ballot(TeamId("directors"), Part.FULL, ())
    assert receive(walked.codes(1)["dir1"], ballot, TODAY) is walked.STATES.RECEIVED


def test_a_stopped_round_takes_closes_and_shows_nothing_until_it_goes_on() -> None:
    number = walked.begun()
    layer = walked.opened(1)
    services.stop(COUNCIL, number, "The list is wrong.", TODAY)
    seen = walked.picture(house.viewer("e30"))
    assert (seen.stopped_by, seen.stop_reason) == (Role.WORKS_COUNCIL, "The list is wrong.")
    ballot = Ballot(TeamId("directors"), Part.FULL, ())
    assert receive(walked.codes(1)["dir1"], ballot, LATER) is walked.STATES.STOPPED
    services.close_due(TODAY + timedelta(days=30))
    with pytest.raises(services.NotNowError):
        services.close_layer(GUIDE, layer.pk, LATER)
    Layer.objects.update(closed_on=LATER)
    services.release_due(TODAY + timedelta(days=30))
    with pytest.raises(services.NotNowError):
        services.release_layer(GUIDE, layer.pk, LATER)
    assert walked.row(1).shown_on is None


def test_only_the_role_that_stopped_a_round_lets_it_go_on() -> None:
    number = walked.begun()
    services.stop(COUNCIL, number, "Wait.", TODAY)
    services.stop(GUIDE, number, "Mine.", TODAY)
    assert Round.objects.get().stop_reason == "Wait."
    for who in (GUIDE, BOSS):
        with pytest.raises(PermissionDenied):
            services.go_on(who, number)
    services.go_on(house.viewer("e30", Role.WORKS_COUNCIL), number)
    assert Round.objects.get().stopped_on is None
    with pytest.raises(PermissionDenied):
        services.stop(BOSS, number, "No.", TODAY)


def shown_before(on: date, *, k: int = 5, told: str = "") -> None:
    """A round that ended; ``told``: the reason why the gate showed nothing of it."""
    walked.begun(services.NewRound("before", k=k))
    Layer.objects.filter(number=1).update(opened_on=on, shown_on=on, shown={"A": told})
    Round.objects.update(ended_on=on)


def test_four_weeks_lie_between_figures_and_a_new_round_as_noise_averages_out() -> None:
    shown_before(TODAY - timedelta(days=27))
    with pytest.raises(services.TooSoonError) as refused:
        walked.begun(services.NewRound("pulse", is_pulse=True))
    assert refused.value.from_on == TODAY + timedelta(days=1)
    Layer.objects.filter(number=1).update(shown_on=TODAY - timedelta(days=28))
    assert walked.begun(services.NewRound("pulse", is_pulse=True))


def test_a_round_of_which_nothing_was_shown_holds_nobody_to_anything() -> None:
    shown_before(TODAY, k=9, told="privacy.k-changed")
    assert walked.begun(services.NewRound("next", k=5))


def test_k_is_never_lower_than_in_a_round_whose_figures_were_shown() -> None:
    shown_before(TODAY - timedelta(days=60), k=8)
    with pytest.raises(services.LowerError) as refused:
        walked.begun(services.NewRound("next", k=7))
    assert (refused.value.name, refused.value.k) == ("before", 8)
    assert walked.begun(services.NewRound("next", k=8))
