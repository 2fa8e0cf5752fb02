"""What was open when a backup was made that is put back now: nobody can read its votes."""

from __future__ import annotations

from binnenuit_web.dialogue.models import Poll, Question

__all__ = ["keyless_polls", "keyless_questions"]


def keyless_questions() -> tuple[int, ...]:
    """Numbers of questions on which people vote anew, or which close with what was shown."""
    return _numbers(Question)


def keyless_polls() -> tuple[int, ...]:
    """Numbers of polls that are asked anew."""
    return _numbers(Poll)


def _numbers(model: type[Poll | Question]) -> tuple[int, ...]:
    rows = model.objects.filter(closed_on=None, key=None).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))
