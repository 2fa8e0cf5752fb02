"""Codes of ballots, by what they are good for, for a browser.

Runs in a process of its own, on the installation that BINNENUIT_DATA names, and prints them as
JSON: ``python -m tests.journeys.ballots``.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Final

from binnenuit_web.config import installation

_EACH: Final = 30


def prepare() -> dict[str, list[str]]:
    from django.utils import timezone  # noqa: PLC0415  after the settings

    from binnenuit.mirror.model.ballot import Part  # noqa: PLC0415
    from tests.web.mirror import asking  # noqa: PLC0415

    today = timezone.localdate()
    began = asking.begin()
    later = began.codes(Part.FULL, 2, from_on=today + timedelta(days=3))
    closed = asking.layer(began.full.round, 5, {}, closed_on=today)
    return {
        **{part.value: began.codes(part, _EACH) for part in Part},
        "later": later,
        "closed": asking.codes(closed, "t1", Part.FULL, 2),
    }


if __name__ == "__main__":
    installation.start_django()
    print(json.dumps(prepare()))  # noqa: T201  this is what it is for
