"""questionnaire.yaml: what is asked, checked before anybody answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading
    from binnenuit.mirror.model import Questionnaire


def read_questionnaire(path: Path) -> Reading[Questionnaire]:
    """Read the scales and items that are asked; a finding where a text lacks a language."""
    raise NotImplementedError
