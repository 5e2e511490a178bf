"""What someone typed, as terms to look for: in the full-text index, and in a listing's folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func

from bokart_desk.domain.text_keys import search_key
from bokart_desk.storage.listing import WORD_BEGINS

_TRIGRAM = 3
_WORDLIKE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms that must all be found: three letters or more anywhere, one or two at the beginning of a word."""

    long: tuple[str, ...]
    short: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.long or self.short)

    def index_query(self) -> str:
        """Return what to ask the full-text index for: each term in groups of three letters.

        The whole term as a phrase would have the index compare places letter by letter, which takes twice the time
        of a look at the text afterwards. What the index finds must therefore also pass ``within``.
        """
        groups = dict.fromkeys(group for part in self.parts() for group in _groups(part))
        return " AND ".join('"' + group.replace('"', '""') + '"' for group in groups)

    def narrow(self, before: Terms) -> bool:
        """Tell whether these find nothing that ``before`` did not find: a letter or a word was added."""
        longs = all(any(term in longer for longer in self.long) for term in before.long)
        return longs and all(any(longer.startswith(term) for longer in self.short) for term in before.short)

    def within(self, text: ColumnElement[str]) -> list[ColumnElement[bool]]:
        """Return the conditions for the terms to be in a listing's text."""
        return [func.instr(text, part) > 0 for part in self.parts()]

    def parts(self) -> list[str]:
        """Return what must stand in the text; one or two letters become a trigram with what is before the word."""
        return [*self.long, *((" " + WORD_BEGINS + term)[-_TRIGRAM:] for term in self.short)]


def _groups(part: str) -> list[str]:
    last = len(part) - _TRIGRAM
    return [part[min(first, last) :][:_TRIGRAM] for first in range(0, len(part), _TRIGRAM)]


def typed_words(text: str) -> list[str]:
    """Return the words in what the user typed, folded and each once; commas part words ("Storgata 8, H0102")."""
    for sign in ("\x00", WORD_BEGINS, ",", ";"):
        text = text.replace(sign, " ")
    return list(dict.fromkeys(search_key(text).split()))


def terms_of(text: str) -> Terms:
    """Return the terms in what the user typed, folded; signs that stand alone are left out."""
    words = typed_words(text)
    short: dict[str, None] = {}
    for word in words:
        if len(word) < _TRIGRAM:
            short.update(dict.fromkeys(_WORDLIKE.findall(word)))
    return Terms(tuple(word for word in words if len(word) >= _TRIGRAM), tuple(short))
