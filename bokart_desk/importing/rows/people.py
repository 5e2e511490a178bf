"""Who a row is about: names, numbers and what is told of the household."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.identity import birth_date_of, digits_of, is_duf, is_national_identity
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import _
from bokart_desk.importing import amounts
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.layout import DataRow
from bokart_desk.importing.names import NameOrder, PersonName, persons_in, split_name
from bokart_desk.importing.rows.cells import Cells


def tenant_text(cells: Cells, row: DataRow) -> str:
    """Return what stands where the tenant stands: a name, or a word for nobody."""
    whole = cells.text(row, Field.TENANT)
    if whole:
        return whole
    return f"{cells.text(row, Field.GIVEN_NAME)} {cells.text(row, Field.FAMILY_NAME)}".strip()


def persons_of(cells: Cells, row: DataRow, tenant: str) -> tuple[PersonName, ...]:
    """Return the persons a row names; the first is the main one."""
    given, family = cells.text(row, Field.GIVEN_NAME), cells.text(row, Field.FAMILY_NAME)
    whole = cells.text(row, Field.TENANT)
    if given and family:
        return (PersonName(given, family),)
    if (given or family) and whole and search_key(whole) != search_key(given or family):
        return (PersonName(given or whole, family or whole),)
    if family and not whole:
        return (split_name(family, NameOrder.FAMILY_FIRST),) if "," in family else (PersonName(given, family),)
    return persons_in(tenant, cells.order)


def read_household(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Fill what a row tells of the household and its main person."""
    facts.household_size = cells.mild(facts, row, Field.HOUSEHOLD_SIZE, amounts.parse_count)
    facts.settled_on = cells.mild_day(facts, row, Field.SETTLED_ON)
    _read_numbers(cells, facts, row)
    if facts.born_on is None:
        facts.born_on = _born(cells, facts, row)
    if len(facts.persons) == 1 and not (facts.persons[0].given and facts.persons[0].family):
        facts.warnings.append(_("The name has one word only."))


def _read_numbers(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    for name in (Field.DUF_NUMBER, Field.IDENTITY_NUMBER):
        text = cells.text(row, name)
        digits = digits_of(text)
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
    digits = digits_of(cells.text(row, Field.BORN_ON))
    if len(digits) in (10, 11) and is_national_identity(digits.zfill(11)):
        facts.identity_number = facts.identity_number or digits.zfill(11)
        return birth_date_of(digits.zfill(11))
    born = cells.mild_day(facts, row, Field.BORN_ON)
    return _century_back(born, cells.today) if born else None


def _century_back(born: date, today: date) -> date:
    """Two digits of a year of birth that would lie ahead mean the century before."""
    return born if born <= today else add_months(born, -1200)
