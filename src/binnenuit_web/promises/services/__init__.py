"""Promises: made, read by whom they concern, and what came of them."""

from __future__ import annotations

from binnenuit_web.promises.services import personal  # noqa: F401  registers itself
from binnenuit_web.promises.services.reading import (
    Shown,
    about,
    about_each,
    above,
    for_customer,
    mine,
    of_leader,
    promising,
    shown,
    stands_below,
    to_me,
)
from binnenuit_web.promises.services.writing import (
    LONGEST,
    NewPromise,
    check,
    happen,
    happen_for_customer,
    make,
)

__all__ = [
    "LONGEST",
    "NewPromise",
    "Shown",
    "about",
    "about_each",
    "above",
    "check",
    "for_customer",
    "happen",
    "happen_for_customer",
    "make",
    "mine",
    "of_leader",
    "promising",
    "shown",
    "stands_below",
    "to_me",
]
