"""What a sheet is: where its header stands, what each column holds, and which kind of list it makes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _
from bokart_desk.importing.columns import assign, settle_ends, settle_rooms
from bokart_desk.importing.fields import Field
from bokart_desk.importing.header import Header, find_header
from bokart_desk.importing.profile import profile_of
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.values import Cell, text_of

_SAMPLES = 4


class SheetKind(StrEnum):
    """What a sheet lists."""

    CONTRACTS = "contracts"
    DWELLINGS = "dwellings"
    DECLINED = "declined"
    REFUSED = "refused"
    NOT_A_LIST = "not a list"


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column was taken for, and why; ``field`` is None when the column is kept as it is with the record."""

    index: int
    header: str
    field: Field | None
    reason: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What a sheet was understood as. ``header`` is the index of the header's last row in ``sheet.rows``."""

    kind: SheetKind
    why: str
    header: int | None = None
    columns: tuple[ColumnPlan, ...] = ()
    title: str = ""
    fields: Mapping[Field, int] = field(default_factory=dict)


def map_sheet(
    sheet: Sheet,
    *,
    file_name: str = "",
    title: str = "",
    overrides: Mapping[int, str | None] | None = None,
) -> SheetMapping:
    """Return what ``sheet`` is understood as.

    ``title``: a heading that stands above the sheet's part. ``overrides``: column index to field name, None to keep
    the column as a note.
    """
    header = find_header(sheet)
    if header is None:
        return SheetMapping(
            SheetKind.NOT_A_LIST, _("No row of headings for a list of dwellings or tenancies was found.")
        )
    body = sheet.rows[header.row + 1 :]
    profiles = [profile_of([row[index] for row in body]) for index in range(len(header.texts))]
    chosen = assign(header.texts, profiles)
    settle_ends(header.texts, profiles, chosen)
    settle_rooms(header.texts, body, chosen)
    for index, name in (overrides or {}).items():
        chosen[index] = (Field(name) if name else None, _("chosen by you"))
    columns = tuple(
        ColumnPlan(index, text, *chosen[index], samples=_samples(body, index))
        for index, text in enumerate(header.texts)
        if text or profiles[index].filled
    )
    fields = {column.field: column.index for column in columns if column.field is not None}
    title = f"{title} {_title_above(sheet, header)}".strip()
    context = match_key(f"{sheet.name} {title} {file_name}")
    kind, why = _kind_of(fields, context, match_key(" ".join(header.texts)))
    return SheetMapping(kind, why, header.row, columns, title, fields)


def _samples(body: Sequence[Sequence[Cell]], index: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in body:
        text = text_of(row[index])
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
    if who and where and (when or present & _ABOUT_DWELLING):
        return SheetKind.CONTRACTS, _("Dwellings with their tenants and contracts.")
    if where and len(present & _ABOUT_DWELLING) >= 1 and not who:
        return SheetKind.DWELLINGS, _("Dwellings without tenants.")
    return SheetKind.NOT_A_LIST, _("The headings are not those of a list of dwellings, tenancies, offers or refusals.")
