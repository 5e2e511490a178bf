"""Where a row is about: the dwelling, the unit, who owns it and what it is like."""

from __future__ import annotations

import re

from bokart_desk.domain.addresses import split_address, tidy_unit
from bokart_desk.domain.codes import Disposal, DwellingKind
from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import _
from bokart_desk.importing import amounts, codes
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.layout import DataRow
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem
from bokart_desk.importing.rows.cells import PLAIN, Cells, Readers

_NO_ADDRESS = re.compile(r"\W*|ukjend?t?(?: adresse)?|uten (?:fast )?(?:bolig|adresse)|mangler|ingen(?: adresse)?|n/?a")
"""What stands for an address that is not there."""
_SHORT = 25
_NUMBER_WORD = re.compile(r"(?<=\w)\.?s?(?:nr|nummer)\.?$", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:hele\s+)?(?:enebolig|einebustad|einebolig|rekkehus|tomannsbolig|hus|huset|bolig|boligen|leilighet|leiligheten)",
    re.IGNORECASE,
)
"""Words in a unit's place that name the whole dwelling."""


def read_place(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Fill dwelling, unit and what they are like; a row that names no dwelling is set aside."""
    address = cells.text(row, Field.ADDRESS) or _street(cells, row)
    if len(address) < _SHORT and _NO_ADDRESS.fullmatch(search_key(address)):
        address = ""
    place = split_address(address)
    label = tidy_unit(_unit_text(cells, row))
    facts.address, facts.unit = place.address, label or place.unit
    if label and place.unit and search_key(label) != search_key(place.unit):
        facts.unit = label if search_key(place.unit) in search_key(label) else f"{place.unit} {label}"
    facts.postcode, facts.place = _postcode(cells, row) or place.postcode, cells.text(row, Field.PLACE) or place.place
    number = cells.text(row, Field.DWELLING_NUMBER)
    facts.number = number if any(map(str.isalnum, number)) else ""
    for read in cells.readers(_DESCRIBING):
        read(cells, facts, row)
    if facts.disposal is None:
        facts.disposal = row.section or cells.disposal or _disposal_by_landlord(facts)
    if row.carried_by_guess:
        facts.warnings.append(_("The address is taken from the row above."))
    if not facts.address and not facts.number:
        facts.decide(Outcome.INVALID, Field.ADDRESS, _("The row names no dwelling."), Problem.NO_DWELLING)


def _read_landlord(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Who owns it; a number or a telephone without a name stays with the record as it was written."""
    facts.landlord = cells.text(row, Field.LANDLORD)
    for name in (Field.LANDLORD_NUMBER, Field.LANDLORD_PHONE):
        text = cells.text(row, name)
        if text and facts.landlord:
            setattr(facts, name, text)
        elif text:
            cells.keep_unread(facts, row, name, None)


def _read_kind(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """The kind of dwelling: KOBO tells it in three columns, the coarse one first."""
    coarse = codes.dwelling_kind_of(cells.text(row, Field.DWELLING_KIND))
    fine = codes.dwelling_kind_of(cells.text(row, Field.DWELLING_SUBKIND))
    shared = _yes_no(cells, facts, row, Field.SHARED_HOUSE)
    facts.kind = coarse if coarse not in (None, DwellingKind.OTHER) else fine or coarse
    if shared and facts.kind is not DwellingKind.CARE_HOME:
        facts.kind = DwellingKind.SHARED_HOUSE
    cells.keep_unread(facts, row, Field.DWELLING_KIND, coarse)
    cells.keep_unread(facts, row, Field.DWELLING_SUBKIND, fine if facts.kind is fine else None)
    if shared and facts.kind is not DwellingKind.SHARED_HOUSE:
        cells.keep_unread(facts, row, Field.SHARED_HOUSE, None)


def _yes_no(cells: Cells, facts: RowFacts, row: DataRow, name: Field) -> bool | None:
    """Yes or no; a cell that says neither stays with the record as it was written."""
    said = amounts.parse_yes_no(cells.cell(row, name))
    cells.keep_unread(facts, row, name, said)
    return said


def _read_cadastral_number(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Gnr/bnr with the numbers of leasehold and section behind it, where the list has them in columns of their own."""
    leasehold, section = cells.text(row, Field.LEASEHOLD_NUMBER), cells.text(row, Field.SECTION_NUMBER)
    if not facts.cadastral_number:
        cells.keep_unread(facts, row, Field.LEASEHOLD_NUMBER, None)
        cells.keep_unread(facts, row, Field.SECTION_NUMBER, None)
        return
    parts = [facts.cadastral_number, leasehold or "0", section or "0"]
    while parts[-1].strip("0") == "" and len(parts) > 1:
        parts.pop()
    facts.cadastral_number = "/".join(parts)


def _read_disposal(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    stated = cells.text(row, Field.DISPOSAL)
    facts.disposal = _stated_disposal(cells, row, stated) if stated else None
    cells.keep_unread(facts, row, Field.DISPOSAL, facts.disposal)


def _disposal_by_landlord(facts: RowFacts) -> Disposal | None:
    return codes.disposal_by_landlord(facts.landlord) if facts.landlord else None


def _read_sizes(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    facts.bedrooms = cells.mild(facts, row, Field.BEDROOMS, amounts.parse_count)
    facts.rooms = cells.mild(facts, row, Field.ROOMS, amounts.parse_count)
    facts.area_m2 = cells.mild(facts, row, Field.AREA_M2, amounts.parse_area)


def _read_status(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    facts.unit_status = codes.unit_status_of(cells.text(row, Field.UNIT_STATUS))
    cells.keep_unread(facts, row, Field.UNIT_STATUS, facts.unit_status)
    facts.status_since = cells.mild_day(facts, row, Field.STATUS_SINCE)


def _read_access(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    facts.lift = _yes_no(cells, facts, row, Field.LIFT)
    facts.wheelchair = _yes_no(cells, facts, row, Field.WHEELCHAIR)


def _read_rent(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    facts.monthly_rent = cells.strict(facts, row, Field.MONTHLY_RENT, amounts.parse_amount)


def _stated_disposal(cells: Cells, row: DataRow, stated: str) -> Disposal | None:
    """What a cell says, or what yes and no mean under the heading: "Innleid: nei" is the municipality's own."""
    said = amounts.parse_yes_no(cells.cell(row, Field.DISPOSAL))
    asked = codes.disposal_of(cells.headers[cells.fields[Field.DISPOSAL]])
    if said is None or asked not in (Disposal.MUNICIPAL, Disposal.PRIVATE):
        return codes.disposal_of(stated)
    if said:
        return asked
    return Disposal.PRIVATE if asked is Disposal.MUNICIPAL else Disposal.MUNICIPAL


def _street(cells: Cells, row: DataRow) -> str:
    street = cells.text(row, Field.STREET)
    number = cells.text(row, Field.HOUSE_NUMBER)
    return f"{street} {number}{cells.text(row, Field.HOUSE_LETTER)}".strip() if street else ""


def _unit_text(cells: Cells, row: DataRow) -> str:
    text = cells.text(row, Field.UNIT)
    heading = cells.heading(Field.UNIT)
    if text.isdigit() and re.search(r"\bh\b|\bhnr\b|bruksenhet", heading) and 3 <= len(text) <= 4:
        return f"H{text.zfill(4)}"
    if re.fullmatch(r"\d{1,3}[A-Za-z]?|[A-Za-z]", text) and re.search(r"\b(room|rom|hybel|leil)", heading):
        word = _NUMBER_WORD.sub("", cells.headers[cells.fields[Field.UNIT]].split()[0])
        return f"{word.rstrip('.').capitalize()} {text}"
    return "" if text in ("-", "–") or _WHOLE.fullmatch(text) else text


def _postcode(cells: Cells, row: DataRow) -> str | None:
    text = cells.text(row, Field.POSTCODE)
    found = re.match(r"^(\d{3,4})(?!\d)", text)
    return found[1].zfill(4) if found else None


_DESCRIBING = Readers(
    "describing",
    (
        ((Field.LANDLORD, Field.LANDLORD_NUMBER, Field.LANDLORD_PHONE), _read_landlord),
        ((Field.DWELLING_KIND, Field.DWELLING_SUBKIND, Field.SHARED_HOUSE), _read_kind),
        (tuple(PLAIN), Cells.plain_texts),
        ((Field.DISPOSAL,), _read_disposal),
        ((Field.BEDROOMS, Field.ROOMS, Field.AREA_M2), _read_sizes),
        ((Field.UNIT_STATUS, Field.STATUS_SINCE), _read_status),
        ((Field.LIFT, Field.WHEELCHAIR), _read_access),
        ((Field.CADASTRAL_NUMBER, Field.LEASEHOLD_NUMBER, Field.SECTION_NUMBER), _read_cadastral_number),
        ((Field.MONTHLY_RENT,), _read_rent),
    ),
)
