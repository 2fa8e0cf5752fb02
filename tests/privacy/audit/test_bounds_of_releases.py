"""Level E against the gate itself: a release as it is written, and nobody's answer known."""

from __future__ import annotations

import numpy as np
import pytest
from tests.privacy.organisations import organisation
from tests.privacy.rounds import Round, closed

from binnenuit.privacy.audit.bounds import Bounds, Figure, bounds, unrendered
from binnenuit.privacy.releases.record import record

FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)
TOP_TWO = (0.0, 0.0, 0.0, 1.0, 1.0)


def about_260_people(seed: int) -> Round:
    """A round in which people agree a lot: that is when figures tell most."""
    invented = organisation(np.random.default_rng(seed), at_most=260)
    people = invented.people.sum(axis=1)
    people = people * 260 // max(int(people.sum()), 1)
    names = invented.names
    tree = {
        name: names[parent] if parent >= 0 else None
        for name, parent in zip(names, invented.tree.tolist(), strict=True)
    }
    likely = np.array([0.01, 0.02, 0.05, 0.22, 0.7])
    return closed(tree, dict(zip(names, people.tolist(), strict=True)), likely=likely, seed=seed)


def attacked(made: Round) -> Bounds:
    """Take every figure of the release back, and bound each region and item at once."""
    out = made.release()
    told = record(out.groups, out.entries, out.kept)
    region = {atom: place for place, atoms in enumerate(out.kept.atoms) for atom in atoms}
    published = {entry.publication.kind: entry.publication.sets for entry in out.entries}
    items = made.scale.items
    held = np.flatnonzero(out.kept.people).tolist()
    number = {place: block for block, place in enumerate(held)}
    figures = []
    for kind, field in (("scores", "figure_of"), ("items", "items_of")):
        shown = {group[field]: group["figures"] for group in told["groups"] if group[field]}
        for name, figure in shown.items():
            inside = {number[region[atom]] for atom in published[kind][name]}
            blocks = [
                tuple(block * len(items) + item for block in inside) for item in range(len(items))
            ]
            if kind == "scores":
                figures.append(taken_back(sum(blocks, ()), FIVE, figure["score"], 0.1))
                continue
            for code, places in zip(items, blocks, strict=True):
                item = figure["items"][code]
                figures.append(taken_back(places, FIVE, item["mean"], 0.1))
                figures.append(taken_back(places, TOP_TWO, item["favourable"], 0.01))
                figures += [
                    taken_back(places, tuple(row), share, 0.01)
                    for row, share in zip(np.eye(5).tolist(), item["shares"], strict=True)
                ]
    sizes = np.repeat(out.kept.people[held], len(items))
    return bounds(sizes, figures, options=5)


def taken_back(
    blocks: tuple[int, ...], weights: tuple[float, ...], figure: dict[str, object], step: float
) -> Figure:
    ends = (min(weights), max(weights))
    low, high = unrendered(figure["value"], figure["bound"], step=step, ends=ends)
    return Figure(blocks, weights, low, high)


def test_a_release_of_260_people_makes_no_answer_known() -> None:
    found = attacked(about_260_people(1))
    assert found.people > 4 * 150
    assert found.known == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 10))
def test_releases_of_260_people_make_no_answer_known(seed: int) -> None:
    assert attacked(about_260_people(seed)).known == 0
