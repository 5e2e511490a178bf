"""Whether a text tells where somebody lives: streets and numbers, postcodes, cadastral and dwelling numbers, maps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from bokart_desk.domain.addresses import address_key

_STREET = r"gat(?:a|en|o|u|e)|gt[ae]?|ve(?:ie|ge)n|ve[ig]|vn|vegar|veit[ae]"
_PLACES = (
    r"plass(?:en)?|stien?|bakken?|bakkane|tunet|tun|all[eé](?:en|én)?|svingen?|haug(?:en|ane)?|jordet|li[ae]?|moen?|åsen|ås|toppen"
    r"|brygg[ae]|torg(?:et)?|torv(?:et)?|kroken|smau(?:et)?|løkk[ae]n?|ringen|kai(?:a|en)?|promenaden?|grend[ae]?|myr(?:a|en|ane)?"
    r"|hag(?:en|e|an)|bredden|slett[ae]n?|slottet|feltet|rabben|dalen|dal|lund(?:en)?|land|eng(?:a|en)?|mark[ae]?|åkeren"
    r"|hammaren|neset|nes|odden|vik(?:a|en)?|bukta|strand(?:a|en)?|krysset|tomt[ae]n?|berg(?:et)?|skogen|terrassen?|tangen"
    r"|øya|gjerdet|kollen|høgda|høyda|teigen|parken|allmenning(?:en)?|gård(?:en)?|gard(?:en)?|flat(?:a|en)|brot(?:et)?|stubben"
)
_IS_STREET = re.compile(rf"(?P<before>.*?)(?:{_STREET})\.?$", re.IGNORECASE)
_IS_PLACE = re.compile(rf"(?P<before>.*?)(?:{_PLACES})$", re.IGNORECASE)
_SHORTENED = re.compile(r"[A-ZÆØÅ][a-zæøå]{3,}(?<!in)(?<!li)[vg]\.$")
"""«Møllev. 7», «Storg. 8»."""
_NO_STREETS = re.compile(
    r"(?:barnehage|skole|praksis|arbeids|parkerings|kurs|sfo-?|p-|tiltaks|sykehjems|sjukeheims|lærling|student|elev|bo|institusjons)"
    r"plass(?:en)?$|(?:under|unn|om|bort|opp|inn|ut|frem|fram|halv|mot)vei$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<!\w)(?:(?P<first>[^\W\d_][\w'’-]{0,40}\.?)\s+)?(?P<word>(?!(?:nr|no|nummer)\b)[^\W\d_][\w'’-]{0,60}?(?<!\d)\.?)\s*(?:\b(?:nr|no|nummer)\.?\s*)?"
    r"(?<!\d)(?P<number>\d{1,4})(?P<letter>\s?[a-zæøå])?(?![\w%])",
    re.IGNORECASE,
)
_MONTHS = r"jan|feb|mars?\b|apr|mai|jun|jul|aug|sep|okt|nov|des"
_NO_HOUSE = re.compile(
    rf"\s?[./]\s?\d|,\d|\.?\s*(?:{_MONTHS})|\.\s*(?:trinn|klasse|gang)"
    r"|\s+(?:år|mnd|måned|månad|dag|uke|veke|barn|km|m\b|meter|min|time|kr|prosent|person|rom\b|stk|gong|elev|voks|vaks|ven+er"
    r"|i (?:kø|uka|veka|måned)|på vente|av \d|km|kvm|m2|mil\b|stud|søsken|sysken)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b(?:N(?:O|orge|oreg)?[- ]?)?(?P<code>\d{4})(?:,\s*|\s+)(?!(?:NOK|Kr|KR|Kroner|KRONER|EUR|USD)\b)"
    r"(?P<place>Bø|BØ|Ås|ÅS|Å|[A-ZÆØÅ](?:[a-zæøå]{2,}|[A-ZÆØÅ]{2,}))\b"
)
_YEARS = (1950, 2035)
_PLACES_LIKE_YEARS = frozenset(
    (
        "rømskog", "setskog", "løken", "fosser", "hemnes", "lillestrøm", "rælingen", "løvenstad", "kjeller",
        "fjerdingby", "nordby", "strømmen", "skjetten", "blystadlia", "leirsund", "frogner", "skedsmokorset",
        "gjerdrum", "skedsmo",
    )
)  # fmt: skip
"""Where a postcode looks like a year, only these are taken for its place: «2022 Ukraina» is none."""
_CADASTRE = re.compile(
    r"\b(?:[gb]\.?\s?nr|g[åa]rdsn(?:umme)?r|bruksn(?:umme)?r|matrikkel\w*)\b[.\s:/]*(?:b\.?\s?nr\b[.\s:]*)?\d",
    re.IGNORECASE,
)
_DWELLING = re.compile(r"\b[HULK][0-2]\d[01]\d\b|\bH[ -]0\d0\d\b")
_MAP = re.compile(r"google\.\w+/maps|goo\.gl/maps|maps\.app|\b(?:5[789]|6\d|7[01])\.\d{3,}", re.IGNORECASE)
_LIVES_IN = re.compile(
    rf"\b(?i:bor|bur|bodde|budde|flytt\w*|adress[ae]n?|hybel|leilighet\w*|leilegheit\w*|bolig\w*|bustad\w*)\b[^.\n]{{0,25}}?"
    rf"(?:\b(?:i|på|til|ved)\s+|:\s*)[A-ZÆØÅ][\w-]{{1,60}}(?:{_STREET})\b"
)
_ADDRESS_IS = re.compile(
    r"\b[Aa]dress[ae]n?\s*(?::|er)\s*(?!Postboks|SOT|Ukjent|Strengt|Fortrolig|Hemmelig|Sperre|Skjult|Ikke|Ingen|Norge)"
    r"[A-ZÆØÅ][a-zæøå]{3,}"
)
_LONGEST_ADDRESS = 7
_LETTER_BEHIND = re.compile(r"(?<=\d)[a-z]$")
"""«Storgata 8 i går» reads as number 8i."""


def tells_place(text: str, addresses: Set[str]) -> bool:
    """Tell whether a text seems to say where somebody lives. ``addresses``: keys of known ones (``address_key``).

    Rather too careful than not: an age or a date behind a word like a street's is let pass, what is left is not.
    """
    return (
        any(pattern.search(text) for pattern in (_CADASTRE, _DWELLING, _MAP, _LIVES_IN, _ADDRESS_IS))
        or _tells_postcode(text)
        or _tells_street(text)
        or any(key in addresses for key in _keys_within(text))
    )


def _tells_postcode(text: str) -> bool:
    for found in _POSTCODE.finditer(text):
        first, last = _YEARS
        if not first <= int(found["code"]) <= last or found["place"].casefold() in _PLACES_LIKE_YEARS:
            return True
    return False


def _tells_street(text: str) -> bool:
    place = 0
    while found := _NUMBERED.search(text, place):
        place = found.end("number")
        number = int(found["number"])
        counted = _NO_HOUSE.match(text, found.end("number")) or _YEARS[0] <= number <= _YEARS[1]
        if not counted and _is_street(found["word"], found["first"]):
            return True
    return False


def _is_street(word: str, before: str | None) -> bool:
    if _NO_STREETS.search(word):
        return False
    if _SHORTENED.match(word):
        return True
    street = _IS_STREET.match(word)
    if street is not None:
        return True
    named = _IS_PLACE.match(word)
    if named is None:
        return False
    return word[0].isupper() or (not named["before"] and before is not None and before[0].isupper())


def _keys_within(text: str) -> Iterator[str]:
    """Yield what in a text could be the key of an address: some words, with a number among them."""
    words = address_key(text).split()
    for first in range(len(words)):
        for last in range(first + 1, min(first + _LONGEST_ADDRESS, len(words)) + 1):
            if any(any(sign.isdigit() for sign in word) for word in words[first:last]):
                key = " ".join(words[first:last])
                yield key
                yield _LETTER_BEHIND.sub("", key)
