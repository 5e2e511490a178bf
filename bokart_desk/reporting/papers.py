"""The papers, from the open register: the expiry list of a month, and the paper for an allocation meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from bokart_desk.domain.codes import CodeList
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.rows import RefusalRow, UnitRow
from bokart_desk.domain.terms import add_months, last_day_to_act, term_months
from bokart_desk.reporting.allocation_meeting import (
    AllocationMeetingData,
    AnswerLine,
    EndingContractLine,
    HouseholdRef,
    UnitFacts,
    VacantUnitLine,
    build_allocation_meeting,
)
from bokart_desk.reporting.document import ReportDocument
from bokart_desk.reporting.expiry_list import ExpiryLine, ExpiryListData, build_expiry_list
from bokart_desk.reporting.meeting_waiting import WaitingLine
from bokart_desk.services.code_lists import labels_of
from bokart_desk.services.labels import (
    disposal_label,
    dwelling_kind_label,
    reason_label,
    review_outcome_label,
    unit_status_label,
)
from bokart_desk.services.paper_contents import PaperContract, expiry_contents, meeting_contents
from bokart_desk.services.register import Register
from bokart_desk.services.waiting import WaitingRow, bedrooms_short, decided_words, how_long, need_kind_label

_ANSWERS_MONTHS = 3
"""How far back declined offers and refusals go when no day is given."""


def expiry_list(
    register: Register, *, month: date, months: int = 1, today: date, printed_at: datetime
) -> ReportDocument:
    """Return the contracts that end in the month (or in ``months`` from it on), and those past their end."""
    contents = expiry_contents(register, month=month, months=months, today=today)
    return build_expiry_list(
        ExpiryListData(
            municipality=contents.municipality.name,
            office=contents.municipality.office or "",
            period_from=contents.first,
            period_to=contents.last,
            today=today,
            printed_at=printed_at,
            rows=tuple(_expiry_line(contract, today) for contract in contents.contracts),
            logo=contents.municipality.logo,
        )
    )


def allocation_meeting(
    register: Register,
    *,
    meeting: date,
    since: date | None = None,
    anonymous: bool,
    today: date,
    printed_at: datetime,
) -> ReportDocument:
    """Return the paper for the meeting; ``since``: the first day of declined offers and refusals, 3 months without."""
    first = since if since is not None else add_months(meeting, -_ANSWERS_MONTHS)
    contents = meeting_contents(register, meeting=meeting, since=first, today=today)
    declined = labels_of(register, CodeList.DECLINED_BECAUSE)
    refused = labels_of(register, CodeList.REFUSED_BECAUSE)
    return build_allocation_meeting(
        AllocationMeetingData(
            logo=contents.municipality.logo,
            municipality=contents.municipality.name,
            office=contents.municipality.office or "",
            meeting_on=meeting,
            printed_at=printed_at,
            answers_since=first,
            units=(
                *(VacantUnitLine(_unit_facts(row), row.vacant_since) for row in contents.vacant),
                *(
                    VacantUnitLine(_contract_facts(contract), contract.row.moved_out_on, _household(contract))
                    for contract in contents.soon_vacant
                ),
            ),
            ending=tuple(_ending_line(contract) for contract in contents.ending),
            waiting=tuple(_waiting_line(row, contents.criteria, meeting) for row in contents.waiting),
            declined=tuple(_answer_line(row, declined) for row in contents.answers if row.by == "household"),
            refused=tuple(_answer_line(row, refused) for row in contents.answers if row.by == "municipality"),
        ),
        anonymous=anonymous,
    )


def _waiting_line(row: WaitingRow, criteria: Mapping[int, tuple[str, ...]], meeting: date) -> WaitingLine:
    names = criteria.get(row.need_id, ()) if row.need_id is not None else ()
    return WaitingLine(
        household=HouseholdRef(row.household, row.case_number, row.protection.value),
        kind=need_kind_label(row.kind),
        priority=row.priority,
        bedrooms=bedrooms_short(row),
        persons=row.persons,
        since=row.since,
        waited=how_long(row.since, meeting),
        decision=decided_words(row),
        criteria=", ".join(names),
    )


def _expiry_line(contract: PaperContract, today: date) -> ExpiryLine:
    row = contract.row
    assert row.end is not None  # an indefinite tenancy has no last day to be listed by
    return ExpiryLine(
        household=row.household,
        address=row.address,
        unit=row.unit,
        start=row.start,
        end=row.end,
        term_months=term_months(row.start, row.end),
        days_left=(row.end - today).days,
        last_day_to_act=last_day_to_act(row.end),
        became_indefinite=row.status(today) is ContractStatus.BECAME_INDEFINITE,
        notice_sent_on=row.vacate_notice_on if row.status(today) is ContractStatus.NOTICE_GIVEN else None,
        last_review=contract.last_review,
        monthly_rent=row.monthly_rent,
        consultant=contract.consultant,
        protected=row.protection.value,
    )


def _ending_line(contract: PaperContract) -> EndingContractLine:
    assert contract.row.end is not None
    return EndingContractLine(
        household=_household(contract),
        facts=_contract_facts(contract),
        end=contract.row.end,
        last_review=contract.last_review,
        review_outcome=review_outcome_label(contract.review_outcome),
        consultant=contract.consultant,
    )


def _household(contract: PaperContract) -> HouseholdRef:
    row = contract.row
    return HouseholdRef(row.household, row.case_number, row.protection.value)


def _contract_facts(contract: PaperContract) -> UnitFacts:
    row = contract.row
    return UnitFacts(
        address=row.address,
        unit=row.unit,
        kind=dwelling_kind_label(contract.kind),
        bedrooms=contract.bedrooms,
        area_m2=_area(contract.area_m2),
        monthly_rent=row.monthly_rent,
        disposal=disposal_label(row.disposal),
    )


def _unit_facts(row: UnitRow) -> UnitFacts:
    return UnitFacts(
        address=row.address,
        unit=row.unit,
        kind=dwelling_kind_label(row.kind),
        bedrooms=row.bedrooms,
        area_m2=_area(row.area_m2),
        monthly_rent=row.monthly_rent,
        disposal=disposal_label(row.disposal),
        status=unit_status_label(row.status),
    )


def _area(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()


def _answer_line(row: RefusalRow, reasons: Mapping[str, str]) -> AnswerLine:
    offered = UnitFacts(row.address, "", "") if row.address else None
    household = HouseholdRef(row.household, row.case_number, row.protection.value)
    return AnswerLine(household, row.day, reason_label(row.reason_code, reasons), row.reason, offered)
