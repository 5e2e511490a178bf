"""Several contracts beside each other in one row: "Kontrakt 1 fra", "Kontrakt 1 til", "Kontrakt 2 fra", …"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _
from bokart_desk.importing.fields import Field
from bokart_desk.importing.headings import recognise
from bokart_desk.importing.profile import header_key
from bokart_desk.importing.values import Cell, NotUnderstood, parse_day, parse_period, text_of

Choice = tuple[Field | None, str]

_NUMBER = re.compile(r"\b(?:nr )?([1-9]|i{1,3}|iv)\b")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_EXTENDED = re.compile(r"\b(?:forleng(?:et|a|else|ing)|forny(?:et|a|else|ing))\b")
_NEXT = re.compile(r"\b(?:ny|nye|neste)\b")
_CONTRACT = re.compile(r"^(?:leie|leige|husleie)?kontrakt |^avtale |^leieforhold |^periode ")
_AGAIN = "again"
_FURTHER = {
    Field.START: Field.NEXT_START,
    Field.END: Field.NEXT_END,
    Field.PERIOD: Field.NEXT_PERIOD,
    Field.MONTHLY_RENT: Field.NEXT_RENT,
}
_BESIDE = {
    Field.TENANT: Field.BESIDE_TENANT,
    Field.START: Field.BESIDE_START,
    Field.END: Field.BESIDE_END,
    Field.PERIOD: Field.BESIDE_PERIOD,
    Field.MONTHLY_RENT: Field.BESIDE_RENT,
}
_WHO = (Field.TENANT, Field.GIVEN_NAME, Field.FAMILY_NAME)
_OF_ONE_PERSON = (
    Field.BORN_ON,
    Field.DUF_NUMBER,
    Field.IDENTITY_NUMBER,
    Field.PHONE,
    Field.SETTLED_ON,
    Field.HOUSEHOLD_SIZE,
    Field.CASE_NUMBER,
)
"""Where such a column is not numbered nobody can tell which of the tenants it is about."""
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class FurtherContracts:
    """What a list has of further contracts in its rows.

    ``columns``: index to the field it would fill. ``certain``: the headings number them and the days follow each other.
    ``first``: the columns of the first contract. ``others``: those that tell of a further contract of somebody else,
    who is named in the row too; ``beside``: what they would fill, where each tenant has a name and days of his own that
    follow those of the one before.
    """

    first: dict[int, Field]
    columns: dict[int, Field]
    certain: bool = False
    others: frozenset[int] = frozenset()
    beside: dict[int, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FurtherColumns:
    """The columns of one further contract, by index; ``tenant`` where it is somebody else's."""

    tenant: int | None = None
    start: int | None = None
    end: int | None = None
    period: int | None = None
    rent: int | None = None


def find_further(texts: Sequence[str], body: Sequence[Sequence[Cell]]) -> FurtherContracts | None:
    """Return what the headings tell of contracts after the first one, None where they tell of none."""
    tagged = _with_rents_beside([_tagged(text) for text in texts])
    groups: dict[str, dict[Field, int]] = {}
    seen: set[str] = set()
    for index, (tag, meant) in enumerate(tagged):
        if meant not in (*_FURTHER, *_WHO):
            continue
        heading = match_key(texts[index])
        again = heading in seen and not tag
        seen.add(heading)
        groups.setdefault(_AGAIN if again else tag, {}).setdefault(meant, index)
    first = groups.pop("1", None) or groups.get("", {})
    groups.pop("", None)
    if not (Field.START in first or Field.PERIOD in first):
        return None
    dated = {tag: group for tag, group in groups.items() if _is_dated(group, body)}
    others = [group for group in dated.values() if any(who in group for who in _WHO)]
    own = [group for group in dated.values() if not any(who in group for who in _WHO)]
    if not own and not others:
        return None
    columns = {index: _FURTHER[meant] for group in own for meant, index in group.items()}
    numbered = all(tag.isdigit() or _EXTENDED.fullmatch(tag) for tag in dated)
    certain = bool(own) and numbered and _follow_each_other([first, *own], body)
    begun = {index: meant for meant, index in first.items() if meant in _FURTHER}
    told = frozenset(index for group in others for index in group.values())
    alone = not own and not any(meant in _OF_ONE_PERSON for _tag, meant in tagged)
    beside = _beside(first, others, body) if alone else {}
    return FurtherContracts(begun, columns, certain, told, beside)


def _beside(
    first: dict[Field, int], others: list[dict[Field, int]], body: Sequence[Sequence[Cell]]
) -> dict[int, Field]:
    """What the columns of further tenants fill; nothing where a name or days are missing or do not follow."""
    for group in (first, *others):
        if Field.TENANT not in group or not group.keys() & {Field.START, Field.PERIOD}:
            return {}
    if not _follow_each_other([first, *others], body, may_lack_first=True):  # vacant then
        return {}
    if any(group[Field.TENANT] > min(group.values()) for group in others):  # the name begins what is about him
        return {}
    return {index: _BESIDE[meant] for group in others for meant, index in group.items() if meant in _BESIDE}


