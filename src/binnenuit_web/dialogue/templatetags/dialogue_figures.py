"""How a statement stands, drawn on the server: one line for each group, with a dot where it is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from binnenuit.dialogue.disclose.picture_sets import BETWEEN, GROUP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from binnenuit_web.dialogue.services import ShownSet

register = template.Library()

_WIDTH: Final = 320
_MARGIN: Final = 14
_LINE: Final = 26
_FIRST: Final = 15


@register.filter
def people(band: str) -> str:
    """How many people, as roughly as may be known: “10 to 19 people”."""
    if band.endswith("+"):
        return gettext("%(count)s people or more") % {"count": band[:-1]}
    low, _, high = band.partition("-")
    return gettext("%(low)s to %(high)s people") % {"low": low, "high": high}


@register.simple_tag
def stands(sets: Sequence[ShownSet]) -> SafeString:
    """Draw the share that agrees, from nobody to all; the words stand in the description."""
    drawn = [each for each in sets if each.key != BETWEEN]
    height = 2 * _FIRST + _LINE * (len(drawn) - 1)
    said = [f"{each.name}: {each.agree.words}" for each in drawn]
    return format_html(
        '<svg class="stands" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        _WIDTH,
        height,
        gettext("Agrees, by group. %(shares)s.") % {"shares": "; ".join(said)},
        _ticks(height),
        _between(drawn),
        _dots(drawn),
    )


def _ticks(height: int) -> SafeString:
    """Nobody, half and all, and the bar beyond which a statement carries."""
    places = ((0, "tick"), (50, "tick"), (60, "bar"), (100, "tick"))
    rows = ((name, _at(share), height - 4) for share, name in places)
    return format_html_join("", '<path class="{}" d="M{} 4V{}"/>', rows)


def _between(drawn: Sequence[ShownSet]) -> SafeString:
    """A line from each group to the next one: how far they lie apart."""
    places = [(_at(each.agree.value), _row(at)) for at, each in enumerate(drawn)]
    rows = ((*one, *other) for one, other in pairwise(places))
    return format_html_join("", '<path class="gap" d="M{} {}L{} {}"/>', rows)


def _dots(drawn: Sequence[ShownSet]) -> SafeString:
    rows = (
        (x := _at(each.agree.value), _row(at), x, _row(at) + 5, _letter(each))
        for at, each in enumerate(drawn)
    )
    dot = '<circle cx="{}" cy="{}" r="11"/><text x="{}" y="{}">{}</text>'
    return format_html_join("", dot, rows)


def _letter(each: ShownSet) -> str:
    return each.name.rpartition(" ")[2] if each.key.startswith(f"{GROUP}:") else ""


def _at(share: float) -> str:
    return f"{_MARGIN + share / 100 * (_WIDTH - 2 * _MARGIN):.1f}"


def _row(at: int) -> int:
    return _FIRST + at * _LINE
