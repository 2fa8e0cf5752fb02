"""Who of an analyst's own conversation should be looked at, and what was left out of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from binnenuit.dialogue.compute.careless import Careless, flags
from binnenuit.findings import Finding
from binnenuit.language import Sentence, listed, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from binnenuit.dialogue.model import Conversation

    Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Flagged:
    """A participant to look at.

    Attributes
    ----------
    participant
        Id.
    kind
        Which rule.
    reason
        What was seen; another participant is named by id.
    other
        Id of who answered alike; empty for other rules.
    """

    participant: str
    kind: Careless
    reason: Sentence
    other: str = ""


def flagged_of(conversation: Conversation, used: Integers) -> tuple[Flagged, ...]:
    """Find the participants to look at, in their votes on the statements that are used."""
    is_used = np.isin(conversation.votes.indices, used)
    times = None if conversation.times is None else conversation.times[is_used]
    found = flags(conversation.votes[:, used], times)
    ids = conversation.participants
    return tuple(
        Flagged(ids[each.person], each.kind, each.reason)
        if each.other is None
        else Flagged(
            ids[each.person], each.kind, _with_id(each.reason, ids[each.other]), ids[each.other]
        )
        for each in found
    )


def _with_id(reason: Sentence, other: str) -> Sentence:
    """Say the id where a row is named: rows are ours, ids are the reader's."""
    return replace(reason, fields={**reason.fields, "other": other})


def own_findings(conversation: Conversation, flagged: tuple[Flagged, ...]) -> Iterator[Finding]:
    """Tell what was left out, and whom to look at."""
    refused = sum(each.accepted is False for each in conversation.statements)
    about = sum(each.is_meta and each.accepted is not False for each in conversation.statements)
    if refused:
        yield Finding(
            "dialogue.refused-left-out",
            sentence(
                "{count} statements were refused in the conversation. Groups and what carries are "
                "computed without them.",
                count=refused,
            ),
        )
    if about:
        yield Finding(
            "dialogue.meta-left-out",
            sentence(
                "{count} statements are about the conversation itself. Groups and what carries are "
                "computed without them.",
                count=about,
            ),
        )
    if flagged:
        yield Finding(
            "dialogue.careless",
            sentence(
                "Some participants look careless or copied: {names}. Nothing was left out. Look at "
                "them; --without ID leaves one out.",
                names=listed(each.participant for each in flagged),
            ),
        )
