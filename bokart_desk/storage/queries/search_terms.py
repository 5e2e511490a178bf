"""What someone typed, as terms to look for: in the full-text index, and in a listing's folded text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bokart_desk.domain.text_keys import search_key

_TRIGRAM = 3
_WORDLIKE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms that must all be found: three letters or more anywhere, one or two at the beginning of a word."""

    long: tuple[str, ...]
    short: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.long or self.short)

    def index_query(self) -> tuple[str, str]:
        """Return the full-text table that narrows most, and what to ask it for."""
        if self.long:
            return "contract_search", " AND ".join(_quoted(term) for term in self.long)
        return "contract_words", _quoted(max(self.short, key=len)) + "*"

    def beyond_index(self) -> Callable[[str], bool] | None:
        """Return a test for what the index query leaves open; None when it says all."""
        rest = self.short if self.long else tuple(sorted(self.short, key=len))[:-1]
        return _test((), rest) if rest else None

    def matches(self) -> Callable[[str], bool]:
        """Return a test for folded text."""
        return _test(self.long, self.short)


def terms_of(text: str) -> Terms:
    """Return the terms in what the user typed, folded; signs that stand alone are left out."""
    words = dict.fromkeys(search_key(text.replace("\x00", " ")).split())
    short: dict[str, None] = {}
    for word in words:
        if len(word) < _TRIGRAM:
            short.update(dict.fromkeys(_WORDLIKE.findall(word)))
    return Terms(tuple(word for word in words if len(word) >= _TRIGRAM), tuple(short))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _test(long: tuple[str, ...], short: tuple[str, ...]) -> Callable[[str], bool]:
    begins = [re.compile(r"(?:^|[\W_])" + re.escape(term)).search for term in short]

    def matches(text: str) -> bool:
        return all(term in text for term in long) and all(begin(text) for begin in begins)

    return matches
