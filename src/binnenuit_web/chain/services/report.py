"""What we read: findings of every file, and of the chain that came of them, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binnenuit_web.chain.services.books import ImportState, imports
from binnenuit_web.chain.services.picture import picture
from binnenuit_web.organisation import services as organisation

if TYPE_CHECKING:
    from binnenuit_web.organisation.services import Note, SourceRead
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Report", "report"]


@dataclass(frozen=True)
class Report:
    chain: tuple[Note, ...]
    files: tuple[SourceRead, ...]
    books: tuple[ImportState, ...]


def report(viewer: Viewer, language: str) -> Report:
    """Collect what there is to know, in ``language``."""
    findings = picture(viewer).findings
    return Report(
        chain=tuple(organisation.note(item, language) for item in findings),
        files=organisation.sources(language),
        books=imports(language),
    )
