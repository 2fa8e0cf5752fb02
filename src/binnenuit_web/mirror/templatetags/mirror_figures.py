"""Pictures of figures, drawn on the server: two dots with an interval, and a bar of three parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from binnenuit_web.mirror.services.seeing import sentences

if TYPE_CHECKING:
    from binnenuit.privacy import Disclosed
    from binnenuit_web.mirror.services.seeing.apart import Piece
    from binnenuit_web.mirror.services.seeing.figures import Figure
    from binnenuit_web.mirror.services.seeing.own import Beside

register = template.Library()

_WIDTH: Final = 320
_MARGIN: Final = 12
_MIDDLE: Final = 16


@register.filter
def value(figure: Disclosed[float]) -> str:
    """A figure as the gate tells it: “3.4”, “at least 4.6”; empty when it is withheld."""
    return sentences.value(figure)


@register.filter
def tenth(number: float | None) -> str:
    return "" if number is None else sentences.number(number)


@register.filter
def between(figure: Figure) -> str:
    return sentences.between(figure)


@register.filter
def band(n_band: str) -> str:
    return sentences.people(n_band) if n_band else ""


@register.filter
def standing(figure: Figure) -> str:
    """What stands here, in a sentence."""
    return sentences.standing(figure)


@register.filter
def listed(these: tuple[str, ...]) -> str:
    """Names in a row."""
    return sentences.listed(these)


@register.filter
def unasked(these: tuple[str, ...]) -> str:
    """What too few people answered, in one sentence."""
    return sentences.unasked(these)


@register.simple_tag
def dots(beside: Beside) -> SafeString:
    """One scale from its first option to its last: their figure, its interval, one's own view."""
    return _drawn(beside.figure, beside.own, is_clear=bool(beside.is_clear))


@register.simple_tag
def dot(figure: Figure) -> SafeString:
    """The same for one figure alone."""
    return _drawn(figure, None, is_clear=False)


@register.simple_tag
def parts_bar(pieces: tuple[Piece, ...]) -> SafeString:
    """A bar of what is handed down, from me, and not to tell yet; the words stand beside it."""
    said = ", ".join(f"{piece.name}: {piece.value}" for piece in pieces)
    ends = [sum(piece.share for piece in pieces[:place]) for place in range(len(pieces))]
    rows = (
        (piece.kind, f"{start * _WIDTH:.1f}", f"{piece.share * _WIDTH:.1f}")
        for piece, start in zip(pieces, ends, strict=True)
    )
    drawn = format_html_join("", '<rect class="{}" x="{}" y="0" width="{}" height="28"/>', rows)
    return format_html(
        '<svg class="parts-bar" viewBox="0 0 {} 28" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>',
        _WIDTH,
        said,
        drawn,
    )


def _drawn(figure: Figure, own: float | None, *, is_clear: bool) -> SafeString:
    """Draw what is there; what is withheld leaves a line and no dot."""
    pieces = [_ticks(figure)]
    low, high, seen = figure.low.value, figure.high.value, figure.value
    if low is not None and high is not None:
        pieces.append(_line("interval", _at(figure, low), _at(figure, high)))
    if own is not None and seen is not None:
        gap = "gap clear" if is_clear else "gap"
        pieces.append(_line(gap, _at(figure, own), _at(figure, seen)))
    if seen is not None:
        pieces.append(_circle("theirs", _at(figure, seen)))
    if own is not None:
        pieces.append(_circle("own", _at(figure, own)))
    return format_html(
        '<svg class="dots" viewBox="0 0 {} 32" role="img" aria-label="{}">{}</svg>',
        _WIDTH,
        _described(figure, own),
        SafeString("".join(pieces)),  # each piece was made by format_html
    )


def _described(figure: Figure, own: float | None) -> str:
    said = [f"{figure.name}:"]
    if figure.value is None:
        said.append(gettext("not shown."))
    else:
        said.append(gettext("your people %(value)s,") % {"value": sentences.value(figure.score)})
        if ends := sentences.between(figure):
            said.append(gettext("between %(ends)s.") % {"ends": ends})
    if own is not None:
        said.append(gettext("You yourself: %(value)s.") % {"value": sentences.number(own)})
    return " ".join(said)


def _ticks(figure: Figure) -> SafeString:
    places = [_at(figure, each) for each in range(figure.lowest, figure.highest + 1)]
    return format_html_join(
        "", '<path class="tick" d="M{} 4V28"/>', ((f"{place:.1f}",) for place in places)
    )


def _line(name: str, start: float, end: float) -> SafeString:
    return format_html(
        '<path class="{}" d="M{} {}H{}"/>', name, f"{start:.1f}", _MIDDLE, f"{end:.1f}"
    )


def _circle(name: str, place: float) -> SafeString:
    return format_html('<circle class="{}" cx="{}" cy="{}" r="7"/>', name, f"{place:.1f}", _MIDDLE)


def _at(figure: Figure, value: float) -> float:
    share = (value - figure.lowest) / (figure.highest - figure.lowest)
    return _MARGIN + share * (_WIDTH - 2 * _MARGIN)
