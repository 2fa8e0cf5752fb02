"""``binnenuit audit FOLDER``: does what was published give away who answered what?"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from binnenuit.cli.audit_answer import answer, records
from binnenuit.cli.audit_words import show
from binnenuit.cli.output import Output, output_options, spoken_language
from binnenuit.errors import InputError
from binnenuit.findings import Finding, Reading
from binnenuit.language import Sentence, sentence
from binnenuit.organisation import Organisation, read_folder
from binnenuit.privacy.audit.fingerprint import Fingerprint, last_fingerprint
from binnenuit.privacy.audit.hierarchy import Hierarchy, audit_hierarchy, tops_apart
from binnenuit.privacy.audit.ledger_file import LEDGER
from binnenuit.privacy.audit.model import NOTHING_PUBLISHED
from binnenuit.privacy.audit.published import read_published
from binnenuit.privacy.audit.releases import FAULTS, audit_releases, release_files
from binnenuit.privacy.audit.usual import Outcome, compare, exposed, laid_bare, outcome
from binnenuit.privacy.model import SMALLEST_GROUP
from binnenuit.privacy.planning.plan import plan
from binnenuit.privacy.rounds.layers import team_groups
from binnenuit.tables import DecimalMark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from binnenuit.privacy.audit.forest import Flags, Integers
    from binnenuit.privacy.audit.words import Verdict

FOUND_A_PROBLEM: Final = 1
OURS: Final = "binnenuit"
_PAGE: Final = "docs/methods/gate.md"
_RELEASES: Final = "releases"
_ENDINGS: Final = (".csv", ".xlsx", ".xlsm", ".tsv", ".txt")


@dataclass(frozen=True)
class Line:
    """One rule, and what it does on the reader's own tree.

    Attributes
    ----------
    period
        Of the published hierarchy that is the tree; empty for the organisation.
    merged
        Teams that show a figure together with sister teams, instead of one of their own.
    """

    code: str
    name: Sentence
    source: Sentence
    page: str
    outcome: Outcome
    period: str
    merged: int = 0


@dataclass(frozen=True)
class Audited:
    """Everything that there is to say about a folder.

    Attributes
    ----------
    verdicts
        What the attacks found.
    lines
        What the usual rules, and ours, do on the tree; empty when there are no people to count.
    findings
        What else a reader must know.
    k
        Fewest people on whom a figure may rest.
    ledger
        By what the ledger can be recognised later; None when there is none.
    """

    verdicts: tuple[Verdict, ...]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    k: int
    ledger: Fingerprint | None = None

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is wrong with what was published."""
        return tuple(finding for finding in self.findings if finding.code in FAULTS)

    @property
    def passed(self) -> bool:
        """Nothing can be derived, nothing is undecided, and nothing is wrong."""
        return all(verdict.passed for verdict in self.verdicts) and not self.faults

    @property
    def published(self) -> bool:
        """At least one figure was published."""
        return any(verdict.audit.smallest != NOTHING_PUBLISHED for verdict in self.verdicts)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--k",
    type=click.IntRange(min=SMALLEST_GROUP),
    default=SMALLEST_GROUP,
    show_default=True,
    help="Fewest people on whom a figure may rest; our own releases keep to what they promised.",
)
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Teams as on this day; else today."
)
@click.option(
    "--decimal-mark",
    type=click.Choice(DecimalMark, case_sensitive=False),
    help="When numbers fit both marks.",
)
@output_options
def audit(
    folder: Path,
    k: int,
    day: datetime | None,
    *,
    decimal_mark: DecimalMark | None,
    as_json: bool,
    out: Path | None,
    language: str | None,
) -> None:
    """Tell whether what was published gives away who answered what.

    FOLDER holds releases of Binnenuit (releases/, with their ledger when it is there), or
    published.csv (unit, parent, period, respondents) of any other system, or teams.csv and
    people.csv: then it is told whom the usual rules would lay bare in your organisation.
    """
    output = Output(as_json, out, language or spoken_language())
    now = datetime.now(UTC)  # noqa: TID251 - the edge reads the clock, once
    audited = read_audit(folder, (day or now).date(), k, decimal_mark)
    output.write(answer(audited, output.language), records(audited, output.language))
    if not as_json:
        show(audited, output.language)
        output.show_findings(audited.findings)
    sys.exit(0 if audited.passed else FOUND_A_PROBLEM)


def read_audit(folder: Path, day: date, k: int, decimal_mark: DecimalMark | None) -> Audited:
    """Read whatever there is to audit in a folder, and attack it.

    Raises
    ------
    InputError
        There is nothing to audit, nothing was published, or a file cannot be read.
    """
    folder = _above_releases(folder)
    organisation = _organisation(folder, decimal_mark)
    published = _published(folder, decimal_mark)
    has_releases = _holds_releases(folder)
    if organisation is None and published is None and not has_releases:
        raise _nothing(folder)
    releases = audit_releases(folder)
    ledger = last_fingerprint(folder)
    hierarchies = published.value if published else ()
    verdicts = [audit_hierarchy(hierarchy, k=k) for hierarchy in hierarchies]
    findings = [*releases.findings, *(published.findings if published else ())]
    findings += _accounted(ledger, has_releases=has_releases)
    lines = _lines(organisation.value.on(day) if organisation else None, hierarchies, k)
    if not lines and not has_releases:
        findings.append(_no_people())
    audited = Audited(
        (*releases.verdicts, *verdicts), lines, tuple(findings), k, ledger.value if ledger else None
    )
    if not audited.published and not audited.faults and (published or organisation is None):
        raise _nothing_published(folder, published)
    return audited


