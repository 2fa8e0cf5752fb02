"""How the text of a setting becomes a value; a ValueError says that it does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | int | bool | Path | tuple[str, ...]


def _number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


READERS: Final[dict[object, tuple[Callable[[str], Value], Sentence]]] = {
    str: (str, sentence("any text")),
    Path: (Path, sentence("a path")),
    int: (_number, sentence("a whole number from 1 to 65535")),
    bool: (lambda text: text == "yes", sentence("yes or no")),
    tuple[str, ...]: (_names, sentence("names separated by commas")),
}
