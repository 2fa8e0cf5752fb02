"""What may be seen of a week: for each group and symptom, the share of people to whom it happened.

A team of fewer than ten people never sees a figure about itself alone. Its taps are added up with
those of sister teams, under "a + b", until there are ten; where that is not possible they stand in
the figure of the layer above, when ten are left there beside the groups below it that have figures.
Who fits in neither, and everybody in an organisation of fewer than ten, is not counted: they talk.

Weeks follow one another faster than a quarter. So (see ``waves.keeps_previous``) a region gets a
new figure every week as long as at least twelve people stayed in it. One of ten or eleven keeps its
figure for thirteen weeks, and longer when only one or two came or went since; it hears something
new four times a year. The figure of a layer above is made of the same regions, some of them of an
earlier week. When groups change, so that a region is of other classes than before, it has nothing
to keep and shows what is new: one week in which it may do so is the price of a re-organisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from binnenuit.privacy.answers import Scale
from binnenuit.privacy.gate import release
from binnenuit.privacy.rounds.moments import close_round
from binnenuit.signals.compute.staying import Seats, wave
from binnenuit.signals.compute.taps import tallies
from binnenuit.signals.weeks import scale_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from binnenuit.privacy.releases.once import Before
    from binnenuit.privacy.releases.released import Release
    from binnenuit.signals.weeks import Week

__all__ = ["Seats", "disclose_week"]


def disclose_week(
    week: Week,
    symptom: str,
    happened: Mapping[int, int],
    *,
    now: Seats,
    earlier: Mapping[str, Seats],
    before: Before,
) -> Release:
    """To what share of people did it happen at least once this week, as far as may be shown?

    Parameters
    ----------
    week
        As it was fixed when it began.
    symptom
        Code of what happened.
    happened
        By number of the class, to how many people; see ``compute.taps``.
    now
        Who counted where this week.
    earlier
        Who counted where in the rounds whose figures stand (``before.kept.rounds``).
    before
        The ledger, the key of the noise, and what was kept of the week before.

    Returns
    -------
    release
        A scale of one item with the options "it did not" and "it did"; so at least ten people
        stand behind every figure, and the favourable share is that of those to whom it happened.

    Raises
    ------
    ArgumentError, ExposureError
        As ``release``.

    Notes
    -----
    Membership and dates decide what is shown, never taps. Two plans, and linear in people.
    """
    opening = week.opening
    people = opening.plan.sizes
    kept = before.kept
    previous = None if kept is None else wave(kept, opening.names, now, earlier)
    return release(
        close_round(opening, people),
        Scale(scale_name(symptom), (symptom,), lowest=0, options=2),
        tallies(people, happened),
        ledger=before.ledger,
        secret=before.secret,
        previous=previous,
    )
