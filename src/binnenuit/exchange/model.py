"""The words of bring and give."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What ties two sides: leading, serving another team, or being paid by a customer outside."""

    LEADING = "leading"
    SERVING = "serving"
    PAYING = "paying"


class Side(StrEnum):
    """Who serves is the giver; who brings the money is the receiver, the customer."""

    GIVER = "giver"
    RECEIVER = "receiver"


class Question(StrEnum):
    """What does this customer bring me; what does he get from me?"""

    BRINGS = "brings"
    GETS = "gets"


class WhoIsCustomer(StrEnum):
    """With what the chief executive begins: who is the customer, you or your people?"""

    YOU = "you"
    PEOPLE = "people"
