"""Names in a cell: one person or several, given name first or last, and what is no person at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import resources_folder


class NameOrder(StrEnum):
    """How a column writes names."""

    GIVEN_FIRST = "given_first"
    FAMILY_FIRST = "family_first"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart; at least one part is filled."""

    given: str
    family: str

    @property
    def full(self) -> str:
        """The name as it is said."""
        return f"{self.given} {self.family}".strip()


_DIGIT = re.compile(r"\d")
_ASKED = 2000
"""How many names of a column vote on their order: more would say the same."""
_FAMILY_ENDINGS = re.compile(
    r"(?:enko|chuk|czuk|skyi|skyy|ska|sky|ov|ova|ev|eva|yev|yeva|sen|sson|dottir|datter|zade|zadeh|zada|oglu|yan|shvili|vic|wicz|"
    r"zai|pour|nejad|stad|gaard|gard|rud|heim|vik|land|haug|bakk|dal|eng|nes|moen)$"
)
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "abu",
        "bin",
        "ibn",
        "ben",
        "bint",
        "van",
        "von",
        "de",
        "da",
        "di",
        "du",
        "dos",
        "la",
        "le",
        "den",
        "der",
        "ter",
        "mac",
        "o",
        "abd",
        "ould",
        "umm",
    ]
)
_SPLIT_PERSONS = re.compile(r"\s*(?:\n|;|/|&|\+|\s+og\s+|\s+and\s+|\s+m/\s*|\s+samt\s+)\s*", re.IGNORECASE)
_MAY_BE_SEVERAL = re.compile(r"[\n;/&+,]|\b(?:og|and|samt|med)\b", re.IGNORECASE)
"""One of these stands in every cell that names or counts several: one look before the thorough ones."""
_COUNTED = re.compile(
    r"\s*(?:[,+&/]|\bog\b|\bm/|\bmed\b)\s*(?:\d{1,2}\s*)?(?:barn|born|unger|pers\w*|stk|fam(?:ilie)?)?\.?\s*$",
    re.IGNORECASE,
)
"""Those who live with the tenant, only counted: "+ 3", "m/ 2 barn", "med familie"."""
_LEAST_VOTES = 2
_BORN_BEHIND = re.compile(
    r"[ ,]*(?:\(|\[)?[ ]*(?:\b(?:f|fodt|født|fødd|fdato|f\.dato|born)\b[.:]?[ ]*)?"
    r"(\d{1,2}\.\d{1,2}\.(?:19|20)?\d\d)(?!\d)[ ]*(?:\)|\])?",
    re.IGNORECASE,
)
"""A day of birth behind a name: "(01.02.1990)", "f. 01.02.90"."""
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_NO_HOUSEHOLD = re.compile(
    r"\b(?:passiv|\w*(?:avdeling(?:en|a)?|avd|tjenesten?|opplaering(?:en|a)?|sente?re?t?|vakta|vakten|sentralen|psykiatri\w*"
    r"|heimen|hjemmet|biblioteket|forvaltning(?:en|a)?|tenest[ae]|kommune(?:n|styret)?|kontor(?:et)?|etaten)"
    r"|bofellesskap\w*|bufellesskap\w*|kollektivet|driften|drift"
    r"|vaktmester(?:en|bolig)?|lager(?:et|rom)?|personalbolig|personale?|ansatte?|vikarbolig|gjestebolig|gjesterom|reservert?|beredskap"
    r"|sperret|utgatt|avsluttet|solgt|rives?|revet|brannskad\w+|oppussing|under oppussing|rehabilitering|vedlikehold|ikke i bruk"
    r"|test|ukjent|diverse|internt?|base|barnevernet?|helse|helsestasjon\w*|omsorg|skolen?|barnehagen?|teknisk|eiendom)\b"
)
_ORGANISATION = re.compile(r"^NAV\b|\b(?:AS|ASA|KF|IKS)$")
_VACANT = re.compile(
    r"^(?:\W*|(?:star )?tom(?:t|me?)?(?: bolig| leilighet)?|.*\bledige?(?!\w).*|.*\b(?:tomgang|ikke utleid|ikkje utleigd|ubebodd)\b.*|(?:vacant|empty)\b.*"
    r"|ingen(?: leietaker| leigetakar| beboer\w*)?)$"
)
_VACANT_FROM = re.compile(r"\b(?:fra|fra og med|f\.?o\.?m\.?|pr\.?|per|from|siden|sidan)\s*\.?\s*(.+)$")


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], frozenset[str]]:
    folder = resources_folder() / "names"
    given, family = (
        frozenset((folder / f"{kind}_names.txt").read_text(encoding="utf-8").split()) for kind in ("given", "family")
    )
    return given, family


@lru_cache(maxsize=20_000)
def says_vacant(text: str) -> bool:
    """Tell whether a tenant's cell says that nobody lives there: LEDIG, "ledig fra 1.4.", "-"."""
    return _VACANT.match(search_key(text)) is not None


def vacant_from_text(text: str) -> str:
    """Return the words after "fra" in "ledig fra 1.4.", empty when the cell states no day."""
    found = _VACANT_FROM.search(search_key(text))
    return found[1].strip(" .") if found else ""


