"""Tells whether a text or a row of a list plainly names a person, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any

from bokart_desk.domain.identity import digits_of
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import N_, _
from bokart_desk.services.privacy.others import days_pattern

_NOT_DIGITS = re.compile(r"\D+")
_SHORT_OF_ZEROS = 9
"""Digits a number must have left when a spreadsheet dropped its leading zeros."""


class Certainty(StrEnum):
    """Why a row of a list is taken to be about a person, the surest first."""

    LINKED = "linked"
    NUMBER = "number"
    NAME_AND_BIRTH_DATE = "name_and_birth_date"
    NAME_AND_ADDRESS = "name_and_address"


_WORDS = {
    Certainty.LINKED: N_("Certain: the register's records were made or changed from this row."),
    Certainty.NUMBER: N_("Certain: the row holds the person's own number."),
    Certainty.NAME_AND_BIRTH_DATE: N_("Likely: the row holds the same name and birth date."),
    Certainty.NAME_AND_ADDRESS: N_("Likely: the row holds the same name and an address of this case."),
}


def certainty_words(certainty: Certainty) -> str:
    """Return how sure it is, in words."""
    return _(_WORDS[certainty])


class Names:
    """The signs by which a text names one of these persons. ``addresses``: keys (``match_key``) of their homes."""

    def __init__(self, persons: Iterable[Mapping[str, Any]], addresses: Collection[str] = ()) -> None:
        self._persons = [_signs(one) for one in persons]
        self._addresses = [f" {address} " for address in addresses if address]

    def in_row(self, cells: Iterable[str]) -> Certainty | None:
        """Return how surely the cells of a row name one of the persons; None when they do not."""
        texts = [text for text in cells if text]
        numbers = {digits_of(text) for text in texts} | {part for text in texts for part in _NOT_DIGITS.split(text)}
        if any(one.numbers & numbers for one in self._persons):
            return Certainty.NUMBER
        key = f" {match_key(' '.join(texts))} "
        named = [one for one in self._persons if one.is_named_in(key)]
        if any(one.days.search(text) for one in named for text in texts):
            return Certainty.NAME_AND_BIRTH_DATE
        if named and any(address in key for address in self._addresses):
            return Certainty.NAME_AND_ADDRESS
        return None

    def in_text(self, text: str) -> bool:
        """Tell whether a text has the whole name or a number of one of the persons."""
        parts = {digits_of(text), *_NOT_DIGITS.split(text)}
        key = f" {match_key(text)} "
        return any(one.numbers & parts or any(name in key for name in one.names) for one in self._persons)


class _Signs:
    def __init__(self, numbers: set[str], names: set[str], words: set[str], days: re.Pattern[str]) -> None:
        self.numbers, self.names, self.words, self.days = numbers, names, words, days

    def is_named_in(self, key: str) -> bool:
        """Tell whether the whole name stands in the row, in one cell or with family name and given name apart."""
        return bool(self.words) and all(f" {word} " in key for word in self.words)


def _signs(one: Mapping[str, Any]) -> _Signs:
    given, family = one["given_name"], one["family_name"]
    orders = {match_key(f"{given} {family}"), match_key(f"{family} {given}")}
    names = {f" {name} " for name in orders if " " in name}
    words = set(match_key(f"{given} {family}").split()) if names else set()
    return _Signs(set(_numbers(one)), names, words, days_pattern([one["born_on"]]))


def _numbers(one: Mapping[str, Any]) -> Iterable[str]:
    for name in ("duf_number", "identity_number"):
        number = str(one[name] or "")
        if number:
            yield number
            if number.startswith("0") and len(number.lstrip("0")) >= _SHORT_OF_ZEROS:
                yield number.lstrip("0")
