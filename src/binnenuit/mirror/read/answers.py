"""Answers to a questionnaire, long or wide, as one table of ratings for each round."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading
    from binnenuit.mirror.model import Questionnaire, Ratings


def read_answers(path: Path, questionnaire: Questionnaire) -> Reading[tuple[Ratings, ...]]:
    """Read the answers of one or more rounds, in the order in which the rounds first appear."""
    raise NotImplementedError
