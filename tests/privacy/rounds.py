"""Small rounds for the tests of the gate: groups, invited people and their answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from binnenuit.privacy.answers import Groups, Scale, Tallies
from binnenuit.privacy.gate import release
from binnenuit.privacy.ledger.ledger import Ledger
from binnenuit.privacy.rounds.moments import Closing, close_round, open_round

SECRET = bytes(range(32))
SUPPORT = Scale("support", ("s1", "s2", "s3", "s4"))
TRUST = Scale("trust", ("t1",))


@dataclass(frozen=True)
class Round:
    """A round that was closed for one scale, and its sums."""

    closing: Closing
    scale: Scale
    tallies: Tallies

    def release(self, **given):
        arguments = {"ledger": Ledger(), "secret": SECRET, **given}
        return release(self.closing, self.scale, self.tallies, **arguments)


def tallies(people, rng, scale=SUPPORT, likely=None, skipping=0.0) -> Tallies:
    """Draw answers. ``people`` has shape (classes, categories).

    Everybody answers every item, but for a share of the people who skip one each.
    """
    people = np.asarray(people, dtype=np.int64)
    likely = np.full(scale.options, 1 / scale.options) if likely is None else likely
    shape = (*people.shape, len(scale.items))
    skipped = rng.multinomial(rng.binomial(people, skipping), rng.dirichlet(np.ones(shape[-1])))
    counts = rng.multinomial(np.broadcast_to(people[..., None], shape) - skipped, likely)
    return Tallies(people, counts.astype(np.int64))


def closed(
    tree,
    people,
    *,
    answered=None,
    scale=SUPPORT,
    name="2026-1",
    seed=1,
    likely=None,
    attribute=None,
    **options,
) -> Round:
    """Open and close a round; everybody who is invited answers, unless ``answered`` says who.

    ``tree`` maps each group to its parent; ``people`` gives people per group, or per group and
    category.
    """
    names = tuple(tree)
    parents = np.array([names.index(above) if above else -1 for above in tree.values()])
    nobody = 0 if attribute is None else [0] * len(attribute.categories)
    invited = np.array([people.get(group, nobody) for group in names])
    opening = open_round(name, Groups(names, parents), invited, attribute=attribute, **options)
    present = people if answered is None else answered
    given = per_class(opening, np.array([present.get(group, nobody) for group in names]))
    closing = close_round(opening, given.sum(axis=1))
    return Round(closing, scale, tallies(given, np.random.default_rng(seed), scale, likely))


def per_class(opening, invited):
    """Add up people per class and merged category."""
    table = invited.reshape(len(invited), -1)
    if opening.categories:
        table = np.stack([table[:, list(c)].sum(axis=1) for c in opening.categories], axis=1)
    answered = np.zeros((len(opening.names), table.shape[1]), dtype=np.int64)
    held = opening.plan.regions >= 0
    np.add.at(answered, opening.plan.regions[held], table[held])
    return answered