def settle_further(found: FurtherContracts | None, chosen: dict[int, Choice], said: bool | None) -> None:
    """Give the columns of further contracts their fields, or keep them as notes; ``said``: what the user wants."""
    if found is None:
        return
    why = _("one more contract of the same household")
    if said is None and not found.certain:
        why = _("kept with the record: perhaps one more contract, see “What it is”")
    elif not (said or found.certain) or said is False:
        why = _("kept with the record, as you chose")
    taken = found.certain if said is None else said
    for index, meant in found.first.items():
        holders = [other for other, (held, _why) in chosen.items() if held is meant]
        if not set(holders) - found.columns.keys() - found.others:
            chosen[index] = (meant, _("by the heading"))
    for index, meant in found.columns.items():
        chosen[index] = (meant if taken else None, why)
    beside = {} if said is False else found.beside
    for index in found.others - beside.keys():
        chosen[index] = (None, _("kept with the record: another tenant's contract, which needs a row of its own"))
    for index, meant in beside.items():
        chosen[index] = (meant, _("the next tenant's contract: the name and the days are its own"))


def further_of(columns: Iterable[tuple[int, Field | None]], *, beside: bool = False) -> tuple[FurtherColumns, ...]:
    """Return the further contracts that columns tell of, in their order; each begins with its start, period or end.

    ``beside``: those of the next tenants instead; each begins with a name.
    """
    prefix = "beside_" if beside else "next_"
    found: list[FurtherColumns] = []
    for index, meant in columns:
        if meant is None or not meant.startswith(prefix):
            continue
        part = meant.removeprefix(prefix)
        if not found or getattr(found[-1], part) is not None:
            found.append(FurtherColumns())
        placed: dict[str, Any] = {part: index}
        found[-1] = replace(found[-1], **placed)
    return tuple(found)


def _tagged(text: str) -> tuple[str, Field | None]:
    """Which contract a heading is about ("" where it does not say), and what it tells of it."""
    key = header_key(text)
    numbers = _NUMBER.findall(key)
    tag = _ROMAN.get(numbers[0], numbers[0]) if len(numbers) == 1 else ""
    bare = _NUMBER.sub(" ", key) if tag else key
    for words in (_EXTENDED, _NEXT):
        if not tag and (said := words.search(key)):
            tag, bare = said[0], words.sub(" ", key)
    bare = " ".join(bare.split())
    named = recognise(bare) if bare else None
    if named is None and tag:
        named = recognise(_CONTRACT.sub("", bare))
    return tag, named[0] if named is not None else None


def _with_rents_beside(tagged: list[tuple[str, Field | None]]) -> list[tuple[str, Field | None]]:
    """Where there are several rents, one right after the days of a contract belongs to that contract."""
    rents = [index for index, (_tag, meant) in enumerate(tagged) if meant is Field.MONTHLY_RENT]
    for index in rents if len(rents) > 1 else ():
        tag, before = tagged[index][0], tagged[index - 1]
        if not tag and index and before[1] in (Field.START, Field.END, Field.PERIOD):
            tagged[index] = (before[0], Field.MONTHLY_RENT)
    return tagged


def _is_dated(group: dict[Field, int], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether the columns hold days, as "Ny kontrakt: ja" does not."""
    if Field.END in group and not group.keys() & {Field.START, Field.PERIOD}:
        group = {Field.START: group[Field.END]}
    return any(_span(group, row) is not None for row in body)


def _follow_each_other(
    groups: list[dict[Field, int]], body: Sequence[Sequence[Cell]], *, may_lack_first: bool = False
) -> bool:
    """Whether each contract begins when the one before it is over, in nearly every row that tells of both."""
    followed = told = 0
    for row in body:
        spans = [_span(group, row) for group in groups]
        for before, after in pairwise(spans):
            if after is None or (before is None and may_lack_first):
                continue
            told += 1
            followed += before is not None and after[0] > before[0] and (before[1] is None or after[0] >= before[1])
    return told > 0 and followed >= _NEARLY_ALL * told


def _span(group: dict[Field, int], row: Sequence[Cell]) -> tuple[date, date | None] | None:
    """The first and the last day of a contract in a row; None where there is none, or it is not understood."""
    try:
        if Field.PERIOD in group:
            period = parse_period(row[group[Field.PERIOD]])
            if period is None or period.start is None:
                return None
            return period.start, period.end if isinstance(period.end, date) else None
        start = parse_day(row[group[Field.START]]) if Field.START in group else None
        end = parse_day(row[group[Field.END]]) if Field.END in group and text_of(row[group[Field.END]]) else None
    except NotUnderstood:
        return None
    return (start, end if isinstance(end, date) else None) if isinstance(start, date) else None
