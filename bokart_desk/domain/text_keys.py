"""Keys for finding and sorting: what "čović" and "Čović" have in common, and where Å stands in Norwegian."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UNSEEN = dict.fromkeys((0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
"""Signs that show nothing: soft hyphens, joiners, marks of the direction of writing."""
_PLAIN = _UNSEEN | str.maketrans(
    {
        "æ": "ae", "ø": "o", "å": "a", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ß": "ss", "ı": "i", "œ": "oe",
        "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "ʻ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-",
        "\u00a0": " ",
    }
)  # fmt: skip
_NORWEGIAN = _UNSEEN | str.maketrans(
    {
        "æ": "{",
        "ä": "{",
        "ø": "|",
        "ö": "|",
        "å": "}",
        "ü": "y",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ß": "ss",
    }
)
_NOT_WORD = re.compile(r"[^\w{|}]+")
_DIGITS = re.compile(r"\d+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_NUMBER_WIDTH = 6
_SHORT = 80
"""Characters of a name, an address or a heading, which are met again and again; a note is met once."""


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def search_key(text: str) -> str:
    """Return ``text`` as it is searched: case folded, without diacritics, runs of white space as one space.

    "Ødegård" and "odegard" have the same key. Letters of other scripts stay.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return _folded(text) if len(text) <= _SHORT else _folded.__wrapped__(text)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return " ".join(_without_signs(text).split())


@lru_cache(maxsize=20_000)
def _without_signs(text: str) -> str:
    return _without_marks(unicodedata.normalize("NFC", text.casefold()).translate(_PLAIN))


def fold(text: str) -> str:
    """Return a text with the letters of its search key and white space as it stands; at little cost, however long."""
    return _FOREIGN.sub(_fold_few, text.lower())


def _fold_few(found: re.Match[str]) -> str:
    return _without_signs(found.group())


def match_key(text: str) -> str:
    """Return the search key with letters and digits only, for deciding whether two writings are the same."""
    key = search_key(text)
    return key if key.replace(" ", "").isalnum() else _NOT_WORD.sub(" ", key).strip()


def sort_key(text: str) -> str:
    """Return a key whose plain order is the Norwegian one: … z æ ø å, numbers by value, case and marks left out.

    "aa" is two letters: most names in the register are not Norwegian ("Isaac", "Maalik").
    """
    if text.isascii():
        words = " ".join(text.lower().split())
        joined = words.replace(" ", "")
        if joined.isalpha():  # most names: neither signs nor numbers
            return words
        if not joined.isalnum():
            words = _NOT_WORD.sub(" ", words).strip()
    else:
        folded = unicodedata.normalize("NFC", text.casefold()).translate(_NORWEGIAN)
        words = _NOT_WORD.sub(" ", _without_marks(folded)).strip()
    return _DIGITS.sub(_padded, words)


def _padded(number: re.Match[str]) -> str:
    return number.group().zfill(_NUMBER_WIDTH)
