"""Findings about rows: the first twenty of each kind, and how many more there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.findings import Finding
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from binnenuit.language import Sentence

SHOWN_PER_CODE: Final = 20


class FindingCollector:
    """Gathers findings of one file while its rows go by."""

    def __init__(self, file: str, findings: Iterable[Finding] = ()) -> None:
        self.file = file
        self.first_fault: Finding | None = None
        self.faults = 0
        self._findings = list(findings)
        self._counts: dict[str, int] = {}

    def add_finding(
        self, code: str, found: Sentence, row: int | None = None, *, fault: bool = True
    ) -> None:
        """Keep a finding, unless twenty of its code are there already.

        A ``fault`` in a row makes that row unfit for whoever wants all of the table.
        """
        finding = Finding(code, found, file=self.file, row=row)
        self._counts[code] = self._counts.get(code, 0) + 1
        if self._counts[code] <= SHOWN_PER_CODE:
            self._findings.append(finding)
        if fault and row is not None:
            self.faults += 1
            self.first_fault = self.first_fault or finding

    def findings(self) -> tuple[Finding, ...]:
        """Return what was kept, then per code how many more there were."""
        more = (
            Finding(
                code,
                sentence("And {count} more like it.", count=count - SHOWN_PER_CODE),
                file=self.file,
            )
            for code, count in self._counts.items()
            if count > SHOWN_PER_CODE
        )
        return (*self._findings, *more)
