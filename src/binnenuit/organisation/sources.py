"""Where the things of an organisation were read, so that an error can name the file and the row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A file, and the row of each thing that was read from it.

    Attributes
    ----------
    rows
        Row in the file for each thing, in the same order.
    """

    file: str = ""
    rows: tuple[int, ...] = ()

    def row(self, index: int) -> int | None:
        """Return the row of the thing at ``index``; None when it came from no file."""
        return self.rows[index] if index < len(self.rows) else None


@dataclass(frozen=True)
class Sources:
    """Where everything in an organisation was read; empty for what came from no file."""

    teams: Source = Source()
    people: Source = Source()
    customers: Source = Source()
    links: Source = Source()
    mapping: Source = Source()
