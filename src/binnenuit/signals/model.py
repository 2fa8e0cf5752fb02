"""The words of signals."""

from __future__ import annotations

from enum import StrEnum


class ThingKind(StrEnum):
    """What can be asked about: for whom is this?"""

    MEETING = "meeting"
    REPORT = "report"
    RULE = "rule"


class ToWhom(StrEnum):
    """For whom something is, as seen by those whose time it costs."""

    CUSTOMER = "customer"
    COLLEAGUES = "colleagues"
    ABOVE = "above"
    UNKNOWN = "unknown"


class Worth(StrEnum):
    """Whether a thing helps in it, as seen by those whose time it costs."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
