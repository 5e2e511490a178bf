"""What somebody is called by, found again in any text: names in either order, with and without marks, and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bokart_desk.domain.text_keys import fold, match_key, search_key

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_BETWEEN = re.compile(r"[\s,;./()-]{0,4}")
_DIGITS = re.compile(r"\d(?:[ .-]?\d){6,13}")
_SHORTEST_NUMBER = 8
_INSIDE_NUMBERS = str.maketrans("", "", " .-")
_WORDS_OF_A_NAME = 2
_TOGETHER = 500
"""Texts that are searched as one: one search through all costs less than one through each."""
_GAP = "\0"
_ESCAPE = "\\u"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a letter that JSON writes as two numbers."""


@dataclass(frozen=True, slots=True)
class Called:
    """``names``: the words of each name in their order; ``numbers``: digits only.

    A name of one word may be anybody's, or a word of the language: such are only looked for where a person judges.
    """

    names: frozenset[tuple[str, ...]]
    numbers: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.names or self.numbers)

    def without(self, names: Iterable[str]) -> Called:
        """Return what is left when these names are somebody else's too."""
        known = list(names)
        others = {tuple(sorted(match_key(known[at]).split())) for at in self.among(known)}
        return Called(frozenset(name for name in self.names if tuple(sorted(name)) not in others), self.numbers)

    def may_be_in(self, text: str) -> bool:
        """Tell at little cost whether the text could name them; a no is certain."""
        key = search_key(text)
        if any(all(word in key for word in name) for name in self.names):
            return True
        run = key.translate(_INSIDE_NUMBERS) if self.numbers else ""
        return any(number in run for number in self.numbers)

    def among(self, texts: Sequence[str]) -> list[int]:
        """Return which of many texts, counted from 0, could name them; the others certainly do not.

        A text may be JSON as it is kept. They are looked through some hundred at a time, so that a window has its turn.
        """
        return [
            begin + at
            for begin in range(0, len(texts), _TOGETHER)
            for at in self._among(texts[begin : begin + _TOGETHER])
        ]

    def _among(self, texts: Sequence[str]) -> list[int]:
        joined = _GAP.join(text.replace(_GAP, " ") if _GAP in text else text for text in texts)
        joined = fold(_unescaped(joined) if _ESCAPE in joined else joined)
        found: set[int] = set()
        for name in self.names:
            longest = max(name, key=len)
            found.update(at for at, text in _holding(joined, longest) if all(word in text for word in name))
        if self.numbers:
            run = joined.replace(" ", "").replace(".", "").replace("-", "")
            found.update(at for number in self.numbers for at, _text in _holding(run, number))
        return sorted(found)

    def in_text(self, text: str) -> bool:
        """Tell whether the text names them."""
        return bool(self.spans(text))

    def in_row(self, cells: Sequence[str]) -> bool:
        """Tell whether a row of a list names them, be the name in one cell or in two."""
        if not self.may_be_in("\n".join(cells)):
            return False
        if any(self.in_text(cell) for cell in cells):
            return True
        words = {word for cell in cells for word in match_key(cell).split()}
        return any(words.issuperset(name) for name in self.names)

    def blank(self, text: str, instead: str) -> str:
        """Return the text with ``instead`` where it names them."""
        for begin, end in reversed(self.spans(text)):
            text = text[:begin] + instead + text[end:]
        return text

    def blank_row(self, cells: Sequence[str], instead: str) -> list[str]:
        """Return the cells of a row with ``instead`` where they name them, be the name in one cell or in two."""
        kept = [self.blank(cell, instead) for cell in cells]
        if not self.in_row(kept):
            return kept
        words = {word for name in self.names for word in name}
        return [instead if cell and words.issuperset(match_key(cell).split()) else cell for cell in kept]

    def blank_within(self, value: Any, instead: str) -> Any:
        """Return a value of JSON with ``instead`` wherever a text in it names them; keys too."""
        if isinstance(value, str):
            return self.blank(value, instead)
        if isinstance(value, Mapping):
            return {self.blank(str(key), instead): self.blank_within(held, instead) for key, held in value.items()}
        if isinstance(value, list):
            return [self.blank_within(held, instead) for held in value]
        return value

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return (begin, end) of each place where the text names them, in order; none touches another."""
        if not self.may_be_in(text):
            return []
        spans = [found.span() for found in _DIGITS.finditer(text) if _digits(found.group()) in self.numbers]
        if self.names:
            spans += self._names_in(text)
        spans.sort()
        kept: list[tuple[int, int]] = []
        for begin, end in spans:
            if kept and begin < kept[-1][1]:
                kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
            else:
                kept.append((begin, end))
        return kept

    def _names_in(self, text: str) -> list[tuple[int, int]]:
        words = [(match_key(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]
        pieces = [(piece, begin, end) for key, begin, end in words for piece in key.split()]
        beside = [
            one[2] >= two[1] or _BETWEEN.fullmatch(text, one[2], two[1]) is not None for one, two in pairwise(pieces)
        ]
        keys = [piece for piece, _begin, _end in pieces]
        spans = []
        for at, key in enumerate(keys):
            for name in self.names:
                last = at + len(name)
                if key in (name[0], name[-1]) and _same(keys[at:last], name) and all(beside[at : last - 1]):
                    spans.append((pieces[at][1], pieces[last - 1][2]))
        return spans


def called(names: Iterable[str], numbers: Iterable[str | None]) -> Called:
    """Return what to look for. ``names``: as they are written; ``numbers``: shorter than eight digits are left."""
    words = (tuple(match_key(name).split()) for name in names)
    digits = (_digits(number) for number in numbers if number)
    return Called(
        frozenset(name for name in words if len(name) >= _WORDS_OF_A_NAME),
        frozenset(number for number in digits if len(number) >= _SHORTEST_NUMBER),
    )


def _unescaped(text: str) -> str:
    """Letters that JSON writes by their numbers, as letters."""
    plain = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16) or ord(" ")), text)
    if _HALF.search(plain) is None:
        return plain
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _holding(joined: str, part: str) -> Iterator[tuple[int, str]]:
    """Yield the texts that hold ``part``, with their places."""
    at = seen = 0
    while (found := joined.find(part, seen)) >= 0:
        at += joined.count(_GAP, seen, found)
        end = joined.find(_GAP, found)
        end = len(joined) if end < 0 else end
        yield at, joined[joined.rfind(_GAP, 0, found) + 1 : end]
        seen = end


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _same(words: Sequence[str], name: tuple[str, ...]) -> bool:
    """Tell whether the words are the name, whichever part of it stands first."""
    return len(words) == len(name) and any(tuple(words) == name[turn:] + name[:turn] for turn in range(len(name)))
