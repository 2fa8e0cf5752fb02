"""The usual rules: which groups do other suites show, and whom does that lay bare on this tree?

Each rule is our model of what its source describes in public, applied to group sizes alone. The
suites themselves may do more than they describe, or less.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.language import Sentence, sentence
from binnenuit.privacy.audit.forest import NOWHERE, nearest, totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from binnenuit.privacy.audit.forest import Flags, Integers


@dataclass(frozen=True)
class Rule:
    """A rule that decides which groups show their figure.

    Attributes
    ----------
    code
        Stable name.
    name
        What it does, in a few words.
    source, page
        Who describes it and how it is set, and the public page that does.
    show
        Tells from the tree, the people who belong to each node itself, and k, which nodes show a
        figure.
    """

    code: str
    name: Sentence
    source: Sentence
    page: str
    show: Callable[[Integers, Integers, int], Flags]


@dataclass(frozen=True)
class Exposed:
    """Whom plain subtraction lays bare: regions of fewer than k people whose sum follows exactly.

    Attributes
    ----------
    people
        People in such regions.
    groups
        Such regions.
    single_people
        Regions of one person: the answers of that person follow exactly.
    """

    people: int
    groups: int
    single_people: int


def hide_small(tree: Integers, counts: Integers, k: int) -> Flags:
    """Show every node that holds at least ``k`` people, with everything below it."""
    large: Flags = totals(tree, counts) >= k
    return large


def hide_next_smallest(tree: Integers, counts: Integers, k: int) -> Flags:
    """Hide below ``k``; where that hides just one group among its sisters, hide one more.

    The one more is the next smallest. People who belong to the node above itself are one of the
    sisters, never shown.
    """
    shown = hide_small(tree, counts, k)
    small = _below(tree, np.where(shown, 0, totals(tree, counts)) > 0)
    own = np.asarray(counts)
    alone = ((small == 1) & (own == 0)) | ((small == 0) & (own > 0) & (own < k))
    sisters = _sisters(tree, counts)
    one_more: Flags = _under(tree, alone) & (sisters.rank == _of_parent(tree, small))
    return shown & ~one_more


def hide_sisters(tree: Integers, counts: Integers, k: int, *, enough: int | None = None) -> Flags:
    """Hide below ``k``, and the next smallest sisters until the hidden ones hold ``enough``.

    People who belong to the node above itself are one of the sisters, hidden first. ``enough`` is
    ``k`` unless it is said.
    """
    shown = hide_small(tree, counts, k)
    people = totals(tree, counts)
    own = np.asarray(counts)
    hidden = own + _below(tree, np.where(shown, 0, people))
    smaller = _sisters(tree, counts).smaller + _of_parent(tree, own)
    return shown & ~(_under(tree, hidden > 0) & (smaller < (enough or k)))


@dataclass(frozen=True, eq=False)
class _Sisters:
    """Each node among its sisters that hold anybody, the smallest first.

    Attributes
    ----------
    rank
        Number of sisters before it. Shape (nodes,).
    smaller
        People in those sisters. Shape (nodes,).
    """

    rank: Integers
    smaller: Integers


def _sisters(tree: Integers, counts: Integers) -> _Sisters:
    people = totals(tree, counts)
    order = np.lexsort((people, tree))
    order = order[people[order] > 0]
    first = np.flatnonzero(np.diff(tree[order], prepend=NOWHERE - 1))
    lengths = np.diff(first, append=len(order))
    before = np.cumsum(people[order]) - people[order]
    rank, smaller = np.zeros_like(people), np.zeros_like(people)
    rank[order] = np.arange(len(order)) - np.repeat(first, lengths)
    smaller[order] = before - np.repeat(before[first], lengths)
    return _Sisters(rank, smaller)


def _below(tree: Integers, values: Integers | Flags) -> Integers:
    """Add up over the children of each node. Shape (nodes,)."""
    has = tree != NOWHERE
    summed: Integers = np.bincount(tree[has], weights=values[has], minlength=len(tree))
    return summed.astype(np.int64)


def _of_parent(tree: Integers, values: Integers) -> Integers:
    """Take for each node the value of its parent; 0 for a top. Shape (nodes,)."""
    return np.where(tree == NOWHERE, 0, values[tree])


def _under(tree: Integers, parents: Flags) -> Flags:
    """Tell which nodes have one of these parents. Shape (nodes,)."""
    under: Flags = (tree != NOWHERE) & parents[tree]
    return under


_GLINT: Final = "Viva Glint, suppression threshold"
_GLINT_PAGE: Final = (
    "https://learn.microsoft.com/en-us/viva/glint/reports/confidentiality-suppression-reports"
)
RULES: Final = (
    Rule(
        "hide-small",
        sentence("Hide groups that are too small"),
        Sentence("Qualtrics, basic confidentiality"),
        "https://www.qualtrics.com/support/confidentiality-overview-ex/",
        hide_small,
    ),
    Rule(
        "hide-next-smallest",
        sentence("Where one group is hidden, hide the next smallest too"),
        Sentence("PeopleCues, inferential identification"),
        "https://docs.xto10x.com/peoplecues/surveys/getting-started-for-engagement-admin-and-"
        "survey-creator/create-and-edit-survey/enps-survey/anonymity-in-enps-surveys/"
        "anonymity-protection",
        hide_next_smallest,
    ),
    Rule(
        "hide-until-two",
        sentence("Keep hiding the next smallest until two or more people are hidden together"),
        sentence("{product}, as it comes", product=_GLINT),
        _GLINT_PAGE,
        partial(hide_sisters, enough=2),
    ),
    Rule(
        "hide-until-enough",
        sentence("Keep hiding the next smallest until enough people are hidden together"),
        sentence("{product}, set as high as the smallest group", product=_GLINT),
        _GLINT_PAGE,
        hide_sisters,
    ),
)


def exposed(tree: Integers, counts: Integers, shown: Flags, k: int) -> Exposed:
    """Whom does plain subtraction lay bare when the figures of these nodes are shown?

    Parameters
    ----------
    tree
        Parent of each node, -1 for a top. Shape (nodes,).
    counts
        People who belong to each node itself. Shape (nodes,).
    shown
        The figure of the node, with everything below it, is shown. Shape (nodes,).
    k
        Fewest people on whom a figure may rest.

    Returns
    -------
    exposed
        People in regions of fewer than ``k``: who are in a shown node and in no shown node below
        it. People in no shown node are not exposed.

    Notes
    -----
    Exact: sums over nested groups are spanned by their disjoint regions. Linear in the nodes.
    """
    region = nearest(tree, shown)
    held = region != NOWHERE
    sizes = np.bincount(region[held], weights=counts[held], minlength=len(tree)).astype(np.int64)
    return laid_bare(sizes, k)


def laid_bare(sizes: Integers, k: int) -> Exposed:
    """Count whom regions of fewer than ``k`` people lay bare; empty regions nobody."""
    small = sizes[(sizes > 0) & (sizes < k)]
    return Exposed(int(small.sum()), len(small), int(np.count_nonzero(small == 1)))


@dataclass(frozen=True)
class Outcome:
    """What a rule does on one tree: whom it exposes, and who keeps a figure.

    Attributes
    ----------
    exposed
        Whom it lays bare.
    people
        Everybody in the tree.
    teams_shown, teams
        Groups with nobody below them that show a figure of their own, of those that hold anybody.
    managers_shown, managers
        Groups with other groups below them that show a figure, of those that hold anybody. A group
        that was withheld counts as one that holds somebody.
    """

    exposed: Exposed
    people: int
    teams_shown: int
    teams: int
    managers_shown: int
    managers: int

    @property
    def share(self) -> float:
        """Part of the people who are exposed, 0 to 1; 0 when there is nobody."""
        return self.exposed.people / self.people if self.people else 0.0


def outcome(
    tree: Integers,
    counts: Integers,
    shown: Flags,
    bare: Exposed,
    withheld: Flags | None = None,
) -> Outcome:
    """Put beside one another whom a choice of shown nodes exposes and who keeps a figure.

    Parameters
    ----------
    bare
        Whom it exposes: from `exposed`, or from an attack where more than the nodes is shown.
    withheld
        Nodes of which it is not told how many people they hold; they have a place, and no figure.
        None for none. Shape (nodes,).
    """
    holds = totals(tree, counts) > 0
    if withheld is not None:
        holds |= withheld
    leads = _below(tree, holds) > 0
    return Outcome(
        bare,
        int(np.sum(counts)),
        int(np.count_nonzero(shown & holds & ~leads)),
        int(np.count_nonzero(holds & ~leads)),
        int(np.count_nonzero(shown & leads)),
        int(np.count_nonzero(leads)),
    )


def compare(
    tree: Integers, counts: Integers, *, k: int, withheld: Flags | None = None
) -> tuple[tuple[Rule, Outcome], ...]:
    """Tell what each usual rule would show on this tree, and whom it would lay bare.

    Parameters
    ----------
    tree
        Parent of each node, -1 for a top. Shape (nodes,).
    counts
        People who belong to each node itself. Shape (nodes,).
    k
        Fewest people that each rule allows.
    withheld
        Nodes of which it is not told how many people they hold, as in `outcome`.

    Raises
    ------
    ArgumentError
        A parent is not among the nodes, or nodes stand in a circle.

    Notes
    -----
    A sort of the nodes and a few passes: 100,000 teams in a fraction of a second.
    """
    return tuple(
        (rule, outcome(tree, counts, shown, exposed(tree, counts, shown, k), withheld))
        for rule in RULES
        for shown in (rule.show(tree, counts, k),)
    )
