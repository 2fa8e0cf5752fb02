"""A picture of a core question, through the gate: one release with every figure of every statement.

Under each statement several sets of people show a figure: everybody who voted on it, groups of
opinion, layers, departments. They overlap; so in the gate they stand alone, as suppliers do, but
for groups that make up everybody; and what follows from all of them together, and from all earlier
pictures, is attacked before (``picture_sets``), over the people themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import coo_array, csc_array

from binnenuit.dialogue.compute.carrying import BAR, carrying_of_counts
from binnenuit.dialogue.disclose.picture_sets import BETWEEN, EVERYBODY, GROUP
from binnenuit.dialogue.model import Carries
from binnenuit.privacy.answers import Groups, Scale, Tallies
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.figures.noise import MOST_MOVED
from binnenuit.privacy.gate import release
from binnenuit.privacy.model import NOWHERE, SMALLEST_GROUP_OF_ITEM
from binnenuit.privacy.rounds.moments import close_round, open_round

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import sparray

    from binnenuit.dialogue.disclose.picture_sets import People
    from binnenuit.privacy.releases.kept import Kept
    from binnenuit.privacy.releases.once import Before
    from binnenuit.privacy.releases.released import Release

OPTIONS: Final = ("disagree", "pass", "unclear", "agree")
"""In the gate: a moved vote steps to the option beside it, so opposites stand at the ends."""
_BAR: Final = "/"


@dataclass(frozen=True)
class Cell:
    """The votes of one set of people on one statement.

    Attributes
    ----------
    statement
        Its number.
    key
        Of the set; see ``picture_sets.Shown``.
    counts
        Votes by option, in the order of ``OPTIONS``.
    """

    statement: int
    key: str
    counts: tuple[int, int, int, int]

    @property
    def name(self) -> str:
        """Name in the gate and in the ledger."""
        return f"{self.statement}{_BAR}{self.key}"


def count_votes(
    votes: sparray, unclear: sparray, column: int, people: People
) -> tuple[int, int, int, int]:
    """Count the votes of some people on one statement, by option in the order of ``OPTIONS``.

    Parameters
    ----------
    votes, unclear
        As in ``Conversation``; quickest by column (``tocsc``).
    column
        Of the statement.
    people
        Who is counted; who did not vote on it counts nowhere. Shape (people,).
    """
    said, vague = _column(votes, column), _column(unclear, column)
    here = people[said.row]
    agree = int((said.data[here] > 0).sum())
    disagree = int((said.data[here] < 0).sum())
    no_words = int(vague.data[people[vague.row]].sum())
    return disagree, int(here.sum()) - agree - disagree - no_words, no_words, agree


def _column(table: sparray, column: int) -> coo_array[Any]:
    return coo_array(csc_array(table)[:, [column]])


def disclose_picture(name: str, cells: Sequence[Cell], before: Before) -> Release:
    """Send all figures of one picture through the gate.

    Parameters
    ----------
    name
        Of round and scale; another one for every picture of every question, for ever.
    cells
        What is to be shown for the first time, at least 10 people each; at least one.
    before
        Ledger and key of the noise.

    Returns
    -------
    release
        A scale of one item on four options, its groups named as ``Cell.name``. Each cell has noise
        of its own: at most two votes step to the option beside them, and none is unanimous at an
        end. Only everybody is the sum of groups, where these hold all who voted: one noise for
        both. Shares in whole percents, kept off 0 and 1; people in bands.

    Raises
    ------
    ArgumentError, ExposureError
        As ``release``.

    Notes
    -----
    Linear in cells: a second for 200 statements with twenty sets each.
    """
    counts = np.array([cell.counts for cell in cells], dtype=np.int64)
    tree = _tree(cells)
    counts[tree[tree != NOWHERE]] = 0  # everybody there counts in a group
    people = counts.sum(axis=1)
    groups = Groups(tuple(cell.name for cell in cells), tree)
    opening = open_round(name, groups, people, k=SMALLEST_GROUP_OF_ITEM, merge=False)
    return release(
        close_round(opening, people),
        Scale(name, (name,), lowest=0, options=len(OPTIONS)),
        Tallies(fixed(people[:, np.newaxis]), fixed(counts[:, np.newaxis, np.newaxis, :])),
        ledger=before.ledger,
        secret=before.secret,
    )


def _tree(cells: Sequence[Cell]) -> NDArray[np.int64]:
    """Put groups that hold all who voted below everybody; whatever else stands alone."""
    top = {cell.statement: at for at, cell in enumerate(cells) if cell.key == EVERYBODY}
    parts: dict[int, list[int]] = {}
    for at, cell in enumerate(cells):
        if cell.key == BETWEEN or cell.key.startswith(f"{GROUP}:"):
            parts.setdefault(cell.statement, []).append(at)
    tree = np.full(len(cells), NOWHERE, dtype=np.int64)
    for statement, groups in parts.items():
        everybody = top.get(statement, NOWHERE)
        held = sum(sum(cells[at].counts) for at in groups)
        if everybody != NOWHERE and held == sum(cells[everybody].counts):
            tree[groups] = everybody
    return tree


def noised_cells(kept: Kept) -> tuple[Cell, ...]:
    """Give the counts after the noise, from which every figure and every state is computed."""
    found = dict(zip(kept.names, kept.counts[:, 0], strict=True))
    for name, people in zip(kept.names, kept.people.tolist(), strict=True):
        if not people:  # the sum of its groups
            number = name.partition(_BAR)[0]
            parts = (f"{number}{_BAR}{GROUP}:", f"{number}{_BAR}{BETWEEN}")
            of_groups = [counts for each, counts in found.items() if each.startswith(parts)]
            found[name] = np.sum(of_groups, axis=0)
    return tuple(_cell(name, counts.tolist()) for name, counts in found.items())


def _cell(name: str, counts: Sequence[int]) -> Cell:
    number, _, key = name.partition(_BAR)
    disagree, passed, unclear, agree = counts
    return Cell(int(number), key, (disagree, passed, unclear, agree))


def figures_of(record: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Take from a release as written what is seen of each cell, by its name.

    Returns
    -------
    figures
        ``people``: a band; ``shares``: by option, each with ``value``, ``bound``, ``low``,
        ``high``.
    """
    item = record["scale"]
    return {
        group["group"]: {
            "people": group["n_band"],
            "shares": dict(zip(OPTIONS, group["figures"]["items"][item]["shares"], strict=True)),
        }
        for group in record["groups"]
        if item in group["figures"].get("items", {})
    }


