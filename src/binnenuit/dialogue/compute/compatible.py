"""What Polis would publish for given groups: its own formulas, nothing of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.dialogue.compute.compatible_chosen import consensus, representative
from binnenuit.dialogue.compute.compatible_counts import Counts, counts_of, probability
from binnenuit.dialogue.compute.extremity import extremity
from binnenuit.dialogue.compute.tallies import checked_labels
from binnenuit.dialogue.model import Compatible
from binnenuit.errors import ArgumentError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from binnenuit.dialogue.model.votes import Labels, Votes

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

META_PRIORITY: Final = 49.0


def compatible(
    votes: Votes,
    labels: Labels,
    *,
    meta: ArrayLike | None = None,
    rejected: ArrayLike | None = None,
) -> Compatible:
    """Tell what Polis would publish of these votes, for these groups.

    Parameters
    ----------
    votes
        1 agree, -1 disagree, a stored 0 for pass; nothing where nobody voted. Shape
        (people, statements).
    labels
        Group of each person, from 0; -1 for none. Shape (people,).
    meta, rejected
        Statements about the conversation itself, and those that were refused. None: none of them.
        Neither can be representative or consensus; both do have a group-aware consensus. Shape
        (statements,).

    Returns
    -------
    compatible
        Without any group the group-aware consensus is NaN and nothing is representative.
        ``consensus`` is of all who voted, in a group or not; ``priority`` is of the groups.

    Raises
    ------
    ArgumentError
        ``dialogue.labels``: not one whole number for each person, from -1; ``dialogue.flags``:
        meta or rejected have another length than there are statements.

    Notes
    -----
    The formulas are those of polismath (repness.clj, stats.clj, conversation.clj), written down
    in docs/methods/dialogue.md with what we think of them. Priorities are those of now; Polis
    itself serves by those of one computation earlier. One pass over the votes for each count, and
    the two widest axes to the last digit: 15 s for 6 million votes on 2,000 statements, nearly all
    of it for the axes.
    """
    people, statements = votes.shape
    about, refused = _flags(meta, statements), _flags(rejected, statements)
    labels = checked_labels(labels, people)
    out = about | refused
    allowed = np.flatnonzero(~out)
    counts = counts_of(votes, labels, int(labels.max(initial=-1)) + 1)
    everybody = counts_of(votes, np.zeros(people, dtype=np.int64), 1)
    reach = extremity(votes, out)
    return Compatible(
        group_aware_consensus=_kept(_group_aware(counts)),
        representative=tuple(representative(counts, allowed)),
        consensus=consensus(everybody, allowed),
        priority=_kept(_priority(counts.together, reach, about)),
        extremity=_kept(reach),
    )


def _group_aware(counts: Counts) -> Numbers:
    if not len(counts.total):
        return np.full(counts.total.shape[1], np.nan)
    product: Numbers = np.prod(probability(counts.agree, counts.total), axis=0)
    return product


def _priority(together: Counts, reach: Numbers, about: Flags) -> Numbers:
    agree, total = together.agree[0], together.total[0]
    passed = total - agree - together.disagree[0]
    importance = (1 - probability(passed, total)) * (reach + 1) * probability(agree, total)
    priority: Numbers = (importance * (1 + 8 * 2.0 ** (-total / 5))) ** 2
    return np.where(about, META_PRIORITY, priority)


def _flags(given: ArrayLike | None, statements: int) -> Flags:
    flags = np.zeros(statements, dtype=np.bool_) if given is None else np.asarray(given, dtype=bool)
    if flags.shape != (statements,):
        raise ArgumentError(
            "dialogue.flags",
            sentence(
                "There are {given} marks for {statements} statements. Give one yes or no for each.",
                given=flags.size,
                statements=statements,
            ),
        )
    return flags


def _kept(values: Numbers) -> Numbers:
    values.flags.writeable = False
    return values
