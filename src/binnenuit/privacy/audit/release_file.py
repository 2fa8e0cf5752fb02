"""Read release.json: which groups show a figure, and how many people it says are behind them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from binnenuit.errors import TableError, UnreadableFileError
from binnenuit.language import Sentence, sentence
from binnenuit.privacy.audit.bands import NOBODY, UNKNOWN, Band, band_of
from binnenuit.privacy.audit.release_tree import check_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_PUBLISHED = frozenset({"shown", "merged"})


class Cell(NamedTuple):
    """A figure of one category in a group; the attribute is empty when it is not said."""

    attribute: str
    category: str
    people: Band


@dataclass(frozen=True)
class ReleasedGroup:
    """One group of a release.

    Attributes
    ----------
    name, parent
        Of the group, and of the group above it; empty at the top.
    score_of, items_of
        Group whose score, and whose figures of single items, stand here: its own name, the name of
        the merged group it is in, or empty.
    people
        Behind the score.
    rest
        Those of them who are in no smaller group that shows its score; None when it is not said.
    large
        It says that 30 people or more are behind the single items.
    figures
        As they stand in the file.
    cells
        Those of them that are about one category of an attribute.
    """

    name: str
    parent: str
    score_of: str
    items_of: str
    people: Band
    rest: Band | None
    large: bool
    figures: Mapping[str, Any]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Released:
    """One release.json.

    Attributes
    ----------
    file
        Its name, with its folder.
    hash, previous
        Of its latest entry in the ledger, and of the one before its first; empty when it names
        none.
    lowest, highest
        Ends of the scale.
    whole
        Figures about everybody in the groups together, as they stand in the file.
    """

    file: str
    round: str
    scale: str
    k: int
    k_items: int
    groups: tuple[ReleasedGroup, ...]
    hash: str
    previous: str
    lowest: float
    highest: float
    whole: Mapping[str, Any]


def read_release(path: Path, name: str) -> Released:
    """Read one release.

    Parameters
    ----------
    name
        How the file is called in errors and findings.

    Raises
    ------
    UnreadableFileError
        It is no JSON.
    TableError
        A field is missing or holds something else than it should; the field is named.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableFileError(
            "privacy.release-unreadable",
            sentence("This is no JSON that can be read. Put the release there as it was written."),
            file=name,
        ) from error
    if not isinstance(record, dict):
        raise _wrong("groups", name)
    return _release(record, name)


def _release(record: Mapping[str, Any], name: str) -> Released:
    k = _whole(record, "k", name)
    ledger, ends = _mapping(record.get("ledger")), _ends(record, name)
    groups = record.get("groups")
    if not isinstance(groups, list):
        raise _wrong("groups", name)
    return Released(
        file=name,
        round=_text(record, "round", name),
        scale=_scale(record, name),
        k=k,
        k_items=_whole(record, "k_items", name) if "k_items" in record else max(10, k),
        groups=_groups(groups, name),
        hash=str(ledger.get("hash") or ""),
        previous=str(ledger.get("previous") or ""),
        lowest=ends[0],
        highest=ends[1],
        whole=_mapping(record.get("whole")),
    )


def _scale(record: Mapping[str, Any], name: str) -> str:
    scale = record.get("scale")
    return _text(scale if isinstance(scale, dict) else {"code": scale}, "code", name)


def _ends(record: Mapping[str, Any], name: str) -> tuple[float, float]:
    """Find the ends of the scale in the release or in its scale; else they are 1 and 5."""
    said = {**_mapping(record.get("scale")), **record}
    lowest = _whole({"lowest": 1, **said}, "lowest", name)
    return lowest, lowest + _whole({"options": 5, **said}, "options", name) - 1


def _groups(records: list[object], file: str) -> tuple[ReleasedGroup, ...]:
    groups = tuple(_group(_mapping(record), file) for record in records)
    check_tree(groups, file)
    return groups


def _group(record: Mapping[str, Any], file: str) -> ReleasedGroup:
    name, state = _text(record, "group", file), _text(record, "state", file)
    figures = _mapping(record.get("figures"))
    published = state in _PUBLISHED
    merged = _merged_name(record, name) if state == "merged" else name
    return ReleasedGroup(
        name=name,
        parent=_text(record, "parent", file) if record.get("parent") is not None else "",
        score_of=str(record.get("figure_of") or merged) if published else "",
        items_of=_items_of(record, figures, merged),
        people=_band(record, "n_band", file) if published else NOBODY,
        rest=_band(record, "rest_band", file) if "rest_band" in record else None,
        large=record.get("large") is True,
        figures=figures,
        cells=tuple(_cells(figures, file)),
    )


def _cells(figures: Mapping[str, Any], file: str) -> Iterator[Cell]:
    for kind in ("breakdown", "further"):
        for attribute, categories in _mapping(figures.get(kind)).items():
            if isinstance(categories, dict) and "value" not in categories:
                for category, figure in categories.items():
                    yield Cell(str(attribute), str(category), _cell_band(figure, file))
            else:
                yield Cell("", str(attribute), _cell_band(categories, file))


def _cell_band(figure: object, file: str) -> Band:
    record = _mapping(figure)
    return _band(record, "n_band", file) if "n_band" in record else UNKNOWN


def _merged_name(record: Mapping[str, Any], name: str) -> str:
    """Name the merged group: as it is said, or by what its members have in common."""
    others = record.get("merged_with")
    if isinstance(others, list) and others:
        return " + ".join(sorted({name, *map(str, others)}))
    same = [record.get("parent"), record.get("n_band"), record.get("figures")]
    return str(record.get("figure_of") or f"merged {json.dumps(same, sort_keys=True)}")


def _items_of(record: Mapping[str, Any], figures: Mapping[str, Any], merged: str) -> str:
    if "items_of" in record:
        return str(record["items_of"] or "")
    return merged if figures.get("items") else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(record: Mapping[str, Any], field: str, file: str) -> str:
    value = record.get(field)
    if isinstance(value, str) or type(value) is int:
        return str(value)
    raise _wrong(field, file)


def _whole(record: Mapping[str, Any], field: str, file: str) -> int:
    value = record.get(field)
    if type(value) is int and value >= 0:
        return value
    raise _wrong(field, file)


def _band(record: Mapping[str, Any], field: str, file: str) -> Band:
    try:
        return band_of(record.get(field))
    except ValueError as error:
        raise _wrong(field, file) from error


def _wrong(field: str, file: str) -> TableError:
    said: Sentence = sentence(
        "The field “{field}” of the release is missing or is not what it should be. Put the "
        "release there as it was written.",
        field=field,
    )
    return TableError("privacy.release-field", said, file=file)
