"""From answers that carry to values and behaviours, and what everybody was asked about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from binnenuit_web.demo.crowd import follows, ready, resistance
from binnenuit_web.demo.life import words_of_core_questions as words
from binnenuit_web.dialogue import services
from binnenuit_web.dialogue.services import invented

if TYPE_CHECKING:
    from datetime import date

    from binnenuit_web.demo.crowd import Crowd
    from binnenuit_web.demo.life.cast import Cast
    from binnenuit_web.demo.life.words_of_core_questions import Asked

_TAKES_PART: Final = 0.6
_SO_FAR: Final = 0.2
_READY: Final = (4.1, 3.8, 3.9, 3.2, 3.1, 2.6, 2.9, 3.3)
_READY_ASKED: Final = 225
_OPEN_FOR: Final = 14
_CLOSED: Final = 3
"""So many days ago the polls closed that were asked long enough."""


@dataclass(frozen=True)
class Shaping:
    """What the chief executive makes of core answers, and what everybody says of it."""

    cast: Cast
    crowd: Crowd
    today: date

    def ask_whether_ready(self) -> None:
        """A vote that closed before the first round of the mirror began."""
        on = self._ago(_READY_ASKED)
        with transaction.atomic():
            poll = services.begin_readiness(self.cast.facilitator, once=_once("ready"), today=on)
            people = self.crowd.some("ready", _TAKES_PART)
            invented.answer_together(poll, ready(people, _READY), today=on)
        services.close_polls(on + timedelta(days=15))

    def shape(self) -> None:
        """One value and its behaviour are adopted, another waits for a decision, and two run."""
        with transaction.atomic():
            adopted = self._value(words.KEPT, 20), self._behaviour(words.CALLS_BACK, 1, 20)
            self._behaviour(words.HANDS_OVER, 1, 19)
            self._value(words.PAYS, 6)
            asked = self._behaviour(words.BREAKS_OFF, 2, 5)
            objects = self.cast.leader("loading")
            once = _once("objection")
            services.object_to(objects, asked, words.OBJECTION, once=once, today=self.today)
        services.close_polls(self._ago(_CLOSED))
        with transaction.atomic():
            for poll in adopted:
                services.decide(self.cast.top, poll, words.BECAUSE, today=self._ago(_CLOSED))

    def _value(self, said: words.ValueSaid, days: int) -> int:
        """Write a value down and ask everybody: the poll about adopting it."""
        top, on, once = self.cast.top, self._ago(days), _once(said.name)
        codes = {each.text: each.code for each in services.sources(top)}
        from_ = tuple(codes[text] for text in said.statements if text in codes)
        new = services.NewValue(said.name, said.words, from_)
        value = services.make_value(top, new, once=once, today=on)
        return self._ask(services.ask_value(top, value, once=once, today=on), said.asked, days)

    def _behaviour(self, said: words.BehaviourSaid, value: int, days: int) -> int:
        """Write a behaviour down that follows from a value, and ask everybody, as ``_value``."""
        top, on, once = self.cast.top, self._ago(days), _once(said.nl)
        from_ = services.asked_values(top)[value - 1][0]
        new = services.NewBehaviour(*said[:6], values=(from_,))
        behaviour = services.make_behaviour(top, new, once=once, today=on)
        poll = services.ask_behaviour(top, behaviour, once=once, today=on)
        return self._ask(poll, said.asked, days)

    def _ask(self, poll: int, asked: Asked, days: int) -> int:
        """Let people answer whether each step follows, and how much they resist."""
        on, is_open = self._ago(days), days < _OPEN_FOR
        about, share = asked.about, _SO_FAR if is_open else _TAKES_PART
        waits = self.cast.visitors if is_open else ()
        people = self.crowd.some(about, share, but=waits)
        if is_open and self.cast.top.person:
            people.append(self.cast.top.person)  # who wrote it down does not wait
        for step in invented.steps_asked_with(poll):
            invented.answer_together(
                step, follows(f"{about} {step}", people, asked.follows), today=on
            )
        invented.answer_together(poll, resistance(about, people, asked.resistance), today=on)
        return poll

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


def _once(what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"bakery group: {what}")
