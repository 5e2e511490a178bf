"""Addresses as people write them: the unit, postcode and place inside them, and a key that makes spellings equal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bokart_desk.domain.text_keys import match_key

_POSTAL = re.compile(r"[,\s]\s*(?:NO?-?)?(\d{4})\s+([A-ZÆØÅa-zæøå][\w .\-]*?)\s*$")
_WORD = (
    r"(?:(?:leil(?:ighet(?:snr|snummer)?|egheit)?(?:\.?\s?nr)?|bolig(?:nr|nummer)?|bruksenhet(?:snr|snummer)?|enhet|h-?nr|nr)"
    r"\b[\s.:]*)?"
)
_DWELLING_NUMBER = re.compile(rf"[\s,;/\-–(]+{_WORD}([HULK])[\s\-]?(\d{{4}})\)?\s*$", re.IGNORECASE)
_NUMBER_FIRST = re.compile(rf"^\(?{_WORD}([HULK])[\s\-]?(\d{{4}})\)?(?:\s*[,;:/–-]\s*|\s+)(?=\D)(.+)$", re.IGNORECASE)
_NAMED_UNIT = re.compile(
    r"(?:\s*[,;/(]\s*|\s+[-–]\s+|\s+)"
    r"((?:rom|hybel|leil(?:ighet|egheit|\.)?|leilighet|bolig|enhet|seksjon|snr\.?|nr\.?|inng(?:ang|\.)?|oppg(?:ang|\.)?|room|flat|apt\.?)"
    r"\s*(?:nr\.?\s*)?(?:[A-ZÆØÅ]?\d{1,4}[A-Za-z]?|[A-ZÆØÅ]))\)?\s*$",
    re.IGNORECASE,
)
_FLOOR_UNIT = re.compile(
    r"(?:\s*[,;/(]\s*|\s+[-–]\s+|\s+)"
    r"((?:(?:\d|første|andre|tredje|fjerde)\.?\s*(?:etg|etasje|høgd|hgd)\.?(?:\s*(?:venstre|høyre|v|h))?"
    r"|under\s?etasj\w*|under\s?etg\.?|u\.?\s?etg\.?|sokkel\w*|kjeller\w*|loft\w*|hoved\s?etasje\w*|hovedetg\.?|hovedhus\w*|anneks\w*"
    r"|kårbolig\w*|gardshus\w*|bakgård\w*|oppe|nede|(?:til )?(?:venstre|høyre|høgre)))\.?\)?\s*$",
    re.IGNORECASE,
)
_AFTER_DASH = re.compile(r"^(?P<street>.*\d+\s?[A-Za-z]?)\s+[-–]\s+(?P<unit>[^,]{1,30})$")
_STREET_AND_NUMBER = re.compile(r"^.*[^\W\d_]{2,}.*\s\d{1,4}\s?[A-Za-zÆØÅæøå]?(?:\s*[-–/]\s*\d{1,4}\s?[A-Za-z]?)?$")
_PLAIN = re.compile(r"^[^\W\d_][^\d,;:()/–-]* \d{1,4}[A-Za-z]?$")
"""A street and its number alone, as most addresses are."""
_UNIT_FORM = re.compile(rf"^{_WORD}([HULK])[\s\-]?(\d{{4}})$", re.IGNORECASE)
_LETTER_AFTER_NUMBER = re.compile(r"(?<=\d)\s+(?=[a-z](?:\s|$))")
_ENDINGS = (
    (re.compile(r"(?<=[a-z])(?:gata|gaten|gate|gt)(?=\s|$)"), "gate"),
    (re.compile(r"(?<=[a-z])(?:veien|vegen|veg|vei|vn)(?=\s|$)"), "vei"),
    (re.compile(r"(?<=\s)(?:gata|gaten|gate|gt|g)(?=\s\d)"), "gate"),
    (re.compile(r"(?<=\s)(?:veien|vegen|veg|vei|vn|v)(?=\s\d)"), "vei"),
    (re.compile(r"(?<=[a-z])(?:plassen|plass|pl)(?=\s\d|$)"), "plass"),
)


_KIND_BEHIND = re.compile(
    r"(?:\s*\((?P<in>[^)\d]*)\)|\s*[,;]\s*|\s+[-–]\s+)(?(in)|(?:bofellesskap\w*|bufellesskap\w*|kollektiv\w*|hybelhus|enebolig|einebustad"
    r"|rekkehus|leilighet|leilegheit|tomannsbolig|omsorgsbolig|kommunal\w*|innleid\w*|privat\w*|shared house))\s*$",
    re.IGNORECASE,
)
"""What sort of dwelling it is, written behind the address: no part of it, and no unit."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart; ``unit`` is empty when the address names the whole dwelling."""

    address: str
    unit: str = ""
    postcode: str | None = None
    place: str | None = None


