"""What the auditor says about somebody's report: read once, attacked, and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from binnenuit.errors import UnreadableFileError
from binnenuit.language import sentence
from binnenuit.privacy.audit import usual
from binnenuit.privacy.audit.forest import layers
from binnenuit.privacy.audit.hierarchy import audit_hierarchy
from binnenuit.privacy.audit.published import read_published
from binnenuit.privacy.model import SMALLEST_GROUP
from binnenuit.privacy.planning.plan import plan
from binnenuit_web.organisation.services import Note, note
from binnenuit_web.privacy.services.rules import Comparison, beside

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from binnenuit.privacy.audit import words
    from binnenuit.privacy.audit.hierarchy import Hierarchy
    from binnenuit.tables import DecimalMark

__all__ = ["Period", "Verdict", "verdict"]

# A unit counts in every unit above it: a chain of many thousands would fill the memory.
_MOST_LAYERS: Final = 100


@dataclass(frozen=True)
class Period:
    """What was found about one period of the report.

    Attributes
    ----------
    witness
        The smallest group that comes out, and how.
    doubt
        Why it is not certain; empty when it is.
    also
        Other small groups, and how they come out; not all of them.
    """

    name: str
    exposes: bool
    passed: bool
    witness: str
    doubt: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """All periods, the one with the smallest group that comes out first.

    Attributes
    ----------
    people, bare
        Everybody in the worst period, and whom of them the report lays bare.
    rules
        What each rule does on the groups of the worst period.
    """

    periods: tuple[Period, ...]
    people: int
    bare: int
    rules: Comparison
    notes: tuple[Note, ...]

    @property
    def worst(self) -> Period:
        return self.periods[0]

    @property
    def others(self) -> tuple[Period, ...]:
        return self.periods[1:]


def verdict(
    file: UploadedFile[bytes], language: str, *, decimal_mark: DecimalMark | None = None
) -> Verdict:
    """Try to take a report apart; InputError when the table cannot be used."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report"
        with path.open("wb") as copy:
            copy.writelines(file.chunks())
        reading = read_published(path, decimal_mark=decimal_mark)
    if not reading.value:
        raise UnreadableFileError(
            "privacy.no-units",
            sentence("The table holds no units below its headings. Add a row for each group."),
        )
    latest_first = sorted(reading.value, key=lambda each: each.period, reverse=True)
    tried = sorted((_tried(each) for each in latest_first), key=_worst_first)
    worst = tried[0][1]
    return Verdict(
        tuple(_period(found, language) for found, _ in tried),
        int(worst.counts.sum()),
        _bare(worst),
        _rules(worst, language),
        tuple(note(finding, language) for finding in reading.findings),
    )


def _tried(hierarchy: Hierarchy) -> tuple[words.Verdict, Hierarchy]:
    _refuse_depth(hierarchy)
    return audit_hierarchy(hierarchy, k=SMALLEST_GROUP), hierarchy


def _worst_first(tried: tuple[words.Verdict, Hierarchy]) -> tuple[bool, bool, int, int]:
    found, hierarchy = tried
    return not found.exposes, found.passed, found.audit.smallest, -_bare(hierarchy)


def _bare(hierarchy: Hierarchy) -> int:
    return usual.laid_bare(hierarchy.counts, SMALLEST_GROUP).people


def _period(found: words.Verdict, language: str) -> Period:
    return Period(
        found.period,
        exposes=found.exposes,
        passed=found.passed,
        witness=found.sentence.say(language),
        doubt=found.doubt.say(language) if found.doubt else "",
        also=tuple(each.say(language) for each in found.also),
    )


def _refuse_depth(hierarchy: Hierarchy) -> None:
    depth = len(layers(hierarchy.tree))
    if depth > _MOST_LAYERS:
        raise UnreadableFileError(
            "privacy.too-many-layers",
            sentence(
                "The units stand in {depth} layers, one below the other; at most {most} can be "
                "tried here. Check the column that names the parent.",
                depth=depth,
                most=_MOST_LAYERS,
            ),
        )


def _rules(hierarchy: Hierarchy, language: str) -> Comparison:
    tree, counts = hierarchy.tree, hierarchy.counts
    chosen = plan(tree, counts, k=SMALLEST_GROUP, merge=True)
    withheld = ~hierarchy.shown
    compared = usual.compare(tree, counts, k=SMALLEST_GROUP, withheld=withheld)
    return beside(compared, chosen, language, withheld=withheld)
