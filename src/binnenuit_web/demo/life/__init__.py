"""The invented organisation lives: talks, walks, taps and mirrors, counted back from today.

Everything goes through the services of the rooms, as if people had filled in the forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction

from binnenuit_web.chain import services as chain
from binnenuit_web.demo.life.cast import Cast
from binnenuit_web.demo.life.core_questions import ask_core_questions
from binnenuit_web.demo.life.kept import bring_back, keep
from binnenuit_web.demo.life.mirror import look_in_the_mirror, names_of_rounds
from binnenuit_web.demo.life.talks import talk_at_the_top
from binnenuit_web.demo.life.taps import tap_for_weeks
from binnenuit_web.demo.life.things import ask_for_whom
from binnenuit_web.demo.life.walks import walk_to_the_source
from binnenuit_web.signals import services as signals

if TYPE_CHECKING:
    from datetime import date

_ROOMS = ("exchange", "promises", "signals", "mirror", "dialogue")


def live(today: date) -> None:
    """Let the group live until ``today``; whatever was there of it before goes away.

    What was published of weeks, things and rounds comes back as it was. Weeks go through the gate
    when the first visitor looks, or at the next full hour: a start should not wait for that. Call
    it outside a transaction.
    """
    chain.keep_payers()  # a walk tells a customer whom only the books know
    cast = Cast.gather()
    names = names_of_rounds(cast, today)
    with transaction.atomic():
        _forget()
        talk_at_the_top(cast, today)
        walk_to_the_source(cast, today)
        tap_for_weeks(today)
        ask_for_whom(today)
        is_back = bring_back(today)
    signals.close_things(today)
    if not is_back:
        ask_core_questions(cast, today)
        keep(today)
    look_in_the_mirror(cast, names, today)


def _forget() -> None:
    """Empty the rooms in which visitors try things out.

    No service of a room does this, because nobody may: it is here, where everything is invented.
    """
    for room in _ROOMS:
        for model in reversed([*apps.get_app_config(room).get_models()]):  # what is named later
            model._default_manager.all().delete()  # noqa: SLF001  how Django names it
