"""The groups of a release as a tree: each name once, no parent missing, nothing in a circle."""

from __future__ import annotations

from collections import Counter
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from binnenuit.errors import TableError
from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from binnenuit.privacy.audit.release_file import ReleasedGroup


def check_tree(groups: Sequence[ReleasedGroup], file: str) -> None:
    """Refuse groups that form no tree, also when only their figures stand in a circle.

    Raises
    ------
    TableError
        ``privacy.release-groups``: a name stands there twice, a parent is missing, or a group, or
        the group whose figure stands there, stands above itself.

    Notes
    -----
    Linear in groups.
    """
    times = Counter(group.name for group in groups)
    for name, number in times.items():
        if number > 1:
            raise _no_tree(_twice(name), file)
    for group in groups:
        if group.parent and group.parent not in times:
            raise _no_tree(_missing(group.parent), file)
    parents = {group.name: [group.parent] if group.parent else [] for group in groups}
    downwards = _ordered(parents, file)
    for own in (
        {group.name: group.score_of for group in groups},
        {group.name: group.items_of for group in groups},
    ):
        _ordered(_around(own, parents, downwards), file)


def _around(
    own: Mapping[str, str], parents: Mapping[str, Sequence[str]], downwards: Sequence[str]
) -> dict[str, set[str]]:
    """Find the sets that stand next above each set: another one for each group that shows it."""
    near: dict[str, str] = {}
    around: dict[str, set[str]] = {}
    for name in downwards:
        outside = next((near[parent] for parent in parents[name]), "")
        near[name] = own[name] or outside
        if own[name]:
            around.setdefault(own[name], set()).update({outside} - {""})
    return around


def _ordered(above: Mapping[str, Sequence[str] | set[str]], file: str) -> list[str]:
    """Put everything after what stands above it."""
    try:
        return list(TopologicalSorter(above).static_order())
    except CycleError as error:
        raise _no_tree(_circle(str(error.args[1][0])), file) from error


def _no_tree(said: Sentence, file: str) -> TableError:
    return TableError("privacy.release-groups", said, file=file)


def _twice(name: str) -> Sentence:
    return sentence(
        "The groups of the release form no tree: “{name}” stands there more than once. Put the "
        "release there as it was written.",
        name=name,
    )


def _missing(name: str) -> Sentence:
    return sentence(
        "The groups of the release form no tree: the parent “{name}” is missing. Put the "
        "release there as it was written.",
        name=name,
    )


def _circle(name: str) -> Sentence:
    return sentence(
        "The groups of the release form no tree: “{name}”, or its figure, stands above itself. Put "
        "the release there as it was written.",
        name=name,
    )
