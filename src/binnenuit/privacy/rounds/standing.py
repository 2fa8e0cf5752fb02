"""What stands at each group of an organisation when a round has closed, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from binnenuit.language import Sentence, listed, sentence
from binnenuit.privacy.model import NOWHERE, Plan, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from binnenuit.privacy.rounds.moments import Closing

_MOST: Final = 12
_FIGURE: Final = (State.SHOWN, State.MERGED)


@dataclass(frozen=True)
class Standing:
    """What stands at one group: its figure, that of a merged group, or why there is none.

    Attributes
    ----------
    name
        Name of the group.
    state
        What stands there, for the group as it was when the round opened.
    number
        Published set of the plan whose figure stands there; -1 for none.
    sentence
        The state for a reader.
    """

    name: str
    state: State
    number: int
    sentence: Sentence


def standing(
    closing: Closing, *, plan: Plan | None = None, items: Plan | None = None
) -> tuple[Standing, ...]:
    """Tell what stands at each group of the opening.

    Parameters
    ----------
    closing
        What was decided.
    plan
        The plan of the scale: ``closing.plan`` when not given, ``closing.items`` for few items.
    items
        For single questions: their plan, on the published sets of ``plan``.

    Returns
    -------
    standing
        One for each group of ``closing.opening.groups``, in that order. Linear in their number.
    """
    made = closing.plan if plan is None else plan
    opening = closing.opening.plan
    names = closing.opening.groups.names
    members, k = _members(closing, made, items), (items or made).k
    words = {state: said(state, (), k=k) for state in State if state is not State.MERGED}
    together = [said(State.MERGED, groups, k=k) for groups in members]
    found = []
    for node, name in enumerate(names):
        state, number = _place(opening, made, node)
        if items is not None and number != NOWHERE:
            state, number = _among_items(state, items, number)
        words_there = together[number] if state is State.MERGED else words[state]
        found.append(Standing(name, state, number, words_there))
    return tuple(found)


def _place(opening: Plan, made: Plan, node: int) -> tuple[State, int]:
    """Find the state of a group, and the set whose figure stands there."""
    at_opening = opening.state[node]
    if at_opening not in _FIGURE:
        return at_opening, NOWHERE
    # The own people of a shown node or of a member of a merged group are in its own region.
    class_ = int(opening.regions[node])
    state = made.state[class_]
    if state not in _FIGURE:
        return state, NOWHERE
    merged = State.MERGED in {at_opening, state}
    return (State.MERGED if merged else State.SHOWN), int(made.regions[class_])


def said(state: State, groups: Iterable[str], *, k: int) -> Sentence:
    """Say what stands at a group.

    Parameters
    ----------
    groups
        Names of the groups that a merged one is made of.
    k
        Fewest people on whom a figure of this kind may rest.
    """
    match state:
        case State.SHOWN:
            return sentence("The figure of this group is shown.")
        case State.SMALL:
            return sentence("Withheld because small: fewer than {k} people count here.", k=k)
        case State.PROTECTS:
            return sentence(
                "Withheld to protect others: with this figure, one could work out the answers of "
                "fewer than {k} people.",
                k=k,
            )
        case State.MERGED:
            return sentence(
                "Merged, because apart they are too small: {names}.", names=listed(groups, _MOST)
            )


def _among_items(state: State, items: Plan, number: int) -> tuple[State, int]:
    """Find what stands for single items where the score of a published set is shown."""
    found = items.state[number]
    if found not in _FIGURE:
        return found, NOWHERE
    merged = State.MERGED in {state, found}
    return (State.MERGED if merged else State.SHOWN), int(items.regions[number])


def _members(closing: Closing, made: Plan, items: Plan | None) -> list[list[str]]:
    """Name the groups that each published set is made of."""
    names, classes = closing.opening.groups.names, closing.opening.plan.sets
    found = [[names[node] for each in nodes for node in classes[each]] for nodes in made.sets]
    if items is None:
        return found
    return [[name for number in numbers for name in found[number]] for numbers in items.sets]
