"""Reads the data rows of a mapped sheet: each becomes facts, or is set aside with field and reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from bokart_desk.domain.addresses import split_address, tidy_unit
from bokart_desk.domain.codes import Disposal, OfferAnswer, Protection, UnitStatus
from bokart_desk.domain.identity import birth_date_of, digits_of, is_duf, is_national_identity
from bokart_desk.domain.terms import add_months, end_of_term
from bokart_desk.domain.text_keys import match_key, search_key
from bokart_desk.i18n import _, format_date
from bokart_desk.importing import codes, values
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field, field_label
from bokart_desk.importing.layout import DataRow, data_rows
from bokart_desk.importing.mapping import SheetKind, SheetMapping
from bokart_desk.importing.names import (
    NameOrder,
    PersonName,
    is_no_household,
    order_of,
    persons_in,
    says_vacant,
    split_name,
    vacant_from_text,
)
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.profile import header_key
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.values import NotUnderstood, OpenEnded, Term

LONGEST_TERM_MONTHS = 30 * 12
OLDEST_START_MONTHS = 60 * 12
FARTHEST_START_MONTHS = 5 * 12

_T = TypeVar("_T")
_DOOR_CODE = re.compile(r"\b(port|dor|nokkel|alarm|inngangs|las)\s?-?(kode|boks)\w*|\bkode:?\s*\d{3,6}\b")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+?47\s?)?[2-9]\d(?:\s?\d{2}){3}(?!\d)|(?<!\d)[49]\d{2}\s?\d{2}\s?\d{3}(?!\d)")
_HEALTH = re.compile(
    r"\b(helse\w*|syk|sjuk|sykdom|diagnos\w*|psyk\w*|lege\w*|medisin\w*|rullestol|funksjonshem\w*|depre\w*|traume\w*|kreft|gravid)\b"
)
_NO_ADDRESS = re.compile(r"\W*|ukjend?t?(?: adresse)?|uten (?:fast )?(?:bolig|adresse)|mangler|ingen(?: adresse)?|n/?a")
"""What stands for an address that is not there."""
_NUMBER_WORD = re.compile(r"(?<=\w)\.?s?(?:nr|nummer)\.?$", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:hele\s+)?(?:enebolig|einebustad|einebolig|rekkehus|tomannsbolig|hus|huset|bolig|boligen|leilighet|leiligheten)",
    re.IGNORECASE,
)
"""Words in a unit's place that name the whole dwelling."""
_EXPORT_HEADINGS = frozenset(("lopenummer", "behandlingsstatus", "kontrakt utgar", "fasilitet", "sikkerhetstype"))


def interpret_sheet(sheet: Sheet, mapping: SheetMapping, *, today: date, file_name: str = "") -> list[RowFacts]:
    """Return the facts of every row below the header that is not empty, in order."""
    return list(_Reader(sheet, mapping, today, file_name).read())


