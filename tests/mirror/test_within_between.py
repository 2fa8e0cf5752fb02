from __future__ import annotations

import numpy as np
import pytest
from tests.mirror import reference

from binnenuit.errors import ArgumentError
from binnenuit.mirror.compute.between.icc import icc_anova
from binnenuit.mirror.compute.between.intercept import random_intercept
from binnenuit.mirror.compute.between.within_between import within_between
from binnenuit.mirror.model import Reason


def people(seed=2):
    """40 people in 8 groups; more of x goes with less y among people, with more among groups."""
    generator = np.random.default_rng(seed)
    groups = np.repeat(np.arange(8), [3, 7, 5, 5, 2, 8, 6, 4])
    mean = generator.normal(size=8)[groups]
    deviation = generator.normal(size=40)
    response = 1 - 0.5 * deviation + 2 * mean + 0.3 * generator.normal(size=40)
    return response, mean + deviation, groups


def test_slopes_within_and_between_are_those_of_the_model_with_group_means():
    response, asked, groups = people()
    means = (np.bincount(groups, asked) / np.bincount(groups))[groups]
    expected = random_intercept(response, np.column_stack([asked - means, means]), groups)
    found = within_between(response, asked, groups)
    assert [found.within, found.between] == pytest.approx(expected.fixed[1:], rel=1e-9)
    errors = [found.within_standard_error, found.between_standard_error]
    assert errors == pytest.approx(expected.standard_errors[1:], rel=1e-9)
    assert found.contextual == pytest.approx(found.between - found.within, rel=1e-12)
    assert found.estimate == found.contextual
    assert found.predictor_icc2 == icc_anova(asked, groups).icc2
    assert found.reason is Reason.NONE
    assert (found.n, found.groups, found.dropped) == (40, 8, 0)


def test_the_contextual_effect_is_the_slope_of_group_means_beside_the_own_value():
    response, asked, groups = people()
    means = (np.bincount(groups, asked) / np.bincount(groups))[groups]
    beside = random_intercept(response, np.column_stack([asked, means]), groups)
    found = within_between(response, asked, groups)
    assert found.contextual == pytest.approx(beside.fixed[2], rel=1e-9)
    assert found.contextual_standard_error == pytest.approx(beside.standard_errors[2], rel=1e-9)


def test_group_means_are_those_of_the_complete_rows():
    response, asked, groups = people()
    spoiled, holes = response.copy(), asked.copy()
    spoiled[4], holes[9] = np.nan, np.nan
    kept = np.setdiff1d(np.arange(40), [4, 9])
    found = within_between(spoiled, holes, groups)
    whole = within_between(response[kept], asked[kept], groups[kept])
    assert (found.n, found.dropped, found.model.dropped) == (38, 2, 2)
    named = within_between(spoiled, holes, groups * 10 + 3)
    assert named.model.numbers.tolist() == [3, 13, 23, 33, 43, 53, 63, 73]
    assert found.contextual == whole.contextual
    assert found.predictor_icc2 == whole.predictor_icc2


def test_where_all_group_means_are_the_same_only_the_slope_within_is_told():
    generator = np.random.default_rng(4)
    days = np.tile(np.arange(6) / 10, 5)
    groups = np.repeat(np.arange(5), 6)
    response = 3 * days + generator.normal(size=5)[groups] + 0.5 * generator.normal(size=30)
    found = within_between(response, days, groups)
    alone = random_intercept(response, days, groups)
    assert found.reason is Reason.BETWEEN_NOT_IDENTIFIED
    assert found.estimate is None
    assert found.between is None
    assert found.contextual_standard_error is None
    assert found.within == alone.fixed[1]
    assert found.within_standard_error == alone.standard_errors[1]


def test_where_people_of_a_group_are_alike_only_the_slope_between_is_told():
    response, _, groups = people()
    size = np.array([0.1, 0.7, 0.3, 0.9, 0.2, 0.4, 0.6, 0.8])[groups]
    found = within_between(response, size, groups)
    assert found.reason is Reason.WITHIN_NOT_IDENTIFIED
    assert found.within is None
    assert found.contextual is None
    assert found.between == random_intercept(response, size, groups).fixed[1]


@pytest.mark.parametrize(
    ("response", "asked", "groups", "reason"),
    [
        ([], [], [], Reason.NO_ANSWERS),
        ([3.0, 3.0, 3.0], [1.0, 2.0, 3.0], [0, 0, 1], Reason.NO_VARIANCE),
        ([1.0, 2.0, 4.0, 3.0, 5.0], [1.0, 2.0, 3.0, 6.0, 4.0], [0] * 5, Reason.TOO_FEW_GROUPS),
        (
            [1.0, 2.0, 4.0, 3.0, 5.0],
            [1.0, 2.0, 3.0, 6.0, 4.0],
            [0, 0, 1, 1, 1],
            Reason.TOO_FEW_GROUPS,
        ),
    ],
)
def test_where_nothing_can_be_told_there_is_a_reason(response, asked, groups, reason):
    found = within_between(response, asked, np.array(groups, dtype=np.int64))
    assert found.estimate is None
    assert found.contextual is None
    assert reason in {found.reason, found.model.reason}


def test_a_constant_predictor_is_refused_and_nothing_given_is_changed():
    response, asked, groups = people()
    for each in (response, asked, groups):
        each.setflags(write=False)
    assert within_between(response, asked, groups).reason is Reason.NONE
    with pytest.raises(ArgumentError, match="Predictor 1"):
        within_between(response, np.full(40, 0.1), groups)


@pytest.mark.parametrize(
    ("data", "entry", "response", "asked", "group"),
    [
        ("bh1996", "slope_1_1_HRS", "WBEING", "HRS", "GRP"),
        ("bh1996", "slope_1_1_LEAD", "WBEING", "LEAD", "GRP"),
        ("bhr2000", "slope_1_1", "RELIG", "HRS", "GRP"),
    ],
)
def test_survey_data_give_what_lmer_gives(data, entry, response, asked, group):
    expected, columns = reference.values()[data][entry], reference.table(data)
    found = within_between(columns[response], columns[asked], columns[group].astype(np.int64))
    assert found.n == expected["nobs"]
    assert found.model.fixed == pytest.approx(list(expected["fixed"].values()), rel=1e-6)
    errors = list(expected["fixed_se"].values())
    assert found.model.standard_errors == pytest.approx(errors, rel=1e-6)
    assert found.contextual == pytest.approx(
        expected["contextual_effect"], abs=1e-6 * abs(found.between)
    )
    variances = [component["vcov"] for component in expected["varcomp"]]
    assert [found.model.between_variance, found.model.within_variance] == pytest.approx(
        variances, rel=1e-5
    )
    assert found.model.criterion == pytest.approx(expected["REML_criterion"], rel=1e-9)
    blups = expected["blup"]["g"]["first5"]
    places = [found.model.numbers.tolist().index(int(number)) for number in blups]
    assert found.model.effects[places] == pytest.approx(
        [blup["blup"] for blup in blups.values()], rel=1e-5
    )
    assert found.model.effect_variances[places] == pytest.approx(
        [blup["cond_var"] for blup in blups.values()], rel=1e-5
    )


def test_days_of_the_sleep_study_tell_nothing_between_people():
    columns = reference.table("sleepstudy")
    subjects = columns["Subject"].astype(np.int64)
    found = within_between(columns["Reaction"], columns["Days"], subjects)
    assert found.reason is Reason.BETWEEN_NOT_IDENTIFIED
    assert found.within == pytest.approx(10.46728596, rel=1e-6)
