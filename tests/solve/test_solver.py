"""The solver, its methods one by one, and the promise that goes with each answer."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy.sparse import csr_array

from binnenuit.errors import UncertifiedError
from binnenuit.solve import Solver, equations
from binnenuit.solve.bicgstab import bicgstab
from binnenuit.solve.direct import dense, narrow
from binnenuit.solve.neumann import neumann
from binnenuit.solve.residual import residual


def leaky(teams, leak=0.05, seed=1):
    generator = np.random.default_rng(seed)
    weights = generator.random((teams, teams)) * (generator.random((teams, teams)) < 5 / teams)
    weights[np.arange(teams), (np.arange(teams) + 1) % teams] += 0.1
    return csr_array(weights / weights.sum(axis=1, keepdims=True) * (1 - leak))


def exact(links, right):
    return np.linalg.solve(np.eye(links.shape[0]) - links.toarray(), right)


@pytest.mark.parametrize("method", ["bicgstab", "neumann", "dense", "narrow"])
@pytest.mark.parametrize("columns", [1, 3])
def test_every_method_solves_the_same_equations(method, columns):
    links, right = leaky(200), np.random.default_rng(2).random((200, columns))
    done = lambda norms, _x: bool((norms < 1e-12).all())  # noqa: E731
    found = {
        "bicgstab": lambda: bicgstab(links, right, norm=np.maximum, done=done, iterations=200),
        "neumann": lambda: neumann(links, right, norm=np.maximum, done=done, sweeps=2000),
        "dense": lambda: dense(links)(right),
        "narrow": lambda: narrow(links)(right),
    }[method]()
    assert np.abs(found - exact(links, right)).max() < 1e-10


def test_a_column_that_is_already_solved_does_not_disturb_the_others():
    links, right = leaky(200), np.zeros((200, 2))
    right[:, 1] = 1
    found = Solver(links, tolerance=1e-10).solve(right)
    assert (found[:, 0] == 0).all()
    assert np.abs(found - exact(links, right)).max() < 1e-10


@pytest.mark.parametrize("teams", [5, 300, 301, 2000])
@pytest.mark.parametrize("tolerance", [1e-3, 1e-8, 1e-11])
def test_errors_stay_within_what_is_promised(teams, tolerance):
    links = leaky(teams)
    solver = Solver(links, tolerance=tolerance)
    right = np.random.default_rng(3).random((teams, 10)) * 0.05
    steps = exact(links, np.ones(teams))
    assert (np.abs(solver.steps - steps) <= solver.steps_error * steps + 1e-12).all()
    assert solver.steps_error <= tolerance
    assert solver.longest >= steps.max() * (1 - 1e-12)
    assert np.abs(solver.solve(right) - exact(links, right)).max() <= tolerance
    start = np.zeros(teams)
    start[0] = 1
    ends = solver.visits(start) @ right
    assert np.abs(ends - exact(links, right)[0]).max() <= tolerance


def test_steps_are_tried_to_the_tolerance_in_steps_too():
    links = leaky(1500, leak=0.01)
    solver = Solver(links, tolerance=1e-8)
    assert np.abs(solver.steps - exact(links, np.ones(1500))).max() < 1e-8


def test_the_residual_is_known_to_within_its_rounding():
    links = leaky(12)
    x, right = np.random.default_rng(4).random((12, 1)), np.ones((12, 1))
    x = exact(links, right) + 1e-15 * x
    found = residual(links, right, x, np.maximum)
    precise = [
        Fraction(1)
        - Fraction(own)
        + sum(map(Fraction.__mul__, map(Fraction, row), map(Fraction, x[:, 0])))
        for own, row in zip(x[:, 0].tolist(), links.toarray().tolist(), strict=True)
    ]
    largest = max(abs(value) for value in precise)
    assert float(largest) <= found.norm[0]
    assert (
        max(abs(float(value) - got) for value, got in zip(precise, found.values[:, 0], strict=True))
        <= found.rounding[0]
    )
    assert found.norm[0] < 1e-12


def test_long_rows_are_summed_without_losing_digits():
    teams = 200_000
    links = csr_array((np.full(teams, 0.1), np.arange(teams), [0, *[teams] * teams]))
    x = np.ones((teams, 1))
    found = residual(links, np.zeros((teams, 1)), x, np.maximum)
    tenth = Fraction(0.1)
    assert abs(float(tenth * teams - 1) - found.values[0, 0]) <= 1e-11
    assert found.rounding[0] < 2e-11


def test_what_cannot_be_certified_is_refused_with_a_reason():
    links = csr_array(np.array([[0, 1.0], [np.nextafter(1, 0), 0]]))
    with pytest.raises(UncertifiedError) as refused:
        Solver(links, tolerance=1e-8)
    assert refused.value.code == "solve.steps"
    assert "larger tolerance" in refused.value.say()


@pytest.mark.parametrize("teams", [2, 400])
def test_a_circle_without_an_end_is_refused_not_solved(teams):
    circle = csr_array(np.roll(np.eye(teams), 1, axis=1))
    with pytest.raises(UncertifiedError):
        Solver(circle, tolerance=1e-8)


def test_shares_that_cannot_be_certified_are_refused_with_a_reason():
    links = csr_array(np.array([[0, 1.0], [1 - 1e-6, 0]]))
    solver = Solver(links, tolerance=4e-9)
    solver.longest = 1e9
    with pytest.raises(UncertifiedError) as refused:
        solver.solve(np.array([[0], [1e-6]]))
    assert refused.value.code == "solve.residual"


def test_the_sum_over_paths_is_there_when_all_else_fails(monkeypatch):
    monkeypatch.setattr(equations, "bicgstab", lambda _links, right, **_: right * np.nan)
    monkeypatch.setattr(equations, "narrow", lambda _links: None)
    links = leaky(400)
    found = Solver(links, tolerance=1e-8)
    assert np.abs(found.steps - exact(links, np.ones(400))).max() < 1e-6


def test_nothing_that_is_given_is_changed_and_read_only_arrays_work():
    for teams in (50, 500):
        links, right = leaky(teams), np.full((teams, 2), 0.05)
        for array in (links.data, links.indices, links.indptr, right):
            array.setflags(write=False)
        solver = Solver(links, tolerance=1e-8)
        assert solver.solve(right).max() <= 1 + 1e-8
        assert solver.visits(right[:, 0]).sum() > 0


def test_no_teams_need_no_steps():
    solver = Solver(csr_array((0, 0)), tolerance=1e-8)
    assert solver.steps.shape == (0,)
    assert solver.solve(np.zeros((0, 3))).shape == (0, 3)
