""" "Did you mean": names and addresses in the register that are close to what was typed and not found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import names as queries
from bokart_desk.storage.queries.search_terms import typed_words

_SHORTEST = 3
_ONE_WRONG_UP_TO = 5
"""A word of so many letters may have one letter wrong, missing, added or swapped; a longer one two."""
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of all names and addresses, and the names and addresses that each stands in."""

    version: int
    words: tuple[str, ...]
    where: dict[str, list[str]]


_kept: WeakKeyDictionary[Register, _Vocabulary] = WeakKeyDictionary()
_lock = Lock()


def did_you_mean(register: Register, text: str, *, limit: int = 3) -> tuple[str, ...]:
    """Return names and addresses whose words are each close to one that was typed, the closest first.

    The words may stand in any order, and the last may be unfinished. Nothing where a word is like none at all.
    """
    typed = typed_words(text)
    if not any(len(word) >= _SHORTEST for word in typed):
        return ()
    vocabulary = _vocabulary(register)
    scores: dict[str, int] | None = None
    for word in typed:
        near = _near(word, vocabulary)
        scores = near if scores is None else {name: scores[name] + near[name] for name in scores if name in near}
        if not scores:
            return ()
    ranked = sorted((scores or {}).items(), key=lambda pair: (pair[1], len(pair[0]), pair[0]))
    return tuple(name for name, _score in ranked[:limit])


def _near(word: str, vocabulary: _Vocabulary) -> dict[str, int]:
    """Return the names that hold a word near this one, with the number of letters that differ."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded when something was not found
    from rapidfuzz.process import extract  # noqa: PLC0415

    wrong = 0 if len(word) < _SHORTEST else 1 if len(word) <= _ONE_WRONG_UP_TO else 2
    near: dict[str, int] = {}
    for known in vocabulary.words:
        if known.startswith(word):
            near[known] = 0
    if wrong:
        whole = extract(word, vocabulary.words, scorer=OSA.distance, score_cutoff=wrong, limit=_MOST_WORDS)
        begun = [known[: len(word)] for known in vocabulary.words]
        part = extract(word, begun, scorer=OSA.distance, score_cutoff=wrong, limit=_MOST_WORDS)
        for known, distance in [
            *((known, distance) for known, distance, _index in whole),
            *((vocabulary.words[index], distance) for _known, distance, index in part),
        ]:
            near[known] = min(near.get(known, distance), distance)
    names: dict[str, int] = {}
    for known, distance in near.items():
        for name in vocabulary.where[known]:
            names[name] = min(names.get(name, distance), distance)
    return names


def _vocabulary(register: Register) -> _Vocabulary:
    with _lock, reading(register.engine) as connection:
        version = queries.version(connection)
        kept = _kept.get(register)
        if kept is not None and kept.version == version:
            return kept
        where: dict[str, list[str]] = defaultdict(list)
        for name, key in (*queries.all_household_names(connection), *queries.all_addresses(connection)):
            for word in dict.fromkeys(key.split()):
                where[word].append(name)
        made = _kept[register] = _Vocabulary(version, tuple(where), dict(where))
        return made
