"""What a reader must know about what was read or computed, beside the result itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from binnenuit.language import Sentence

T = TypeVar("T")


@dataclass(frozen=True)
class Finding:
    """One thing to know: a stable code, a sentence, and where it was seen.

    Attributes
    ----------
    code
        Stable name, ``room.what``, for example ``tables.decimal-comma``.
    sentence
        What was found and what it means for the reader.
    file, row
        Where; row counts from 1 and includes the header line. Empty or None when it has no place.
    """

    code: str
    sentence: Sentence
    file: str = ""
    row: int | None = None

    def as_record(self, language: str = "en") -> dict[str, object]:
        """Return the finding as it stands in ``--json``."""
        return {
            "code": self.code,
            "message": self.sentence.say(language),
            "file": self.file,
            "row": self.row,
        }


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What was read, and what the reader must know about it."""

    value: T
    findings: tuple[Finding, ...] = ()
