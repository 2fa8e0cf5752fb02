"""A YAML file as entries that know their line; nothing in it is run, repeated or made larger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import yaml

from binnenuit.errors import TableError, UnreadableFileError
from binnenuit.language import Sentence, sentence
from binnenuit.tables.encoding import find_encoding
from binnenuit.tables.source import content_of
from binnenuit.tables.yes_no import parse_yes_no

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIMIT_BYTES: Final = 1_000_000
_DEEPEST: Final = 20


@dataclass(frozen=True)
class Entry:
    """A group of keys and values, and where it stands.

    Attributes
    ----------
    file, row
        Name of the file, and line of the first key.
    nodes
        What stands behind each key, as YAML reads it; nothing was made of it yet.
    """

    file: str
    row: int
    nodes: Mapping[str, yaml.Node]

    def has(self, key: str) -> bool:
        """Say whether something stands behind a key."""
        return key in self.nodes and not _is_empty(self.nodes[key])

    def row_of(self, key: str) -> int:
        """Return the line of a value; of the entry when it is not there."""
        return _row(self.nodes[key]) if key in self.nodes else self.row

    def text(self, key: str) -> str:
        """Return a text as it was written: ``no`` is no, and 1.0 is 1.0; an error without one."""
        if not self.has(key):
            raise self.missing(key)
        node = self.nodes[key]
        if not isinstance(node, yaml.ScalarNode):
            raise self._unfit(key, sentence("a text"))
        return " ".join(node.value.split())

    def number(self, key: str, otherwise: int) -> int:
        """Return a whole number."""
        if not self.has(key):
            return otherwise
        try:
            return int(self.text(key))
        except ValueError as error:
            raise self._unfit(key, sentence("a whole number")) from error

    def flag(self, key: str) -> bool:
        """Return yes or no; no when nothing is said."""
        if not self.has(key):
            return False
        try:
            return parse_yes_no(self.text(key))
        except ValueError as error:
            raise self._unfit(key, sentence("true or false")) from error

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Return the entries of a list."""
        node = self.nodes.get(key)
        if node is None or _is_empty(node):
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise self._unfit(key, sentence("a list, each entry on a line that starts with -"))
        return tuple(_entry(self.file, child) for child in node.value)

    def texts(self, key: str) -> Entry | None:
        """Return texts by language; None when one text stands there for all languages."""
        if self.has(key) and isinstance(self.nodes[key], yaml.ScalarNode):
            return None
        return (
            _entry(self.file, self.nodes[key]) if self.has(key) else Entry(self.file, self.row, {})
        )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys, in their order."""
        return tuple(self.nodes)

    def refused(self, code: str, said: Sentence, key: str = "") -> TableError:
        """Make an error that names the place of this entry, or of one value in it."""
        return TableError(code, said, file=self.file, row=self.row_of(key))

    def missing(self, key: str) -> TableError:
        """Make the error of a key that has nothing behind it."""
        return self.refused(
            "mirror.missing-key",
            sentence("The key {key} is missing or empty here. Fill it in.", key=key),
            key,
        )

    def _unfit(self, key: str, expected: Sentence) -> TableError:
        return self.refused(
            "mirror.unfit-value",
            sentence("What stands at {key} is not {expected}.", key=key, expected=expected),
            key,
        )


def read_outline(path: Path) -> Entry:
    """Read the keys and values of a YAML file.

    Raises
    ------
    UnreadableFileError
        Not there, empty, larger than a megabyte, no text, no YAML, nested deeper than 20, or with
        anchors and aliases, by which a small file can unfold into a huge one.
    TableError
        A key stands twice, or the file holds no keys.

    Notes
    -----
    What YAML makes of words is not used, so ``no`` stays a word. Nothing is constructed.
    """
    content_of(path, LIMIT_BYTES)
    text = path.read_text(encoding=find_encoding(path).name)
    try:
        _refuse_unfolding(path, text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise _broken(path, error) from error
    return _entry(path.name, node)


def _refuse_unfolding(path: Path, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            raise UnreadableFileError(
                "mirror.unfolding-yaml",
                sentence(
                    "Here the file refers to another part of itself, or is nested deeper than "
                    "{deepest} levels. Write it out in full, without & and *.",
                    deepest=_DEEPEST,
                ),
                file=path.name,
                row=_line(event.start_mark),
            )


def _entry(file: str, node: yaml.Node | None) -> Entry:
    if not isinstance(node, yaml.MappingNode):
        raise TableError(
            "mirror.no-keys",
            sentence("Keys and values, such as code: A1, are expected here."),
            file=file,
            row=_row(node) if node else None,
        )
    nodes: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in nodes:
            raise TableError(
                "mirror.double-key",
                sentence("The key {key} stands twice. Remove one of them.", key=name),
                file=file,
                row=_row(key),
            )
        nodes[name] = value
    return Entry(file, _row(node), nodes)


def _row(node: yaml.Node) -> int:
    return _line(node.start_mark) or 1


def _line(mark: object) -> int | None:
    # YAML counts lines from 0; some of its errors have no place.
    line = getattr(mark, "line", None)
    return None if line is None else int(line) + 1


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and (
        node.tag == "tag:yaml.org,2002:null" or not node.value.strip()
    )


def _broken(path: Path, error: yaml.YAMLError) -> UnreadableFileError:
    return UnreadableFileError(
        "mirror.broken-yaml",
        sentence(
            "This is not YAML as it should be. Look for a missing colon or quotation mark, or for "
            "lines that do not start below one another."
        ),
        file=path.name,
        row=_line(getattr(error, "problem_mark", None)),
    )
