"""What a release holds: for every group its figures, or the sentence that stands in their place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.language import Sentence
    from binnenuit.privacy.figures.disclosed import Disclosed
    from binnenuit.privacy.ledger.ledger import Entry, Ledger
    from binnenuit.privacy.model import State
    from binnenuit.privacy.releases.kept import Kept


@dataclass(frozen=True)
class ItemFigures:
    """What is shown about one item.

    Attributes
    ----------
    mean
        Mean of the answers.
    favourable
        Share of answers at the highest options, 0 to 1; see ``rendering.favourable_options``.
    shares
        Share of answers at each option, the lowest first; rounded each by itself, so that they
        need not add up to 1. Empty when they are withheld.
    """

    mean: Disclosed[float]
    favourable: Disclosed[float]
    shares: tuple[Disclosed[float], ...]


@dataclass(frozen=True)
class Place:
    """What stands at a group, for the score or for the single items.

    Attributes
    ----------
    state
        Shown, shown as a merged group, or why it is withheld.
    sentence
        The same for a reader, with the names of the groups it was merged with.
    figure_of
        Group whose figures stand here: its own name, a merged group's, or empty.
    n_band
        How many people these rest on; empty when they are withheld.
    rest_band
        How many of them are in no smaller group with such figures; None for nobody.
    """

    state: State
    sentence: Sentence
    figure_of: str
    n_band: str
    rest_band: str | None


@dataclass(frozen=True)
class Group:
    """One group, and what is shown about it.

    Attributes
    ----------
    name, parent
        Of the group and of the group above it; None at the top.
    place
        What stands here for the score.
    place_of_items
        What stands here for the single items: withheld more often, as they need more people.
    score
        Mean of the item means.
    items
        By item.
    breakdown
        Score by category, for each attribute by which the group is broken down.
    unchanged
        These are answers of an earlier round, to protect who joined or left since; see
        ``waves.UNCHANGED`` for the words.
    large
        The single items rest on 30 people or more, so that agreement may be told from them.
    """

    name: str
    parent: str | None
    place: Place
    place_of_items: Place
    score: Disclosed[float]
    items: Mapping[str, ItemFigures]
    breakdown: Mapping[str, Mapping[str, Disclosed[float]]]
    unchanged: bool
    large: bool = False

    @property
    def state(self) -> State:
        """What stands here for the score."""
        return self.place.state

    @property
    def n_band(self) -> str:
        """How many people the score rests on; empty when it is withheld."""
        return self.place.n_band

    @property
    def rest_band(self) -> str | None:
        """How many of them are in no smaller group that shows its score; None for nobody."""
        return self.place.rest_band


@dataclass(frozen=True, eq=False)
class Release:
    """Everything that is shown about one scale in one round.

    Attributes
    ----------
    groups
        One for every group of the opening, in that order.
    entries
        What the ledger says of it: of the scores, the items, each breakdown, and the whole.
    kept
        What stays of the round; give it to the next wave, or to ``regroup``.
    ledger
        Everything that was ever published, this included.
    whole
        Figures about everybody in the groups together, by name; see ``whole.with_whole``.
    """

    groups: tuple[Group, ...]
    entries: tuple[Entry, ...]
    kept: Kept
    ledger: Ledger
    whole: Mapping[str, Disclosed[float]] = field(default_factory=dict)