def _above_releases(folder: Path) -> Path:
    """Take the folder above ``releases`` where that was given: the ledger stands beside it."""
    is_inside = folder.resolve().name == _RELEASES and any(release_files(folder.resolve().parent))
    return folder.resolve().parent if is_inside else folder


def _holds_releases(folder: Path) -> bool:
    return bool(release_files(folder)) or (folder / LEDGER).exists()


def _accounted(ledger: Reading[Fingerprint] | None, *, has_releases: bool) -> Sequence[Finding]:
    if ledger is not None:
        return ledger.findings
    return [_no_ledger()] if has_releases else []


def _organisation(folder: Path, decimal_mark: DecimalMark | None) -> Reading[Organisation] | None:
    try:
        return read_folder(folder, decimal_mark=decimal_mark)
    except InputError as error:
        if error.code == "organisation.no-files":
            return None
        if error.code == "organisation.no-folder":
            raise _no_folder(folder) from error
        raise


def _published(
    folder: Path, decimal_mark: DecimalMark | None
) -> Reading[tuple[Hierarchy, ...]] | None:
    paths = (path for path in sorted(folder.iterdir()) if path.stem.lower() == "published")
    files = [path for path in paths if path.suffix.lower() in _ENDINGS]
    if not files:
        return None
    read = read_published(files[0], decimal_mark=decimal_mark)
    more = (_ignored(file.name, files[0].name) for file in files[1:])
    return Reading(read.value, (*read.findings, *tops_apart(read.value, files[0].name), *more))


def _ignored(file: str, read: str) -> Finding:
    return Finding(
        "privacy.published-ignored",
        sentence(
            "This file was not read, because {read} was. Put what was published in one table, or "
            "audit each table in a folder of its own.",
            read=read,
        ),
        file=file,
    )


def _nothing(folder: Path) -> InputError:
    return InputError(
        "privacy.nothing-to-audit",
        sentence(
            "The folder {folder} holds nothing to audit. Put published.csv in it (unit, parent, "
            "period, respondents), or the releases of Binnenuit, or teams.csv and people.csv.",
            folder=folder.name or folder,
        ),
    )


def _no_folder(folder: Path) -> InputError:
    return InputError(
        "privacy.no-folder",
        sentence(
            "{folder} is not a folder that can be read. Give the folder that holds published.csv, "
            "releases or teams.csv.",
            folder=folder,
        ),
    )


def _nothing_published(
    folder: Path, published: Reading[tuple[Hierarchy, ...]] | None
) -> InputError:
    if published is not None and not published.value:
        return InputError(
            "privacy.no-units",
            sentence("The table holds no units below its headings. Add a row for each group."),
        )
    return InputError(
        "privacy.nothing-published",
        sentence(
            "No figure was published in {folder}, so there is nothing to take apart. Put the "
            "numbers of respondents there that the report shows.",
            folder=folder.name or folder,
        ),
    )


def _no_ledger() -> Finding:
    return Finding(
        "privacy.no-ledger",
        sentence(
            "There is no ledger (.binnenuit/ledger.jsonl), so it cannot be seen whether anything "
            "was changed or left out. The numbers of people in the releases themselves were used."
        ),
    )


def _no_people() -> Finding:
    return Finding(
        "privacy.no-comparison",
        sentence(
            "There are no people to compare the usual rules on. Add teams.csv and people.csv, or "
            "the numbers of respondents in published.csv."
        ),
    )


def _lines(
    organisation: Organisation | None, hierarchies: Sequence[Hierarchy], k: int
) -> tuple[Line, ...]:
    """Compare the rules on the organisation; without one, on the period that laid most bare."""
    if organisation is not None:
        groups, invited = team_groups(organisation)
        if invited.any():
            return _compared(groups.tree, invited, k)
    worst = max(hierarchies, key=lambda one: (_bare(one, k), one.period), default=None)
    if worst is None or not worst.counts.any():
        return ()
    return _compared(worst.tree, worst.counts, k, worst.period, ~worst.shown)


def _bare(hierarchy: Hierarchy, k: int) -> int:
    return exposed(hierarchy.tree, hierarchy.counts, hierarchy.shown, k).people


def _compared(
    tree: Integers, counts: Integers, k: int, period: str = "", withheld: Flags | None = None
) -> tuple[Line, ...]:
    usual = [
        Line(rule.code, rule.name, rule.source, rule.page, result, period)
        for rule, result in compare(tree, counts, k=k, withheld=withheld)
    ]
    ours = plan(tree, counts, k=k, merge=True)
    result = outcome(tree, counts, ours.shown, laid_bare(ours.sizes, k), withheld)
    merged = sum(map(len, ours.merged))
    name = sentence("Binnenuit: show as much as possible without a small remainder")
    return (*usual, Line(OURS, name, Sentence("Binnenuit"), _PAGE, result, period, merged))
