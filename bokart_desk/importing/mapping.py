"""What a sheet is: where its header stands, what each column holds, and which kind of list it makes."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _, format_date
from bokart_desk.importing.calendars import is_calendar
from bokart_desk.importing.choices import LEFT_OUT, NOTHING_SAID, SheetChoices, own_field, own_field_name
from bokart_desk.importing.columns import assign, settle_ends, settle_rooms
from bokart_desk.importing.date_columns import settle_date_parts
from bokart_desk.importing.fields import REPEATED, Field
from bokart_desk.importing.further_columns import FurtherContracts, find_further, settle_further
from bokart_desk.importing.header import Header, find_header, header_at, headings_stand_below_each_other
from bokart_desk.importing.headings import recognise
from bokart_desk.importing.member_columns import settle_members
from bokart_desk.importing.profile import profile_of
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.values import Cell, text_of

_SAMPLES = 4
_OURS = frozenset(("hva som er galt", "kva som er gale", "what is wrong"))
"""The column that says what is wrong with rows that were not taken, in a workbook of them that was corrected."""


class SheetKind(StrEnum):
    """What a sheet lists."""

    CONTRACTS = "contracts"
    DWELLINGS = "dwellings"
    DECLINED = "declined"
    REFUSED = "refused"
    NOT_A_LIST = "not a list"


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column was taken for, and why; ``field`` is None when the column is kept as it is with the record.

    ``kept_as``: the name it is kept under, when not that of its heading. ``left_out``: it is not even kept.
    """

    index: int
    header: str
    field: Field | None
    reason: str
    samples: tuple[str, ...] = ()
    kept_as: str = ""
    left_out: bool = False

    @property
    def choice(self) -> str | None:
        """The column's meaning as a choice of the user would say it."""
        if self.left_out:
            return LEFT_OUT
        return own_field(self.kept_as) if self.kept_as else self.field


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What a sheet was understood as. ``header`` is the index of the header's last row in ``sheet.rows``."""

    kind: SheetKind
    why: str
    header: int | None = None
    columns: tuple[ColumnPlan, ...] = ()
    title: str = ""
    fields: Mapping[Field, int] = field(default_factory=dict)
    choices: SheetChoices = NOTHING_SAID
    shape: str = ""
    further: FurtherContracts | None = None
    """What the headings tell of contracts after the first one."""


def map_sheet(
    sheet: Sheet,
    *,
    file_name: str = "",
    title: str = "",
    choices: SheetChoices = NOTHING_SAID,
) -> SheetMapping:
    """Return what ``sheet`` is understood as, where ``choices`` do not say it.

    ``title``: a heading that stands above the sheet's part.
    """
    header = header_of(sheet, choices)
    by_whom = _("chosen by you, or by the saved mapping") if choices.saved else _("chosen by you")
    if choices.kind is SheetKind.NOT_A_LIST:
        return SheetMapping(SheetKind.NOT_A_LIST, _("Left out by you."), choices=choices)
    if choices.kind is None and choices.header_row is None and not _has_dates(header) and is_calendar(sheet):
        return SheetMapping(
            SheetKind.NOT_A_LIST,
            _(
                "This is a calendar: months along one side, tenants in the cells. It shows who lived where in a month, "
                "but not on which day a contract started, nor when it ends, so nothing is taken from it. Make a list "
                "with one row for each contract."
            ),
        )
    if header is None and headings_stand_below_each_other(sheet):
        return SheetMapping(
            SheetKind.NOT_A_LIST,
            _(
                "The headings stand below each other, so each contract is a column. Turn the table round, so that each "
                "contract is a row: copy it, and paste it transposed."
            ),
        )
    if header is None:
        return SheetMapping(
            SheetKind.NOT_A_LIST, _("No row of headings for a list of dwellings or tenancies was found.")
        )
    body = sheet.rows[header.row + 1 :]
    profiles = [profile_of([row[index] for row in body]) for index in range(len(header.texts))]
    chosen = assign(header.texts, profiles)
    settle_date_parts(header.texts, body, chosen)
    settle_ends(header.texts, profiles, chosen)
    settle_rooms(header.texts, body, chosen)
    settle_members(header.texts, profiles, body, chosen)
    further = find_further(header.texts, body)
    settle_further(further, chosen, choices.further)
    for index, name in choices.columns.items():
        if index < len(chosen):
            no_field = name is None or name == LEFT_OUT or own_field_name(name)
            chosen[index] = (None if no_field or name is None else Field(name), by_whom)
    ours = {index for index, text in enumerate(header.texts) if match_key(text) in _OURS} - choices.columns.keys()
    chosen |= dict.fromkeys(ours, (None, _("says what was wrong, and is left out")))
    columns = tuple(
        ColumnPlan(
            index,
            text,
            *chosen[index],
            samples=_samples(body, index),
            kept_as=own_field_name(choices.columns.get(index)),
            left_out=choices.columns.get(index, LEFT_OUT if index in ours else None) == LEFT_OUT,
        )
        for index, text in enumerate(header.texts)
        if text or profiles[index].filled
    )
    named = ((column.field, column.index) for column in columns if column.field is not None)
    fields = {meant: index for meant, index in named if meant not in REPEATED}
    title = f"{title} {_title_above(sheet, header)}".strip()
    context = match_key(f"{sheet.name} {title} {file_name}")
    kind, why = _kind_of(fields, context, match_key(" ".join(header.texts)))
    if choices.kind is not None:
        kind, why = choices.kind, by_whom
    return SheetMapping(kind, why, header.row, columns, title, fields, choices, shape_of(header.texts), further)


