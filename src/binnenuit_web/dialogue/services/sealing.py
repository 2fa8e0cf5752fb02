"""Sealing what comes from a person: with the key it can be read, and without it never again.

Everything is filled up to whole blocks, so that its length tells of no answer.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLOCK: Final = 64
_KEY: Final = 32
_NONCE: Final = 12
_LENGTH: Final = 4
_FOR: Final = b"binnenuit dialogue 1"

Stored = bytes | memoryview  # what a binary column holds, which differs between databases


class NotOpenedError(Exception):
    """What was sealed was sealed with another key, or is no longer whole."""


def new_key() -> bytes:
    """Make the key of one question or poll."""
    return os.urandom(_KEY)


def seal(key: Stored, text: bytes) -> bytes:
    """Seal a text; no two of its seals are alike."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(bytes(key)).encrypt(nonce, _filled_up(text), _FOR)


def unseal(key: Stored, sealed: Stored) -> bytes:
    """Give back the text; NotOpenedError with another key."""
    return next(unseal_all(key, (sealed,)))


def unseal_all(key: Stored, sealed: Iterable[Stored]) -> Iterator[bytes]:
    """Open many of one key, in their order."""
    cipher = _cipher(bytes(key))
    for each in map(bytes, sealed):
        try:
            filled = cipher.decrypt(each[:_NONCE], each[_NONCE:], _FOR)
        except (InvalidTag, ValueError) as problem:
            raise NotOpenedError from problem
        yield filled[_LENGTH : _LENGTH + int.from_bytes(filled[:_LENGTH])]


def _filled_up(text: bytes) -> bytes:
    whole = len(text).to_bytes(_LENGTH) + text
    return whole.ljust(-(-len(whole) // BLOCK) * BLOCK, b"\0")


def _cipher(key: bytes) -> AESGCM:
    # Made anew each time: kept, it would outlive its key in every process but the one that closes.
    # And not with the key itself, from which hands are made.
    return AESGCM(HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=_FOR).derive(key))
