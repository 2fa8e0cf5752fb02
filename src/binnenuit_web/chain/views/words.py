"""The ladder in words: the one sentence on top, and what to do where it breaks off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, gettext_noop, ngettext, pgettext

from binnenuit.chain.disclose import Status
from binnenuit_web.chain.templatetags.chain_figures import per_hundred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from binnenuit.chain.disclose import Ladder


_YOURS: Final = gettext_noop("Of every euro you live on, %(customer)s brings %(cents)s cents.")
_THEIRS: Final = gettext_noop(
    "Of every euro %(team)s lives on, %(customer)s brings %(cents)s cents."
)
_ANONYMOUS_YOURS: Final = gettext_noop(
    "Of every euro you live on, %(cents)s cents come from buyers whose names nobody knows: "
    "%(customer)s."
)
_ANONYMOUS_THEIRS: Final = gettext_noop(
    "Of every euro %(team)s lives on, %(cents)s cents come from buyers whose names nobody knows: "
    "%(customer)s."
)
_NAME_ON_THE_WAY: Final = gettext_noop(
    "What is unknown becomes known when each team on the way says for whom it works."
)
# What is missing is said on top when it is more than this; the table says it in any case.
_WORTH_SAYING: Final = 0.05


@dataclass(frozen=True)
class Words:
    """What is said above the ladder; ``next_step`` is empty when there is nothing to mend."""

    sentences: tuple[str, ...]
    next_step: str = ""


def opening(ladder: Ladder, *, own: bool) -> Words:
    """Say for whom the team works, to itself (``own``) or to somebody else."""
    said = [*_who_brings(ladder, own=own), *_hands(ladder, own=own)]
    if ladder.lives_below:
        said.insert(0, _lives_below(ladder, own=own))
    if ladder.status is Status.SERVED:
        return Words(_ended_once(said))
    broken, next_step = _broken(ladder, own=own)
    return Words(_ended_once([*said, *broken]), next_step)


def _ended_once(said: Sequence[str]) -> tuple[str, ...]:
    """A name that ends in a point (B.V.) ends the sentence as well."""
    return tuple(re.sub(r"\.\.$", ".", each) for each in said)


def _lives_below(ladder: Ladder, *, own: bool) -> str:
    if own:
        return gettext("You live on what your teams bring.")
    return gettext("%(team)s lives on what its teams bring.") % {"team": ladder.name}


def _who_brings(ladder: Ladder, *, own: bool) -> list[str]:
    if not ladder.customers:
        return []
    first = ladder.customers[0]
    fields = {
        "team": ladder.name,
        "customer": first.name,
        "cents": per_hundred(first.share),
    }
    if first.anonymous:
        said = _ANONYMOUS_YOURS if own else _ANONYMOUS_THEIRS
    else:
        said = _YOURS if own else _THEIRS
    return [gettext(said) % fields]


def _hands(ladder: Ladder, *, own: bool) -> list[str]:
    if not ladder.customers or ladder.customers[0].handovers is None:
        return []
    hands = round(ladder.customers[0].handovers)
    if hands == 0:
        return [
            gettext("Nobody stands in between: they notice your work at once.")
            if own
            else gettext("Nobody stands in between: they notice the work at once.")
        ]
    fields = {"hands": in_words(hands)}
    if own:
        return [
            ngettext(
                "Your work passes through %(hands)s pair of hands before they notice it.",
                "Your work passes through %(hands)s pairs of hands before they notice it.",
                hands,
            )
            % fields
        ]
    return [
        ngettext(
            "The work passes through %(hands)s pair of hands before they notice it.",
            "The work passes through %(hands)s pairs of hands before they notice it.",
            hands,
        )
        % fields
    ]


def in_words(number: int) -> str:
    """Say a small number as a word."""
    words = (
        pgettext("number of hands", "no"),
        pgettext("number of hands", "one"),
        pgettext("number of hands", "two"),
        pgettext("number of hands", "three"),
        pgettext("number of hands", "four"),
        pgettext("number of hands", "five"),
        pgettext("number of hands", "six"),
        pgettext("number of hands", "seven"),
        pgettext("number of hands", "eight"),
        pgettext("number of hands", "nine"),
        pgettext("number of hands", "ten"),
    )
    return words[number] if number < len(words) else str(number)


def and_list(names: Sequence[str]) -> str:
    """Join names as one says them: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}


def _broken(ladder: Ladder, *, own: bool) -> tuple[list[str], str]:
    """Tell where the way to a customer breaks off, and what to do next."""
    if ladder.status is Status.UNKNOWN:
        return _unknown(ladder, own=own)
    if ladder.status is Status.CUT_OFF:
        return _cut_off(ladder, own=own)
    said = []
    if ladder.loop >= _WORTH_SAYING:
        said.append(
            gettext(
                "Of every 100 euros %(loop)s go round in a closed circle: %(teams)s work only for "
                "one another, and nobody outside pays."
            )
            % {"loop": per_hundred(ladder.loop), "teams": and_list(ladder.loop_teams)}
        )
    if ladder.unknown >= _WORTH_SAYING:
        said.append(
            gettext("Of every 100 euros %(unknown)s are still unknown.")
            % {"unknown": per_hundred(ladder.unknown)}
        )
    return said, gettext(_NAME_ON_THE_WAY) if said else ""


def _unknown(ladder: Ladder, *, own: bool) -> tuple[list[str], str]:
    if own:
        said = gettext("We do not know yet who brings the money you live on.")
    else:
        said = gettext("We do not know yet who brings the money %(team)s lives on.") % {
            "team": ladder.name
        }
    if ladder.works_for:
        names = and_list([share.name for share in ladder.works_for])
        return [said], gettext(
            "The work is for %(names)s, and there the trail ends. Ask them for whom they work."
        ) % {"names": names}
    return [said], gettext("Say for whom the work is: name at most five teams or customers.")


def _cut_off(ladder: Ladder, *, own: bool) -> tuple[list[str], str]:
    if ladder.loop_teams:
        said = gettext(
            "This is a closed circle: %(teams)s work only for one another, and nobody outside pays."
        ) % {"teams": and_list(ladder.loop_teams)}
        return [said], gettext("Ask one of these teams for whom its work is in the end.")
    if own:
        said = gettext("From your work no way leads to anyone outside who pays.")
    else:
        said = gettext("From the work of %(team)s no way leads to anyone outside who pays.") % {
            "team": ladder.name
        }
    return [said], gettext("Say for whom the work is: name at most five teams or customers.")
