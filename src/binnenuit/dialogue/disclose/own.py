"""An analyst's own conversation: everything that is computed from it. No gate stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.dialogue.compute.carrying import carrying
from binnenuit.dialogue.compute.compatible import compatible
from binnenuit.dialogue.compute.distinguishing import distinguishing
from binnenuit.dialogue.compute.divisive import divided
from binnenuit.dialogue.compute.groups import find_groups
from binnenuit.dialogue.compute.stability import adjusted_rand
from binnenuit.dialogue.disclose.own_flagged import Flagged, flagged_of, own_findings
from binnenuit.dialogue.model import Carries
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from binnenuit.dialogue.model import (
        Carrying,
        Compatible,
        Conversation,
        Distinguishing,
        Groups,
        Statement,
    )
    from binnenuit.dialogue.model.votes import Labels
    from binnenuit.findings import Finding

    Integers = NDArray[np.int64]

BAR: Final = 0.6


class Judged(StrEnum):
    """Of which groups the formulas of Polis were computed."""

    PUBLISHED = "published"  # those that came with the conversation
    FOUND = "found"  # ours
    EVERYBODY = "everybody"  # there are no groups: all are one


@dataclass(frozen=True, eq=False)
class OwnDialogue:
    """What an analyst's own conversation comes to.

    Attributes
    ----------
    used
        Places, among all statements, of those that ``carrying``, ``distinguishing`` and
        ``divided`` are about: not refused, and not about the conversation itself.
    together, apart
        Places among ``used``: what carries, the surest first; and where people differ: where a
        group stands apart, the widest first, or without groups what divides everybody.
    divided
        From 0, all say the same, to 1, half agree and half disagree. Shape (used,).
    compatible
        By the formulas of Polis, of all statements, for the groups that ``judged`` says.
    alike
        Adjusted Rand index between our groups and those published, among who is in both; None
        where there are not both.
    """

    conversation: Conversation
    used: Integers
    groups: Groups
    carrying: Carrying
    distinguishing: Distinguishing
    divided: NDArray[np.float64]
    together: Integers
    apart: Integers
    compatible: Compatible
    judged: Judged
    alike: float | None
    flagged: tuple[Flagged, ...]
    findings: tuple[Finding, ...]

    def statement(self, place: int) -> Statement:
        """Return the statement at a place among ``used``."""
        return self.conversation.statements[int(self.used[place])]


def _unseen(_done: float) -> None:
    """Progress that nobody looks at."""


def own_dialogue(
    conversation: Conversation,
    *,
    seed: int = 0,
    bar: float = BAR,
    population: int | None = None,
    progress: Callable[[float], None] = _unseen,
) -> OwnDialogue:
    """Tell everything about a conversation that is the analyst's own.

    Parameters
    ----------
    seed
        Of shuffled votes, of what is left out to see whether groups come back, and of the halves
        in which statements are tested. The same seed gives the same answer.
    bar
        Share of a group that has to agree for a statement to carry: from 0.5, under 1.
    population
        People of the whole organisation, those who did not vote included; None: those who voted
        are all there are.
    progress
        Is told how much is done, 0 to 1.

    Returns
    -------
    dialogue
        Careless rows are told and not left out; `without` does that.

    Raises
    ------
    ArgumentError
        ``dialogue.bar``, ``dialogue.population``, or ``dialogue.no-statements``: there are none, or
        all were refused or are about the conversation itself.

    Notes
    -----
    Nothing here passed the gate: it is for people's own data, never for votes given to us. Seconds
    for a thousand people; looking for copied rows compares all pairs.
    """
    used = _used(conversation)
    votes = conversation.votes[:, used]
    groups = find_groups(votes, seed=seed)
    progress(0.5)
    carries = carrying(votes, groups.labels, bar=bar, population=population)
    differs = distinguishing(votes, groups.labels, seed=seed)
    parted = divided(votes)
    progress(0.8)
    judged, labels = _judged(conversation, groups)
    flagged = flagged_of(conversation, used)
    progress(1.0)
    return OwnDialogue(
        conversation=conversation,
        used=used,
        groups=groups,
        carrying=carries,
        distinguishing=differs,
        divided=parted,
        together=_together(carries),
        apart=_apart(carries, differs, parted),
        compatible=compatible(
            conversation.votes,
            labels,
            meta=[each.is_meta for each in conversation.statements],
            rejected=[each.accepted is False for each in conversation.statements],
        ),
        judged=judged,
        alike=_alike(conversation, groups),
        flagged=flagged,
        findings=tuple(own_findings(conversation, flagged)),
    )


def _used(conversation: Conversation) -> Integers:
    is_used = [each.accepted is not False and not each.is_meta for each in conversation.statements]
    if not any(is_used):
        raise ArgumentError(
            "dialogue.no-statements",
            sentence(
                "There is no statement to say anything of: there are none, or all of them were "
                "refused. Look whether comments.csv and votes.csv are whole."
            ),
        )
    return np.flatnonzero(np.array(is_used, dtype=np.bool_))


def _judged(conversation: Conversation, groups: Groups) -> tuple[Judged, Labels]:
    if conversation.published is not None:
        return Judged.PUBLISHED, conversation.published
    if groups.count:
        return Judged.FOUND, groups.labels
    return Judged.EVERYBODY, np.zeros(len(conversation.participants), dtype=np.int64)


def _together(carries: Carrying) -> Integers:
    states = (Carries.AGREED, Carries.REJECTED)
    places = np.flatnonzero([state in states for state in carries.state])
    return places[np.argsort(-carries.probability[places], kind="stable")]


def _apart(carries: Carrying, differs: Distinguishing, parted: NDArray[np.float64]) -> Integers:
    if len(differs.distinguishes):
        places = np.flatnonzero(differs.distinguishes.any(axis=0))
        widest = np.nan_to_num(np.abs(differs.difference)).max(axis=0)
        return places[np.argsort(-widest[places], kind="stable")]
    places = np.flatnonzero([state is Carries.DIVIDED for state in carries.state])
    return places[np.argsort(-parted[places], kind="stable")]


def _alike(conversation: Conversation, groups: Groups) -> float | None:
    published = conversation.published
    if published is None or not groups.count:
        return None
    both = (published >= 0) & (groups.labels >= 0)
    return adjusted_rand(published[both], groups.labels[both]) if both.any() else None
