"""Which version of the agreement the works council agreed to, and what changed since.

The logbook keeps it: it is a chain, so nobody puts another version in its place unnoticed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from binnenuit_web.people import acts
from binnenuit_web.people.roles import Role
from binnenuit_web.people.services import logbook, note_down

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from binnenuit_web.people.viewer import Viewer

__all__ = ["Agreed", "agree", "agreed", "changed_since", "may_agree", "may_read", "version_of"]

_ACT: Final = "mirror.agreed"
_WORD: Final = "agreement "
# A line of the logbook holds sixty characters: twenty for the whole, three for each part.
_WHOLE: Final = 20
_PART: Final = 3
_BETWEEN: Final = "-"

acts.register(_ACT, _("agreed to this version of the agreement"))


@dataclass(frozen=True)
class Agreed:
    """The version that was agreed to last, and when."""

    version: str
    on: date


def may_read(viewer: Viewer) -> bool:
    """Who watches over answering reads the agreement, and hands it on."""
    return viewer.may_audit


def may_agree(viewer: Viewer) -> bool:
    return Role.WORKS_COUNCIL in viewer.roles


def version_of(parts: Mapping[str, str]) -> str:
    """Give the version of an agreement: a fingerprint of the whole, and a few marks for each part.

    ``parts`` in the order in which they stand there. The whole decides whether anything changed;
    the marks tell where.
    """
    whole = _fingerprint("\0".join(f"{name}\0{text}" for name, text in parts.items()))
    marks = "".join(_fingerprint(text)[:_PART] for text in parts.values())
    return whole[:_WHOLE] + _BETWEEN + marks


def agree(viewer: Viewer, version: str) -> None:
    """Write down that the works council agreed to the version it was shown; once."""
    if not may_agree(viewer):
        raise PermissionDenied
    with transaction.atomic():
        last = agreed(viewer)
        if last is None or last.version != version:
            note_down(viewer, _ACT, f"agreement {version}")


def agreed(viewer: Viewer) -> Agreed | None:
    """Tell which version was agreed to last; None when there never was one."""
    line = logbook(viewer).filter(did=_ACT).first()
    if line is None:
        return None
    return Agreed(line.what.removeprefix(_WORD), timezone.localdate(line.at))


def changed_since(before: str, parts: Mapping[str, str]) -> tuple[str, ...]:
    """Name the parts that changed since a version; all of them when it cannot be told which."""
    now = version_of(parts)
    if before == now:
        return ()
    old, new = _marks(before), _marks(now)
    changed = [name for name, was, is_ in zip(parts, old, new, strict=False) if was != is_]
    return tuple(changed) if changed and len(old) == len(new) else tuple(parts)


def _marks(version: str) -> list[str]:
    marks = version.partition(_BETWEEN)[2]
    return [marks[at : at + _PART] for at in range(0, len(marks), _PART)]


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
