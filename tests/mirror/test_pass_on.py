"""What goes together between those who serve and those they serve, and when it cannot be told."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import t as student
from tests.mirror.pass_on_worlds import (
    Tree,
    World,
    by_themselves,
    circles,
    handed_down,
    links_of,
    network,
    tree,
)

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.pass_on import PassOn, Verdict, pass_on
from binnenuit.mirror.compute.passing.cells import lags, within_branches
from binnenuit.mirror.compute.passing.clusters import sums
from binnenuit.mirror.compute.passing.given import given
from binnenuit.mirror.compute.passing.interval import slope
from binnenuit.mirror.compute.passing.likelihood import profile
from binnenuit.mirror.model import Reason

circled = importlib.import_module("binnenuit.mirror.compute.passing.circles")


def asked(place: Tree, scores, previous=None, **changes) -> PassOn:
    arguments = {
        "links": place.links,
        "branches": place.above,
        "reliability": 1.0,
        "raters": place.raters,
    }
    return pass_on(scores, previous, **(arguments | changes))


def company(rho: float = 0.3, seed: int = 0, **world) -> tuple[Tree, np.ndarray]:
    rng = np.random.default_rng(seed)
    place = tree(rng, 20, 60)
    return place, World(rho, shock=0.7, **world).scores(rng, place)[0]


def four_leaders() -> Tree:
    """Two branches of two leaders of two teams; 0 is the top."""
    parent = np.array([-1, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
    return Tree(parent, np.where(parent >= 0, parent[parent], -1))


def test_the_slope_within_branches_is_the_one_worked_out_by_hand():
    place = four_leaders()
    before = np.zeros(15)
    before[3:7] = [1, 3, 11, 15]
    scores = np.zeros(15)
    scores[7:15] = [1, 2, 3, 2, 50, 52, 55, 51]
    # Within branches the lags are -1, 1 and -2, 2; the scores 1.5, 2.5 and 51, 53 by leader.
    # Twice (1 + 1) and (4 + 4) make 20 for the squares; the products make half of that.
    result = asked(place, scores, before)
    assert result.attenuated == pytest.approx(0.5, abs=1e-12)
    assert (result.n, result.groups, result.waves, result.branches) == (8, 4, 1, 2)


def test_the_slope_without_branches_has_the_difference_between_branches_in_it():
    place = four_leaders()
    before, scores = np.zeros(15), np.full(15, np.nan)
    before[3:7] = [1, 3, 11, 15]
    scores[7:15] = [1, 2, 3, 2, 50, 52, 55, 51]
    lag = np.repeat([1, 3, 11, 15], 2)
    expected = np.cov(lag, scores[7:15])[0, 1] / np.var(lag, ddof=1)
    assert asked(place, scores, before).association == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("same", [True, False])
def test_what_rating_error_adds_is_what_matrices_say(same):
    rng = np.random.default_rng(3)
    place = circles(4, 6)
    links = network(rng, place)
    scores = rng.standard_normal((24, 1))
    scores[[2, 9], 0] = np.nan
    reliability = rng.uniform(0.3, 1, 24)
    put = given(scores, None if same else scores.copy(), links, place.above, reliability)
    (cells,) = within_branches(put, lags(put))
    w = put.links.toarray()
    chosen = np.zeros((len(cells.teams), 24))
    chosen[np.arange(len(cells.teams)), cells.teams] = 1
    member = (cells.branch[:, None] == np.arange(4)).astype(float)
    q = np.eye(len(member)) - member @ np.linalg.pinv(member)
    v = np.diag((1 - reliability) * np.nanvar(scores, ddof=1))
    lag = chosen @ w
    assert cells.lag_error.sum() == pytest.approx(np.trace(lag @ v @ lag.T @ q))
    assert cells.shared_error.sum() == pytest.approx(same * np.trace(chosen @ v @ lag.T @ q))
    assert cells.score_error.sum() == pytest.approx(same * np.trace(chosen @ v @ chosen.T @ q))


def test_rating_error_is_taken_off_and_not_divided_out():
    place, scores = company(reliability=0.8)
    told = asked(place, scores, reliability=0.8)
    assert told.within_reliability < 0.8  # branches differ less in error than in what they share
    assert told.estimate == pytest.approx(told.attenuated / told.within_reliability, abs=0.02)
    assert told.attenuated < told.estimate


def test_one_reliability_for_all_is_that_of_each():
    place, scores = company(reliability=0.8)
    one = asked(place, scores, reliability=0.8)
    each = asked(place, scores, reliability=np.full(place.teams, 0.8))
    assert one.interval == each.interval


def test_leaving_out_clusters_and_drawing_them_again_is_what_plain_loops_give():
    rng = np.random.default_rng(4)
    squares = rng.uniform(1, 5, 12)
    products = 0.4 * squares + rng.standard_normal(12)
    found = slope(products, squares, seed=1)
    keep = ~np.eye(12, dtype=bool)
    without = np.array([products[k].sum() / squares[k].sum() for k in keep])
    raw = products.sum() / squares.sum()
    assert found.value == pytest.approx(12 * raw - 11 * without.mean())
    assert found.standard_error == pytest.approx(np.sqrt(11 * without.var()))


@pytest.mark.parametrize("clusters", [5, 12])
def test_drawing_clusters_again_gives_the_distances_of_plain_loops(clusters):
    rng = np.random.default_rng(4)
    squares = rng.uniform(1, 5, clusters)
    products = 0.4 * squares + rng.standard_normal(clusters)
    raw, far = products.sum() / squares.sum(), []
    for _ in range(4000):
        drawn = rng.integers(0, clusters, clusters)
        n, d = products[drawn], squares[drawn]
        again = n.sum() / d.sum()
        error = np.sqrt(((n - again * d) ** 2).sum() * clusters / (clusters - 1)) / d.sum()
        far.append(abs(again - raw) / error if error > 1e-12 else np.inf)
    found = [np.minimum(slope(products, squares, seed).draws, 4).mean() for seed in range(10)]
    assert np.mean(found) == pytest.approx(np.minimum(far, 4).mean(), rel=0.05)


def test_branches_of_two_leaders_double_the_variance_that_is_left_after_their_mean():
    place = four_leaders()
    scores, before = np.zeros(15), np.zeros(15)
    before[3:7], scores[7:15] = [1, 3, 11, 15], [1, 2, 3, 2, 50, 52, 55, 59]
    put = given(scores, before, place.links, place.above, 1.0)
    added = sums(put, list(within_branches(put, lags(put))))
    assert added.inflation == pytest.approx(np.sqrt(2))


def test_a_slope_without_any_scatter_has_an_interval_of_no_width():
    found = slope(np.arange(1.0, 10), 2 * np.arange(1.0, 10), seed=0)
    assert found.interval(0.95) == pytest.approx((0.5, 0.5))


def test_a_surer_interval_is_wider_and_the_verdict_stays():
    place, scores = company(0.09, seed=5)
    loose, tight = asked(place, scores, level=0.5), asked(place, scores, level=0.999)
    assert tight.interval[0] < loose.interval[0] < loose.estimate < loose.interval[1]
    assert tight.interval[0] < 0 < loose.interval[0]
    assert loose.verdict == tight.verdict


def test_the_same_seed_gives_the_same_and_another_nearly_the_same():
    place, scores = company()
    first, again, other = (asked(place, scores, seed=seed) for seed in (1, 1, 2))
    assert first.interval == again.interval
    assert first.interval != other.interval
    assert first.interval == pytest.approx(other.interval, abs=0.02)


def test_numbering_teams_otherwise_changes_nothing():
    place, scores = company(reliability=0.8)
    order = np.random.default_rng(0).permutation(place.teams)
    told = asked(place, scores, reliability=0.8)
    renumbered = pass_on(
        scores[order],
        links=place.links[order][:, order],
        branches=place.above[order],
        raters=place.raters[order],
        reliability=0.8,
    )
    assert renumbered.estimate == pytest.approx(told.estimate, abs=1e-12)
    assert renumbered.interval == pytest.approx(told.interval, abs=1e-12)


def test_the_scale_of_the_scores_and_the_sizes_of_weights_do_not_matter():
    place, scores = company(reliability=0.8)
    told = asked(place, scores, reliability=0.8)
    other = asked(place, 3 + 10 * scores, reliability=0.8, links=place.links * 7)
    assert other.estimate == pytest.approx(told.estimate, abs=1e-9)


def test_inputs_stay_as_they_were():
    place, scores = company()
    links, raters = place.links, place.raters
    for array in (scores, place.above, links.data, links.indices, links.indptr, raters.data):
        array.setflags(write=False)
    assert asked(place, scores, links=links, raters=raters).estimate is not None


def test_a_missing_score_of_a_supplier_drops_those_it_serves_in_that_wave():
    place, scores = company()
    whole = asked(place, scores)
    head = int(np.bincount(place.parent[21:81]).argmax())  # so that others are left beside it
    leader = int(np.flatnonzero(place.parent == head)[0])
    served = int((place.parent == leader).sum())
    scores[leader, 1] = np.nan
    told = asked(place, scores)
    # The leader's own row is not there either; as a row without a score it is not counted.
    assert told.dropped == whole.dropped + served
    assert told.n == whole.n - served - 1


def test_whoever_has_nobody_above_is_no_row():
    place, scores = company()
    told = asked(place, scores)
    assert told.n + told.dropped == 3 * (place.teams - 1)
    assert told.dropped == 3 * 20  # heads of branches: above their leader there is nothing


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"scores": np.nan}, Reason.NO_ANSWERS),
        ({"waves": 1}, Reason.ONE_WAVE),
        ({"branches": None}, Reason.NO_BRANCHES),
        ({"branches": 7}, Reason.NO_BRANCHES),
        ({"branches": -1}, Reason.NO_BRANCHES),
        ({"reliability": None}, Reason.RELIABILITY_UNKNOWN),
        ({"reliability": 0.4}, Reason.UNRELIABLE),
        ({"scores": 3.0}, Reason.NO_VARIANCE),
    ],
)
def test_what_cannot_be_told_has_a_reason_instead_of_a_number(changes, reason):
    place, scores = company()
    scores = scores[:, : changes.pop("waves", 3)]
    if "scores" in changes:
        scores = np.full_like(scores, changes.pop("scores"))
    if isinstance(changes.get("branches"), int):
        changes = {"branches": np.full(place.teams, changes["branches"])}
    told = asked(place, scores, **changes)
    assert (told.estimate, told.interval) == (None, None)
    assert (told.reason, told.verdict) == (reason, Verdict.CANNOT_TELL)


def test_one_wave_and_the_one_before_it_can_tell():
    place, scores = company(lagged=True)
    assert asked(place, scores[:, 1], scores[:, 0]).reason is Reason.NONE


def test_a_wave_without_scores_is_no_second_wave():
    place, scores = company()
    scores[:, 1:] = np.nan
    assert asked(place, scores).reason is Reason.ONE_WAVE


def test_without_branches_an_association_is_all_there_is():
    place, scores = company()
    told = asked(place, scores, branches=None)
    assert told.association == pytest.approx(asked(place, scores).association)
    assert told.attenuated is None


def test_nineteen_leaders_are_too_few_and_twenty_are_not():
    def those(leaders: int) -> PassOn:
        rng = np.random.default_rng(1)
        head_of = np.repeat([1, 2], [10, leaders - 10])
        teams = np.repeat(np.arange(leaders) + 3, 5)
        parent = np.concatenate([[-1, 0, 0], head_of, teams])
        above = np.where(parent > 2, parent[parent], -1)
        place = Tree(parent, above)
        return asked(place, World(0.3).scores(rng, place)[0])

    assert those(19).reason is Reason.FEW_LEADERS
    assert those(20).reason is Reason.NONE


def test_few_branches_let_leaders_be_drawn_and_many_let_branches():
    rng = np.random.default_rng(1)
    clusters = []
    for branches in (48, 49):  # and the heads of the branches, who are a branch themselves
        place = tree(rng, branches, 120)
        put = given(World(0.3).scores(rng, place)[0], None, place.links, place.above, 1.0)
        clusters.append(len(sums(put, list(within_branches(put, lags(put)))).products))
    assert clusters == [120 + 48, 50]


@pytest.mark.parametrize(
    ("rho", "randomised", "verdict"),
    [
        (0.5, False, Verdict.GOES_TOGETHER),
        (0.5, True, Verdict.PASSED_ON),
        (-0.5, True, Verdict.GOES_TOGETHER),
        (0.0, True, Verdict.NOT_SHOWN),
    ],
)
def test_passed_on_takes_an_interval_above_0_and_lot(rho, randomised, verdict):
    place, scores = company(rho)
    assert asked(place, scores, randomised=randomised).verdict is verdict


def test_the_same_raters_on_both_sides_are_refused_with_the_teams():
    place, scores = company()
    team = place.teams - 1
    leader = int(place.parent[team])
    raters = place.raters.tolil()
    raters[leader] = raters[[team]]
    with pytest.raises(ArgumentError, match=f"team {team} and team {leader}") as refused:
        asked(place, scores, raters=raters)
    assert refused.value.code == "mirror.same-raters"


def test_raters_of_the_same_leader_in_part_are_allowed_and_told():
    place = four_leaders()
    raters = by_themselves(15).tolil()
    raters[7, 3] = 1  # those who judge team 7 are also among the two who judge its leader
    raters[3, 8] = 1
    shared = asked(place, np.arange(15.0), np.arange(15.0), raters=raters).shared_raters
    # Of the raters {7, 3} and {3, 8} one in three judges both; team 8's {8} and {3, 8}: one in two.
    assert shared == pytest.approx((1 / 3 + 1 / 2) / 14)


def test_halves_of_the_raters_can_be_given_apart():
    place, scores = company()
    everybody = csr_array(np.ones((place.teams, 2)))
    with pytest.raises(ArgumentError, match="same raters"):
        asked(place, scores, raters=everybody)
    halves = csr_array([[1.0, 0.0]] * place.teams), csr_array([[0.0, 1.0]] * place.teams)
    assert asked(place, scores, scores, raters=halves).shared_raters == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"raters": None}, "mirror.raters"),
        ({"raters": csr_array((15, 3))}, "mirror.raters-unknown"),
        ({"raters": csr_array((14, 3))}, "mirror.links"),
        ({"links": csr_array((15, 14))}, "mirror.links"),
        ({"links": -by_themselves(15)}, "mirror.links"),
        ({"links": "who"}, "mirror.links"),
        ({"links": by_themselves(15)}, "mirror.self-link"),
        ({"branches": np.zeros(14, dtype=int)}, "mirror.branches"),
        ({"branches": np.zeros(15)}, "mirror.branches"),
        ({"reliability": 1.1}, "mirror.reliability"),
        ({"reliability": np.ones(14)}, "mirror.reliability"),
        ({"reliability": np.nan}, "mirror.reliability"),
        ({"level": 95}, "mirror.level"),
        ({"previous": np.ones((15, 2))}, "mirror.waves"),
    ],
)
def test_what_cannot_be_used_is_refused(changes, code):
    with pytest.raises(ArgumentError) as refused:
        asked(four_leaders(), np.arange(15.0), **changes)
    assert refused.value.code == code


def brute_force(scores: np.ndarray, links: csr_array, branch: np.ndarray) -> float:
    """Maximise the likelihood of scores less the means of branches, all in dense matrices."""
    w, member = links.toarray(), (branch[:, None] == np.unique(branch)).astype(float)
    q = np.eye(len(w)) - member @ np.linalg.pinv(member)
    p = np.eye(len(w)) - q
    rhos = np.linspace(-0.9, 0.9, 1801)
    systems = [np.eye(len(w)) - rho * w for rho in rhos]
    traces = np.array([np.trace(p @ w @ np.linalg.inv(each)) for each in systems])
    means = np.concatenate([[0], np.cumsum((traces[1:] + traces[:-1]) / 2 * np.diff(rhos))])
    degrees = scores.shape[1] * np.trace(q)
    squares = np.array([np.square(q @ (each @ scores)).sum() for each in systems])
    jacobians = np.array([np.linalg.slogdet(each)[1] for each in systems]) + means
    heights = scores.shape[1] * jacobians - degrees / 2 * np.log(squares)
    top = int(np.argmax(heights))
    bend = np.polyfit(rhos[top - 5 : top + 6], heights[top - 5 : top + 6], 2)
    return float(-bend[1] / 2 / bend[0])


def ring(seed: int) -> tuple[Tree, csr_array, np.ndarray]:
    rng = np.random.default_rng(seed)
    place = circles(8, 6)
    links = network(rng, place)
    own = World(0.4, shock=0.7).own(rng, place, 2)
    return place, links, handed_down(own, links, 0.4)


@pytest.mark.parametrize("seed", [1, 2])
def test_in_circles_the_slope_is_the_most_likely_one(seed):
    place, links, scores = ring(seed)
    told = asked(place, scores, links=links)
    assert told.estimator == "maximum likelihood within branches"
    assert told.estimate == pytest.approx(brute_force(scores, links, place.above), abs=1e-4)
    assert abs(told.attenuated - told.estimate) > 0.05


def most_likely(place: Tree, links: csr_array, scores: np.ndarray, reliability: float = 1.0):
    put = given(scores, None, links, place.above, reliability)
    return profile(put, list(within_branches(put, lags(put))), 0)


def test_the_ends_of_the_profile_fit_less_well_by_the_square_of_t():
    place, links, scores = ring(1)
    found = most_likely(place, links, scores)
    low, high = found.interval(0.5)
    heights = found.likelihood.value(np.array([low, found.value, high]))
    less = student.ppf(0.75, 7) ** 2 * found.inflation / 2
    assert heights[1] - heights[[0, 2]] == pytest.approx([less, less], rel=1e-6)


def test_asking_the_same_waves_twice_makes_nothing_surer():
    place, links, scores = ring(1)
    once, twice = (most_likely(place, links, np.tile(scores, (1, n))) for n in (2, 4))
    assert twice.value == pytest.approx(once.value)
    assert twice.inflation == pytest.approx(2 * once.inflation, rel=1e-6)
    assert twice.interval(0.9) == pytest.approx(once.interval(0.9), abs=1e-6)


def test_what_is_left_after_rating_error_is_the_own_part():
    rng = np.random.default_rng(1)
    place = circles(40, 15)
    links = network(rng, place)
    true = handed_down(World(0.3, shock=0.7).own(rng, place, 3), links, 0.3)
    noise = 3 / 7
    reliability = 1 - noise / (noise + true.var(axis=0).mean())
    seen = true + np.sqrt(noise) * rng.standard_normal(true.shape)
    found = most_likely(place, links, seen, reliability)
    assert found.likelihood.own_variance(np.array([0.3]))[0] == pytest.approx(1, abs=0.15)


def test_what_two_teams_give_each_other_comes_back_after_two_steps():
    links = ring(1)[1]
    dense = links.toarray()
    assert circled._mutual(links).sum() == pytest.approx(np.trace(dense @ dense))


def test_closed_branches_have_the_likelihood_of_the_literature():
    # Lee & Yu (2010): with W within groups, log|I - rho W| - groups * log(1 - rho).
    place = circles(8, 6)
    rng = np.random.default_rng(0)
    team = np.repeat(np.arange(48), 2)
    supplier = team // 6 * 6 + (team + 1 + rng.integers(0, 4, 96) + np.tile([0, 1], 48)) % 6
    drawn = csr_array((np.ones(96), (team, supplier)), shape=(48, 48))
    drawn.setdiag(0)
    drawn.eliminate_zeros()
    put = given(rng.standard_normal((48, 1)), None, drawn, place.above, 1.0)
    back = circled.returns(put, list(within_branches(put, lags(put))), 0)
    rho = np.array([-0.6, 0.2, 0.9])
    systems = [np.linalg.slogdet(np.eye(48) - each * put.links.toarray())[1] for each in rho]
    assert back.logarithm(rho) == pytest.approx(-(np.array(systems) - 8 * np.log(1 - rho)))


def test_probes_find_what_blocks_find(monkeypatch):
    place, links, scores = ring(3)
    exact = asked(place, scores, links=links)
    monkeypatch.setattr(circled, "_EXACT_CELLS", 0)
    probed = asked(place, scores, links=links)
    width = exact.interval[1] - exact.interval[0]
    assert probed.estimate == pytest.approx(exact.estimate, abs=0.1 * width)
    assert probed.estimate != exact.estimate


def test_a_supplier_in_the_branch_of_those_it_serves_is_no_reason_for_bias():
    # Without circles: leaders belong to the same branch as their teams.
    rng = np.random.default_rng(8)
    found = []
    for _ in range(12):
        place = tree(rng, 20, 60)
        inside = np.where(place.parent > 20, place.above, place.parent)
        scores = World(0.3).scores(rng, place)[0]
        told = asked(place, scores, branches=inside)
        found.append((told.estimate, told.attenuated))
    slope, plain = np.mean(found, axis=0)
    assert slope == pytest.approx(0.3, abs=0.03)
    assert plain < 0.25


def test_links_of_a_tree_are_no_circle():
    place = four_leaders()
    assert not len(circled.in_circles(links_of(place.parent)))
    there_and_back = csr_array(([1.0, 1, 1], ([0, 1, 2], [1, 0, 1])), shape=(4, 4))
    assert circled.in_circles(there_and_back).tolist() == [0, 1]


def test_an_interval_that_holds_everything_and_nothing_is_no_finding():
    place = tree(np.random.default_rng(4), 3, 21)
    scores = np.random.default_rng(5).standard_normal((len(place.above), 1))
    before = 0.01 * np.random.default_rng(6).standard_normal(scores.shape)
    result = asked(place, scores, before)
    assert (result.estimate, result.reason) == (None, Reason.TOO_UNSURE)
    assert result.verdict is Verdict.CANNOT_TELL
