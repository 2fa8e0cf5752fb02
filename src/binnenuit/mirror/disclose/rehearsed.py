"""What would be seen if a layer were released now: on a copy, attacked, and destroyed."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from shutil import copytree, ignore_patterns, rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from binnenuit.errors import RefusedError
from binnenuit.mirror.model.questionnaire import About
from binnenuit.privacy import State
from binnenuit.privacy.audit.model import NOTHING_PUBLISHED
from binnenuit.privacy.audit.releases import audit_releases
from binnenuit.privacy.releases.alone import LOCK, alone
from binnenuit.privacy.releases.folder import HIDDEN, RELEASES, noise_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from binnenuit.mirror.disclose.publishing import Told
    from binnenuit.mirror.model import Questionnaire
    from binnenuit.privacy.audit.releases import Releases

_COPY: Final = "rehearsal-"


@dataclass(frozen=True)
class Rehearsal:
    """What would be seen of one layer, in numbers.

    Attributes
    ----------
    numbers
        Figures that would be shown.
    teams_shown, merged, withheld, protects
        Teams that are asked about and have a figure of their own on some scale; only one together
        with sister teams; none, as they are small; none, to protect others. Each team counts once.
    smallest
        People in the smallest group whose answers anybody could derive; None when nothing is shown.
    passed
        The auditor found nothing wrong.
    """

    numbers: int
    teams_shown: int
    merged: int
    withheld: int
    protects: int
    smallest: int | None
    passed: bool


@contextmanager
def rehearsing(folder: Path) -> Iterator[Path]:
    """Give a copy of a folder that publishes, and destroy it whatever happens.

    It stands in the hidden part of the folder, as its key must be nowhere else; copies that were
    left behind by a program that was killed are destroyed first.
    """
    noise_secret(folder)  # made now if need be, so that the release has the same
    _destroy_left_behind(folder)
    with TemporaryDirectory(prefix=_COPY, dir=folder / HIDDEN) as made:
        copy = folder / HIDDEN / made
        with alone(copy):
            _copy(folder, copy)
            yield copy


def rehearsal(folder: Path, questionnaire: Questionnaire, told: Sequence[Told]) -> Rehearsal:
    """Tell in numbers what was told, and what the auditor found in the whole folder."""
    audited = audit_releases(folder)
    states = _states(questionnaire, told)
    numbers = {state: sum(each is state for each in states) for state in State}
    return Rehearsal(
        numbers=sum(map(_figures, told)),
        teams_shown=numbers[State.SHOWN],
        merged=numbers[State.MERGED],
        withheld=numbers[State.SMALL],
        protects=numbers[State.PROTECTS],
        smallest=_smallest(audited),
        passed=audited.passed,
    )


def _destroy_left_behind(folder: Path) -> None:
    for left in (folder / HIDDEN).glob(f"{_COPY}*"):
        with suppress(RefusedError):
            with alone(left):
                pass  # else somebody is rehearsing in it at this moment
            rmtree(left, ignore_errors=True)


def _copy(folder: Path, copy: Path) -> None:
    others = ignore_patterns(f"{_COPY}*", LOCK)
    copytree(folder / HIDDEN, copy / HIDDEN, ignore=others, dirs_exist_ok=True)
    if (folder / RELEASES).is_dir():
        copytree(folder / RELEASES, copy / RELEASES)


def _states(questionnaire: Questionnaire, told: Sequence[Told]) -> list[State]:
    """Tell of each team that is asked about what stands there at best, else on the first scale."""
    suppliers = {scale.code for scale in questionnaire.scales if scale.about is About.SUPPLIER}
    found: dict[str, list[State]] = {}
    for each in told:
        if each.scale.rpartition(".")[0] in suppliers:
            continue  # every team stands there, also those that nobody dealt with
        for figure in each.teams:
            if not figure.below:
                found.setdefault(figure.team, []).append(figure.state)
    best_first = (State.SHOWN, State.MERGED)
    return [next((s for s in best_first if s in all_), all_[0]) for all_ in found.values()]


def _figures(told: Told) -> int:
    """Count the figures that are shown, each once where several groups share it."""
    scores = {group.place.figure_of for group in told.groups} - {""}
    of_items = {group.place_of_items.figure_of: group for group in told.groups}
    of_items.pop("", None)
    return len(scores) + sum(len(group.items) for group in of_items.values())


def _smallest(audited: Releases) -> int | None:
    found = min((each.audit.smallest for each in audited.verdicts), default=NOTHING_PUBLISHED)
    return None if found == NOTHING_PUBLISHED else found
