"""Persons as columns: "Person 2", "Ektefelle", "Barn 1", each with a name and perhaps a birth date or a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import _
from bokart_desk.importing.fields import Field
from bokart_desk.importing.headings import recognise
from bokart_desk.importing.profile import Profile, header_key
from bokart_desk.importing.values import Cell, text_of

Choice = tuple[Field | None, str]

_ROLES = (
    r"ektefeller?s?|ektemake|ektemann|hustru|kone|mann|samboere?s?|sambuars?|partner|spouse"
    r"|medleietakere?s?"
    r"|medleigetakars?|medsokere?s?|medsokars?|familiemedlem|husstandsmedlem|hushaldsmedlem|medlem|member|voksen|vaksen|barn|barnets"
    r"|barna|born|child|children|sonn|son|datter|dotter|mor|far|andre personer|ovrige personer"
    r"|andre beboere|ovrige beboere"
)
_MAIN = r"person|beboer|bebuar|leietaker|leigetakar|navn|namn|name|tenant"
_TAG = re.compile(rf"\b(?P<role>{_ROLES})\b|\b(?:{_MAIN})\b|\bnr (?=\d)|(?P<number>\d{{1,2}})")
_NAME_HEADING = re.compile(
    rf"(?:(?:navn|namn|name)(?: pa)? )?"
    rf"(?:(?:{_ROLES})(?: (?:(?:og|eller|and|or) )?(?:{_ROLES}))*(?: (?:nr )?\d{{1,2}})?|(?:{_MAIN}) (?:nr )?\d{{1,2}})"
    r"(?: (?:navn|namn|name))?"
)
_SIGNS_BETWEEN = re.compile(r"\s*(?:\n|;|/|&|\+|,|\bog\b|\band\b)\s*")
_CHILDREN = re.compile(r"barn|barna|born|children")
_OF_MEMBERS = {
    Field.BORN_ON: Field.MEMBER_BORN_ON,
    Field.DUF_NUMBER: Field.MEMBER_DUF_NUMBER,
    Field.IDENTITY_NUMBER: Field.MEMBER_IDENTITY_NUMBER,
    Field.GIVEN_NAME: Field.MEMBER_GIVEN_NAME,
    Field.FAMILY_NAME: Field.MEMBER_FAMILY_NAME,
}
_NAMES = (Field.MEMBER_NAME, Field.MEMBER_GIVEN_NAME, Field.MEMBER_FAMILY_NAME)


@dataclass(frozen=True, slots=True)
class MemberColumns:
    """The columns that tell of one further person, by index; ``children``: a cell may name several of them."""

    name: int | None = None
    given_name: int | None = None
    family_name: int | None = None
    born_on: int | None = None
    duf_number: int | None = None
    identity_number: int | None = None
    children: bool = False


def names_a_member(text: str) -> bool:
    """Tell whether a heading names a person beside the tenant: "Person 2", "Ektefelle"."""
    key = header_key(text)
    role, number = _tag_of(text)
    return _NAME_HEADING.fullmatch(key) is not None and (bool(role) or number not in ("", "1"))


def settle_members(
    texts: Sequence[str], profiles: Sequence[Profile], body: Sequence[Sequence[Cell]], chosen: dict[int, Choice]
) -> None:
    """Give columns that tell of further persons their fields; only columns without one are looked at."""
    fields = {meant for meant, _why in chosen.values()}
    if not fields & {Field.TENANT, Field.FAMILY_NAME, Field.GIVEN_NAME}:
        return
    why = _("another person of the household")
    free = [index for index, text in enumerate(texts) if text and chosen[index][0] is None and profiles[index].filled]
    for index in free:
        if _NAME_HEADING.fullmatch(header_key(texts[index])) and _names_persons(row[index] for row in body):
            chosen[index] = (Field.MEMBER_NAME, why)
    for index in free:
        meant = _about_member(texts[index], profiles[index]) if chosen[index][0] is None else None
        if meant is not None and (_numbered_name(meant, texts[index]) or _belongs_to_member(index, texts, chosen)):
            chosen[index] = (meant, why)


def members_of(columns: Iterable[tuple[int, str, Field | None]]) -> tuple[MemberColumns, ...]:
    """Return the further persons that columns tell of.

    Headings with the same number or word belong together; one without either belongs to the name before it.
    """
    found: dict[tuple[str, str], MemberColumns] = {}
    last: tuple[str, str] | None = None
    for index, header, meant in columns:
        if meant is None or not meant.startswith("member_"):
            continue
        tag = _tag_of(header)
        part = meant.removeprefix("member_")
        if meant in _NAMES:
            if getattr(found.get(tag), part, None) is not None:
                tag = (tag[0], f"#{index}")
            last = tag
        elif (tag not in found or getattr(found[tag], part) is not None) and last is not None:
            tag = last
        children = _CHILDREN.fullmatch(tag[0]) is not None and not tag[1]
        placed: dict[str, Any] = {part: index, "children": children}
        found[tag] = replace(found.get(tag, MemberColumns()), **placed)
    return tuple(one for one in found.values() if (one.name, one.given_name, one.family_name) != (None, None, None))


def _tag_of(header: str) -> tuple[str, str]:
    """What tells persons apart in a heading: its word for who they are to the tenant, and their number."""
    role = number = ""
    for found in _TAG.finditer(header_key(header)):
        role, number = found["role"] or role, found["number"] or number
    return role, number.lstrip("0")


def _about_member(text: str, profile: Profile) -> Field | None:
    """The field of a member that a heading names when its number and its word for the member are taken away."""
    bare = " ".join(_TAG.sub(" ", header_key(text)).split())
    named = recognise(bare) if bare else None
    if named is None or named[0] not in _OF_MEMBERS:
        return None
    fits = {
        Field.BORN_ON: profile.day >= 0.5 or profile.identity >= 0.5,
        Field.DUF_NUMBER: profile.duf >= 0.5,
        Field.IDENTITY_NUMBER: profile.identity >= 0.5 or profile.day >= 0.5,
    }
    return _OF_MEMBERS[named[0]] if fits.get(named[0], profile.words >= 0.5) else None


def _numbered_name(meant: Field, text: str) -> bool:
    return meant in _NAMES and _tag_of(text) != ("", "")


def _belongs_to_member(index: int, texts: Sequence[str], chosen: dict[int, Choice]) -> bool:
    """Whether a name of a member with the same tag stands in the list, or right before the column."""
    tags = {_tag_of(texts[place]) for place, (meant, _why) in chosen.items() if meant in _NAMES}
    before = next(
        (
            chosen[place][0]
            for place in range(index - 1, -1, -1)
            if chosen[place][0] not in (None, *_OF_MEMBERS.values()) or chosen[place][0] in _NAMES
        ),
        None,
    )
    return _tag_of(texts[index]) in tags or (_tag_of(texts[index]) == ("", "") and before in _NAMES)


def _names_persons(cells: Iterable[Cell]) -> bool:
    """Whether a column holds names, given names alone among them, and not how many there are or what they are like."""
    texts = [text for cell in cells if (text := text_of(cell))]
    named = sum(1 for text in texts if all(map(_is_name, _SIGNS_BETWEEN.split(_without_brackets(text)))))
    return bool(texts) and named >= 0.7 * len(texts)


def _without_brackets(text: str) -> str:
    return re.sub(r"\s*[(\[].*?[)\]]|\s*\bf(?:ødt)?\.?\s*\d[\d.]*", "", text)


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 5 or any(map(str.isdigit, text)):
        return False
    return words[0][0].isupper() and search_key(text) not in ("ja", "nei", "ingen", "ukjent", "x", "ikke aktuelt")
