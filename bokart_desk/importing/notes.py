"""Finds in notes what should not stand there: door codes, telephone numbers and words about health."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bokart_desk.i18n import _, pgettext
from bokart_desk.importing.fields import word_groups

_SHORTEST = 4
_DIGITS_OF_A_CODE = 3
_DIGITS_OF_A_TELEPHONE = 8
_NEAR = 30
"""How many letters may lie between the word for a code and the code itself."""
_PLAIN = str.maketrans({"ø": "o", "å": "a", "đ": "d", "ł": "l"})
_CODE = re.compile(r"(?<![\w.,:/+-])[#*]?(?:[a-z]?\d{3,8}[a-z]?|\d(?:[ -]\d){3,5})[#*]?(?![\w]|[.,/:-]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_TIME = re.compile(
    r"(?:\b(?:i|ar|aret|siden|sidan|fra|fra og med|til|for|etter|innen|januar|februar|mars|april|mai|juni|juli|august"
    r"|september|oktober|november|desember|jan|feb|apr|jun|jul|aug|sep|sept|okt|nov|des)\.?|\d\.)\s*$"
)
_UNIT = re.compile(r"\s*(?:kr\b|kroner|,-|kvm|m2|m²|stk|%|kwh|mnd|ar\b|dager|personer)")
_NUMBER = re.compile(
    r"(?<![\d.,/#-])(?:(?:\+|00)47[ ]?)?(?:[2-9]\d{7}|[2-9]\d(?: \d\d){3}|[2-9]\d\d \d\d \d{3}|[2-9]\d{3} \d{4})"
    r"(?![\d]|[.,/-]\d|[ ]\d)"
    r"|(?<![\d.])(?:\+|\b00)(?!47)[1-9]\d{0,2}(?:[ -]?\d){6,11}(?!\d)"
)
_WORD_BEFORE = re.compile(r"([a-zæ]+)[.:]?(?:\s*(?:nr|nummer)\b)?[\s.:=]*$")
_BEGINNING = 3
_WORD = re.compile(r"\b\w{3}")
"""How a word begins; no word of a group is shorter."""
_CAPITALS = re.compile("[A-Z]{2}")
_STREET = re.compile(r"(?:vei|veien|veg|vegen|gata|gate|gaten|plass|plassen|bakken|tunet|alleen|stien|lokka)$")


class Sensitive(StrEnum):
    """What notes may hold that should not stand there."""

    DOOR_CODE = "door_code"
    TELEPHONE = "telephone"
    HEALTH = "health"


class Whose(StrEnum):
    """Whose a telephone number is."""

    TENANT = "tenant"
    LANDLORD = "landlord"
    OTHER = "other"


_OF_WHOM = {Whose.TENANT: "of the tenant", Whose.LANDLORD: "of the landlord", Whose.OTHER: "of others"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of a text that should not stand in notes: ``text[start:end]``."""

    kind: Sensitive
    start: int
    end: int


def sensitive_label(kind: Sensitive) -> str:
    """Return what a kind of finding is called to people."""
    return {
        Sensitive.DOOR_CODE: pgettext("found in notes", "door code"),
        Sensitive.TELEPHONE: pgettext("found in notes", "telephone number"),
        Sensitive.HEALTH: pgettext("found in notes", "about health"),
    }[kind]


def warning_of(kind: Sensitive) -> str:
    """Return the sentence that warns of a kind of finding."""
    return {
        Sensitive.DOOR_CODE: _("The notes seem to hold a door code."),
        Sensitive.TELEPHONE: _("The notes seem to hold a telephone number."),
        Sensitive.HEALTH: _("The notes seem to say something about health."),
    }[kind]


def is_code_word(text: str) -> bool:
    """Tell whether a heading is a word for the code of a door: "Portkode", "Nøkkelboks"."""
    return len(text) > _SHORTEST and _words()["code words"].fullmatch(_folded(text)) is not None


def names_a_number(heading: str) -> bool:
    """Tell whether a heading says that its column holds codes of doors or telephone numbers."""
    groups = (_words()["code words"], _words()["telephone words"])
    return any(group.fullmatch(word) for word in _split(heading) for group in groups)


def says_what_follows(heading: str) -> bool:
    """Tell whether a heading tells what the text under it is about: a code, a number of some kind, health."""
    groups = (_words()["code words"], _words()["telephone words"], _words()["other number words"])
    named = any(group.fullmatch(word) for word in _split(heading) for group in groups)
    return named or bool(find_sensitive(heading))


def only_about_a_number(text: str) -> bool:
    """Tell whether nothing is left but words for a telephone and for whose it is: "Tlf. utleier:"."""
    groups = (_words()["telephone words"], _words()["beside a number"])
    return all(any(group.fullmatch(word) for group in groups) for word in _split(text))


def says_whose_number(text: str) -> Whose | None:
    """Return whose a telephone number is by the words before it; None where they do not say."""
    for word in reversed(_split(text)):
        whose = next((one for one, group in _OF_WHOM.items() if _words()[group].fullmatch(word)), None)
        if whose is not None:
            return whose
    return None


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", _folded(text))


def without(text: str, findings: Iterable[Finding]) -> str:
    """Return a text without the parts found in it, blanks tidied."""
    kept, last = [], 0
    for finding in sorted(findings, key=lambda one: one.start):
        kept.append(text[last : finding.start])
        last = max(last, finding.end)
    return " ".join("".join([*kept, text[last:]]).split()).strip(" ,;:-–")


