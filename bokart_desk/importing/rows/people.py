"""Who a row is about: names, numbers and what is told of the household."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bokart_desk.domain.identity import birth_date_of, digits_of, is_duf, is_national_identity
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import _
from bokart_desk.importing import amounts, codes, values
from bokart_desk.importing.facts import Member, RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.layout import DataRow
from bokart_desk.importing.member_columns import MemberColumns
from bokart_desk.importing.names import (
    NameOrder,
    PersonName,
    births_in,
    is_no_household,
    persons_in,
    says_vacant,
    split_name,
    without_births,
)
from bokart_desk.importing.rows.cells import Cells, Readers
from bokart_desk.importing.values import NotUnderstood

_FEWEST = 2
_OF_A_FORMULA = ("=", "+", "@")
"""What begins like a formula is a text like any other, and no list of names."""
_SEVERAL = re.compile(r"\s*(?:\n|;|/|&|,|\bog\b)\s*")


def tenant_text(cells: Cells, row: DataRow) -> str:
    """Return what stands where the tenant stands: a name, or a word for nobody."""
    whole = cells.text(row, Field.TENANT)
    if whole:
        return whole
    return f"{cells.text(row, Field.GIVEN_NAME)} {cells.text(row, Field.FAMILY_NAME)}".strip()


def persons_of(cells: Cells, row: DataRow, tenant: str) -> tuple[PersonName, ...]:
    """Return the persons that the columns of the tenant name; the first is the main one."""
    given, family = cells.text(row, Field.GIVEN_NAME), cells.text(row, Field.FAMILY_NAME)
    whole = cells.text(row, Field.TENANT)
    if tenant.startswith(_OF_A_FORMULA):
        return (PersonName("", tenant),)
    if given and family:
        return _by_parts(given, family)
    if (given or family) and whole and search_key(whole) != search_key(given or family):
        return (PersonName(given or whole, family or whole),)
    if family and not whole:
        return (split_name(family, NameOrder.FAMILY_FIRST),) if "," in family else (PersonName(given, family),)
    return persons_in(without_births(tenant), cells.order)


def read_number_for_name(facts: RowFacts, tenant: str) -> bool:
    """Take a number that stands where a name should, as KOBO's "hovedsoker" may; tell whether there was one."""
    if not any(map(str.isdigit, tenant)):
        return False
    digits = digits_of(tenant)
    if is_duf(digits):
        facts.duf_number = digits
    elif is_national_identity(digits.zfill(11)) and len(digits) in (10, 11):
        facts.identity_number = digits.zfill(11)
        facts.born_on = birth_date_of(facts.identity_number)
    else:
        return False
    facts.named_by_number = True
    return True


def _by_parts(given: str, family: str) -> tuple[PersonName, ...]:
    """Given and family names in columns of their own, perhaps of several persons: "Ali og Sara" | "Rahimi"."""
    givens, families = _SEVERAL.split(given), _SEVERAL.split(family)
    if len(givens) == 1 or len(families) not in (1, len(givens)):
        return (PersonName(given, family),)
    if len(families) == 1:
        families *= len(givens)
    return tuple(itertools.starmap(PersonName, zip(givens, families, strict=True)))