@lru_cache(maxsize=20_000)
def split_address(text: str) -> Place:
    """Take unit, postcode and place out of an address: "Storgata 8 H 0201, 7999 Solvik".

    What is left is the address as it was written, blanks tidied.
    """
    rest = " ".join(text.split()).strip(" ,;")
    if _PLAIN.match(rest):
        return Place(rest)
    rest = _without_kind(rest)
    rest, unit = _take_unit(rest)
    postcode = place = None
    if (postal := _POSTAL.search(rest)) and _has_number(rest[: postal.start()]):
        postcode, place = postal[1], postal[2].strip()
        rest = rest[: postal.start()].strip(" ,;")
    if not unit:
        rest, unit = _take_unit(rest)
    if not unit and (first := _NUMBER_FIRST.match(rest)) and _has_number(first[3]):
        rest, unit = first[3].strip(), f"{first[1].upper()}{first[2]}"
    return Place(rest, unit, postcode, place)


def _without_kind(text: str) -> str:
    found = _KIND_BEHIND.search(text)
    if found is None or not _has_number(text[: found.start()]):
        return text
    inside = found["in"]
    return text if inside is not None and not _KIND_BEHIND.search(f" - {inside}") else text[: found.start()]


def _take_unit(text: str) -> tuple[str, str]:
    for pattern in (_DWELLING_NUMBER, _NAMED_UNIT, _FLOOR_UNIT):
        found = pattern.search(text)
        if found and _has_number(text[: found.start()]):
            return text[: found.start()].strip(" ,;-–"), tidy_unit("".join(found.groups()))
    if (dashed := _AFTER_DASH.match(text)) and not dashed["unit"][0].isdigit():
        return dashed["street"].strip(), tidy_unit(dashed["unit"])
    return text, ""


def _has_number(text: str) -> bool:
    return any(character.isdigit() for character in text)


@lru_cache(maxsize=20_000)
def tidy_unit(label: str) -> str:
    """Return the label of a unit in one form: "h 0201" is H0201; other labels keep their words."""
    label = " ".join(label.split()).strip(" ,;.()")
    form = _UNIT_FORM.match(label)
    return f"{form[1].upper()}{form[2]}" if form else label


def looks_like_address(text: str) -> bool:
    """Tell whether text reads as a street and a number."""
    return len(text) <= 80 and _STREET_AND_NUMBER.match(split_address(text).address) is not None


@lru_cache(maxsize=20_000)
def address_key(address: str) -> str:
    """Return a key under which spellings of one address are equal: "Storgt. 8 b" and "Storgata 8B"."""
    key = match_key(address)
    for pattern, ending in _ENDINGS:
        key = pattern.sub(ending, key)
    return _LETTER_AFTER_NUMBER.sub("", key)


@lru_cache(maxsize=20_000)
def unit_key(label: str) -> str:
    """Return a key under which spellings of one unit label are equal; empty for the whole dwelling."""
    return match_key(tidy_unit(label)).replace(" ", "")
