"""How the text of a setting becomes a value; a ValueError says that it does not."""

from __future__ import annotations

from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Final, NewType
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from binnenuit.language import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | int | bool | Path | tuple[str, ...]

Port = NewType("Port", int)
Threads = NewType("Threads", int)
Zone = NewType("Zone", str)
Address = NewType("Address", str)
Issuer = NewType("Issuer", str)
Sender = NewType("Sender", str)

_THIS_COMPUTER: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def _within(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError(text)
        return number

    return read


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except ZoneInfoNotFoundError as problem:
        raise ValueError(text) from problem
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError(text)
    return text


def _issuer(text: str) -> str:
    """Who may say who somebody is speaks through https, or on this very computer."""
    parts = urlsplit(text)
    safe = parts.scheme == "https" or parts.hostname in _THIS_COMPUTER
    if text and (not safe or parts.query or parts.fragment):
        raise ValueError(text)
    return _address(text)


def _sender(text: str) -> str:
    """Take an address with or without a name before it; a line end would be a header of its own."""
    _name, address = parseaddr(text)
    before, _at, after = address.rpartition("@")
    if text and (not before or not after or not text.isprintable()):
        raise ValueError(text)
    return text


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


READERS: Final[dict[object, tuple[Callable[[str], Value], Sentence]]] = {
    str: (str, sentence("any text")),
    Path: (Path, sentence("a path")),
    bool: (lambda text: text == "yes", sentence("yes or no")),
    tuple[str, ...]: (_names, sentence("names separated by commas")),
    Port: (_within(1, 65535), sentence("a whole number from 1 to 65535")),
    Threads: (_within(1, 64), sentence("a whole number from 1 to 64")),
    Zone: (_zone, sentence("a name such as Europe/Amsterdam")),
    Address: (_address, sentence("an address that begins with https:// or http://")),
    Sender: (_sender, sentence("a mail address such as binnenuit@example.org")),
    Issuer: (_issuer, sentence("an address that begins with https://")),
}
