"""The audit as ``--json`` and as a table: the verdict first, then what is wrong, then all else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.cli.audit_words import verdict_on
from binnenuit.privacy.audit.model import NOTHING_PUBLISHED

if TYPE_CHECKING:
    from binnenuit.cli.audit import Audited, Line
    from binnenuit.privacy.audit.words import Verdict

_COUNTS: Final = ("teams_shown", "teams_merged", "teams", "managers_shown", "managers")
_COLUMNS: Final = (
    "part", "name", "passed", "k", "people", "of_people", "groups", "single_people", "sentence",
    *_COUNTS,
)  # fmt: skip


def answer(audited: Audited, language: str) -> dict[str, object]:
    """Put the audit into the words of ``audit --json``."""
    return {
        "passed": audited.passed,
        "verdict": verdict_on(audited).say(language),
        "k": audited.k,
        "ledger": audited.ledger
        and {
            "hash": audited.ledger.hash,
            "entries": audited.ledger.entries,
        },
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
    """Lay the audit out as a table: what it comes to, each fault, each attack, then each rule.

    Like ``groups``, ``people`` counts who is laid bare; ``of_people`` is everybody.
    """
    rows = [
        _verdict_row(audited, language),
        *_fault_rows(audited, language),
        *(_attack_row(verdict, language) for verdict in audited.verdicts),
        *(_rule_row(line, audited.k, language) for line in audited.lines),
    ]
    empty: dict[str, object] = dict.fromkeys(_COLUMNS)
    return [{**empty, **row} for row in rows]


def _verdict_row(audited: Audited, language: str) -> dict[str, object]:
    return {
        "part": "verdict",
        "passed": audited.passed,
        "k": audited.k,
        "sentence": verdict_on(audited).say(language),
    }


def _fault_rows(audited: Audited, language: str) -> list[dict[str, object]]:
    return [
        {
            "part": "finding",
            "name": fault.file + (f":{fault.row}" if fault.row else ""),
            "passed": False,
            "sentence": fault.sentence.say(language),
        }
        for fault in audited.faults
    ]


def _attack_row(verdict: Verdict, language: str) -> dict[str, object]:
    return {
        "part": verdict.what,
        "name": " ".join(filter(None, (verdict.period, verdict.scale))),
        "passed": verdict.passed,
        "k": verdict.audit.k,
        "people": None if verdict.bare is None else verdict.bare.people,
        "groups": None if verdict.bare is None else verdict.bare.groups,
        "sentence": verdict.sentence.say(language),
    }


def _rule_row(line: Line, k: int, language: str) -> dict[str, object]:
    return {
        "part": "rule",
        "name": line.name.say(language),
        "k": k,
        "people": line.outcome.exposed.people,
        "of_people": line.outcome.people,
        "groups": line.outcome.exposed.groups,
        "single_people": line.outcome.exposed.single_people,
        **{name: value for name, value in _rule(line, language).items() if name in _COUNTS},
        "sentence": f"{line.source.say(language)}: {line.page}",
    }
