"""Sealing with HPKE (RFC 9180): with the public key one seals, with the private one one opens.

A sealed ballot is filled up with spaces, so that its size tells of no answer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

BLOCK: Final = 512
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
_FOR: Final = b"binnenuit ballot 1"

Stored = bytes | memoryview  # what a binary column holds, which differs between databases


class NotOpenedError(Exception):
    """What was sealed was sealed for another key, or is no longer whole."""


def new_keys() -> tuple[bytes, bytes]:
    """Make the public and the private key of one layer."""
    private = X25519PrivateKey.generate()
    return private.public_key().public_bytes_raw(), private.private_bytes_raw()


def seal(public: Stored, text: bytes) -> bytes:
    """Seal a JSON text; no two of its seals are alike."""
    return _SUITE.encrypt(_filled_up(text), _public(bytes(public)), _FOR)


def unseal(private: Stored, sealed: Stored) -> bytes:
    try:
        key = X25519PrivateKey.from_private_bytes(bytes(private))
        return _SUITE.decrypt(bytes(sealed), key, _FOR).rstrip(b" ")
    except (InvalidTag, ValueError) as problem:
        raise NotOpenedError from problem


def _filled_up(text: bytes) -> bytes:
    return text.ljust(-(-len(text) // BLOCK) * BLOCK)


@lru_cache(maxsize=64)
def _public(key: bytes) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(key)
