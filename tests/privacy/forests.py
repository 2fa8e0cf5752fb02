"""Small forests drawn at random, and the best plan found by trying every one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np
from hypothesis import strategies as st

from binnenuit.privacy.audit import attack


@dataclass(frozen=True)
class Forest:
    tree: list[int]
    counts: list[int]

    @property
    def nodes(self) -> range:
        return range(len(self.tree))

    def holds(self, node: int) -> frozenset[int]:
        """The node and everything below it."""
        return frozenset(lower for lower in self.nodes if node in self.upwards(lower))

    def upwards(self, node: int) -> list[int]:
        way = []
        while node != -1:
            way.append(node)
            node = self.tree[node]
        return way

    def people(self, nodes) -> int:
        return sum(self.counts[node] for node in nodes)

    def leaf(self, node: int) -> bool:
        return node not in self.tree

    def renumbered(self, order: list[int]) -> Forest:
        """Node ``order[i]`` becomes node ``i``."""
        place = {node: number for number, node in enumerate(order)} | {-1: -1}
        return Forest(
            [place[self.tree[node]] for node in order], [self.counts[node] for node in order]
        )


@st.composite
def forests(draw, most=8, least=1):
    """Up to ``most`` nodes, parents before and after their children."""
    size = draw(st.integers(least, most))
    tree = [draw(st.integers(-1, node - 1)) for node in range(size)]
    counts = [draw(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 12])) for _ in range(size)]
    order = draw(st.permutations(range(size)))
    return Forest(tree, counts).renumbered(order)


def random_forest(generator: np.random.Generator, size: int, reach: int = 4) -> Forest:
    """The larger the ``reach``, the wider and the less deep."""
    tree = [int(generator.integers(max(-1, node - reach), node)) for node in range(size)]
    counts = generator.choice([0, 1, 2, 3, 4, 5, 7, 11], size=size).tolist()
    return Forest(tree, counts).renumbered(generator.permutation(size).tolist())


def worth(forest: Forest) -> list[float]:
    return [10.0 if forest.leaf(node) else 3.0 for node in forest.nodes]


def candidates(forest, k, weights=None, merge=False, within=None):
    """Every set that may be shown, as nodes, with what it is worth."""
    values = weights if weights is not None else worth(forest)
    single = [node for node in forest.nodes if within is None or within.shown[node]]
    found = {(node,): (forest.holds(node), values[node]) for node in single}
    groups = [] if within is None else list(within.merged)
    if merge:
        for parent in forest.nodes:
            small = [n for n in single if forest.tree[n] == parent and forest.leaf(n)]
            small = [n for n in small if 0 < forest.counts[n] < k]
            if forest.people(small) >= k:
                groups.append(tuple(small))
    for group in groups:
        best = 10.0 if weights is None else max(values[node] for node in group)
        found[group] = (frozenset(group), best)
    return found


def regions(forest, sets) -> dict[frozenset[int], int]:
    """People by the sets that hold them; who is in none is left out."""
    sizes: dict[frozenset[int], int] = {}
    for node in forest.nodes:
        inside = frozenset(number for number, nodes in enumerate(sets) if node in nodes)
        sizes[inside] = sizes.get(inside, 0) + forest.counts[node]
    sizes.pop(frozenset(), None)
    return sizes


def safe(forest, sets, k) -> bool:
    whole = all(size == 0 or size >= k for size in regions(forest, sets).values())
    return whole and all(forest.people(nodes) for nodes in sets)


def best_weight(forest, k, **arguments) -> float:
    """Try every choice of sets."""
    options = list(candidates(forest, k, **arguments).values())
    choices = chain.from_iterable(combinations(options, n) for n in range(len(options) + 1))
    worths = [
        sum(value for _, value in choice)
        for choice in choices
        if safe(forest, [nodes for nodes, _ in choice], k)
    ]
    return max(worths)


def published(forest, plan) -> list[frozenset[int]]:
    single = [forest.holds(int(node)) for node in np.flatnonzero(plan.shown)]
    return [*single, *(frozenset(group) for group in plan.merged)]


def audited(forest, sets, k):
    """Let the auditor attack sets of nodes; it knows nothing of plans."""
    inside = [[int(node in nodes) for node in forest.nodes] for nodes in sets]
    table = np.array(inside, dtype=np.int64).reshape(len(sets), len(forest.tree))
    return attack(table, np.array(forest.counts, dtype=np.int64), k=k)


def check(forest, plan, k, **arguments) -> None:
    """Hold a plan against the best there is, and against what it says of itself."""
    options = candidates(forest, k, **arguments)
    assert set(plan.sets) <= set(options)
    assert [forest.holds(s[0]) if len(s) == 1 else frozenset(s) for s in plan.sets] == published(
        forest, plan
    )
    assert safe(forest, published(forest, plan), k)
    assert audited(forest, published(forest, plan), k).passed
    assert plan.weight == sum(options[nodes][1] for nodes in plan.sets)
    assert plan.weight == best_weight(forest, k, **arguments)


def best_weight_of_many(forest, k, **arguments) -> float:
    """The same for forests too large to try everything: tables of remainders, node by node."""
    options = candidates(forest, k, **arguments)
    group_of = {node: group for group in options if len(group) > 1 for node in group}
    parts: dict[object, list[dict[int, float]]] = {}
    for node in sorted(forest.nodes, key=lambda node: -len(forest.upwards(node))):
        groups = {group_of[n] for n in group_of if forest.tree[n] == node}
        merged = [decided(joined(parts.pop(g), k), options[g], forest, k) for g in groups]
        below = [{min(k, forest.counts[node]): 0.0}, *parts.pop(node, []), *merged]
        table = decided(joined(below, k), options.get((node,)), forest, k)
        parts.setdefault(group_of.get(node, forest.tree[node]), []).append(table)
    return max(joined(parts[-1], k).values())


def joined(tables, k):
    total = {0: 0.0}
    for table in tables:
        pairs = [(min(k, a + b), v + w) for a, v in total.items() for b, w in table.items()]
        total = {state: max(w for s, w in pairs if s == state) for state, _ in pairs}
    return total


def decided(table, option, forest, k):
    if option is None or not forest.people(option[0]):
        return table
    shown = [weight + option[1] for state, weight in table.items() if state in {0, k}]
    return {**table, 0: max([*shown, *([table[0]] if 0 in table else [])])} if shown else table
