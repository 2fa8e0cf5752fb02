"""Two rounds of the mirror: one that ended months ago, and one that came down to the teams."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from django.db import transaction

from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.model.questionnaire import About
from binnenuit.organisation.leading import Leading
from binnenuit.organisation.model import TeamId
from binnenuit.promises import Happened, Happening
from binnenuit_web.demo.ballots import Answers
from binnenuit_web.demo.life.cast import by_link
from binnenuit_web.demo.life.words_of_mirror import PROMISED_NOW, PROMISED_THEN
from binnenuit_web.mirror import services
from binnenuit_web.mirror.services import box, inviting, seeing
from binnenuit_web.organisation import services as organisation
from binnenuit_web.people.roles import Role
from binnenuit_web.people.viewer import Viewer
from binnenuit_web.promises import services as promises

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from binnenuit.organisation.model import PersonId
    from binnenuit_web.demo.life.cast import Cast
    from binnenuit_web.mirror.services import LayerShown

_OPEN_FOR: Final = timedelta(days=14)
_KEPT_AFTER: Final = timedelta(days=30)
_COUNCIL_SAYS: Final = "Klanten wachten al een jaar op deze vraag. Wij willen niet langer wachten."
_GUIDE_SAYS: Final = "De meeste teamleiders keken al. Klanten mogen nu ook antwoorden."
# How many customers fill in a slip about the team that faces them.
_SLIPS: Final = {"shop-zwolle": 17, "shop-deventer": 13, "supermarkets": 7, "catering": 8}


@dataclass(frozen=True)
class _Days:
    """One layer, in days before today; what did not happen yet is None."""

    opened: int
    shown: int | None = None
    looked: int | None = None


@dataclass(frozen=True)
class _Plan:
    """One round.

    Attributes
    ----------
    takes_part
        Share of those invited who answer.
    silent
        Teams whose leader did not answer about himself yet.
    promised
        What leaders promise after they looked, by the team they lead.
    kept
        Whether it was kept meanwhile.
    """

    began: int
    named: int
    layers: tuple[_Days, ...]
    takes_part: float
    promised: Mapping[str, str]
    kept: bool
    silent: frozenset[str] = frozenset()
    better: Mapping[str, float] = field(default_factory=dict)


THEN: Final = _Plan(
    began=196,
    named=196,
    layers=(
        _Days(196, 184, 182),
        _Days(180, 168, 165),
        _Days(163, 151, 148),
        _Days(146, 133, 129),
        _Days(126, 112),
    ),
    takes_part=0.9,
    promised=PROMISED_THEN,
    kept=True,
)
NOW: Final = _Plan(
    began=58,
    named=0,
    layers=(_Days(58, 48, 46), _Days(44, 34, 31), _Days(30, 18, 15), _Days(5)),
    takes_part=0.6,
    promised=PROMISED_NOW,
    kept=False,
    silent=frozenset({"picking", "cold-store", "maintenance", "quality"}),
    better={"directors": 0.3, "production": 0.2, "bread": 0.3},
)


def names_of_rounds(cast: Cast, today: date) -> tuple[str, str]:
    """Names under which both rounds are published: those they had, as names are for ever."""
    known = [each.name for each in reversed(services.every_round(cast.facilitator))]
    if len(known) == len((THEN, NOW)):
        return known[0], known[1]
    then, now = (services.default_name(_ago(today, plan.named)) for plan in (THEN, NOW))
    return then, now


def look_in_the_mirror(cast: Cast, names: tuple[str, str], today: date) -> None:
    """Let both rounds go as far as they came; call it outside a transaction.

    What was published of them comes back as it was.
    """
    for plan, name in zip((THEN, NOW), names, strict=True):
        _Round(cast, plan, name, today).go()
    services.look_by_night()


@dataclass(frozen=True, eq=False)
class _Round:
    """One round on its way down."""

    cast: Cast
    plan: _Plan
    name: str
    today: date

    def go(self) -> None:
        on = _ago(self.today, self.plan.began)
        new = services.NewRound(self.name)
        services.start_round(self.cast.facilitator, new, once=uuid4(), today=on)
        row = services.current_round(on)
        if row is None:
            raise LookupError("no round was begun")
        answers = Answers(services.questionnaire_of(row), self.name, self.plan.better)
        self._answer_about_themselves(answers, on)
        for number, days in enumerate(self.plan.layers, start=1):
            self._go_down(number, days, answers)

    def _go_down(self, number: int, days: _Days, answers: Answers) -> None:
        guide, opened = self.cast.facilitator, _ago(self.today, days.opened)
        layer = self._layer(number, opened)
        with transaction.atomic():
            if layer.customers:
                self._turn_both_keys(layer.id, opened)
            services.open_layer(guide, layer.id, closes_on=opened + _OPEN_FOR, today=opened)
            visitors = self.cast.visitors if days.shown is None else frozenset()
            self._answer(layer, answers, opened + services.LEADERS_FIRST, but=visitors)
            if days.shown is not None:
                services.close_layer(guide, layer.id, _ago(self.today, days.shown + 1))
        if days.shown is not None:
            on = _ago(self.today, days.shown)
            services.release_layer(guide, layer.id, on, is_invented=True)
        if days.looked is not None:
            with transaction.atomic():
                self._look(number, layer.id, _ago(self.today, days.looked))

    def _layer(self, number: int, on: date) -> LayerShown:
        picture = services.round_picture(self.cast.facilitator, on)
        if picture is None:
            raise LookupError("no round was begun")
        return picture.layers[number - 1]

    @transaction.atomic
    def _answer_about_themselves(self, answers: Answers, on: date) -> None:
        """Only what somebody reads: of the round that ended, that of whom a visitor can be."""
        asked = [scale for scale in answers.asked.scales if scale.about is About.LEADER]
        items = [item.code for scale in asked for item in scale.items if item.own_text]
        for team, leader in self.cast.leaders.items():
            is_read = leader in self.cast.visitors or not self.plan.kept
            if is_read and team not in self.plan.silent:
                viewer = Viewer(roles=frozenset({Role.TEAM_LEADER}), person=leader)
                services.give_own_view(viewer, answers.own_view(team, items), today=on)

    def _answer(
        self, layer: LayerShown, answers: Answers, on: date, *, but: frozenset[PersonId]
    ) -> None:
        """Let most of those invited answer; whom a visitor can be has still to."""
        if layer.customers:
            for team, code in self._slips(layer.id, on):
                box.receive(code, answers.ballot(team, Part.CUSTOMER), on)
            return
        for each in inviting.invited_of(self.cast.facilitator, layer.id):
            for one in each.people:
                if answers.takes_part(self.plan.takes_part) and one.person not in but:
                    box.receive(one.code, answers.ballot(one.team, one.part), on)

    def _slips(self, layer: int, on: date) -> Iterator[tuple[TeamId, str]]:
        for team, number in _SLIPS.items():
            made = inviting.slips(
                self.cast.facilitator, layer, TeamId(team), number, once=uuid4(), today=on
            )
            yield from ((TeamId(team), slip.code) for slip in made)

    def _turn_both_keys(self, layer: int, on: date) -> None:
        services.turn_key(self.cast.facilitator, layer, _GUIDE_SAYS, today=on)
        services.turn_key(self.cast.council, layer, _COUNCIL_SAYS, today=on)

    def _look(self, number: int, layer: int, on: date) -> None:
        """Who leads in this layer looks and promises, as far as he has an account."""
        for led in Leading(organisation.load()).led:
            viewer = self.cast.people.get(led.leader)
            what = self.plan.promised.get(led.team)
            if led.layer != number or viewer is None:
                continue
            services.look(viewer, layer, on)
            if what:
                self._promise(viewer, layer, led.team, what, on)

    def _promise(self, viewer: Viewer, layer: int, team: TeamId, what: str, on: date) -> None:
        due = on + (_KEPT_AFTER if self.plan.kept else 3 * _KEPT_AFTER)
        promise = seeing.promise(viewer, layer, team, what=what, due=due, once=uuid4(), today=on)
        if self.plan.kept:
            promises.happen(viewer, promise, Happened(Happening.DONE, due), once=uuid4())
            kept = Happened(Happening.KEPT, due + timedelta(days=1))
            promises.happen(by_link(team), promise, kept, once=uuid4())


def _ago(today: date, days: int) -> date:
    return today - timedelta(days=days)