def kept_columns(columns: Sequence[ColumnPlan]) -> list[tuple[int, str]]:
    """Return the columns kept as notes, each under a name of its own: headings may be empty, or come twice."""
    met: Counter[str] = Counter()
    named = []
    for column in columns:
        header = column.kept_as or column.header or f"#{column.index + 1}"
        met[header] += 1
        if column.field is None and not column.left_out:
            named.append((column.index, header if met[header] == 1 else f"{header} ({met[header]})"))
    return named


def _has_dates(header: Header | None) -> bool:
    """Whether a sheet has headings for when contracts start: then columns for months are something beside."""
    found = [recognise(text) for text in header.texts] if header is not None else []
    return any(one is not None and one[0] in (Field.START, Field.PERIOD) for one in found)


def header_of(sheet: Sheet, choices: SheetChoices) -> Header | None:
    """Return where the headings of a sheet stand: where the user says, else where they were found."""
    if choices.header_row is not None:
        return header_at(sheet, choices.header_row - sheet.first_row)
    found = find_header(sheet)
    if found is None and choices.kind not in (None, SheetKind.NOT_A_LIST):
        filled = (place for place, row in enumerate(sheet.rows) if sum(1 for cell in row if text_of(cell)) > 1)
        return header_at(sheet, next(filled, 0))
    return found


def shape_of(texts: Sequence[str]) -> str:
    """Return what is the same for lists with the same headings in the same order, whatever else they hold."""
    keys = [match_key(text) for text in texts]
    while keys and (not keys[-1] or keys[-1] in _OURS):
        keys.pop()
    return hashlib.blake2b("\x1f".join(keys).encode(), digest_size=12).hexdigest() if keys else ""


def _samples(body: Sequence[Sequence[Cell]], index: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in body:
        cell = row[index]
        text = format_date(cell) if type(cell) is date else text_of(cell)
        if text:
            found[text] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _title_above(sheet: Sheet, header: Header) -> str:
    above = sheet.rows[: header.row - header.height + 1]
    return " ".join(text for row in above for cell in row if (text := text_of(cell)))[:200]


# The kind of list ----------------------------------------------------------------------------------

_WHO = {Field.TENANT, Field.FAMILY_NAME, Field.GIVEN_NAME}
_WHERE = {Field.ADDRESS, Field.STREET, Field.DWELLING_NUMBER}
_WHEN = {Field.START, Field.END, Field.PERIOD, Field.TERM, Field.INDEFINITE, Field.ACTUAL_END}
_ABOUT_DWELLING = {
    Field.DWELLING_KIND, Field.BEDROOMS, Field.ROOMS, Field.AREA_M2, Field.MONTHLY_RENT, Field.LANDLORD, Field.UNIT,
    Field.UNIT_STATUS, Field.DISPOSAL, Field.POSTCODE, Field.DWELLING_NUMBER, Field.FLOOR, Field.CADASTRAL_NUMBER,
    Field.STANDARD,
}  # fmt: skip


def _kind_of(fields: Mapping[Field, int], context: str, headings: str) -> tuple[SheetKind, str]:
    present = set(fields)
    who, where, when = bool(present & _WHO), bool(present & _WHERE), bool(present & _WHEN)
    offers = {Field.OFFERED_ADDRESS, Field.OFFERED_ON, Field.ANSWER} & present
    offered = bool(offers) or re.search(r"\btilb[uo]d\w*|\boffered\b", headings) is not None
    declined = offered or re.search(r"\btakk(?:et|a) nei\b|\bnei takk\b|\bdeclined\b", context) is not None
    refused = re.search(r"\bavsla(?:g|tt)\w*|\brefus\w*", context) is not None or Field.DECIDED_ON in present
    if who and not when and (Field.REASON in present or offers or Field.DECIDED_ON in present):
        if declined and (offered or not re.search(r"\bavslag\b", context)):
            return SheetKind.DECLINED, _("Names with offers and the reasons they were declined.")
        if refused or Field.REASON in present:
            return SheetKind.REFUSED, _("Names with the reasons their applications were refused.")
    if who and where and not when and Field.UNIT_STATUS in present:
        return SheetKind.DWELLINGS, _("Dwellings with their status; no column says when a contract started.")
    if who and where and (when or present & _ABOUT_DWELLING):
        return SheetKind.CONTRACTS, _("Dwellings with their tenants and contracts.")
    if where and len(present & _ABOUT_DWELLING) >= 1 and not who:
        return SheetKind.DWELLINGS, _("Dwellings without tenants.")
    return SheetKind.NOT_A_LIST, _("The headings are not those of a list of dwellings, tenancies, offers or refusals.")
