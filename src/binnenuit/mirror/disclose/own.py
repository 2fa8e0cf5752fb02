"""An analyst's own table: plain statistics, each with its estimator. No gate stands behind them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.language import Sentence, sentence
from binnenuit.mirror.compute import (
    ad_m,
    cronbach_alpha,
    design_effect,
    icc_anova,
    icc_reml,
    item_rest,
    omega,
    random_group_baseline,
    reverse,
    rwg_j,
    scores,
    shrunk_means,
    skewed_variance,
)
from binnenuit.mirror.compute.agreement.null_variance import SLIGHTLY_SKEWED
from binnenuit.mirror.model import Reason
from binnenuit.mirror.model.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from binnenuit.mirror.compute.consistency.reliability import Alpha
    from binnenuit.mirror.model import Estimate, Scored
    from binnenuit.mirror.read import OwnTable

    Numbers: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]

LOTS: Final = 100
"""How often groups by lot are drawn beside the real ones."""


@dataclass(frozen=True)
class Figure:
    """One number with its name.

    Attributes
    ----------
    code
        Stable name.
    name
        For a reader.
    value
        None when there is a reason.
    interval
        95 %; None where none is known.
    estimator
        How it was made, and its interval.
    reason
        Why there is no value.
    """

    code: str
    name: Sentence
    value: float | None
    interval: tuple[float, float] | None
    estimator: str
    reason: Reason


@dataclass(frozen=True)
class ItemLine:
    """One item of a scale; None where it is not defined."""

    code: str
    n: int
    mean: float | None
    sd: float | None
    item_rest: float | None
    alpha_if_dropped: float | None
    suggest_reversed: bool


@dataclass(frozen=True)
class GroupLine:
    """One group: its mean, raw and drawn in, and how much its people agree.

    Attributes
    ----------
    n
        People with a score.
    mean, shrunk, interval
        Raw mean; drawn in towards the mean of all by how little is known of it, with its 95 %
        interval. None where it is not defined.
    agreement
        rwg(j), cut off at 0; None for one person.
    """

    group: str
    n: int
    mean: float | None
    shrunk: float | None
    interval: tuple[float, float] | None
    agreement: float | None


@dataclass(frozen=True)
class OwnScale:
    """Everything that is told about one scale; groups in their own order, never ranked."""

    code: str
    n: int
    mean: float | None
    sd: float | None
    figures: tuple[Figure, ...]
    items: tuple[ItemLine, ...]
    groups: tuple[GroupLine, ...]


def own_data(table: OwnTable) -> tuple[OwnScale, ...]:
    """Tell what plain statistics say about an analyst's own table, scale by scale.

    Parameters
    ----------
    table
        As it was read; reversed items are turned round here, with the bounds of the questionnaire.

    Returns
    -------
    scales
        A score is the mean of the answered items where at least half are answered. Statistics of
        groups are there when the table has groups.

    Notes
    -----
    Nothing here passed the gate: it is for people's own tables, never for answers given to us.
    """
    return tuple(_scale(table, scale) for scale in table.scales)


def _scale(table: OwnTable, scale: Scored) -> OwnScale:
    items = _turned(table.items(scale), scale)
    score = scores(items)
    known = score[~np.isnan(score)]
    figures = [*_reliability(items, scale)]
    groups: list[GroupLine] = []
    if table.group_names:
        figures += _between(score, table.groups)
        figures += _agreed(items, table.groups, scale)
        groups = list(_groups(items, score, table, scale))
    return OwnScale(
        code=scale.code,
        n=len(known),
        mean=float(known.mean()) if len(known) else None,
        sd=float(known.std(ddof=1)) if len(known) > 1 else None,
        figures=tuple(figures),
        items=tuple(_items(items, scale)),
        groups=tuple(groups),
    )


def _turned(items: Numbers, scale: Scored) -> Numbers:
    turned = items.copy()
    for place, item in enumerate(scale.items):
        if item.reversed:
            turned[:, place] = reverse(items[:, place], scale.lowest, scale.highest).reshape(-1)
    return turned


def _reliability(items: Numbers, scale: Scored) -> Iterator[Figure]:
    if scale.kind is Kind.INDEX:
        return  # its items make the thing up; they need not go together
    alpha = cronbach_alpha(items)
    yield _figure("alpha", sentence("Alpha"), alpha, "Feldt")
    yield Figure(
        "alpha_standardised",
        sentence("Alpha, standardised"),
        alpha.standardised,
        None,
        "standardised " + alpha.estimator,
        _why_not_standardised(alpha),
    )
    yield _figure("omega", sentence("Omega"), omega(items), "the delta method")


def _why_not_standardised(alpha: Alpha) -> Reason:
    if alpha.reason or alpha.standardised is not None:
        return alpha.reason
    # Standardised, items can cancel out one another while their own sums do not.
    return Reason.CONSTANT_ITEM if alpha.constant else Reason.CONSTANT_TOTAL


def _between(score: Numbers, groups: Integers) -> Iterator[Figure]:
    anova = icc_anova(score, groups)
    yield _figure("icc1_anova", sentence("ICC(1), ANOVA"), anova)
    yield Figure(
        "icc2_anova",
        sentence("ICC(2), ANOVA"),
        anova.icc2,
        anova.icc2_interval,
        anova.estimator.replace("ICC(1)", "ICC(2)", 1),
        anova.icc2_reason if anova.icc2 is None else anova.reason,
    )
    yield _figure("icc1_reml", sentence("ICC(1), REML"), icc_reml(score, groups))
    yield _figure("design_effect", sentence("Design effect"), design_effect(score, groups))


def _agreed(items: Numbers, groups: Integers, scale: Scored) -> Iterator[Figure]:
    uniform = partial(rwg_j, options=scale.options)
    yield _figure("rwg_j", sentence("rwg(j), uniform null"), uniform(items, groups))
    yield _skewed(items, groups, scale.options)
    by_lot = random_group_baseline(uniform, items, groups, rounds=LOTS)
    lots = f"the middle of {LOTS} draws"
    yield _figure("rwg_j_by_lot", sentence("rwg(j) of groups by lot"), by_lot, lots)
    yield _figure("ad_m", sentence("Mean absolute deviation"), ad_m(items, groups))


def _skewed(items: Numbers, groups: Integers, options: int) -> Figure:
    code, name = "rwg_j_skewed", sentence("rwg(j), slightly skewed null")
    if options not in SLIGHTLY_SKEWED:
        estimator = "rwg(j), slightly skewed null"
        return Figure(code, name, None, None, estimator, Reason.NO_SKEWED_NULL)
    skewed = rwg_j(items, groups, options, null_variance=skewed_variance(options))
    return _figure(code, name, skewed)


def _figure(code: str, name: Sentence, found: Estimate, interval_by: str = "") -> Figure:
    told = found.interval is not None and interval_by
    estimator = f"{found.estimator}; interval by {interval_by}" if told else found.estimator
    return Figure(code, name, found.estimate, found.interval, estimator, found.reason)


def _items(items: Numbers, scale: Scored) -> Iterator[ItemLine]:
    found = item_rest(items)
    counted = len(found.means) == len(scale.items)
    for place, item in enumerate(scale.items):
        if counted:
            yield ItemLine(
                item.code,
                int(found.counts[place]),
                _known(found.means[place]),
                _known(found.sds[place]),
                _at(found.item_rest, place),
                _at(found.alpha_if_dropped, place),
                place in found.suggest_reversed,
            )


def _groups(items: Numbers, score: Numbers, table: OwnTable, scale: Scored) -> Iterator[GroupLine]:
    means = shrunk_means(score, table.groups)
    agreed = rwg_j(items, table.groups, scale.options)
    present = np.unique(table.groups[table.groups >= 0]).tolist()
    agreement = dict(zip(present, agreed.by_group.tolist(), strict=False))
    for place, group in enumerate(means.numbers.tolist()):
        ends = _at(means.lower_by_group, place), _at(means.upper_by_group, place)
        yield GroupLine(
            table.group_names[group],
            int(means.sizes[place]),
            _at(means.raw_by_group, place),
            _at(means.by_group, place),
            None if ends[0] is None or ends[1] is None else (ends[0], ends[1]),
            _known(agreement.get(group, np.nan)),
        )


def _at(values: Numbers, place: int) -> float | None:
    return _known(values[place]) if place < len(values) else None


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
