"""The recovery key as people write it down: seven groups of five signs, each of which tells when it was misread.

Four signs of a group carry 20 random bits (140 in all), the fifth is a check of the four and of the group's place. The
alphabet is Crockford's: no I, L, O or U; those that are read for 1 and 0 are taken as such.
"""

from __future__ import annotations

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 7
GROUP_SIGNS = 5
RANDOM_BYTES = 18
"""Bytes of randomness that ``recovery_text`` needs; 140 of their 144 bits are used."""

_BITS = 5
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = str.maketrans("", "", " -–\t\r\n.")


class MisreadRecoveryKey(ValueError):
    """The text is no recovery key. ``group``: the first group (from 1) with a slip; None where its length is wrong."""

    def __init__(self, group: int | None) -> None:
        super().__init__("not a recovery key")
        self.group = group


def recovery_text(random: bytes) -> str:
    """Return the recovery key made of ``random`` (18 bytes), in groups with hyphens between them."""
    if len(random) != RANDOM_BYTES:
        raise ValueError(f"a recovery key is made of {RANDOM_BYTES} bytes")
    number = int.from_bytes(random, "big")
    groups = []
    for place in range(GROUPS):
        signs = "".join(
            ALPHABET[number >> (_BITS * (place * (GROUP_SIGNS - 1) + sign)) & 31] for sign in range(GROUP_SIGNS - 1)
        )
        groups.append(signs + _check_sign(place, signs))
    return "-".join(groups)


def read_recovery_text(text: str) -> str:
    """Return the recovery key as ``recovery_text`` writes it, however it was typed.

    Raise ``MisreadRecoveryKey`` when it cannot be one.
    """
    signs = text.translate(_BETWEEN).upper().translate(_MISREAD)
    groups = [signs[start : start + GROUP_SIGNS] for start in range(0, len(signs), GROUP_SIGNS)]
    for place, group in enumerate(groups[:GROUPS]):
        whole = len(group) == GROUP_SIGNS and all(sign in ALPHABET for sign in group)
        if not whole or _check_sign(place, group[:-1]) != group[-1]:
            raise MisreadRecoveryKey(place + 1 if len(signs) == GROUPS * GROUP_SIGNS else None)
    if len(groups) != GROUPS:
        raise MisreadRecoveryKey(None)
    return "-".join(groups)


def looks_like_recovery_text(text: str) -> bool:
    """Tell whether ``text`` is rather a recovery key than a password: as many signs, all of its alphabet."""
    signs = text.translate(_BETWEEN).upper().translate(_MISREAD)
    return len(signs) == GROUPS * GROUP_SIGNS and all(sign in ALPHABET for sign in signs)


def _check_sign(place: int, signs: str) -> str:
    return ALPHABET[hashlib.sha256(f"{place}{signs}".encode("ascii")).digest()[0] & 31]
