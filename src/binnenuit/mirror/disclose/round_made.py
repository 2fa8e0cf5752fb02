"""One scale in one round, from ratings in their groups to a release and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from binnenuit.mirror.compute.tallies.tally import tally, without_small_moments
from binnenuit.mirror.disclose.alike import where_alike
from binnenuit.mirror.disclose.branches import branches
from binnenuit.mirror.disclose.reliability import whole_values
from binnenuit.mirror.disclose.seats import (
    days_between,
    drop_seats,
    has_seats,
    read_seats,
    short,
    wave,
    write_seats,
)
from binnenuit.mirror.model.tally import FEWEST_FOR_MOMENTS
from binnenuit.mirror.read.store import write_tally
from binnenuit.privacy import Tallies, close_round, release
from binnenuit.privacy.model import NOWHERE
from binnenuit.privacy.releases.folder import HIDDEN
from binnenuit.privacy.releases.kept import score_plan
from binnenuit.privacy.releases.whole import FEWEST_OF_WHOLE, WHOLE, new_regions, with_whole
from binnenuit.privacy.rounds.waves import MOST_CHANGED, QUARTER_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from binnenuit.mirror.disclose.placing import Placed
    from binnenuit.mirror.disclose.seating import Seating
    from binnenuit.mirror.disclose.seats import Seats
    from binnenuit.mirror.model import Scored, Tally
    from binnenuit.mirror.model.ratings import Flags, Integers
    from binnenuit.privacy import Closing, Ledger, Opening, Release, Wave
    from binnenuit.privacy.releases.once import Before

TALLIES: Final = "tallies"


@dataclass(frozen=True, eq=False)
class RoundMade:
    """One scale in one round, of which the release is made.

    Attributes
    ----------
    folder
        The folder that publishes.
    scale, placed
        What was asked, and what was answered where that counts.
    opening
        What is fixed.
    seating
        Tells who is where, as far as that is known.
    """

    folder: Path
    scale: Scored
    placed: Placed
    opening: Opening
    seating: Seating

    @cached_property
    def classes(self) -> Integers:
        """Class of each rating that counts; -1 for the others. Shape (rows,)."""
        # One place more, at -1: what is in no group is in no class.
        return np.append(self.opening.plan.regions, NOWHERE)[self.placed.place]

    @cached_property
    def closing(self) -> Closing:
        """What is decided, on who gave a valid score alone."""
        held = self.classes[self.classes != NOWHERE]
        return close_round(self.opening, np.bincount(held, minlength=len(self.opening.names)))

    @cached_property
    def regions(self) -> Integers:
        """Region of each rating that counts; -1 for the others. Shape (rows,)."""
        of_class = score_plan(self.closing, self.scale.asked)[0].regions
        return np.append(of_class, NOWHERE)[self.classes]

    def make(self, before: Before) -> Release:
        """Make the release, and keep what the next round and the mirror need of this one.

        Notes
        -----
        The same answers give the same release and the same files, so it may be called again after a
        crash.
        """
        now = self.seating(self.opening, self.classes, before.secret)
        previous = self._previous(now, before)
        made = release(
            self.closing,
            self.scale.asked,
            self._tallies(),
            ledger=before.ledger,
            secret=before.secret,
            previous=previous,
        )
        if not self._singles_out(made, now, before.ledger):
            made = self._with_whole(made, before)
        self._keep(made, now, before)
        return made

    def _tallies(self) -> Tallies:
        """Sum the answers per class, in the order of the classes."""
        names = self.opening.names
        sums = self._tally(self.classes, names)
        place = {name: number for number, name in enumerate(sums.groups)}
        order = [place[name] for name in names]
        return Tallies(sums.people[order][:, np.newaxis], sums.counts[order][:, np.newaxis])

    def _tally(
        self,
        places: Integers,
        names: tuple[str, ...],
        parts: Integers | None = None,
    ) -> Tally:
        """Sum the answers, and products by parts that have names of groups."""
        rows = self.classes != NOWHERE
        return tally(
            self.scale.asked,
            self.placed.values[rows],
            places[rows],
            names,
            rounds=[self.opening.round],
            moment_places=None if parts is None else parts[rows],
            moment_groups=() if parts is None else names,
        )

    def _previous(self, now: Seats, before: Before) -> Wave | None:
        kept = before.kept
        if kept is None:
            return None
        earlier = {name: self._read(name) for name in dict.fromkeys(kept.rounds)}
        return wave(kept, self.opening.names, now, earlier)

    def _read(self, round_name: str) -> Seats:
        return read_seats(self.folder, self.scale.code, round_name)

    def _people(self, rows: Flags) -> int:
        """How many different people gave these ratings?"""
        return len(np.unique(self.placed.rater[rows]))

    def _behind(self, made: Release) -> Flags:
        """Mark the ratings behind figures about everybody. Shape (rows,)."""
        inside = new_regions(made)
        counts = np.array([*(name in inside for name in made.kept.names), False])
        found: Flags = counts[self.regions]
        return found

    def _singles_out(self, made: Release, now: Seats, ledger: Ledger) -> bool:
        """Tell whether one or two joined or left so fast that the others will not have changed.

        Figures about everybody have no noise: beside those of an earlier round, not only of the
        last one, they would tell how far such a person is from the others.
        """
        plan, names = score_plan(self.closing, self.scale.asked)
        inside = new_regions(made)
        counts = np.array([*(name in inside for name in names), False])[plan.regions]
        here = now.people(np.array(self.opening.names)[counts].tolist())
        recent = [(then, classes) for _, then, classes in self._recent(now, ledger)]
        if now.answered is not None:
            return bool(recent)  # nobody knows who answered, so it may have been one or two others
        changed = (len(here ^ then.people(classes)) for then, classes in recent)
        return any(1 <= people <= MOST_CHANGED for people in changed)

    def _recent(self, now: Seats, ledger: Ledger) -> Iterator[tuple[str, Seats, tuple[str, ...]]]:
        """Find the rounds of less than a quarter ago with figures about everybody.

        With who was where, and the classes behind these figures. Of older rounds it may have been
        forgotten who answered.
        """
        code = self.scale.code
        for entry in ledger.entries:
            told = entry.publication
            if (told.scale, told.kind) != (code, WHOLE) or told.round == self.opening.round:
                continue
            if has_seats(self.folder, code, told.round):
                then = self._read(told.round)
                if days_between(then.closed, now.closed) < QUARTER_DAYS:
                    before = f"{told.round}/{code}/"
                    classes = tuple(atom.removeprefix(before) for atom in told.atoms)
                    yield told.round, then, classes

    def _with_whole(self, made: Release, before: Before) -> Release:
        behind = self._behind(made)
        people = self._people(behind)
        if people < max(FEWEST_OF_WHOLE, made.kept.k_items):
            return made
        everybody = np.where(behind, 0, NOWHERE)
        places = np.where(behind, self.regions, NOWHERE)
        sums = without_small_moments(self._tally(places, made.kept.names, everybody))
        return with_whole(
            made,
            whole_values(self.scale, sums, made.kept),
            regions=new_regions(made),
            people=people,
            secret=before.secret,
        )

    def _keep(self, made: Release, now: Seats, before: Before) -> None:
        """Keep sums of regions with answers of this round, and who answered where.

        Sums of products are kept of the people behind figures about everybody, in parts of 30.
        Neither is kept where a few who skipped an item could be told from the others, and sums hold
        answers to single items, so there are as many people behind them as behind those.
        """
        kept, code = made.kept, self.scale.code
        new = np.array([*(of == kept.round for of in kept.rounds), False])
        places = np.where(new[self.regions], self.regions, NOWHERE)
        alike = where_alike(self.placed.values, places, kept.k_items)
        sums = self._tally(alike, kept.names, self._alike_parts(made, alike))
        place = self.folder / HIDDEN / TALLIES / short(code) / f"{short(kept.round)}.parquet"
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_tally(place, without_small_moments(sums))
        write_seats(self.folder, code, kept.round, now)
        standing = () if before.kept is None else before.kept.rounds
        recent = (name for name, *_ in self._recent(now, before.ledger))
        drop_seats(self.folder, code, {kept.round, *standing, *recent})

    def _alike_parts(self, made: Release, alike: Integers) -> Integers:
        """Leave out the parts in which a few skipped what others did not, or a region is left out.

        The sums of a part, less those of the regions in it, would be the sums of that region.
        """
        parts = self._parts(made)
        parts = np.where(np.isin(parts, parts[alike == NOWHERE]), NOWHERE, parts)
        return where_alike(self.placed.values, parts, FEWEST_FOR_MOMENTS)

    def _parts(self, made: Release) -> Integers:
        """Divide the people behind figures about everybody into parts of 30 or more.

        Each part has the name of a region. Where one person rates several teams, the parts of two
        teams may hold the same people; so there everybody is one part.
        """
        behind, inside = self._behind(made), new_regions(made)
        people = self._people(behind)
        if people < FEWEST_FOR_MOMENTS:
            return np.full(len(behind), NOWHERE)
        if people < behind.sum():
            return np.where(behind, self.regions[behind].min(), NOWHERE)
        plan = score_plan(self.closing, self.scale.asked)[0]
        heads = branches(plan.above, np.array([inside.get(name, 0) for name in made.kept.names]))
        return np.where(behind, heads[self.regions], NOWHERE)