def states_of(
    noised: Sequence[Cell], groups: Mapping[str, int], people: int, *, bar: float = BAR
) -> dict[int, Carries]:
    """Say what may be said of each statement, from what came through the gate alone.

    Parameters
    ----------
    noised
        Counts after the noise: the latest of each statement and key.
    groups
        People in each group of opinion, by its name; empty when there are no groups.
    people
        Everybody who could have voted.
    bar
        Share that every group must exceed.

    Returns
    -------
    states
        For each statement with a figure. With groups, a statement of which one group shows no
        figure has not enough votes yet. Where it hangs on votes that noise may have moved, it is
        open, also when everybody voted.
    """
    keys = {f"{GROUP}:{name}": size for name, size in groups.items()} or {EVERYBODY: people}
    counts: dict[int, dict[str, tuple[int, ...]]] = {}
    for cell in noised:
        counts.setdefault(cell.statement, {})[cell.key] = cell.counts
    whole = [number for number, sets in counts.items() if keys.keys() <= sets.keys()]
    states = dict.fromkeys(counts, Carries.NOT_ENOUGH)
    if whole:
        table = np.array([[counts[number][key] for number in whole] for key in keys])
        total = table.sum(axis=2)
        size = np.maximum(np.array(list(keys.values()))[:, np.newaxis], total)
        found = carrying_of_counts(
            table[..., -1], table[..., 0], total, population=size, bar=bar, moved=MOST_MOVED
        )
        states.update(zip(whole, found.state, strict=True))
    return states
