"""Codes of ballots: twenty characters, a hundred bits, so that nobody can guess one."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from binnenuit_web.people.services.codes import ALPHABET, as_meant

LENGTH: Final = 20
_GROUP: Final = 5


def code_of(secret: bytes, person: str, serial: int) -> str:
    """Derive the code of somebody invited; with the next serial it is another one."""
    made = hmac.digest(bytes(secret), f"{serial}:{person}".encode(), "sha256")
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in made[:LENGTH])


def fresh_code() -> str:
    """Make a code that follows from nothing, for a sheet of paper or a slip."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def hash_of(code: str) -> str:
    """Say under which key a code is stored, however it was typed.

    Without salt and fast: of a hundred random bits nobody can make a list.
    """
    return hashlib.sha256(as_meant(code).encode()).hexdigest()


def in_groups(code: str) -> str:
    """Write a code as it is printed: ABCDE-FGHJK-MNPQR-STVWX."""
    return "-".join(code[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))