@lru_cache(maxsize=4096)
def find_sensitive(text: str) -> tuple[Finding, ...]:
    """Return the parts of a text that should not stand in notes, in their order; they never overlap.

    A word for a door code counts only with the code beside it; a number counts as a telephone number when it is written
    as one and no other word says what it is.
    """
    if not text or not any(map(str.isalnum, text)):
        return ()
    folded = _folded(text)
    found: list[Finding] = []
    digits = sum(map(str.isdigit, folded))
    codes = _codes(folded) if digits >= _DIGITS_OF_A_CODE else ()
    telephones = _telephones(folded) if digits >= _DIGITS_OF_A_TELEPHONE else ()
    for finding in (*codes, *telephones, *_about_health(folded, text)):
        if all(finding.end <= other.start or other.end <= finding.start for other in found):
            found.append(finding)
    return tuple(sorted(found, key=lambda one: one.start))


def _folded(text: str) -> str:
    """The text in small letters without marks, of the same length, so that places in it are places in the text."""
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """What each letter is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _plain(chr(code))
        return folded


_FOLDS = _Folds()


def _plain(character: str) -> str:
    if character.isspace() or unicodedata.category(character) == "Zs":
        return " "
    if character in "–—‐‑":
        return "-"
    low = character.lower().translate(_PLAIN)
    base = unicodedata.normalize("NFD", low)[:1] if low != "æ" else low
    return base if len(base) == 1 else character


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    groups = word_groups("note_words.txt")
    compiled = {name: _any_of(map(_folded, words)) for name, words in groups.items()}
    return compiled | {"health in capitals": _any_of(groups["health in capitals"])}


@lru_cache(maxsize=8)
def _by_beginning(group: str) -> dict[str, re.Pattern[str]]:
    """The words of a group by how they begin: few of a note's words begin as one of them."""
    found: dict[str, list[str]] = {}
    for word in map(_folded, word_groups("note_words.txt")[group]):
        found.setdefault(word[:_BEGINNING], []).append(word)
    return {beginning: _any_of(words) for beginning, words in found.items()}


def _met(group: str, folded: str) -> Iterator[re.Match[str]]:
    """The words of a group that stand in a text."""
    beginnings = _by_beginning(group)
    if beginnings.keys().isdisjoint(_WORD.findall(folded)):
        return  # as for nearly every text
    for word in _WORD.finditer(folded):
        words = beginnings.get(word[0])
        found = words.match(folded, word.start()) if words else None
        if found is not None:
            yield found


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    patterns = (re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(r"(?<![\w-])(?:" + "|".join(sorted(patterns, key=len, reverse=True)) + r")(?!\w)")


def _codes(text: str) -> Iterator[Finding]:
    """A word for a code with a code after it, or right before it: "Portkode 4711", "4711 (nøkkelboks)"."""
    for word in _met("code words", text):
        after = _CODE.search(text, word.end(), min(len(text), word.end() + _NEAR + 8))
        if after and "\n" not in text[word.end() : after.start()] and _is_code(text, after):
            yield Finding(Sensitive.DOOR_CODE, word.start(), after.end())
            continue
        before = list(_CODE.finditer(text, max(0, word.start() - 12), word.start()))
        if before and not re.search(r"[^\s(=:-]", text[before[-1].end() : word.start()]) and _is_code(text, before[-1]):
            yield Finding(Sensitive.DOOR_CODE, before[-1].start(), word.end())


def _is_code(text: str, found: re.Match[str]) -> bool:
    """Not a year ("byttet i 2024"), an amount or a measure."""
    if _UNIT.match(text, found.end()):
        return False
    return _YEAR.fullmatch(found[0]) is None or _OF_TIME.search(text[: found.start()]) is None


def _telephones(text: str) -> Iterator[Finding]:
    for found in _NUMBER.finditer(text):
        word = _WORD_BEFORE.search(text[: found.start()])
        named = word is not None and _words()["telephone words"].fullmatch(word[1]) is not None
        other = word is not None and _words()["other number words"].fullmatch(word[1]) is not None
        if named or not (other or _is_day(found[0]) or _UNIT.match(text, found.end())):
            yield Finding(Sensitive.TELEPHONE, found.start(), found.end())


def _is_day(digits: str) -> bool:
    """Whether eight digits are a date: 20240801, 31082024."""
    if not digits.isdigit() or len(digits) != 8:
        return False
    for year, month, day in (
        (digits[:4], digits[4:6], digits[6:]),
        (digits[4:], digits[2:4], digits[:2]),
    ):
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            continue
        if year[:2] in ("19", "20"):
            return True
    return False


def _about_health(folded: str, text: str) -> Iterator[Finding]:
    for found in _met("health", folded):
        follows = re.match(r"\w*(?:-\w+)?", folded[found.start() :])
        whole = follows[0] if follows else found[0]
        if not _STREET.search(whole) and not _words()["no health"].match(folded, found.start()):
            yield Finding(Sensitive.HEALTH, found.start(), found.end())
    for found in _words()["health in capitals"].finditer(text) if _CAPITALS.search(text) else ():
        yield Finding(Sensitive.HEALTH, found.start(), found.end())
