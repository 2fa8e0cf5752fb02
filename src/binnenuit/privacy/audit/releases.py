"""Our own releases in a folder: read them all, and attack everything about the same answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from binnenuit.language import Sentence, listed, sentence
from binnenuit.privacy.audit.figures import check_figures
from binnenuit.privacy.audit.known import check_known
from binnenuit.privacy.audit.ledger_file import LEDGER, read_ledger
from binnenuit.privacy.audit.recorded import audit_ledger
from binnenuit.privacy.audit.release_file import Released, read_release
from binnenuit.privacy.audit.united import audit_bands
from binnenuit.privacy.audit.whole import check_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from binnenuit.findings import Finding
    from binnenuit.privacy.audit.words import Verdict

FAULTS: Final = frozenset(
    {
        "privacy.chain-broken",
        "privacy.chain-changed",
        "privacy.sizes-differ",
        "privacy.nobody-in-ledger",
        "privacy.promise-too-low",
        "privacy.promise-differs",
        "privacy.figure-at-end",
        "privacy.figures-differ",
        "privacy.withheld-figure",
        "privacy.not-in-ledger",
        "privacy.group-not-in-ledger",
        "privacy.band-not-in-ledger",
        "privacy.whole-of-few",
    }
)
"""Findings with which no audit has passed."""


@dataclass(frozen=True)
class Releases:
    """What the auditor says about all releases of a folder.

    Attributes
    ----------
    verdicts
        One for everything that was published about the same answers, with one promise.
    findings
        Those whose code is in `FAULTS` mean that the audit has not passed.
    """

    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Nothing can be derived about too few people, and nothing is wrong with the releases."""
        return all(verdict.passed for verdict in self.verdicts) and not any(
            finding.code in FAULTS for finding in self.findings
        )


def audit_releases(folder: Path) -> Releases:
    """Attack all releases in ``releases/`` of a folder, with the ledger when it is there.

    The ledger gives exact numbers and every set that was ever published. Without it the bands of
    people in the releases must prove that nothing can be derived.

    Raises
    ------
    InputError
        A release or the ledger cannot be read.

    Notes
    -----
    Releases of one round and scale are attacked together, also those that promise other numbers of
    people. Nothing is there: no verdicts.
    """
    releases = [
        read_release(path, path.relative_to(folder).as_posix()) for path in release_files(folder)
    ]
    checked = [finding for release in releases for finding in check_figures(release)]
    checked += [finding for release in releases for finding in check_whole(release)]
    if not (folder / LEDGER).exists():
        return Releases(tuple(_by_bands(releases)), tuple(checked))
    ledger = read_ledger(folder / LEDGER)
    recorded = audit_ledger(ledger.value)
    known = (finding for release in releases for finding in check_known(release, ledger.value))
    return Releases(recorded.value, (*ledger.findings, *recorded.findings, *checked, *known))


def release_files(folder: Path) -> list[Path]:
    """Find all releases of a folder, however the ending of their names is written."""
    files = (folder / "releases").rglob("*")
    return sorted(file for file in files if file.suffix.lower() == ".json")


def _by_bands(releases: Iterable[Released]) -> Iterator[Verdict]:
    alike: dict[tuple[str, str], list[list[Released]]] = {}
    for release in releases:
        kinds = alike.setdefault((release.round, release.scale), [])
        same = next((kind for kind in kinds if _groups(kind[0]) == _groups(release)), None)
        if same is None:
            kinds.append([release])
        else:
            same.append(release)
    for kinds in alike.values():
        for kind in kinds:
            doubt = _regrouped(kind[0]) if len(kinds) > 1 else _broken_down(kind)
            for verdict in audit_bands(kind):
                yield verdict if verdict.doubt or not doubt else replace(verdict, doubt=doubt)


def _groups(release: Released) -> list[tuple[str, str]]:
    return sorted((group.name, group.parent) for group in release.groups)


def _regrouped(release: Released) -> Sentence:
    return sentence(
        "The round {round} was released with other groups as well. Whether the two together lay "
        "anybody bare can be told only with their ledger (.binnenuit/ledger.jsonl).",
        round=release.round,
    )


def _broken_down(releases: Sequence[Released]) -> Sentence | None:
    groups = [group.name for release in releases for group in release.groups if group.cells]
    if not groups:
        return None
    return sentence(
        "{groups}: broken down by category. Whether teams and categories together lay anybody bare "
        "can be told only with the ledger (.binnenuit/ledger.jsonl).",
        groups=listed(groups),
    )
