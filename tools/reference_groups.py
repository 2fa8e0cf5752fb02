"""How people of a group agree, and what lies between groups: ours beside multilevel's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from binnenuit.mirror.compute import (
    a_wg,
    ad_m,
    ad_md,
    design_effect,
    icc_anova,
    icc_reml,
    rwg,
    rwg_j,
    rwg_j_lindell,
)
from tools.reference_told import CLOSED, LME4

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from binnenuit.mirror.model import Agreement
    from tools.reference_cases import Case
    from tools.reference_told import Row, Told

    Measure: TypeAlias = Callable[..., Agreement]

_AGREEMENT: Final[dict[str, tuple[str, Measure]]] = {
    "rwg": ("rwg", rwg),
    "rwg.j": ("rwg(j)", rwg_j),
    "rwg.j.lindell": ("r*wg(j)", rwg_j_lindell),
    "ad_mean": ("AD(M)", ad_m),
    "ad_median": ("AD(Md)", ad_md),
    "awg": ("a_wg", a_wg),
}
_ANOVA: Final = (
    ("ICC(1), ANOVA, mean group size", ("ICC1",), ("icc1",)),
    ("ICC(2), ANOVA, mean group size", ("ICC2",), ("icc2",)),
    ("ICC(1), ANOVA, n0", ("ICC1_n0",), ("icc1_n0",)),
    ("95 % interval of ICC(1), n0 (Searle)", ("ICC1_n0_ci95",), ("interval",)),
    ("mean squares between and within", ("MSB", "MSW"), ("ms_between", "ms_within")),
    ("F", ("F",), ("f",)),
    ("p", ("p",), ("p",)),
    (
        "eta squared, omega squared",
        ("eta_squared", "omega_squared"),
        ("eta_squared", "omega_squared"),
    ),
    (
        "mean size, n0, size weighted by people",
        ("mean_size", "n0", "size_weighted_mean"),
        ("mean_size", "n0", "weighted_size"),
    ),
    (
        "people, groups, degrees of freedom",
        ("n", "groups", "df1", "df2"),
        ("n", "groups", "degrees"),
    ),
)


def agreement_rows(case: Case, told: Told) -> Iterator[Row]:
    """Measure agreement in every way that R told."""
    items = case.items[:, 0] if len(case.chosen) == 1 else case.items
    for name, (statistic, measure) in _AGREEMENT.items():
        if told.has(name):
            found = measure(items, case.groups, **_asked(case, name))
            yield from _groups(told, name, statistic, found, case)


def _asked(case: Case, name: str) -> dict[str, Any]:
    if name.startswith("ad_"):
        return {}
    if name == "awg":
        return {"options": case.options, "lowest": case.lowest}
    return {"options": case.options, "null_variance": case.null_variance}


def _groups(told: Told, name: str, statistic: str, found: Agreement, case: Case) -> Iterator[Row]:
    call = told.text(f"{name}/call") or "multilevel::ad.m(x,grpid)"
    numbers = np.unique(case.groups[case.groups >= 0]).tolist()
    of = dict(zip(map(str, numbers), found.by_group.tolist(), strict=True))
    ours = [of.get(group, np.inf) for group in told.names(f"{name}/all")]
    yield told.row(f"{statistic}, each group", call, [f"{name}/all"], ours, CLOSED)
    known = found.by_group[~np.isnan(found.by_group)]
    middle = [found.estimate, np.median(known), known.min(), known.max()]
    names = [f"{name}/{part}" for part in ("mean", "median", "min", "max")]
    yield told.row(f"{statistic}: mean, median, least, most", call, names, middle, CLOSED)
    counts = [found.groups + found.undefined, found.undefined]
    names = [f"{name}/n_groups", f"{name}/n_undefined"]
    yield told.row(f"{statistic}: groups, undefined", call, names, counts, 0.0)


def icc_rows(case: Case, told: Told) -> Iterator[Row]:
    """Compare what lies between groups, by analysis of variance and by likelihood."""
    values, call = case.items[:, 0], told.text("calls/0")
    found = icc_anova(values, case.groups)
    for statistic, told_as, attributes in _ANOVA:
        ours = np.hstack([getattr(found, attribute) for attribute in attributes])
        asked = told.text("calls/1") if "n0" in statistic else call
        yield told.row(statistic, asked, told_as, ours, CLOSED)
    likely = icc_reml(values, case.groups)
    both, call = [likely.icc1, likely.icc2], told.text("mult.icc/call")
    yield told.row("ICC(1) and ICC(2), REML", call, ["mult.icc/ICC1", "mult.icc/ICC2"], both, LME4)
    effect = design_effect(values, case.groups)
    names = ["design_effect_mean_size", "design_effect_weighted_size"]
    both = [effect.by_mean_size, effect.by_weighted_size]
    name = "design effect, mean size and weighted size"
    yield told.row(name, told.text("calls/2"), names, both, CLOSED)
