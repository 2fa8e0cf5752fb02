"""What the auditor says about everything that was ever shown: asked again whenever that changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from binnenuit.errors import InputError
from binnenuit.language import sentence
from binnenuit.privacy.audit.fingerprint import last_fingerprint
from binnenuit.privacy.audit.ledger_file import LEDGER
from binnenuit.privacy.audit.model import NOTHING_PUBLISHED, Level
from binnenuit.privacy.audit.releases import FAULTS, audit_releases, release_files
from binnenuit_web.people import acts
from binnenuit_web.people.services import note_down
from binnenuit_web.privacy.services import published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from binnenuit.language import Sentence
    from binnenuit.privacy.audit.words import Verdict
    from binnenuit_web.people.viewer import Viewer

__all__ = ["Attacked", "Certificate", "audit_again", "certificate"]

acts.register("mirror.audited", _("let the auditor try everything that was shown"))

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Attacked:
    """What the attack on one scale of one round gave.

    Attributes
    ----------
    smallest
        People in the smallest group about which anything can be derived; ``k`` when it is proven
        only that there is none smaller, None when no figure was shown.
    is_exact
        Whether it is that number, and not that or more.
    level
        Which attack: A nested groups, B minimum cut, C rank, D integer programming.
    """

    passed: bool
    smallest: int | None
    is_exact: bool
    level: str
    k: int


@dataclass(frozen=True)
class Certificate:
    """Whether everything that was ever shown, taken together, lays anybody bare.

    Attributes
    ----------
    faults
        What is wrong, or how somebody is laid bare, in sentences; empty when it passed.
    ledger, entries
        Last fingerprint of the ledger, and how many entries it has.
    """

    passed: bool
    faults: tuple[Sentence, ...]
    ledger: str
    entries: int
    verdicts: tuple[Verdict, ...] = ()

    @property
    def smallest(self) -> int | None:
        """People in the smallest group about which anything can be derived; None without any."""
        found = [each.smallest for each in map(_attacked, self.verdicts) if each.smallest]
        return min(found, default=None)

    def of(self, round_name: str, scale: str) -> Attacked | None:
        """Tell what the attack on one scale in one round gave; None when it was not shown."""
        own = [
            verdict
            for verdict in self.verdicts
            if round_name in verdict.period.split(", ") and scale in verdict.scale.split(", ")
        ]
        if not own:
            return None
        worst = next((verdict for verdict in own if not verdict.passed), None)
        return _attacked(worst or min(own, key=lambda verdict: verdict.audit.k))


def certificate() -> Certificate | None:
    """What the auditor says about all that was ever shown; None while nothing was.

    The auditor works only when a release or the ledger changed since it was asked last. A ledger
    that cannot be read has not passed.
    """
    folder = published()
    stamp = _stamp(folder)
    return _audited(folder, stamp) if stamp else None


def audit_again(viewer: Viewer) -> Certificate | None:
    """Let the auditor work now, whatever it said before; the logbook tells that somebody asked."""
    if not viewer.may_audit:
        raise PermissionDenied
    _audited.cache_clear()
    found = certificate()
    with transaction.atomic():
        note_down(viewer, "mirror.audited", f"ledger {found.ledger[:16] if found else 0}")
    return found


def _stamp(folder: Path) -> Stamp:
    """By what it is seen that a file changed: also one that somebody changed by hand."""
    files = [file for file in (folder / LEDGER, *release_files(folder)) if file.is_file()]
    told = ((file, file.stat()) for file in files)
    return tuple((str(file), stat.st_mtime_ns, stat.st_size) for file, stat in told)


@lru_cache(maxsize=1)
def _audited(folder: Path, stamp: Stamp) -> Certificate:  # noqa: ARG001  asked again when it changes
    try:
        releases = audit_releases(folder)
        known = last_fingerprint(folder)
    except InputError as error:
        return Certificate(passed=False, faults=(error.sentence,), ledger="", entries=0)
    if known is None:
        return Certificate(passed=False, faults=(_no_ledger(),), ledger="", entries=0)
    faults = [each.sentence for each in releases.findings if each.code in FAULTS]
    return Certificate(
        passed=releases.passed,
        faults=(*faults, *_laid_bare(releases.verdicts)),
        ledger=known.value.hash,
        entries=known.value.entries,
        verdicts=releases.verdicts,
    )


def _laid_bare(verdicts: tuple[Verdict, ...]) -> Iterator[Sentence]:
    return (verdict.sentence for verdict in verdicts if not verdict.passed)


def _attacked(verdict: Verdict) -> Attacked:
    audit = verdict.audit
    is_exact = audit.level is Level.LAMINAR or verdict.exposes
    smallest = audit.smallest if is_exact else min(audit.smallest, audit.k)
    return Attacked(
        passed=verdict.passed,
        smallest=None if audit.smallest == NOTHING_PUBLISHED else smallest,
        is_exact=is_exact,
        level=audit.level.value,
        k=audit.k,
    )


def _no_ledger() -> Sentence:
    return sentence(
        "Figures were shown, and the ledger that tells of them is gone. Put it back from a backup; "
        "until then nobody can see whether anything was left out."
    )