@lru_cache(maxsize=20_000)
def is_no_household(text: str) -> bool:
    """Tell whether a tenant's cell names no household: "Passiv", "Driftsavdelingen", "Flyktningtjenesten"."""
    key = search_key(text)
    if not any(character.isalpha() for character in key):
        return True
    return _NO_HOUSEHOLD.search(key) is not None or _ORGANISATION.search(text.strip()) is not None


def looks_like_name(text: str) -> bool:
    """Tell whether text reads as the name of a person: two to six words without digits, each with a capital."""
    words = [word for word in re.split(r"[\s,]+", text.strip()) if word]
    if not 2 <= len(words) <= 6 or any(character.isdigit() for character in text):
        return False
    if not all(word[0].isalpha() and (word[0].isupper() or search_key(word) in _PARTICLES) for word in words):
        return False
    return not is_no_household(text)


def order_of(names: Iterable[str], *, hint: NameOrder = NameOrder.GIVEN_FIRST) -> NameOrder:
    """Return the order in which a column writes its names; ``hint`` decides when the names do not say.

    A comma says it for its own cell; the others vote by known given and family names.
    """
    votes = sum(_vote(name) for name in set(islice(names, _ASKED)) if "," not in name)
    if abs(votes) < _LEAST_VOTES:
        return hint
    return NameOrder.GIVEN_FIRST if votes > 0 else NameOrder.FAMILY_FIRST


def _vote(name: str) -> int:
    """From 2 (surely given name first) to -2; many names may stand in either place ("Ali Hassan")."""
    words = search_key(_BRACKETS.sub(" ", name)).split()
    return _leaning(words[0]) - _leaning(words[-1]) if len(words) > 1 else 0


def _leaning(word: str) -> int:
    """How much a word is a given name: 1 known as one, 0 both or unknown, -1 a family name."""
    given, family = _known()
    is_family = word in family or word in _PARTICLES or _FAMILY_ENDINGS.search(word) is not None
    return int(word in given or (word.split("-", maxsplit=1)[0] in given and not is_family)) - int(is_family)


def split_name(text: str, order: NameOrder) -> PersonName:
    """Take a name apart; a comma always means family name first.

    A single word is a family name when the column writes those first, else a given name.
    """
    bare = " ".join(_BRACKETS.sub(" ", text).split())
    if "," in bare:
        family, _, given = bare.partition(",")
        return PersonName(given.strip(), family.strip())
    words = bare.split()
    if len(words) == 1:
        return PersonName("", words[0]) if order is NameOrder.FAMILY_FIRST else PersonName(words[0], "")
    if order is NameOrder.GIVEN_FIRST:
        return PersonName(words[0], " ".join(words[1:]))
    return PersonName(words[-1], " ".join(words[:-1]))


def persons_in(text: str, order: NameOrder, *, children: bool = False) -> tuple[PersonName, ...]:
    """Return the persons a cell names: "Ali Hassan og Fatima Hassan", "Ali / Fatima Hassan"; the first is the main one.

    One who is named by a given name alone has the family name of the others. ``children``: the cell lists children,
    where commas stand between given names.
    """
    if not _MAY_BE_SEVERAL.search(text):
        return (split_name(text, order),)
    named = _COUNTED.sub("", text.strip()) or text
    parts = [part for part in _parts_of(named, children) if part and any(map(str.isalpha, part))]
    if len(parts) <= 1:
        return (split_name(named, order),)
    whole = [split_name(part, order) for part in parts]
    shared = next((name.family for name in whole if name.given and name.family), "")
    return tuple(_with_family(name, shared) for name in whole)


def _parts_of(text: str, children: bool) -> list[str]:
    """The parts of a cell that each name a person, where signs, words or lines tell them apart."""
    found: list[str] = []
    for part in _SPLIT_PERSONS.split(text):
        pieces = [piece.strip() for piece in part.split(",")] if "," in part else [part]
        several = len(pieces) > 1 and (children or _are_whole_names(pieces))
        found += pieces if several else [part]
    return found


def _are_whole_names(pieces: list[str]) -> bool:
    """Whether commas stand between persons, not between family and given name: "Ali Noor, Sara Noor, Omar Haile"."""
    words = [search_key(piece).split() for piece in pieces]
    if any(len(one) < 2 for one in words):
        return False
    first, second = words[:2]
    return len(pieces) > 2 or first[0] == second[0] or first[-1] == second[-1]


def _with_family(name: PersonName, shared: str) -> PersonName:
    if name.given and name.family:
        return name
    return PersonName(name.given or name.family, shared)


def births_in(text: str, *, children: bool = False) -> tuple[str, ...]:
    """Return the days of birth written behind names, one for each person a cell names; empty where none is."""
    if not _DIGIT.search(text):
        return ()
    parts = [part for part in _parts_of(text, children) if part]
    found = [match[1] if (match := _BORN_BEHIND.search(part)) else "" for part in parts]
    return tuple(found) if any(found) else ()


@lru_cache(maxsize=4096)
def without_births(text: str) -> str:
    """Return a cell without the days of birth behind its names: "Ali Noor f. 01.02.1990" is "Ali Noor"."""
    return _BORN_BEHIND.sub(" ", text) if any(map(str.isdigit, text)) else text
