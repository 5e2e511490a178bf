"""Wraps the register's key with a secret that a person holds: Argon2id makes a key of it, AES-256-GCM wraps with that.

What was wrapped carries its own parameters, so that later versions can choose others and still read it.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from typing import Any

KEY_BYTES = 32
"""Bytes of the key of a register."""

MEMORY_KIB, ITERATIONS, LANES = 64 * 1024, 3, 4
"""Argon2id as it is done now: an eighth of a second on an office PC, and 64 MiB for each guess."""

_MOST_MEMORY_KIB, _MOST_ITERATIONS, _MOST_LANES = 1024 * 1024, 20, 16
_LEAST_KIB_A_LANE = 8
_SALT_BYTES, _NONCE_BYTES, _TAG_BYTES = 16, 12, 16


class WrongSecret(Exception):
    """The secret does not open what was wrapped."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key of 32 bytes as it may be written down, and how a secret opens it."""

    memory_kib: int
    iterations: int
    lanes: int
    salt: bytes
    nonce: bytes
    sealed: bytes

    def as_json(self) -> dict[str, Any]:
        """Return the form in the file of keys."""
        return {
            "kdf": "argon2id",
            "memory_kib": self.memory_kib,
            "iterations": self.iterations,
            "lanes": self.lanes,
            "salt": self.salt.hex(),
            "cipher": "aes-256-gcm",
            "nonce": self.nonce.hex(),
            "sealed": self.sealed.hex(),
        }

    @staticmethod
    def from_json(held: dict[str, Any]) -> Wrapped:
        """Return what ``as_json`` wrote; raise ``ValueError`` or ``KeyError`` where it is something else."""
        if held["kdf"] != "argon2id" or held["cipher"] != "aes-256-gcm":
            raise ValueError("unknown way of wrapping")
        costs = (held["memory_kib"], held["iterations"], held["lanes"])
        most = (_MOST_MEMORY_KIB, _MOST_ITERATIONS, _MOST_LANES)
        if any(type(cost) is not int or not 0 < cost <= limit for cost, limit in zip(costs, most, strict=True)):
            raise ValueError("unusable parameters")
        if held["memory_kib"] < _LEAST_KIB_A_LANE * held["lanes"]:
            raise ValueError("less memory than Argon2 works with")
        salt, nonce, sealed = (bytes.fromhex(held[name]) for name in ("salt", "nonce", "sealed"))
        if (len(salt), len(nonce), len(sealed)) != (_SALT_BYTES, _NONCE_BYTES, KEY_BYTES + _TAG_BYTES):
            raise ValueError("wrong lengths")
        return Wrapped(*costs, salt, nonce, sealed)


def load() -> None:
    """Load the library, so that nothing but the work itself is left to do."""
    import cryptography.hazmat.primitives.ciphers.aead  # noqa: PLC0415
    import cryptography.hazmat.primitives.kdf.argon2  # noqa: F401, PLC0415


def wrap(key: bytes, secret: str, purpose: str) -> Wrapped:
    """Wrap ``key`` so that only ``secret`` opens it; ``purpose`` is bound to it and must be the same at opening."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - only where a secret is used

    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    with_secret = _stretched(secret, salt, MEMORY_KIB, ITERATIONS, LANES)
    sealed = AESGCM(with_secret).encrypt(nonce, key, purpose.encode("utf-8"))
    return Wrapped(MEMORY_KIB, ITERATIONS, LANES, salt, nonce, sealed)


def unwrap(wrapped: Wrapped, secret: str, purpose: str) -> bytes:
    """Return the key. Raise ``WrongSecret`` where ``secret`` is another or anything was tampered with."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    with_secret = _stretched(secret, wrapped.salt, wrapped.memory_kib, wrapped.iterations, wrapped.lanes)
    try:
        return AESGCM(with_secret).decrypt(wrapped.nonce, wrapped.sealed, purpose.encode("utf-8"))
    except InvalidTag as error:
        raise WrongSecret from error


def _stretched(secret: str, salt: bytes, memory_kib: int, iterations: int, lanes: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415

    as_typed_anywhere = unicodedata.normalize("NFC", secret)  # keyboards differ in how they send Å
    stretch = Argon2id(salt=salt, length=KEY_BYTES, iterations=iterations, lanes=lanes, memory_cost=memory_kib)
    return stretch.derive(as_typed_anywhere.encode("utf-8", "surrogatepass"))
