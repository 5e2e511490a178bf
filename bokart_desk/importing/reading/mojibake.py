"""Text that was UTF-8, read as Windows-1252 and saved so ("BlÃ¥bÃ¦r"): mended only where that is certain."""

from __future__ import annotations

import re

_SUSPECT = re.compile(
    "[\u00c2-\u00c6\u00c8-\u00cb\u00d0-\u00d1\u00e2][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]"
)
_LETTERS = re.compile("[A-Za-zÆØÅæøåÄÖäöÉéÈèÊêÓóÒòÔôÜüÁáÀàÍíÚúÝýÇçÑñĆćČčĐđŠšŽžŁł\u2010-\u2026\u20ac§°«»´\u00a0]")


_SUSPECT_UTF8 = re.compile(
    rb"\xc3[\x82-\x86\x88-\x8b\x90\x91\xa2](?:\xc2[\x80-\xbf]|\xc5[\x92-\xbf]|\xc6[\x80-\x92]|\xcb[\x86-\x9c]|\xe2[\x80-\x84])"
)


def may_hold(text: bytes | bytearray) -> bool:
    """Return whether UTF-8 text of any length may hold such a pair: one fast look before cell by cell."""
    return _SUSPECT_UTF8.search(text) is not None


def is_suspect(text: str) -> bool:
    """Return whether the text has a pair of signs that such a mistake makes and people hardly write."""
    return _SUSPECT.search(text) is not None


def repair(text: str) -> str | None:
    """Return the text as it was meant, or None where it cannot be told for certain.

    Certain is: the whole cell goes back to bytes and is valid UTF-8 then, and every letter won is one of names and
    words in Norway.
    """
    if not is_suspect(text):
        return None
    try:
        meant = b"".join(_byte(sign) for sign in text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    won = [sign for sign in meant if not sign.isascii()]
    return meant if all(_LETTERS.match(sign) for sign in won) else None


def _byte(sign: str) -> bytes:
    return sign.encode("latin-1") if "\u0080" <= sign <= "\u009f" else sign.encode("cp1252")
