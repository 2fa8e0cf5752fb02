"""Which answers each group of R's values is about."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from binnenuit.mirror.compute import reverse, scores, uniform_variance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]
    Columns: TypeAlias = Mapping[str, Numbers]

NO_GROUP: Final = -1
_REVERSED: Final = ("A1", "C4", "C5", "E1", "E2", "O2", "O5")
_LED: Final = ("AF06", "AF07", "AP12", "AP17", "AP33", "AP34", "AS14", "AS15", "AS16", "AS17")
LEADERSHIP: Final = (*_LED, "AS28")
ARMY: Final = "bh1996"
ARMY_ITEMS: Final = "bhr2000"
PERSONALITY: Final = "bfi"
EDUCATION: Final = f"{PERSONALITY}/grouped_by_education_numeric_test"
SLEEP: Final = "sleepstudy"


@dataclass(frozen=True, eq=False)
class Case:
    """Answers, and what is asked of them.

    Attributes
    ----------
    place
        Where R's values stand.
    kind
        ``reliability``, ``agreement``, ``icc``, ``intercept`` or ``within-between``.
    columns
        NaN for a missing answer. Each of shape (people,).
    chosen
        Items; or a score; or a response and its predictors.
    group
        Column of the groups; empty where they play no part.
    turned
        Items asked the other way round; they are turned round here.
    lowest, highest
        Of the answer options.
    null
        Variance without any agreement; None for that of options chosen alike.
    """

    place: str
    kind: str
    columns: Columns
    chosen: tuple[str, ...]
    group: str = ""
    turned: tuple[str, ...] = ()
    lowest: int = 1
    highest: int = 5
    null: float | None = None

    @property
    def items(self) -> Numbers:
        """Answers, reversed items turned round. Shape (people, chosen)."""
        return np.column_stack([self._column(name) for name in self.chosen])

    @property
    def groups(self) -> Integers:
        """Number of each person's group; -1 for none. Shape (people,)."""
        return np.nan_to_num(self.columns[self.group], nan=NO_GROUP).astype(np.int64)

    @property
    def options(self) -> int:
        """Number of answer options."""
        return self.highest - self.lowest + 1

    @property
    def null_variance(self) -> float:
        """Variance without any agreement."""
        return uniform_variance(self.options) if self.null is None else self.null

    def _column(self, name: str) -> Numbers:
        column = self.columns[name]
        return reverse(column, self.lowest, self.highest) if name in self.turned else column


def read(file: Path) -> dict[str, Numbers]:
    """Read a table of numbers; an empty cell is a missing answer."""
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    table = np.array([[float(cell or "nan") for cell in row] for row in rows])
    return dict(zip(header, table.T, strict=True))


def cases(folder: Path) -> Iterator[Case]:
    """Tell of each group of values in reference_values.json what it is about."""
    yield from _army(read(folder / f"{ARMY}.csv"))
    yield from _personality(read(folder / f"{PERSONALITY}.csv"))
    yield from _sleepers(read(folder / f"{SLEEP}.csv"))
    yield from _army_items(read(folder / f"{ARMY_ITEMS}.csv"))


def _army(columns: Columns) -> Iterator[Case]:
    scales = ("COHES", "LEAD", "HRS", "WBEING")
    yield Case(f"{ARMY}/reliability_of_four_scale_scores", "reliability", columns, scales)
    for scale in scales:
        ends = (0, 24, 30.0) if scale == "HRS" else (1, 5, None)
        place = f"{ARMY}/agreement/{scale}"
        yield Case(place, "agreement", columns, (scale,), "GRP", (), *ends)
    three = ("COHES", "LEAD", "WBEING")
    yield Case(f"{ARMY}/agreement_j_numeric_test", "agreement", columns, three, "GRP")
    for scale in scales:
        yield Case(f"{ARMY}/icc/{scale}", "icc", columns, (scale,), "GRP")
    for place, predictors in (
        ("lmer_null", ()),
        ("lmer_random_intercept", ("HRS",)),
        ("slope_2_1", ("HRS", "G.LEAD", "G.HRS")),
    ):
        yield Case(f"{ARMY}/{place}", "intercept", columns, ("WBEING", *predictors), "GRP")
    for predictor in ("HRS", "LEAD"):
        place = f"{ARMY}/slope_1_1_{predictor}"
        yield Case(place, "within-between", columns, ("WBEING", predictor), "GRP")


def _personality(given: Columns) -> Iterator[Case]:
    columns = dict(given)
    for letter in "ACENO":
        items = tuple(f"{letter}{number}" for number in range(1, 6))
        turned = tuple(item for item in items if item in _REVERSED)
        place = f"{PERSONALITY}/reliability/{letter}"
        case = Case(place, "reliability", columns, items, "", turned, 1, 6)
        yield case
        columns[f"{letter}score"] = scores(case.items, share=0)
    agreeable = tuple(f"A{number}" for number in range(1, 6))
    place = f"{PERSONALITY}/reliability_unreversed_A"
    yield Case(place, "reliability", columns, agreeable, "", (), 1, 6)
    of = "education"
    turned = ("A1",)
    yield Case(f"{EDUCATION}/agreement", "agreement", columns, ("Ascore",), of, (), 1, 6)
    yield Case(f"{EDUCATION}/agreement_j", "agreement", columns, agreeable, of, turned, 1, 6)
    yield Case(f"{EDUCATION}/icc", "icc", columns, ("Ascore",), of)
    both = ("Ascore", "Cscore")
    yield Case(f"{EDUCATION}/lmer_random_intercept", "intercept", columns, both, of)
    yield Case(f"{EDUCATION}/slope_1_1", "within-between", columns, both, of)


def _sleepers(columns: Columns) -> Iterator[Case]:
    days = columns["Reaction"].reshape(18, 10).T
    wide = {f"day{number}": day for number, day in enumerate(days)}
    place = f"{SLEEP}/reliability_days_as_items"
    yield Case(place, "reliability", wide, tuple(wide))
    yield Case(f"{SLEEP}/agreement", "agreement", columns, ("Reaction",), "Subject")
    yield Case(f"{SLEEP}/icc", "icc", columns, ("Reaction",), "Subject")
    yield Case(f"{SLEEP}/lmer_null", "intercept", columns, ("Reaction",), "Subject")
    both = ("Reaction", "Days")
    yield Case(f"{SLEEP}/lmer_random_intercept", "intercept", columns, both, "Subject")


def _army_items(given: Columns) -> Iterator[Case]:
    columns = dict(given)
    yield Case(f"{ARMY_ITEMS}/reliability", "reliability", columns, LEADERSHIP)
    columns["LEAD"] = np.column_stack([columns[item] for item in LEADERSHIP]).mean(axis=1)
    yield Case(f"{ARMY_ITEMS}/agreement_item", "agreement", columns, LEADERSHIP[:1], "GRP")
    yield Case(f"{ARMY_ITEMS}/agreement_j", "agreement", columns, LEADERSHIP, "GRP")
    yield Case(f"{ARMY_ITEMS}/icc", "icc", columns, ("LEAD",), "GRP")
    yield Case(f"{ARMY_ITEMS}/lmer_null", "intercept", columns, ("LEAD",), "GRP")
    both = ("RELIG", "HRS")
    yield Case(f"{ARMY_ITEMS}/lmer_random_intercept", "intercept", columns, both, "GRP")
    yield Case(f"{ARMY_ITEMS}/slope_1_1", "within-between", columns, both, "GRP")
