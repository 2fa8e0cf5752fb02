"""Which file of a folder is which: with a date and a name in front, or without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from binnenuit.errors import TableError
from binnenuit.language import listed, sentence

if TYPE_CHECKING:
    from pathlib import Path

COMMENTS: Final = "comments.csv"
VOTES: Final = "votes.csv"
PEOPLE: Final = "participants-votes.csv"
SUMMARY: Final = "summary.csv"
_ALSO: Final = {PEOPLE: (PEOPLE, "participant-votes.csv")}


def file_of(folder: Path, name: str) -> Path | None:
    """Find a file by its name, or by the end of it; None when it is not there.

    Raises
    ------
    TableError
        ``dialogue.several-files``: only the beginnings of several names differ.
    """
    names = _ALSO.get(name, (name,))
    for one in names:
        if (folder / one).is_file():
            return folder / one
    found = [file for file in sorted(folder.glob("*-*.csv")) if _ends(file, names, name)]
    if len(found) > 1:
        raise TableError(
            "dialogue.several-files",
            sentence(
                "Several files could be {name}: {files}. Put one conversation in a folder.",
                name=name,
                files=listed(file.name for file in found),
            ),
        )
    return found[0] if found else None


def _ends(file: Path, names: tuple[str, ...], name: str) -> bool:
    of_people = file.name.endswith(_ALSO[PEOPLE])
    return file.name.endswith(tuple(f"-{one}" for one in names)) and of_people == (name == PEOPLE)
