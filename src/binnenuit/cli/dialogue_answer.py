"""An analyst's own conversation as ``--json`` and as a table."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from binnenuit.dialogue.disclose.own import OwnDialogue
    from binnenuit.findings import Finding


def answer(found: OwnDialogue, findings: Sequence[Finding], language: str) -> dict[str, object]:
    """Put a conversation into the words of ``dialogue --json``."""
    conversation = found.conversation
    return {
        "topic": conversation.topic,
        "participants": len(conversation.participants),
        "statements": len(conversation.statements),
        "votes": int(conversation.votes.nnz),
        "events": conversation.events,
        "groups": _groups(found, language),
        "bar": found.carrying.bar,
        "carrying": [_carrying(found, place) for place in _in_order(found)],
        "distinguishing": list(_distinguishing(found)),
        "compatible": _compatible(found),
        "careless": [
            {
                "participant": each.participant,
                "kind": each.kind.value,
                "reason": each.reason.say(language),
                "other": each.other,
            }
            for each in found.flagged
        ],
        "findings": [finding.as_record(language) for finding in findings],
    }


def _groups(found: OwnDialogue, language: str) -> dict[str, object]:
    groups = found.groups
    return {
        "count": groups.count,
        "sizes": groups.sizes.tolist(),
        "p_value": groups.p_value,
        "stability": groups.stability,
        "reason": groups.reason.say(language) if groups.reason else "",
        "placed": int(groups.placed.sum()),
        "in_between": int((groups.placed & (groups.labels < 0)).sum()) if groups.count else 0,
        "members": _members(found),
        "agreement_with_published": found.alike,
    }


def _members(found: OwnDialogue) -> dict[str, int]:
    """Give the group of each participant who has one."""
    pairs = zip(found.conversation.participants, found.groups.labels.tolist(), strict=True)
    return {who: group for who, group in pairs if group >= 0}


def _in_order(found: OwnDialogue) -> list[int]:
    """Put what carries first, the surest at the top; then all others, in their own order."""
    first = found.together.tolist()
    return [*first, *(place for place in range(len(found.used)) if place not in set(first))]


def _carrying(found: OwnDialogue, place: int) -> dict[str, object]:
    carries, statement = found.carrying, found.statement(place)
    return {
        "statement": statement.id,
        "text": statement.text,
        "state": carries.state[place].value,
        "direction": int(carries.direction[place]),
        "probability": _known(carries.probability[place]),
        "divided": _known(found.divided[place]),
        "groups": [
            {
                "group": group,
                "votes": int(carries.votes[group, place]),
                "agree": _known(carries.shares[group, place]),
                "disagree": _known(carries.shares_against[group, place]),
            }
            for group in range(len(carries.votes))
        ],
    }


def _distinguishing(found: OwnDialogue) -> Iterator[dict[str, object]]:
    """Go through what tells a group apart, by group, the surest first."""
    told = found.distinguishing
    for group, distinguishes in enumerate(told.distinguishes):
        places = np.flatnonzero(distinguishes)
        order = np.lexsort((-np.abs(told.difference[group, places]), told.p_value[group, places]))
        for place in places[order].tolist():
            yield {
                "group": group,
                "statement": found.statement(place).id,
                "text": found.statement(place).text,
                "difference": _known(told.difference[group, place]),
                "p_value": _known(told.p_value[group, place]),
                "adjusted": _known(told.adjusted[group, place]),
            }


def _compatible(found: OwnDialogue) -> dict[str, object]:
    told, statements = found.compatible, found.conversation.statements
    return {
        "groups": found.judged.value,
        "statements": [
            {
                "statement": statement.id,
                "group_aware_consensus": _known(told.group_aware_consensus[place]),
                "extremity": _known(told.extremity[place]),
                "priority": _known(told.priority[place]),
            }
            for place, statement in enumerate(statements)
        ],
        "representative": [
            {
                "group": each.group,
                "statement": statements[each.statement].id,
                "direction": each.direction,
                "ratio": each.ratio,
                "test": each.test,
                "ratio_test": each.ratio_test,
                "best": each.best,
            }
            for each in told.representative
        ],
        "consensus": [
            {
                "statement": statements[place].id,
                "direction": direction,
                "probability": share,
                "test": test,
            }
            for place, direction, share, test in told.consensus
        ],
    }


def records(found: OwnDialogue) -> list[dict[str, object]]:
    """Lay a conversation out as a table: one row for each statement."""
    return [_record(found, place) for place in _in_order(found)]


def _record(found: OwnDialogue, place: int) -> dict[str, object]:
    carries, statement = found.carrying, found.statement(place)
    record: dict[str, object] = {
        "statement": statement.id,
        "text": statement.text,
        "state": carries.state[place].value,
        "direction": int(carries.direction[place]),
        "probability": _known(carries.probability[place]),
        "divided": _known(found.divided[place]),
        "group_aware_consensus": _known(
            found.compatible.group_aware_consensus[int(found.used[place])]
        ),
    }
    for group in range(len(carries.votes)):
        record[f"votes_{group + 1}"] = int(carries.votes[group, place])
        record[f"agree_{group + 1}"] = _known(carries.shares[group, place])
        record[f"disagree_{group + 1}"] = _known(carries.shares_against[group, place])
        if group < len(found.distinguishing.distinguishes):
            differs = bool(found.distinguishing.distinguishes[group, place])
            record[f"distinguishes_{group + 1}"] = differs
    return record


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)
