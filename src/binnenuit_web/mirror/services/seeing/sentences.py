"""What stands at a figure, in words: shown, merged, withheld, unchanged or not to tell yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, ngettext

from binnenuit.language import Sentence
from binnenuit.privacy.model import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from binnenuit.privacy import Disclosed
    from binnenuit_web.mirror.services.seeing.figures import Figure

_NAMED: Final = 6
_FIRST: Final = 4


def language() -> str:
    return get_language() or "en"


def number(value: float, decimals: int = 1) -> str:
    """A number as the reader's language writes it."""
    return Sentence(f"{{value:.{decimals}f}}", {"value": float(value)}).say(language())


def value(figure: Disclosed[float]) -> str:
    """The figure as the gate tells it: itself, at most or at least that; empty when withheld."""
    return figure.words.say(language()) if figure.is_shown else ""


def people(band: str) -> str:
    """How many people, as roughly as may be known: “10 to 19 people”."""
    if band.endswith("+"):
        return gettext("%(count)s people or more") % {"count": band[:-1]}
    low, _, high = band.partition("-")
    return gettext("%(low)s to %(high)s people") % {"low": low, "high": high}


def between(figure: Figure) -> str:
    if figure.low.value is None or figure.high.value is None:
        return ""
    ends = {"low": number(figure.low.value), "high": number(figure.high.value)}
    return gettext("%(low)s to %(high)s") % ends


def standing(figure: Figure) -> str:
    """One sentence that says what stands here, and why when that is no figure."""
    if figure.state is State.SMALL:
        said = ngettext(
            "Not shown: fewer than %(count)s person answered here. Talk about it instead.",
            "Not shown: fewer than %(count)s people answered here. Talk about it instead.",
            figure.fewest,
        )
        return said % {"count": figure.fewest}
    if figure.state is State.PROTECTS:
        said = gettext(
            "Not shown, to protect others: with it one could work out the answers of fewer than "
            "%(count)s people."
        )
        return said % {"count": figure.fewest}
    return " ".join(each for each in (_shown(figure), _kept(figure)) if each)


def unasked(these: Sequence[str]) -> str:
    """Name what too few answered here in one sentence, and not each by itself."""
    said = gettext("Not shown, because too few people answered: %(names)s. Talk about it instead.")
    # The name of a scale can be a question; in the middle of a sentence it asks nothing.
    return said % {"names": listed([each.rstrip("?") for each in these])}


def listed(these: Sequence[str]) -> str:
    """All of them in a row, as the reader's language joins them."""
    return get_text_list(list(these), gettext("and"))


def in_short(figure: Figure) -> str:
    """Of how many people a figure is, or why there is none; not how sure it is."""
    return _whose(figure) if figure.score else standing(figure)


def _shown(figure: Figure) -> str:
    ends = between(figure)
    if not ends:
        unsure = gettext("How sure it is cannot be told yet.")
        return f"{_whose(figure)} {unsure}"
    said = gettext("With other people of the same mind it would lie anywhere from %(between)s.")
    return f"{_whose(figure)} {said % {'between': ends}}"


def _whose(figure: Figure) -> str:
    fields = {"names": names(figure.together), "people": people(figure.n_band)}
    if not figure.together:
        return gettext("%(people)s answered.") % fields
    said = gettext(
        "One figure of %(names)s together, as one alone is too small: %(people)s answered."
    )
    return said % fields


def _kept(figure: Figure) -> str:
    if not figure.unchanged:
        return ""
    return gettext(
        "These are the answers of an earlier round, unchanged, to protect who joined or left since."
    )


def names(these: Sequence[str]) -> str:
    """Names in a row; of many, the first ones and how many more."""
    if len(these) <= _NAMED:
        return get_text_list(list(these), gettext("and"))
    more = len(these) - _FIRST
    said = ngettext("%(count)s more team", "%(count)s more teams", more) % {"count": more}
    return get_text_list([*these[:_FIRST], said], gettext("and"))


def waiting(leader: str, from_on: date | None) -> str:
    """Why somebody does not see figures yet."""
    if from_on is None:
        return gettext("People are still answering, or their answers are being put together.")
    fields = {"leader": leader, "day": date_format(from_on, "j F Y")}
    if not leader:
        return gettext("You see the figures on %(day)s at the latest.") % fields
    said = gettext(
        "%(leader)s looks first. You see the figures after that, on %(day)s at the latest."
    )
    return said % fields


def in_one_line(figure: Figure) -> str:
    """A figure in one sentence, for a page on which it stands beside others."""
    if not figure.value and figure.value != 0:
        return standing(figure)
    fields = {
        "name": figure.label,
        "value": value(figure.score),
        "low": figure.lowest,
        "high": figure.highest,
    }
    said = gettext("%(name)s: %(value)s, from %(low)s to %(high)s") % fields
    return f"{said}. {standing(figure)}"
