"""XML in pieces: no tree, no entities, no network; only small records reach the readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from binnenuit.chain.read.prolog import document_type
from binnenuit.errors import UnreadableFileError
from binnenuit.language import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DEEPEST: Final = 64
LONGEST_TEXT: Final = 1_000_000
_MOST_NAMES: Final = 10_000
_MOST_FIELDS: Final = 1_000

Record = dict[str, str]


class _LocalNames(dict[str, str]):
    """Tag to local name; the prefix and the namespace differ per country and program."""

    def __missing__(self, tag: str) -> str:
        name = tag.rpartition("}")[2]
        if len(self) < _MOST_NAMES:
            self[tag] = name
        return name


class Records:
    """Receives the events of the parser and hands each finished record to its handler.

    A record is an element in ``handlers``; its fields are the texts of its direct children, and
    under the empty name its own text. ``open`` holds the records that are still open, the outermost
    first, so that a handler finds the transaction around its line. Memory is that of open records.
    """

    def __init__(self, handlers: Mapping[str, Callable[[Record], None]]) -> None:
        self.open: list[Record] = [{}]
        self.open_names: list[str] = [""]
        self._handlers = handlers
        self._text: list[str] = []
        self.data = self._text.append
        self.start, self.end, self._place = self._callbacks()
        self._last_place: tuple[int, ...] = ()
        self._silent = 0

    def _callbacks(
        self,
    ) -> tuple[Callable[..., None], Callable[[str], None], Callable[[], tuple[int, int]]]:
        """Make the callbacks for the start and end of an element, and one that tells the place.

        Functions with local names, not methods: they run for every element of the file, and this
        takes a quarter off the time of the whole pass.
        """
        names = _LocalNames()
        handlers, text, records, record_names = (
            self._handlers,
            self._text,
            self.open,
            self.open_names,
        )
        started = 0
        depth = 0
        record_depth = 0
        field_depth = 1
        outer_depths: list[int] = []

        def start(tag: str, _attributes: Mapping[str, str]) -> None:
            nonlocal started, depth, record_depth, field_depth
            text.clear()
            started += 1
            depth += 1
            name = names[tag]
            if name in handlers:
                records.append({})
                record_names.append(name)
                outer_depths.append(record_depth)
                record_depth = depth
                field_depth = depth + 1

        def end(tag: str) -> None:
            nonlocal depth, record_depth, field_depth
            if depth == field_depth:
                value = text[0] if len(text) == 1 else "".join(text)
                records[-1][names[tag]] = value.strip()
            elif depth == record_depth:
                record_depth = outer_depths.pop()
                field_depth = record_depth + 1
                self._end_record()
            depth -= 1
            text.clear()

        return start, end, lambda: (depth, started)

    def _end_record(self) -> None:
        name = self.open_names.pop()
        record = self.open.pop()
        if self._text:
            record[""] = "".join(self._text).strip()
        self._handlers[name](record)

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """Refuse, should the parser see a document type where the prolog showed none."""
        raise document_type("")

    def close(self) -> None:
        """End the file."""

    def check(self, size: int, file: str) -> None:
        """Refuse what grows without end; called after every piece of ``size`` bytes.

        A tag or comment that does not end gives no events at all, while the parser keeps it.
        """
        place = (*self._place(), len(self._text))
        self._silent = self._silent + size if place == self._last_place else 0
        self._last_place = place
        if place[0] > DEEPEST:
            raise _too_deep(file)
        if max(map(len, self.open)) > _MOST_FIELDS:
            raise _too_large(file)
        if self._silent > LONGEST_TEXT or sum(map(len, self._text)) > LONGEST_TEXT:
            raise _too_large(file)


def feed(chunks: Iterable[bytes], records: Records, file: str) -> None:
    """Send the file, in UTF-8, through the parser to ``records``.

    Raises
    ------
    UnreadableFileError
        The XML is broken, cut short, or has one element too large or too deep.
    """
    parser = etree.XMLParser(
        target=records,  # type: ignore[arg-type]  # stubs ask for bytes, which lxml never sends
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for chunk in chunks:
            parser.feed(chunk)
            records.check(len(chunk), file)
        parser.close()
    except etree.LxmlError as error:
        raise _broken(error, file) from error


def _broken(error: etree.LxmlError, file: str) -> UnreadableFileError:
    line = getattr(error, "lineno", None) or None
    reason = " ".join(str(error).partition(", line ")[0].split())[:200]
    lowered = reason.lower()
    if any(word in lowered for word in ("huge", "too long", "too large", "limit", "lookup")):
        return _too_large(file)
    if any(word in lowered for word in ("premature end", "no element found", "document is empty")):
        return UnreadableFileError(
            "chain.file-cut-short",
            sentence(
                "The file ends in the middle: it was cut short on the way. Export or download it "
                "once more."
            ),
            file=file,
            row=line,
        )
    return UnreadableFileError(
        "chain.xml-broken",
        sentence(
            "The XML is broken here ({reason}). Export the file once more from your accounting "
            "program.",
            reason=reason,
        ),
        file=file,
        row=line,
    )


def _too_deep(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        "chain.xml-too-deep",
        sentence(
            "Elements lie more than {limit} deep in one another, which accounting files "
            "never do. Export the file once more from your accounting program.",
            limit=DEEPEST,
        ),
        file=file,
    )


def _too_large(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        "chain.xml-too-large",
        sentence(
            "One element is larger than {limit} million letters, which accounting files "
            "never have. "
            "Export the file once more from your accounting program.",
            limit=LONGEST_TEXT // 1_000_000,
        ),
        file=file,
    )
