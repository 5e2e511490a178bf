"""A row of a list of declined offers or refused applications."""

from __future__ import annotations

from bokart_desk.domain.addresses import split_address, tidy_unit
from bokart_desk.domain.codes import OfferAnswer
from bokart_desk.i18n import _
from bokart_desk.importing import amounts, codes
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.layout import DataRow
from bokart_desk.importing.names import is_no_household
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem
from bokart_desk.importing.rows.cells import Cells
from bokart_desk.importing.rows.people import persons_of, read_household, tenant_text
from bokart_desk.importing.rows.remarks import read_remarks


def _read_applicant(cells: Cells, facts: RowFacts, row: DataRow) -> bool:
    tenant = tenant_text(cells, row)
    if not tenant or is_no_household(tenant):
        facts.decide(Outcome.INVALID, Field.TENANT, _("The row names no household."), Problem.NO_HOUSEHOLD)
        return False
    facts.persons = persons_of(cells, row, tenant)
    read_household(cells, facts, row)
    cells.plain_texts(facts, row)
    read_remarks(cells, facts, row, no_unit=True)
    facts.reason_words = cells.text(row, Field.REASON) or None
    facts.assessment = cells.text(row, Field.ASSESSMENT) or None
    return True


def read_declined(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Fill ``facts`` from a row about an offer that a household declined."""
    if not _read_applicant(cells, facts, row):
        return
    offered = cells.text(row, Field.OFFERED_ADDRESS) or cells.text(row, Field.ADDRESS)
    place = split_address(offered)
    facts.address, facts.unit = place.address, tidy_unit(cells.text(row, Field.UNIT)) or place.unit
    facts.offered_on = cells.day(facts, row, Field.OFFERED_ON) or cells.day(facts, row, Field.DAY)
    facts.answer_by = cells.mild_day(facts, row, Field.ANSWER_BY)
    if facts.answer_by and facts.offered_on and facts.answer_by < facts.offered_on:
        facts.answer_by = None
        cells.set_aside(facts, row, Field.ANSWER_BY, _("{field} lies before the offer, so it is kept as a note."))
    answer = cells.text(row, Field.ANSWER)
    facts.answer = codes.answer_of(answer) if answer else OfferAnswer.DECLINED
    if facts.answer is None:
        cells.not_understood(facts, row, Field.ANSWER)
    facts.reasonable_ground = amounts.parse_yes_no(cells.cell(row, Field.REASONABLE_GROUND))


def read_refused(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Fill ``facts`` from a row about an application that the municipality refused."""
    if not _read_applicant(cells, facts, row):
        return
    facts.address = split_address(cells.text(row, Field.ADDRESS)).address
    facts.decided_on = cells.day(facts, row, Field.DECIDED_ON) or cells.day(facts, row, Field.DAY)
