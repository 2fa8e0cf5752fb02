"""Polls: who is asked in which group, and what may be shown when one closes.

Each poll is a round of its own, and asks what was never asked before: its scales are its own, too.
Nobody's answer is in a sum of fewer than ten people, also not of several statements together.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from binnenuit.errors import ArgumentError
from binnenuit.language import sentence
from binnenuit.privacy.answers import Scale, Tallies
from binnenuit.privacy.arguments import fixed
from binnenuit.privacy.gate import release
from binnenuit.privacy.model import NOWHERE, SMALLEST_GROUP_OF_ITEM
from binnenuit.privacy.planning.plan import WORTH_OF_LEAF, WORTH_OF_OTHERS
from binnenuit.privacy.rounds.moments import close_round, open_round
from binnenuit.privacy.rounds.seating import Seating

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike

    from binnenuit.organisation.model import Organisation, PersonId
    from binnenuit.privacy.answers import Groups
    from binnenuit.privacy.releases.once import Before
    from binnenuit.privacy.releases.released import Release
    from binnenuit.privacy.rounds.moments import Opening

FEWEST: Final = SMALLEST_GROUP_OF_ITEM
"""Fewest people in any sum of answers. With fewer one talks."""
_WORTH_OF_ALL: Final = 1e6
"""A poll is about one question to everybody: that figure is worth more than all others together."""


class Electorate(Seating):
    """Who is asked in a poll, as it was fixed when it opened."""

    @property
    def is_few(self) -> bool:
        """Whether nothing could ever be shown: there is no group of ``FEWEST`` people."""
        return not self.opening.plan.sets


def begin_poll(
    name: str, organisation: Organisation
) -> tuple[Electorate, dict[PersonId, int | None]]:
    """Fix in which group everybody's answer counts.

    Parameters
    ----------
    name
        Of the round: one that never comes back.
    organisation
        As it stands on the day on which the poll opens (``Organisation.on``).

    Returns
    -------
    electorate
        The groups: everybody first, then those inside that leave nobody alone. Sister teams that
        are small are added up together.
    classes
        In which class each person counts; None for who is in no sum of ``FEWEST`` people: only
        where an organisation has more than one top.

    Raises
    ------
    ArgumentError
        ``privacy.circle``: teams stand above one another.

    Notes
    -----
    One plan, on membership alone.
    """
    return Electorate.of(organisation, partial(_open, name))


def electorate_from(name: str, record: Mapping[str, Any]) -> Electorate:
    """Read back who was asked.

    Raises
    ------
    ArgumentError
        ``dialogue.poll-changed``: the groups do not come out as they were fixed, because the record
        or the program was changed; nothing may be shown of such a poll.
    """
    electorate = Electorate.read(record, partial(_open, name))
    if electorate is None:
        raise ArgumentError(
            "dialogue.poll-changed",
            sentence(
                "The groups of {name} are not as they were fixed when it opened, so nothing is "
                "shown of it. Ask again.",
                name=name,
            ),
        )
    return electorate


def publish_poll(
    electorate: Electorate,
    scale: Scale,
    answers: Iterable[tuple[int, Sequence[int | None]]],
    *,
    before: Before,
) -> Release:
    """Release what was answered in a poll about one scale, as far as may be shown.

    Parameters
    ----------
    electorate
        Who was asked.
    scale
        What was asked. Its name never comes back.
    answers
        For each person the class, and the value given to each item of the scale; None where no
        answer was given.
    before
        The ledger and the key of the noise.

    Returns
    -------
    release
        For every group figures, or what stands in their place.

    Raises
    ------
    ArgumentError, ExposureError
        As ``privacy.release``.

    Notes
    -----
    Membership, and who answered at all, decide what is shown, never the answers. Linear in people.
    """
    tallies = _tallies(scale, len(electorate.opening.plan.sets), answers)
    closing = close_round(electorate.opening, tallies.people[:, 0])
    return release(closing, scale, tallies, ledger=before.ledger, secret=before.secret)


def _open(name: str, groups: Groups, invited: ArrayLike) -> Opening:
    """Fix the groups so that everybody counts: the figure about all comes before any other."""
    worth = np.full(len(groups.tree), WORTH_OF_OTHERS)
    worth[~np.isin(np.arange(len(worth)), groups.tree)] = WORTH_OF_LEAF
    worth[groups.tree == NOWHERE] = _WORTH_OF_ALL
    return open_round(name, groups, invited, k=FEWEST, weights=worth)


def _tallies(
    scale: Scale, classes: int, answers: Iterable[tuple[int, Sequence[int | None]]]
) -> Tallies:
    people = np.zeros((classes, 1), dtype=np.int64)
    counts = np.zeros((classes, 1, len(scale.items), scale.options), dtype=np.int64)
    for number, values in answers:
        given = [(item, value) for item, value in enumerate(values) if value is not None]
        if len(given) >= scale.needed:
            people[number, 0] += 1
            for item, value in given:
                counts[number, 0, item, value - scale.lowest] += 1
    return Tallies(fixed(people), fixed(counts))
