"""What a heading means: by the list of synonyms, by the words it is made of, or because it is nearly one of them."""

from __future__ import annotations

import re
from functools import lru_cache

from bokart_desk.domain.text_keys import match_key
from bokart_desk.importing.fields import Field, heading_words, synonyms
from bokart_desk.importing.profile import header_key

_FUZZY = 88
_LONGEST = 60

_WORDS = heading_words()
_NEEDLESS = _WORDS["needless"]
"""Words that do not change what the rest of a heading means."""
_TOO_LITTLE = _WORDS["too little"]
"""Words that say too little when needless ones have been taken away: "Leietaker nr" is no dwelling number."""
_ELSEWHERE = re.compile(
    r"\b(?:inn?lei\w*|inn?leig\w*|utleiers?|utleigars?|huseiers?|huseigars?|gardeiers?|eiers?|eigars?|hjemmelshaver"
    r"|landlords?|owners?"
    r"|intro\w*|program\w*|garanti\w*|deposit\w*|opphold\w*|forsikring\w*|ektefelle\w*|barn\w*|parorende\w*|verge\w*"
    r"|arbeid\w*|mottak\w*|permisjon\w*|tilvisning\w*|tilvising\w*|startlan|bostotte\w*|skole\w*|skule\w*|kurs\w*|tolk\w*)\b"
)
"""Somebody else, or another matter than the tenancy: a "from" or an "address" under such words is not ours."""

_STARTING = _WORDS["starting"]
_ENDING = _WORDS["ending"]
_TENANCY = _WORDS["tenancy"]
_JOINED_DATES = re.compile(
    r"^(?:husleie|leie|leige|leieforhold|kontrakts?|avtale|leiekontrakts?|leieavtale|leigekontrakts?|husleiekontrakts?)"
    r"(?P<part>start|slutt|oppstart|utlop|opphor|begynnelse|stopp)(?:dato|en)?$"
)
_RENT = _WORDS["rent"]
_ABOUT_RENT = _WORDS["about rent"]
_REASON = _WORDS["reason"]
_ABOUT_REASON = _WORDS["about reason"]
_NOT_A_MONTH = _WORDS["not a month"]
_PREFERRED = re.compile(
    r"\b(kontrakt\w*|leiekontrakt\w*|leie\w*|leigekontrakt\w*|avtale\w*|utgar|utloper|utlop\w*|contract|lease|tenancy"
    r"|adresse|pr mnd|mnd|fullt|leietaker)\b"
)
_PLAIN_END = re.compile(
    r"^(?:leie |leige |leieforhold )?(?:til|til dato|slutt|sluttdato|slutt dato|opphor|opphorsdato|to|end|end date"
    r"|tom|t o m|til og med|tildato)$"
)
_OUTDATED = re.compile(r"\b(?:gammel|gamal|tidligere|tidlegare|forrige|opprinnelig|old|previous)\b")


@lru_cache(maxsize=1)
def _names() -> dict[str, Field]:
    return synonyms()


@lru_cache(maxsize=1)
def _names_by_words() -> dict[tuple[str, ...], Field]:
    """Headings under their words in any order: "Startdato kontrakt" is "Kontrakt startdato"."""
    names = _names()
    return {tuple(sorted(name.split())): field for name, field in names.items() if 1 < len(name.split()) < 5}


@lru_cache(maxsize=4096)
def recognise(text: str) -> tuple[Field, float] | None:
    """Return the field a heading names, and how surely (1 to the letter, less when only nearly); None for no field."""
    whole, key = match_key(text), header_key(text)
    if not key or len(key) > _LONGEST:
        return None
    found = _by_words(whole)
    if found is None and not (speaks_of_another(whole) and not speaks_of_another(key)):
        found = _by_words(key) or _nearly(key)
    if found is not None and found[0] is Field.MONTHLY_RENT and _NOT_A_MONTH & set(whole.split()):
        return None
    return found


def speaks_of_another(text: str) -> bool:
    """Tell whether a heading is about somebody else than the tenant, or another matter than the tenancy."""
    return _ELSEWHERE.search(match_key(text)) is not None


def per_other_time(text: str) -> bool:
    """Tell whether a heading gives a sum for a year, a quarter or a square metre, not for a month."""
    words = set(match_key(text).split())
    return bool(words & _NOT_A_MONTH) and bool(words & (_RENT | {"sum", "belop", "arsleie", "arsleige", "arsbelop"}))


def _by_words(key: str) -> tuple[Field, float] | None:
    names = _names()
    if key in names:
        return names[key], 1.0
    words = tuple(word for word in key.split() if not word.isdigit())
    bare = " ".join(words)
    if bare in names:
        return names[bare], 0.95
    if tuple(sorted(words)) in _names_by_words():
        return _names_by_words()[tuple(sorted(words))], 0.95
    composed = _composed(words)
    if composed is not None:
        return composed, 0.95
    needed = [word for word in words if word not in _NEEDLESS]
    left = " ".join(needed)
    if not needed or len(needed) == len(words) or left in _TOO_LITTLE:
        return None
    if left in names:
        return names[left], 0.9
    return (_names_by_words()[tuple(sorted(needed))], 0.9) if tuple(sorted(needed)) in _names_by_words() else None


def _composed(words: tuple[str, ...]) -> Field | None:
    """The field of a heading made of words about the tenancy alone: "Gyldig fra", "Tenancy end", "Leie til huseier"."""
    if not words:
        return None
    spread = _spread(words)
    starting, ending = bool(spread & _STARTING), bool(spread & _ENDING)
    if (starting or ending) and spread <= _STARTING | _ENDING | _TENANCY:
        return Field.PERIOD if starting and ending else Field.START if starting else Field.END
    if spread & _REASON and spread <= _REASON | _ABOUT_REASON:
        return Field.REASON
    if spread & _RENT and spread <= _RENT | _ABOUT_RENT:
        return Field.MONTHLY_RENT
    return None


def _spread(words: tuple[str, ...]) -> set[str]:
    """The words of a heading, compounds taken apart: "leieslutt" is "leie slutt", "f o m" is "fom"."""
    found: set[str] = set()
    text = " ".join(words).replace("f o m", "fom").replace("t o m", "tom")
    for word in text.split():
        joined = _JOINED_DATES.match(word)
        found |= {"kontrakt", joined["part"]} if joined else {word}
    return found


def _nearly(key: str) -> tuple[Field, float] | None:
    bare = " ".join(word for word in key.split() if not word.isdigit())
    if len(bare) < 6 or speaks_of_another(bare):
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for headings not known to the letter

    found = process.extractOne(bare, _names().keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY)
    return (_names()[found[0]], 0.75 * found[1] / 100) if found else None


def preference(text: str) -> int:
    """Return how well a heading names the contract itself; among headings of one field the best goes first."""
    key = header_key(text)
    if _OUTDATED.search(key):
        return -1
    year = max((int(word) for word in match_key(text).split() if re.fullmatch(r"20\d\d", word)), default=0)
    return year + (1 if _PREFERRED.search(key) and not is_plain_end(text) else 0)


def is_plain_end(text: str) -> bool:
    """Tell whether a heading says no more than "to": beside an agreed end, such a column holds the actual one."""
    return _PLAIN_END.match(header_key(text)) is not None
