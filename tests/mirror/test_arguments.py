"""Tables and groups as analysts hold them: masked, ragged, of words, with codes for no group."""

from __future__ import annotations

import numpy as np
import pytest

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute import cronbach_alpha, icc_anova, rwg_j

ITEMS = np.array([[1.0, 2, 2], [4, 5, 4], [3, 3, 9], [2, 1, 2], [5, 4, 4], [3, 4, 3]])
GROUPS = np.array([0, 0, 1, 1, 2, 2])


def test_a_masked_answer_is_missing() -> None:
    masked = np.ma.masked_equal(ITEMS, 9)
    empty = np.where(ITEMS == 9, np.nan, ITEMS)
    assert cronbach_alpha(masked).estimate == cronbach_alpha(empty).estimate
    assert cronbach_alpha(masked.astype(np.int64)).dropped == 1
    assert rwg_j(masked, GROUPS, 5).n == 4  # of the third row's group one is left, so none count


def test_a_masked_group_is_no_group() -> None:
    masked = np.ma.masked_equal(GROUPS, 1)
    assert icc_anova(ITEMS[:, 0], masked).n == 4


@pytest.mark.parametrize("code", [-1, -9, -999])
def test_any_negative_number_is_no_group(code: int) -> None:
    groups = np.array([0, 0, code, code, 2, 2])
    assert icc_anova(ITEMS[:, 0], groups).n == 4
    nobody = icc_anova(ITEMS[:, 0], np.full(6, code))
    assert (nobody.estimate, nobody.dropped) == (None, 6)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (list("aabbcc"), "of shape (6,)"),
        ([0, 0, 1, 1, 2], "int64 of shape (5,)"),
        (np.array([0, 0, 1, 1, 2, np.nan]), "float64 of shape (6,)"),
    ],
)
def test_unfit_groups_are_told_what_they_are_and_how_to_number_names(
    groups: object, said: str
) -> None:
    with pytest.raises(ArgumentError) as found:
        icc_anova(ITEMS[:, 0], groups)  # type: ignore[arg-type]
    assert found.value.code == "mirror.groups"
    assert said in str(found.value)
    assert "numpy.unique" in str(found.value)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([[1, 2], [3]], "rows of different lengths"),
        ([["1", "2"], ["3", "4"]], "of shape (2, 2)"),
        (np.ones((2, 2, 2)), "float64 of shape (2, 2, 2)"),
        ([[1, np.inf], [2, 3]], "an infinite number"),
        (np.array([[1, None], [2, 3]], dtype=object), "object of shape (2, 2)"),
    ],
)
def test_an_unfit_table_is_told_what_it_holds(items: object, said: str) -> None:
    with pytest.raises(ArgumentError) as found:
        cronbach_alpha(items)  # type: ignore[arg-type]
    assert found.value.code == "mirror.table"
    assert said in str(found.value)


def test_one_list_is_asked_for_where_a_table_is_given() -> None:
    with pytest.raises(ArgumentError, match=r"not one list .*float64 of shape \(6, 3\)"):
        icc_anova(ITEMS, GROUPS)
