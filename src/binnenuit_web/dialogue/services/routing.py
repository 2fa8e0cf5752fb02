"""Which statement comes next, and with which probability it was drawn."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.dialogue.model import Vote
    from binnenuit_web.dialogue.models import Question
    from binnenuit_web.people.viewer import Viewer


def choose(
    question: Question, viewer: Viewer, votes: Mapping[int, Vote], left: Sequence[int]
) -> tuple[int, float]:
    """Draw one of the statements that are left, with its probability."""
    del question, viewer, votes
    return secrets.choice(left), 1 / len(left)
