"""Why there is no estimate: a code where others print NaN, and the sentence for a reader."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping


class Reason(StrEnum):
    """Why a result has no estimate; empty when it has one."""

    NONE = ""
    NO_ANSWERS = "no-answers"
    TOO_FEW_ITEMS = "too-few-items"
    TOO_FEW_PEOPLE = "too-few-people"
    TOO_FEW_GROUPS = "too-few-groups"
    ONE_PERSON_GROUPS = "one-person-groups"
    NO_VARIANCE = "no-variance"
    NO_VARIANCE_WITHIN = "no-variance-within"
    CONSTANT_ITEM = "constant-item"
    CONSTANT_TOTAL = "constant-total"
    HEYWOOD = "heywood"
    NOT_IDENTIFIED = "not-identified"
    BETWEEN_NOT_IDENTIFIED = "between-not-identified"
    WITHIN_NOT_IDENTIFIED = "within-not-identified"
    OUTSIDE_RANGE = "outside-range"
    NO_CONVERGENCE = "no-convergence"
    ONE_WAVE = "one-wave"
    NO_BRANCHES = "no-branches"
    UNRELIABLE = "unreliable"
    RELIABILITY_UNKNOWN = "reliability-unknown"
    FEW_LEADERS = "few-leaders"
    TOO_UNSURE = "too-unsure"
    WITHHELD_ABOVE = "withheld-above"
    SAME_RATERS = "same-raters"
    ONLY_MEASUREMENT_ERROR = "only-measurement-error"
    PARTLY_KEPT = "partly-kept"
    TOO_FEW_PERIODS = "too-few-periods"
    NO_SKEWED_NULL = "no-skewed-null"


WHY: Final[Mapping[Reason, Sentence]] = {
    Reason.NO_ANSWERS: sentence("There are no answers."),
    Reason.TOO_FEW_ITEMS: sentence("There are too few items for this."),
    Reason.TOO_FEW_PEOPLE: sentence("Too few people answered for this."),
    Reason.TOO_FEW_GROUPS: sentence("There are too few groups for this."),
    Reason.ONE_PERSON_GROUPS: sentence("All groups hold one person."),
    Reason.NO_VARIANCE: sentence("All answers are the same."),
    Reason.NO_VARIANCE_WITHIN: sentence("Within groups nothing differs that is not explained."),
    Reason.CONSTANT_ITEM: sentence("Everybody answered an item in the same way."),
    Reason.CONSTANT_TOTAL: sentence("Everybody has the same total, so nobody differs."),
    Reason.HEYWOOD: sentence(
        "The model fits only with a negative variance, which cannot be: the items do not measure "
        "one thing, or too few people answered."
    ),
    Reason.NOT_IDENTIFIED: sentence("These answers cannot tell it: several answers fit as well."),
    Reason.BETWEEN_NOT_IDENTIFIED: sentence(
        "All groups have the same mean, so what lies between groups cannot be told."
    ),
    Reason.WITHIN_NOT_IDENTIFIED: sentence(
        "The people of a group are all alike in this, so what lies within groups cannot be told."
    ),
    Reason.OUTSIDE_RANGE: sentence("The mean is too close to an end of the scale for this."),
    Reason.NO_CONVERGENCE: sentence("The computation did not settle on an answer."),
    Reason.ONE_WAVE: sentence("One round cannot tell what is passed on; ask again."),
    Reason.NO_BRANCHES: sentence("Without branches a common cause looks the same as passing on."),
    Reason.UNRELIABLE: sentence("The scores are too unsure: their reliability is below one half."),
    Reason.RELIABILITY_UNKNOWN: sentence("It is not known how reliable the scores are."),
    Reason.FEW_LEADERS: sentence("There are fewer than 20 leaders or teams to compare."),
    Reason.TOO_UNSURE: sentence(
        "It is so unsure that both everything and nothing may be passed on; there are too few "
        "teams, or too few raters."
    ),
    Reason.SAME_RATERS: sentence("The same people judged both sides, so their mood is in both."),
    Reason.WITHHELD_ABOVE: sentence("What is above is withheld to protect people."),
    Reason.PARTLY_KEPT: sentence(
        "The sums of squares that were kept are not of the same people as these groups."
    ),
    Reason.ONLY_MEASUREMENT_ERROR: sentence(
        "Everybody answered: nobody was left out by chance, and what is unsure is how well an "
        "answer tells what is meant."
    ),
    Reason.TOO_FEW_PERIODS: sentence("There are too few periods for this."),
    Reason.NO_SKEWED_NULL: sentence(
        "How slightly skewed answers vary is known for 5 to 11 options only."
    ),
}
