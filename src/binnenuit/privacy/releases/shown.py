"""From parts that were admitted to groups with figures."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.privacy.figures.rendering import LARGE
from binnenuit.privacy.figures.seal import withhold
from binnenuit.privacy.model import NOWHERE, State
from binnenuit.privacy.releases.carried import unchanged
from binnenuit.privacy.releases.figures import item_figures, score_figures, withheld_items
from binnenuit.privacy.releases.released import Group

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.privacy.figures.disclosed import Disclosed
    from binnenuit.privacy.ledger.ledger import Entry
    from binnenuit.privacy.releases.cells import Cells
    from binnenuit.privacy.releases.grouping import Layout
    from binnenuit.privacy.releases.kept import Kept
    from binnenuit.privacy.releases.released import ItemFigures

    Breakdown = Mapping[str, Mapping[str, Disclosed[float]]]

_REASONS: Final = (State.SMALL, State.PROTECTS)


@dataclass(frozen=True, eq=False)
class Shown:
    """The figures of every published set; made by ``show``.

    Attributes
    ----------
    layout
        Where the published sets for the score stand.
    layout_of_items
        Where those for the single items stand.
    scores
        Length published sets of ``layout``.
    items
        Length published sets of ``layout_of_items``.
    cells
        Figures of the cells, for each attribute.
    """

    kept: Kept
    layout: Layout
    layout_of_items: Layout
    scores: tuple[Disclosed[float], ...]
    items: tuple[Mapping[str, ItemFigures], ...]
    cells: tuple[tuple[Cells, tuple[Disclosed[float], ...]], ...]


def show(
    kept: Kept,
    layout: Layout,
    layout_of_items: Layout,
    broken: Sequence[Cells],
    entries: Sequence[Entry],
) -> Shown:
    """Compute every figure of what was admitted.

    Parameters
    ----------
    entries
        Of the scores, the items and each of the ``broken``.
    """
    first, second, *others = (entry.hash for entry in entries)
    scale, states = kept.scale, layout.states
    cells = tuple(
        (each, score_figures(each.part, scale, [states[group] for group in each.groups], hash_))
        for each, hash_ in zip(broken, others, strict=True)
    )
    return Shown(
        kept,
        layout,
        layout_of_items,
        score_figures(layout.part, scale, states, first),
        item_figures(layout_of_items.part, scale, layout_of_items.states, second),
        cells,
    )


def groups_of(shown: Shown) -> tuple[Group, ...]:
    """Give every group of the opening what stands there.

    Notes
    -----
    Linear in groups.
    """
    layout, items = shown.layout, shown.layout_of_items
    withheld = {state: withhold(state) for state in _REASONS}
    no_items = {state: withheld_items(shown.kept.scale, withheld[state]) for state in _REASONS}
    breakdowns, old = _breakdowns(shown), _old(shown)
    large = (items.part.people >= LARGE).tolist()
    found = []
    for number, name in enumerate(layout.names):
        score, item = layout.standing[number], items.standing[number]
        there = score.number != NOWHERE
        group = Group(
            name=name,
            parent=layout.parents[number],
            place=layout.places[number],
            place_of_items=items.places[number],
            score=shown.scores[score.number] if there else withheld[score.state],
            items=shown.items[item.number] if item.number != NOWHERE else no_items[item.state],
            breakdown=breakdowns.get(score.number, MappingProxyType({})),
            unchanged=there and old[score.number],
            large=item.number != NOWHERE and large[item.number],
        )
        found.append(group)
    return tuple(found)


def _breakdowns(shown: Shown) -> dict[int, Breakdown]:
    found: dict[int, dict[str, dict[str, Disclosed[float]]]] = {}
    for cells, figures in shown.cells:
        for group, category, figure in zip(cells.groups, cells.categories, figures, strict=True):
            found.setdefault(group, {}).setdefault(cells.attribute, {})[category] = figure
    return {
        group: MappingProxyType({name: MappingProxyType(by) for name, by in attributes.items()})
        for group, attributes in found.items()
    }


def _old(shown: Shown) -> list[bool]:
    """Tell of which published sets all answers are those of an earlier round."""
    part = shown.layout.part
    new = part.regions.copy()
    new[unchanged(shown.kept)] = 0
    old: list[bool] = (np.asarray(part.memberships @ new) == 0).tolist()
    return old
