"""``binnenuit audit FOLDER``: does what was published give away who answered what?"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from binnenuit.cli.audit_words import show
from binnenuit.cli.output import Output, output_options, spoken_language
from binnenuit.errors import InputError, OrganisationError
from binnenuit.findings import Finding, Reading
from binnenuit.language import Sentence, sentence
from binnenuit.organisation import Organisation, read_folder
from binnenuit.privacy.audit.hierarchy import Hierarchy, audit_hierarchy
from binnenuit.privacy.audit.ledger_file import LEDGER
from binnenuit.privacy.audit.model import NOTHING_PUBLISHED
from binnenuit.privacy.audit.published import read_published
from binnenuit.privacy.audit.releases import FAULTS, audit_releases
from binnenuit.privacy.audit.usual import Outcome, compare, exposed, laid_bare, outcome
from binnenuit.privacy.model import SMALLEST_GROUP
from binnenuit.privacy.planning.plan import plan
from binnenuit.privacy.rounds.layers import team_groups
from binnenuit.tables import DecimalMark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from binnenuit.privacy.audit.forest import Integers
    from binnenuit.privacy.audit.words import Verdict

FOUND_A_PROBLEM: Final = 1
OURS: Final = "binnenuit"
_PAGE: Final = "docs/methods/gate.md"
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
    """

    verdicts: tuple[Verdict, ...]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    k: int

    @property
    def passed(self) -> bool:
        """Nothing can be derived, nothing is undecided, and nothing is wrong."""
        faults = [finding for finding in self.findings if finding.code in FAULTS]
        return all(verdict.passed for verdict in self.verdicts) and not faults


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
        There is nothing to audit, or a file cannot be read.
    """
    organisation = _organisation(folder, decimal_mark)
    published = _published(folder, decimal_mark)
    has_releases = any((folder / "releases").rglob("*.json")) or (folder / LEDGER).exists()
    if organisation is None and published is None and not has_releases:
        raise _nothing(folder)
    releases = audit_releases(folder)
    hierarchies = published.value if published else ()
    verdicts = [audit_hierarchy(hierarchy, k=k) for hierarchy in hierarchies]
    findings = [*releases.findings, *(published.findings if published else ())]
    lines = _lines(organisation.value.on(day) if organisation else None, hierarchies, k)
    if not lines:
        findings.append(_no_people())
    return Audited((*releases.verdicts, *verdicts), lines, tuple(findings), k)


def _organisation(folder: Path, decimal_mark: DecimalMark | None) -> Reading[Organisation] | None:
    try:
        return read_folder(folder, decimal_mark=decimal_mark)
    except OrganisationError as error:
        if error.code == "organisation.no-files":
            return None
        raise


def _published(
    folder: Path, decimal_mark: DecimalMark | None
) -> Reading[tuple[Hierarchy, ...]] | None:
    paths = (path for path in sorted(folder.iterdir()) if path.stem.lower() == "published")
    file = next((path for path in paths if path.suffix.lower() in _ENDINGS), None)
    return None if file is None else read_published(file, decimal_mark=decimal_mark)


def _nothing(folder: Path) -> InputError:
    return InputError(
        "privacy.nothing-to-audit",
        sentence(
            "The folder {folder} holds nothing to audit. Put published.csv in it (unit, parent, "
            "period, respondents), or the releases of Binnenuit, or teams.csv and people.csv.",
            folder=folder.name or folder,
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
    return _compared(worst.tree, worst.counts, k, worst.period)


def _bare(hierarchy: Hierarchy, k: int) -> int:
    return exposed(hierarchy.tree, hierarchy.counts, hierarchy.shown, k).people


def _compared(tree: Integers, counts: Integers, k: int, period: str = "") -> tuple[Line, ...]:
    usual = [
        Line(rule.code, rule.name, rule.source, rule.page, result, period)
        for rule, result in compare(tree, counts, k=k)
    ]
    ours = plan(tree, counts, k=k, merge=True)
    result = outcome(tree, counts, ours.shown, laid_bare(ours.sizes, k))
    merged = sum(map(len, ours.merged))
    name = sentence("Binnenuit: show as much as possible without a small remainder")
    return (*usual, Line(OURS, name, Sentence("Binnenuit"), _PAGE, result, period, merged))


def answer(audited: Audited, language: str) -> dict[str, object]:
    """Put the audit into the words of ``audit --json``."""
    return {
        "passed": audited.passed,
        "k": audited.k,
        "audits": [_audit(verdict, language) for verdict in audited.verdicts],
        "rules": [_rule(line, language) for line in audited.lines],
        "findings": [finding.as_record(language) for finding in audited.findings],
    }


def _audit(verdict: Verdict, language: str) -> dict[str, object]:
    smallest = verdict.audit.smallest
    return {
        "what": verdict.what,
        "round" if verdict.what == "release" else "period": verdict.period,
        "scale": verdict.scale,
        "k": verdict.audit.k,
        "smallest": None if smallest == NOTHING_PUBLISHED else smallest,
        "level": verdict.audit.level.value,
        "decided": verdict.decided,
        "passed": verdict.passed,
        "witness": verdict.sentence.say(language),
        "combination": [{"set": name, "factor": factor} for name, factor in verdict.combination],
        "also": [also.say(language) for also in verdict.also],
        "exposed_people": None if verdict.bare is None else verdict.bare.people,
        "exposed_groups": None if verdict.bare is None else verdict.bare.groups,
    }


def _rule(line: Line, language: str) -> dict[str, object]:
    result = line.outcome
    return {
        "rule": line.code,
        "name": line.name.say(language),
        "source": line.source.say(language),
        "page": line.page,
        "period": line.period,
        "people": result.people,
        "exposed_people": result.exposed.people,
        "exposed_groups": result.exposed.groups,
        "single_people": result.exposed.single_people,
        "share": result.share,
        "teams_shown": result.teams_shown,
        "teams_merged": line.merged,
        "teams": result.teams,
        "managers_shown": result.managers_shown,
        "managers": result.managers,
    }


def records(audited: Audited, language: str) -> list[dict[str, object]]:
    """Lay the audit out as a table: a row for each attack, then a row for each rule.

    Like ``groups``, ``people`` counts who is laid bare; ``of_people`` is everybody.
    """
    columns = ("part", "name", "passed", "k", "people", "of_people", "groups", "single_people")
    counts = ("teams_shown", "teams_merged", "teams", "managers_shown", "managers")
    empty: dict[str, object] = dict.fromkeys((*columns, "sentence", *counts))
    attacks = [
        {
            **empty,
            "part": verdict.what,
            "name": " ".join(filter(None, (verdict.period, verdict.scale))),
            "passed": verdict.passed,
            "k": verdict.audit.k,
            "people": None if verdict.bare is None else verdict.bare.people,
            "groups": None if verdict.bare is None else verdict.bare.groups,
            "sentence": verdict.sentence.say(language),
        }
        for verdict in audited.verdicts
    ]
    rules = [
        {
            **empty,
            "part": "rule",
            "name": line.name.say(language),
            "k": audited.k,
            "people": line.outcome.exposed.people,
            "of_people": line.outcome.people,
            "groups": line.outcome.exposed.groups,
            "single_people": line.outcome.exposed.single_people,
            **{name: value for name, value in _rule(line, language).items() if name in counts},
            "sentence": f"{line.source.say(language)}: {line.page}",
        }
        for line in audited.lines
    ]
    return attacks + rules
