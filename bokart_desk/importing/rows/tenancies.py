"""A row of a list of tenancies: a contract with its household, or a unit without one."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.i18n import _
from bokart_desk.importing import amounts, values
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.layout import DataRow
from bokart_desk.importing.names import is_no_household, says_vacant, vacant_from_text
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem
from bokart_desk.importing.rows.beside import keep_beside, read_beside
from bokart_desk.importing.rows.cells import Cells, Readers
from bokart_desk.importing.rows.dates import read_contract_dates
from bokart_desk.importing.rows.further import read_further
from bokart_desk.importing.rows.people import persons_of, read_household, read_number_for_name, tenant_text
from bokart_desk.importing.rows.places import read_place
from bokart_desk.importing.rows.remarks import read_remarks
from bokart_desk.importing.values import NotUnderstood


def read_contract(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Fill ``facts`` from a row with a dwelling and, as a rule, its tenant and contract."""
    tenant = tenant_text(cells, row)
    facts.further_person, facts.shared_house = row.base is not None, cells.shared_house
    read_place(cells, facts, row)
    if says_vacant(tenant):
        read_remarks(cells, facts, row)
        _read_vacancy(cells, facts, row, tenant)
        if cells.beside:
            keep_beside(cells, facts, row)
        return
    if read_number_for_name(facts, tenant):
        facts.persons = ()
    elif is_no_household(tenant):
        facts.decide(Outcome.SKIPPED, Field.TENANT, _("the tenant is no household"))
        return
    else:
        facts.persons = persons_of(cells, row, tenant)
    read_household(cells, facts, row)
    read_remarks(cells, facts, row)
    read_contract_dates(cells, facts, row)
    if cells.further:
        read_further(cells, facts, row)
    _tell_of_others(cells, facts, row)
    for read in cells.readers(_OF_CONTRACTS):
        read(cells, facts, row)
    if cells.beside:
        read_beside(cells, facts, row)


def _tell_of_others(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """A contract of the row that is not taken in is pointed out."""
    found = cells.mapping.further
    if found is None:
        return
    taken = {index for one in cells.beside for index in (one.tenant, one.start, one.end, one.period, one.rent)}
    if any(row.texts[index] for index in found.others - taken):
        facts.warnings.append(_("The row tells of another tenant's contract too: only the first is taken in."))
    asked = not found.certain and cells.choices.further is None
    if asked and any(row.texts[index] for index in found.columns):
        facts.warnings.append(_("The row has days that may be one more contract: they are kept as a note."))


def read_vacant_unit(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Fill ``facts`` from a row about a dwelling alone; a tenant it names is none whose contract can be told."""
    tenant = tenant_text(cells, row)
    read_place(cells, facts, row)
    if tenant and not says_vacant(tenant):
        _read_occupant(cells, facts, row, tenant)
    read_remarks(cells, facts, row)
    facts.vacant = facts.unit_status is UnitStatus.VACANT or (bool(tenant) and facts.unit_status is None)
    facts.vacant = facts.vacant and not facts.lives_there
    facts.vacant_from = cells.mild_day(facts, row, Field.VACANT_FROM)


def _read_occupant(cells: Cells, facts: RowFacts, row: DataRow, tenant: str) -> None:
    if is_no_household(tenant):
        facts.decide(Outcome.SKIPPED, Field.TENANT, _("the tenant is no household"))
        return
    facts.lives_there = persons_of(cells, row, tenant)
    if facts.unit_status in (None, UnitStatus.VACANT):
        facts.unit_status = UnitStatus.IN_USE


def _read_vacancy(cells: Cells, facts: RowFacts, row: DataRow, tenant: str) -> None:
    said = any(character.isalpha() for character in tenant)
    facts.vacant = facts.unit_status in (None, UnitStatus.VACANT) or (said and facts.unit_status is UnitStatus.IN_USE)
    facts.vacant_from = cells.mild_day(facts, row, Field.VACANT_FROM)
    stated = vacant_from_text(tenant)
    if stated and facts.vacant_from is None:
        try:
            day = values.parse_day(values.with_year(stated, cells.year) if cells.year else stated)
            facts.vacant_from = day if isinstance(day, date) else None
        except NotUnderstood:
            facts.extra[cells.headers[cells.fields[Field.TENANT]]] = tenant
            facts.warnings.append(_("The day the unit is vacant from is not certain: {text}").format(text=tenant))
    dated = cells.text(row, Field.PERIOD) or (cells.text(row, Field.START) and cells.text(row, Field.END))
    if dated and not said:
        facts.decide(
            Outcome.CONFLICT,
            Field.TENANT,
            _("The row has dates of a contract, but no tenant."),
            Problem.DATES_WITHOUT_TENANT,
        )
    elif dated or cells.text(row, Field.START):
        facts.warnings.append(_("The row has dates of a contract, but no tenant."))


def _read_signing(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    facts.signed_on = cells.mild_day(facts, row, Field.SIGNED_ON)


def _read_security(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    facts.security_kind = cells.text(row, Field.SECURITY_KIND) or None
    facts.security_amount = cells.mild(facts, row, Field.SECURITY_AMOUNT, amounts.parse_amount)
    text = cells.text(row, Field.SECURITY)
    if not text:
        return
    digits, words = _security_parts(text)
    if digits and facts.security_amount is None:
        try:
            facts.security_amount = amounts.parse_amount(digits)
        except NotUnderstood:
            cells.set_aside(facts, row, Field.SECURITY, _("{field} is not understood, so it is kept as a note."))
    facts.security_kind = facts.security_kind or words or None


@lru_cache(maxsize=4096)
def _security_parts(text: str) -> tuple[str, str]:
    """The amount and the words of a cell such as "Garanti NAV 25 000,-"."""
    found = re.search(r"\d[\d .,\u00a0]*\d|\d", text)
    return found[0] if found else "", re.sub(r"[\d .,\-\u00a0]+|\bkr\b", " ", text).strip()


_OF_CONTRACTS = Readers(
    "of contracts",
    (
        ((Field.SIGNED_ON,), _read_signing),
        ((Field.SECURITY, Field.SECURITY_KIND, Field.SECURITY_AMOUNT), _read_security),
    ),
)