class _Reader:
    def __init__(self, sheet: Sheet, mapping: SheetMapping, today: date, file_name: str) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._today = today
        self._rows = data_rows(sheet, mapping)
        self._fields = dict(mapping.fields)
        self._headers = {column.index: column.header for column in mapping.columns}
        self._unmapped = [(c.index, c.header or f"#{c.index + 1}") for c in mapping.columns if c.field is None]
        self._disposal = next(
            (found for text in (sheet.name, mapping.title, file_name) if (found := codes.disposal_in_heading(text))),
            None,
        )
        self._order = self._name_order()
        self._month_first = {name: self._writes_month_first(name) for name in _DAY_FIELDS if name in self._fields}
        signature = "\x1f".join([mapping.kind, *(f"{c.header}={c.field}" for c in mapping.columns)])
        self._hash = hashlib.blake2b(signature.encode(), digest_size=16)
        self._term_unit = self._unit_of_terms()
        self._read_tenancy = {
            SheetKind.CONTRACTS: self._read_contract,
            SheetKind.DECLINED: self._read_declined,
            SheetKind.REFUSED: self._read_refused,
        }.get(mapping.kind, self._read_vacant_unit)

    def read(self) -> Iterator[RowFacts]:
        for row in self._rows:
            facts = RowFacts(self._sheet.first_row + row.index, tuple(row.texts))
            digest = self._hash.copy()
            digest.update("\x1f".join(row.texts).encode("utf-8", "surrogatepass"))
            facts.digest = digest.digest()
            if row.skipped:
                facts.decide(Outcome.SKIPPED, None, row.skipped)
            else:
                self._read_row(facts, row)
            yield facts

    # One row -----------------------------------------------------------------------------------

    def _read_row(self, facts: RowFacts, row: DataRow) -> None:
        facts.extra = {header: row.texts[index] for index, header in self._unmapped if row.texts[index]}
        self._read_protection(facts, row)
        by_municipality = codes.is_refusal_by_municipality(self._text(row, Field.REFUSED_BY))
        if by_municipality is None or self._mapping.kind not in (SheetKind.DECLINED, SheetKind.REFUSED):
            self._read_tenancy(facts, row)
            return
        facts.row_kind = SheetKind.REFUSED if by_municipality else SheetKind.DECLINED
        (self._read_refused if by_municipality else self._read_declined)(facts, row)

    def _read_protection(self, facts: RowFacts, row: DataRow) -> None:
        marked = self._text(row, Field.PROTECTION)
        found = max((codes.protection_of(text) for text in row.texts if text), key=_STRICTNESS.index, default=None)
        if marked and found is Protection.NONE and values.parse_yes_no(marked) is not False and marked not in "0-":
            found = Protection.CONFIDENTIAL
        facts.protection = found or Protection.NONE
        if facts.protection is Protection.STRICTLY_CONFIDENTIAL:
            facts.cells = tuple("" if self._tells_where(index) else text for index, text in enumerate(row.texts))
            facts.extra = {}
            facts.decide(
                Outcome.CONFLICT,
                Field.ADDRESS,
                _(
                    "The row is marked strictly confidential. Its address must not be recorded anywhere, so the row "
                    "was not taken in and its address was not kept. Register the household by hand, without it."
                ),
            )

    def _tells_where(self, index: int) -> bool:
        """For a strictly confidential row only the name and the dates are kept, as text to find the row by."""
        kept = (Field.TENANT, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.START, Field.END)
        return all(self._fields.get(name) != index for name in kept)

    def _read_place(self, facts: RowFacts, row: DataRow) -> None:
        address = self._text(row, Field.ADDRESS) or self._street(row)
        if _NO_ADDRESS.fullmatch(search_key(address)):
            address = ""
        place = split_address(address)
        label = tidy_unit(self._unit_text(row))
        facts.address, facts.unit = place.address, label or place.unit
        if label and place.unit and search_key(label) != search_key(place.unit):
            facts.unit = label if search_key(place.unit) in search_key(label) else f"{place.unit} {label}"
        facts.postcode, facts.place = self._postcode(row) or place.postcode, self._text(row, Field.PLACE) or place.place
        facts.number = self._text(row, Field.DWELLING_NUMBER)
        facts.area_of_town = self._text(row, Field.AREA_OF_TOWN) or None
        facts.cadastral_number = self._text(row, Field.CADASTRAL_NUMBER) or None
        facts.floor = self._text(row, Field.FLOOR) or None
        facts.standard = self._text(row, Field.STANDARD) or None
        facts.rent_includes = self._text(row, Field.RENT_INCLUDES) or None
        facts.landlord = self._text(row, Field.LANDLORD)
        facts.kind = codes.dwelling_kind_of(self._text(row, Field.DWELLING_KIND))
        self._keep_unread(facts, row, Field.DWELLING_KIND, facts.kind)
        facts.disposal = self._disposal_of(facts, row)
        facts.bedrooms = self._mild(facts, row, Field.BEDROOMS, values.parse_count)
        facts.rooms = self._mild(facts, row, Field.ROOMS, values.parse_count)
        facts.area_m2 = self._mild(facts, row, Field.AREA_M2, values.parse_area)
        facts.unit_status = codes.unit_status_of(self._text(row, Field.UNIT_STATUS))
        self._keep_unread(facts, row, Field.UNIT_STATUS, facts.unit_status)
        facts.monthly_rent = self._strict(facts, row, Field.MONTHLY_RENT, values.parse_amount)
        if row.carried_by_guess:
            facts.warnings.append(_("The address is taken from the row above."))
        if not facts.address and not facts.number:
            facts.decide(Outcome.INVALID, Field.ADDRESS, _("The row names no dwelling."))

    def _disposal_of(self, facts: RowFacts, row: DataRow) -> Disposal | None:
        stated = self._text(row, Field.DISPOSAL)
        found = self._stated_disposal(row, stated) if stated else None
        self._keep_unread(facts, row, Field.DISPOSAL, found)
        if found or row.section or self._disposal:
            return found or row.section or self._disposal
        return codes.disposal_by_landlord(facts.landlord) if facts.landlord else None

    def _stated_disposal(self, row: DataRow, stated: str) -> Disposal | None:
        """What a cell says, or what yes and no mean under the heading: "Innleid: nei" is the municipality's own."""
        said = values.parse_yes_no(self._cell(row, Field.DISPOSAL))
        asked = codes.disposal_of(self._headers[self._fields[Field.DISPOSAL]])
        if said is None or asked not in (Disposal.MUNICIPAL, Disposal.PRIVATE):
            return codes.disposal_of(stated)
        if said:
            return asked
        return Disposal.PRIVATE if asked is Disposal.MUNICIPAL else Disposal.MUNICIPAL

    def _read_vacant_unit(self, facts: RowFacts, row: DataRow) -> None:
        self._read_place(facts, row)
        facts.notes = self._notes(facts, row)
        facts.vacant = facts.unit_status is UnitStatus.VACANT
        facts.vacant_from = self._mild_day(facts, row, Field.VACANT_FROM)

    def _read_contract(self, facts: RowFacts, row: DataRow) -> None:
        tenant = self._tenant_text(row)
        self._read_place(facts, row)
        facts.notes = self._notes(facts, row)
        if says_vacant(tenant):
            self._read_vacancy(facts, row, tenant)
            return
        if is_no_household(tenant):
            facts.decide(Outcome.SKIPPED, Field.TENANT, _("the tenant is no household"))
            return
        facts.persons = self._persons(row, tenant)
        self._read_household(facts, row)
        self._read_dates(facts, row)
        facts.contract_number = self._text(row, Field.CONTRACT_NUMBER) or None
        facts.signed_on = self._mild_day(facts, row, Field.SIGNED_ON)
        self._read_security(facts, row)

    def _read_vacancy(self, facts: RowFacts, row: DataRow, tenant: str) -> None:
        facts.vacant = facts.unit_status in (None, UnitStatus.VACANT, UnitStatus.IN_USE)
        facts.vacant_from = self._mild_day(facts, row, Field.VACANT_FROM)
        stated = vacant_from_text(tenant)
        if stated and facts.vacant_from is None:
            try:
                day = values.parse_day(stated)
                facts.vacant_from = day if isinstance(day, date) else None
            except NotUnderstood:
                facts.extra[self._headers[self._fields[Field.TENANT]]] = tenant
                facts.warnings.append(_("The day the unit is vacant from is not certain: {text}").format(text=tenant))
        if self._text(row, Field.START) or self._text(row, Field.PERIOD):
            facts.warnings.append(_("The row has dates of a contract, but no tenant."))

    # Persons -----------------------------------------------------------------------------------

    def _tenant_text(self, row: DataRow) -> str:
        whole = self._text(row, Field.TENANT)
        if whole:
            return whole
        return f"{self._text(row, Field.GIVEN_NAME)} {self._text(row, Field.FAMILY_NAME)}".strip()

    def _persons(self, row: DataRow, tenant: str) -> tuple[PersonName, ...]:
        given, family = self._text(row, Field.GIVEN_NAME), self._text(row, Field.FAMILY_NAME)
        whole = self._text(row, Field.TENANT)
        if given and family:
            return (PersonName(given, family),)
        if (given or family) and whole and search_key(whole) != search_key(given or family):
            return (PersonName(given or whole, family or whole),)
        if family and not whole:
            return (split_name(family, NameOrder.FAMILY_FIRST),) if "," in family else (PersonName(given, family),)
        return persons_in(tenant, self._order)

    def _read_household(self, facts: RowFacts, row: DataRow) -> None:
        facts.household_size = self._mild(facts, row, Field.HOUSEHOLD_SIZE, values.parse_count)
        facts.settled_on = self._mild_day(facts, row, Field.SETTLED_ON)
        facts.languages = self._text(row, Field.LANGUAGES) or None
        facts.case_number = self._text(row, Field.CASE_NUMBER) or None
        facts.consultant = self._text(row, Field.CONSULTANT) or None
        facts.phone = self._text(row, Field.PHONE) or None
        self._read_numbers(facts, row)
        if facts.born_on is None:
            facts.born_on = self._born(facts, row)
        if len(facts.persons) == 1 and not (facts.persons[0].given and facts.persons[0].family):
            facts.warnings.append(_("The name has one word only."))

    def _read_numbers(self, facts: RowFacts, row: DataRow) -> None:
        for name in (Field.DUF_NUMBER, Field.IDENTITY_NUMBER):
            text = self._text(row, name)
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
                self._set_aside(facts, row, name, _("{field} is not a valid number, so it is kept as a note."))

    def _born(self, facts: RowFacts, row: DataRow) -> date | None:
        digits = digits_of(self._text(row, Field.BORN_ON))
        if len(digits) in (10, 11) and is_national_identity(digits.zfill(11)):
            facts.identity_number = facts.identity_number or digits.zfill(11)
            return birth_date_of(digits.zfill(11))
        born = self._mild_day(facts, row, Field.BORN_ON)
        return _century_back(born, self._today) if born else None

    # Dates of the contract ---------------------------------------------------------------------

    def _read_dates(self, facts: RowFacts, row: DataRow) -> None:
        start, end = self._stated_dates(facts, row)
        facts.actual_end = self._day(facts, row, Field.ACTUAL_END, last_of_month=True)
        if facts.outcome is not None:
            return
        if start is None:
            facts.decide(Outcome.INVALID, Field.START, _("The start of the contract is missing."))
            return
        facts.start = start
        if isinstance(end, Term):
            if not 0 < end.months <= LONGEST_TERM_MONTHS:
                facts.decide(Outcome.INVALID, Field.TERM, _("The contract would last more than 30 years."))
                return
            end = end_of_term(start, end.months)
        self._set_end(facts, row, end)
        self._check_dates(facts)

    def _stated_dates(self, facts: RowFacts, row: DataRow) -> tuple[date | None, date | OpenEnded | Term | None]:
        start: date | None = None
        end: date | OpenEnded | Term | None = None
        for name in (Field.PERIOD, Field.START, Field.END):
            cell = self._cell(row, name)
            if not isinstance(cell, str):
                continue
            try:
                period = values.parse_period(cell)
            except NotUnderstood:
                self._not_understood(facts, row, name)
                return None, None
            if period is not None:
                start, end = start or period.start, end or period.end
            elif name is Field.PERIOD and cell.strip():
                end = end or values.parse_term(cell) or (values.OPEN_ENDED if values.says_open_ended(cell) else None)
                if end is None:
                    self._not_understood(facts, row, name)
                    return None, None
        start = start or self._day(facts, row, Field.START)
        if end is None:
            end = self._end_of(facts, row)
        return start, end

    def _end_of(self, facts: RowFacts, row: DataRow) -> date | OpenEnded | Term | None:
        cell = self._cell(row, Field.END)
        if values.says_open_ended(cell):
            return values.OPEN_ENDED
        stated = values.parse_term(cell)
        if stated is not None:
            return stated
        if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 0 < cell <= 10:
            self._not_understood(facts, row, Field.END)
            return None
        return self._any_day(facts, row, Field.END, last_of_month=True)

    def _set_end(self, facts: RowFacts, row: DataRow, end: date | OpenEnded | None) -> None:
        says_indefinite = self._says_indefinite(row)
        term = self._term(row)
        if isinstance(end, OpenEnded) or (end is None and says_indefinite):
            facts.indefinite = True
        elif end is not None and says_indefinite:
            both = _("The list gives both an end and an indefinite tenancy.")
            facts.decide(Outcome.CONFLICT, Field.END, both)
        elif end is not None:
            facts.end = end
        elif isinstance(term, OpenEnded):
            facts.indefinite = True
        elif term is not None and facts.start is not None:
            facts.end = end_of_term(facts.start, term.months)
        elif self._text(row, Field.TERM) and term is None:
            self._not_understood(facts, row, Field.TERM)
        else:
            facts.decide(
                Outcome.CONFLICT,
                Field.END,
                _("The end of the contract is missing, and the list does not say that the tenancy is indefinite."),
            )

    def _says_indefinite(self, row: DataRow) -> bool:
        kind = self._text(row, Field.CONTRACT_TYPE)
        flag = self._text(row, Field.INDEFINITE)
        if kind and codes.contract_type_of(kind):
            return True
        return bool(flag) and (values.parse_yes_no(flag) is True or codes.contract_type_of(flag) is True)

    def _term(self, row: DataRow) -> Term | OpenEnded | None:
        cell = self._cell(row, Field.TERM)
        if values.says_open_ended(cell):
            return values.OPEN_ENDED
        stated = values.parse_term(cell)
        if stated is not None:
            return stated
        text = values.text_of(cell).replace(",", ".")
        if self._term_unit is None or not _TERM_NUMBER.fullmatch(text):
            return None
        months = Decimal(text) * self._term_unit
        return Term(int(months)) if 0 < months <= LONGEST_TERM_MONTHS else None

    def _check_dates(self, facts: RowFacts) -> None:
        start, end = facts.start, facts.end
        if start is None:
            return
        if start < add_months(self._today, -OLDEST_START_MONTHS):
            facts.decide(Outcome.INVALID, Field.START, _("The start is more than 60 years ago."))
        if start > add_months(self._today, FARTHEST_START_MONTHS):
            facts.decide(Outcome.INVALID, Field.START, _("The start is more than 5 years ahead."))
        if end is not None and end < start:
            facts.decide(
                Outcome.INVALID,
                Field.END,
                _("The end {end} is before the start {start}.").format(end=format_date(end), start=format_date(start)),
            )
        elif end is not None and end >= add_months(start, LONGEST_TERM_MONTHS) + timedelta(days=1):
            facts.decide(Outcome.INVALID, Field.END, _("The contract would last more than 30 years."))
        if facts.actual_end is not None and facts.actual_end < start:
            moved = _("The tenant would have moved out {moved}, before the start {start}.")
            reason = moved.format(moved=format_date(facts.actual_end), start=format_date(start))
            facts.decide(Outcome.INVALID, Field.ACTUAL_END, reason)

    def _read_security(self, facts: RowFacts, row: DataRow) -> None:
        facts.security_kind = self._text(row, Field.SECURITY_KIND) or None
        facts.security_amount = self._mild(facts, row, Field.SECURITY_AMOUNT, values.parse_amount)
        text = self._text(row, Field.SECURITY)
        if not text:
            return
        found = re.search(r"\d[\d .,\u00a0]*\d|\d", text)
        if found and facts.security_amount is None:
            try:
                facts.security_amount = values.parse_amount(found[0])
            except NotUnderstood:
                self._set_aside(facts, row, Field.SECURITY, _("{field} is not understood, so it is kept as a note."))
        words = re.sub(r"[\d .,\-\u00a0]+|\bkr\b", " ", text).strip()
        facts.security_kind = facts.security_kind or words or None

    # Offers and refusals -----------------------------------------------------------------------

    def _read_applicant(self, facts: RowFacts, row: DataRow) -> bool:
        tenant = self._tenant_text(row)
        if not tenant or is_no_household(tenant):
            facts.decide(Outcome.INVALID, Field.TENANT, _("The row names no household."))
            return False
        facts.persons = self._persons(row, tenant)
        self._read_household(facts, row)
        facts.notes = self._notes(facts, row)
        facts.reason_words = self._text(row, Field.REASON) or None
        facts.assessment = self._text(row, Field.ASSESSMENT) or None
        return True

    def _read_declined(self, facts: RowFacts, row: DataRow) -> None:
        if not self._read_applicant(facts, row):
            return
        offered = self._text(row, Field.OFFERED_ADDRESS) or self._text(row, Field.ADDRESS)
        place = split_address(offered)
        facts.address, facts.unit = place.address, tidy_unit(self._text(row, Field.UNIT)) or place.unit
        facts.offered_on = self._day(facts, row, Field.OFFERED_ON) or self._day(facts, row, Field.DAY)
        facts.answer_by = self._mild_day(facts, row, Field.ANSWER_BY)
        answer = self._text(row, Field.ANSWER)
        facts.answer = codes.answer_of(answer) if answer else OfferAnswer.DECLINED
        if facts.answer is None:
            self._not_understood(facts, row, Field.ANSWER)
        facts.reasonable_ground = values.parse_yes_no(self._cell(row, Field.REASONABLE_GROUND))

    def _read_refused(self, facts: RowFacts, row: DataRow) -> None:
        if not self._read_applicant(facts, row):
            return
        facts.address = split_address(self._text(row, Field.ADDRESS)).address
        facts.decided_on = self._day(facts, row, Field.DECIDED_ON) or self._day(facts, row, Field.DAY)

    # Cells -------------------------------------------------------------------------------------

    def _cell(self, row: DataRow, name: Field) -> values.Cell:
        index = self._fields.get(name)
        if index is None:
            return None
        cell = row.cells[index]
        return row.carried.get(name) if cell is None or not row.texts[index] else cell

    def _text(self, row: DataRow, name: Field) -> str:
        index = self._fields.get(name)
        if index is None:
            return ""
        text = row.texts[index]
        if not text and name in row.carried:
            text = values.text_of(row.carried[name])
        return " ".join(text.split()) if "  " in text or ("\n" in text and name is not Field.TENANT) else text

    def _heading(self, name: Field) -> str:
        index = self._fields.get(name)
        return header_key(self._headers.get(index, "")) if index is not None else ""

    def _street(self, row: DataRow) -> str:
        street = self._text(row, Field.STREET)
        number = self._text(row, Field.HOUSE_NUMBER)
        return f"{street} {number}{self._text(row, Field.HOUSE_LETTER)}".strip() if street else ""

    def _unit_text(self, row: DataRow) -> str:
        text = self._text(row, Field.UNIT)
        heading = self._heading(Field.UNIT)
        if text.isdigit() and re.search(r"\bh\b|\bhnr\b|bruksenhet", heading) and 3 <= len(text) <= 4:
            return f"H{text.zfill(4)}"
        if re.fullmatch(r"\d{1,3}[A-Za-z]?|[A-Za-z]", text) and re.search(r"\b(room|rom|hybel|leil)", heading):
            word = _NUMBER_WORD.sub("", self._headers[self._fields[Field.UNIT]].split()[0])
            return f"{word.rstrip('.').capitalize()} {text}"
        return "" if text in ("-", "–") or _WHOLE.fullmatch(text) else text

    def _postcode(self, row: DataRow) -> str | None:
        text = self._text(row, Field.POSTCODE)
        found = re.match(r"^(\d{3,4})(?!\d)", text)
        return found[1].zfill(4) if found else None

    def _notes(self, facts: RowFacts, row: DataRow) -> str | None:
        text = self._text(row, Field.NOTES)
        key = search_key(text)
        if _DOOR_CODE.search(key):
            facts.warnings.append(_("The notes seem to hold a door code."))
        if _TELEPHONE.search(key):
            facts.warnings.append(_("The notes seem to hold a telephone number."))
        if _HEALTH.search(key):
            facts.warnings.append(_("The notes seem to say something about health."))
        return text or None

    def _strict(
        self, facts: RowFacts, row: DataRow, name: Field, parse: Callable[[values.Cell], _T | None]
    ) -> _T | None:
        """A value that decides something: not understood, the row is not taken."""
        try:
            return parse(self._cell(row, name))
        except NotUnderstood:
            self._not_understood(facts, row, name)
            return None

    def _mild(self, facts: RowFacts, row: DataRow, name: Field, parse: Callable[[values.Cell], _T | None]) -> _T | None:
        """A value that describes: not understood, it stays with the record as it was written."""
        try:
            return parse(self._cell(row, name))
        except NotUnderstood:
            self._set_aside(facts, row, name, _("{field} is not understood, so it is kept as a note."))
            return None

    def _set_aside(self, facts: RowFacts, row: DataRow, name: Field, warning: str) -> None:
        facts.extra[self._headers[self._fields[name]]] = self._text(row, name)
        facts.warnings.append(warning.format(field=field_label(name)))

    def _keep_unread(self, facts: RowFacts, row: DataRow, name: Field, understood: object) -> None:
        text = self._text(row, name)
        if text and understood is None:
            facts.extra[self._headers[self._fields[name]]] = text

    def _any_day(
        self, facts: RowFacts, row: DataRow, name: Field, *, last_of_month: bool = False
    ) -> date | OpenEnded | None:
        cell = self._cell(row, name)
        try:
            return values.parse_day(cell, last_of_month=last_of_month, month_first=self._month_first.get(name, False))
        except NotUnderstood:
            self._not_understood(facts, row, name)
            return None

    def _day(self, facts: RowFacts, row: DataRow, name: Field, *, last_of_month: bool = False) -> date | None:
        day = self._any_day(facts, row, name, last_of_month=last_of_month)
        return day if isinstance(day, date) else None

    def _mild_day(self, facts: RowFacts, row: DataRow, name: Field) -> date | None:
        first = self._month_first.get(name, False)
        day = self._mild(facts, row, name, lambda cell: values.parse_day(cell, month_first=first))
        return day if isinstance(day, date) else None

    def _not_understood(self, facts: RowFacts, row: DataRow, name: Field) -> None:
        text = self._text(row, name)
        facts.decide(
            Outcome.INVALID,
            name,
            _("{field} is not understood: {text}").format(field=field_label(name), text=text[:80]),
        )

    # What holds for a whole column -------------------------------------------------------------

    def _column(self, name: Field) -> list[values.Cell]:
        index = self._fields.get(name)
        return [] if index is None else [row.cells[index] for row in self._rows if not row.skipped]

    def _name_order(self) -> NameOrder:
        headings = {header_key(header) for header in self._headers.values()}
        own = self._heading(Field.TENANT)
        if re.match(r"etternavn\w* (og )?fornavn|last name first|surname first", own):
            return NameOrder.FAMILY_FIRST
        if re.match(r"fornavn\w* (og )?etternavn", own):
            return NameOrder.GIVEN_FIRST
        is_export = len(headings & _EXPORT_HEADINGS) >= 2
        hint = NameOrder.FAMILY_FIRST if is_export else NameOrder.GIVEN_FIRST
        names = (values.text_of(cell) for cell in self._column(Field.TENANT))
        return order_of(
            (name for name in names if name and not says_vacant(name) and not is_no_household(name)), hint=hint
        )

    def _unit_of_terms(self) -> int | None:
        """How many months a bare number in the column of terms stands for: as its heading says, else as its size tells.

        None when it may be either: 12 is twelve months or twelve years.
        """
        index = self._fields.get(Field.TERM)
        heading = match_key(self._headers.get(index, "")) if index is not None else ""
        if re.search(r"\b(?:mnd|md|maneder|manader|months?)\b", heading):
            return 1
        if re.search(r"\b(?:ar|years?|leiear)\b", heading):
            return 12
        texts = [values.text_of(cell).replace(",", ".") for cell in self._column(Field.TERM)]
        numbers = [Decimal(text) for text in texts if _TERM_NUMBER.fullmatch(text)]
        if all(number <= 10 for number in numbers):
            return 12
        return 1 if all(number % 6 == 0 for number in numbers) else None

    def _writes_month_first(self, name: Field) -> bool:
        """12/31/2023 and never 31/12/2023: the column writes the month first."""
        found = [m for cell in self._column(name) if isinstance(cell, str) and (m := _SLASHED.match(cell.strip()))]
        return any(int(m[2]) > 12 for m in found) and not any(int(m[1]) > 12 for m in found)


_TERM_NUMBER = re.compile(r"\d{1,3}(\.[05]0*)?")
_SLASHED = re.compile(r"^(\d{1,2})[/\-](\d{1,2})[/\-]\d{4}$")
_STRICTNESS: Sequence[Protection] = (Protection.NONE, Protection.CONFIDENTIAL, Protection.STRICTLY_CONFIDENTIAL)
_DAY_FIELDS = (
    Field.START, Field.END, Field.ACTUAL_END, Field.SETTLED_ON, Field.BORN_ON, Field.SIGNED_ON, Field.OFFERED_ON,
    Field.DECIDED_ON, Field.DAY, Field.ANSWER_BY, Field.VACANT_FROM,
)  # fmt: skip


def _century_back(born: date, today: date) -> date:
    """Two digits of a year of birth that would lie ahead mean the century before."""
    return born if born <= today else add_months(born, -1200)