def read_household(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Fill what a row tells of the household and its persons."""
    for read in cells.readers(_OF_HOUSEHOLDS):
        read(cells, facts, row)
    told = _read_several(cells, facts, row)
    _read_numbers(cells, facts, row, apart_from=told)
    if facts.born_on is None and Field.BORN_ON not in told:
        facts.born_on = _born(cells, facts, row)
    _read_member_columns(cells, facts, row)
    if len(facts.persons) == 1 and not (facts.persons[0].given and facts.persons[0].family):
        facts.warnings.append(_("The name has one word only."))


def _read_size(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    facts.household_size = cells.mild(facts, row, Field.HOUSEHOLD_SIZE, amounts.parse_count)


def _read_settled(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    facts.settled_on = cells.mild_day(facts, row, Field.SETTLED_ON)


def _read_role(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    facts.role = codes.role_of(cells.text(row, Field.ROLE))
    cells.keep_unread(facts, row, Field.ROLE, None)


_OF_HOUSEHOLDS = Readers(
    "of households",
    (
        ((Field.HOUSEHOLD_SIZE,), _read_size),
        ((Field.SETTLED_ON,), _read_settled),
        ((Field.ROLE,), _read_role),
    ),
)


def _read_numbers(cells: Cells, facts: RowFacts, row: DataRow, apart_from: frozenset[Field]) -> None:
    for name in (Field.DUF_NUMBER, Field.IDENTITY_NUMBER):
        text = cells.text(row, name) if name not in apart_from else ""
        digits = digits_of(text) if text else ""
        if not digits.strip("-?"):
            continue
        padded = digits.zfill(11) if name is Field.IDENTITY_NUMBER and len(digits) == 10 else digits
        if is_duf(padded):
            facts.duf_number = padded
        elif is_national_identity(padded):
            facts.identity_number = padded
            facts.born_on = birth_date_of(padded)
        else:
            cells.set_aside(facts, row, name, _("{field} is not a valid number, so it is kept as a note."))


def _born(cells: Cells, facts: RowFacts, row: DataRow) -> date | None:
    if Field.BORN_ON not in cells.fields:
        return _birth_in(next(iter(births_in(cells.text(row, Field.TENANT))), ""), cells.today)
    digits = digits_of(cells.text(row, Field.BORN_ON))
    if len(digits) in (10, 11) and is_national_identity(digits.zfill(11)):
        facts.identity_number = facts.identity_number or digits.zfill(11)
        return birth_date_of(digits.zfill(11))
    born = cells.mild_day(facts, row, Field.BORN_ON)
    return _century_back(born, cells.today) if born else None


def _century_back(born: date, today: date) -> date:
    """Two digits of a year of birth that would lie ahead mean the century before."""
    return born if born <= today else add_months(born, -1200)


def _birth_in(text: str, today: date) -> date | None:
    try:
        born = values.parse_day(text) if text else None
    except NotUnderstood:
        return None
    return _century_back(born, today) if isinstance(born, date) else None


# Several persons in one row ---------------------------------------------------------------------------


def _read_several(cells: Cells, facts: RowFacts, row: DataRow) -> frozenset[Field]:
    """Where a row names several persons and gives a birth date or a number for each: take them one by one.

    Return the fields that were taken so; what stands there once is told of the main person.
    """
    if len(facts.persons) < _FEWEST:
        return frozenset()
    members = [Member(name) for name in facts.persons]
    births = births_in(cells.text(row, Field.TENANT))
    stated = {
        Field.BORN_ON: _one_each(cells.text(row, Field.BORN_ON), len(members))
        or (_padded(births, len(members)) if births else []),
        Field.DUF_NUMBER: _one_each(cells.text(row, Field.DUF_NUMBER), len(members)),
        Field.IDENTITY_NUMBER: _one_each(cells.text(row, Field.IDENTITY_NUMBER), len(members)),
    }
    if not any(stated.values()):
        return frozenset()
    for texts in stated.values():
        members = _each_told(members, texts, cells.today)
    main, *others = members
    facts.born_on, facts.duf_number, facts.identity_number = main.born_on, main.duf_number, main.identity_number
    facts.others = tuple(others)
    return frozenset(name for name, texts in stated.items() if texts)


def _padded(texts: Sequence[str], count: int) -> list[str]:
    return [*texts, *[""] * (count - len(texts))][:count]


def _one_each(text: str, count: int) -> list[str]:
    """The parts of a cell when there is one for each person; empty when not."""
    parts = [part for part in _SEVERAL.split(text) if part]
    return parts if len(parts) == count else []


def _each_told(members: list[Member], texts: list[str], today: date) -> list[Member]:
    return [_told(one, text, today) for one, text in zip(members, texts, strict=True)] if texts else members


def _told(member: Member, text: str, today: date) -> Member:
    """A member with what a cell says: a birth date, a DUF number or an identity number, told apart by their form."""
    digits = digits_of(text)
    if is_duf(digits):
        return replace(member, duf_number=digits)
    if len(digits) in (10, 11) and is_national_identity(digits.zfill(11)):
        number = digits.zfill(11)
        return replace(member, identity_number=number, born_on=birth_date_of(number))
    born = _birth_in(text, today)
    return replace(member, born_on=born) if born else member


def _read_member_columns(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Add the persons that stand in columns of their own; what is not understood of them stays as it was written."""
    added: list[Member] = []
    for columns in cells.members:
        added += _members_in(cells, facts, row, columns)
        for index in (columns.born_on, columns.duf_number, columns.identity_number):
            if index is not None and (text := row.texts[index]) and not _understood(added, text, cells.today):
                facts.extra[cells.headers[index]] = text
    if added:
        named = [*facts.others, *(Member(name) for name in facts.persons[1 + len(facts.others) :])]
        facts.others = (*named, *added)
        facts.persons = (*facts.persons, *(one.name for one in added))


def _understood(added: list[Member], text: str, today: date) -> bool:
    if not added:
        return False
    told = _told(Member(added[-1].name), text, today)
    return (told.born_on, told.duf_number, told.identity_number) != (None, None, None)


def _members_in(cells: Cells, facts: RowFacts, row: DataRow, columns: MemberColumns) -> list[Member]:
    text = row.texts[columns.name] if columns.name is not None else ""
    given = row.texts[columns.given_name] if columns.given_name is not None else ""
    family = row.texts[columns.family_name] if columns.family_name is not None else ""
    if given or family:
        members = [Member(PersonName(given, family))]
    elif text and columns.name is not None and not says_vacant(text) and not is_no_household(text):
        bare = without_births(text)
        names = persons_in(bare, cells.order, children=columns.children)
        if any(map(str.isdigit, bare)):
            facts.extra[cells.headers[columns.name]] = text
        births = _padded(births_in(text, children=columns.children), len(names))
        members = [Member(name, _birth_in(born, cells.today)) for name, born in zip(names, births, strict=True)]
    else:
        return []
    for index in (columns.born_on, columns.duf_number, columns.identity_number):
        told = _one_each(row.texts[index], len(members)) if index is not None else []
        members = _each_told(members, told, cells.today)
    return members
