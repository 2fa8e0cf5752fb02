"""How reliable a scale is, ours beside R's: alpha, its items, omega."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.mirror.compute import alpha_if_dropped, cronbach_alpha, item_rest, omega, scores
from tools.reference_told import CLOSED, FIXED, LAVAAN, LME4

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tools.reference_cases import Case
    from tools.reference_told import Row, Told

    Numbers: TypeAlias = NDArray[np.float64]

_PSYCH: Final = "psych_alpha_pairwise"
_PAIRWISE: Final = (
    ("alpha, pairwise", "raw_alpha", "estimate"),
    ("alpha, standardised, pairwise", "std_alpha", "standardised"),
    ("Guttman's lambda 6, pairwise", "G6", "guttman6"),
    ("mean correlation of items", "average_r", "mean_correlation"),
    ("median correlation of items", "median_r", "median_correlation"),
    ("standard error of alpha (Duhachek)", "ase_duhachek", "standard_error"),
)
_LISTWISE: Final = (
    ("alpha, listwise", "alpha", "estimate"),
    ("alpha, standardised, listwise", "std_alpha", "standardised"),
    ("95 % interval of alpha (Feldt)", "feldt_ci95", "feldt"),
    ("standard error of alpha (Duhachek)", "duhachek_ase", "standard_error"),
    ("95 % interval of alpha (Duhachek)", "duhachek_ci95", "duhachek"),
)
_ITEMS: Final = (
    ("item-rest correlation", "r.drop", "item_rest"),
    ("item-total correlation", "raw.r", "raw"),
    ("mean of the item", "mean", "means"),
    ("standard deviation of the item", "sd", "sds"),
)


def reliability_rows(case: Case, told: Told) -> Iterator[Row]:
    """Ask for everything that psych, multilevel and lavaan tell of the items of a scale."""
    yield from _pairwise(case.items, told)
    yield from _each_item(case.items, told)
    yield from _listwise(case.items, told)
    if told.has("omega_one_factor_ML"):
        yield from _omega(case.items, told)


def _pairwise(items: Numbers, told: Told) -> Iterator[Row]:
    found, call = cronbach_alpha(items, pairwise=True), told.text(f"{_PSYCH}/call")
    for statistic, name, attribute in _PAIRWISE:
        yield told.row(statistic, call, [f"{_PSYCH}/{name}"], getattr(found, attribute), CLOSED)
    feldt = [f"{_PSYCH}/feldt_ci95/{end}" for end in ("lower", "alpha", "upper")]
    low, high = found.feldt or (np.nan, np.nan)
    name = "95 % interval of alpha (Feldt), pairwise, and alpha"
    yield told.row(name, call, feldt, [low, found.estimate, high], CLOSED)
    reach = 1.96 * (found.standard_error or np.nan)
    ends = [(found.estimate or np.nan) - reach, (found.estimate or np.nan) + reach]
    name = "alpha ± 1.96 standard errors, pairwise"
    yield told.row(name, call, [f"{_PSYCH}/duhachek_ci95"], ends, CLOSED)
    given = scores(items, share=0)
    given = given[~np.isnan(given)]
    both = [given.mean(), given.std(ddof=1)]
    names = [f"{_PSYCH}/mean", f"{_PSYCH}/sd"]
    yield told.row("mean and standard deviation of scores", call, names, both, CLOSED)


def _each_item(items: Numbers, told: Told) -> Iterator[Row]:
    found, call = item_rest(items, pairwise=True), told.text(f"{_PSYCH}/call")
    for statistic, name, attribute in _ITEMS:
        place = [f"{_PSYCH}/item_stats/{name}"]
        yield told.row(statistic, call, place, getattr(found, attribute), CLOSED)
    place = [f"{_PSYCH}/item_stats/n"]
    yield told.row("answers to the item", call, place, found.counts, 0.0)
    place = [f"{_PSYCH}/alpha_if_dropped/raw_alpha"]
    without = alpha_if_dropped(items, pairwise=True)
    yield told.row("alpha without the item", call, place, without, CLOSED)


def _listwise(items: Numbers, told: Told) -> Iterator[Row]:
    found, call = cronbach_alpha(items), told.text("listwise/call")
    for statistic, name, attribute in _LISTWISE:
        yield told.row(statistic, call, [f"listwise/{name}"], getattr(found, attribute), CLOSED)
    people = ["listwise/n", "n_complete", "n_rows"]
    counted = [found.n, found.n, found.n + found.dropped]
    yield told.row("complete rows, twice, and all rows", call, people, counted, 0.0)
    if told.has("psych_omega"):
        names, call = ["psych_omega/alpha", "psych_omega/G6"], told.text("psych_omega/call")
        both = [found.standardised, found.guttman6]
        yield told.row("alpha standardised, lambda 6, listwise", call, names, both, CLOSED)


def _omega(items: Numbers, told: Told) -> Iterator[Row]:
    model = "omega_one_factor_ML"
    found, call = omega(items), told.text(f"{model}/call")
    # Which end of a factor is high is a choice: R starts from the first item.
    turned = np.sign(told.numbers(f"{model}/lambda").sum())
    for statistic, name, ours, tolerance in (
        ("omega, one factor, ML", "omega", found.estimate, FIXED),
        ("omega over the observed variance", "omega_observed_var", found.observed, LAVAAN),
        ("loadings", "lambda", found.loadings * turned, LAVAAN),
        ("uniquenesses", "theta", found.uniquenesses, LME4),
        ("chi-square", "chisq", found.chi_square, CLOSED),
        ("degrees of freedom", "df", found.degrees, 0.0),
    ):
        yield told.row(statistic, call, [f"{model}/{name}"], ours, tolerance)
