"""Reads the data rows of a mapped sheet: each becomes facts, or is set aside with field and reason."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.importing import amounts, codes
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.layout import DataRow, data_rows
from bokart_desk.importing.mapping import SheetKind, SheetMapping
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.rows.answers import read_declined, read_refused
from bokart_desk.importing.rows.cells import Cells
from bokart_desk.importing.rows.tenancies import read_contract, read_vacant_unit

_READ = {
    SheetKind.CONTRACTS: read_contract,
    SheetKind.DWELLINGS: read_vacant_unit,
    SheetKind.DECLINED: read_declined,
    SheetKind.REFUSED: read_refused,
}
_MAY_PROTECT = ("fortrolig", "kode", "sot6", "sperre", "skjerm", "confidential")
"""One of these stands in every wording that protects an address: a cheap look before the thorough one."""


def interpret_sheet(sheet: Sheet, mapping: SheetMapping, *, today: date, file_name: str = "") -> list[RowFacts]:
    """Return the facts of every row below the header that is not empty, in order."""
    rows = data_rows(sheet, mapping)
    cells = Cells(rows, mapping, (sheet.name, mapping.title, file_name), today)
    return list(_facts_of(rows, cells, sheet.first_row))


def _facts_of(rows: list[DataRow], cells: Cells, first_row: int) -> Iterator[RowFacts]:
    unmapped = _unmapped(cells.mapping)
    signature = "\x1f".join([cells.mapping.kind, *(f"{c.header}={c.field}" for c in cells.mapping.columns)])
    begun = hashlib.blake2b(signature.encode(), digest_size=16)
    for row in rows:
        facts = RowFacts(first_row + row.index, tuple(row.texts))
        digest = begun.copy()
        digest.update("\x1f".join(row.texts).encode("utf-8", "surrogatepass"))
        facts.digest = digest.digest()
        if row.skipped:
            facts.decide(Outcome.SKIPPED, None, row.skipped)
        else:
            facts.extra = {header: row.texts[index] for index, header in unmapped if row.texts[index]}
            _read_protection(cells, facts, row)
            _read_row(cells, facts, row)
        yield facts


def _unmapped(mapping: SheetMapping) -> list[tuple[int, str]]:
    """The columns that are kept as notes, each under a name of its own: headings may be empty, or come twice."""
    met: Counter[str] = Counter()
    named = []
    for column in mapping.columns:
        header = column.header or f"#{column.index + 1}"
        met[header] += 1
        if column.field is None:
            named.append((column.index, header if met[header] == 1 else f"{header} ({met[header]})"))
    return named


def _read_row(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    kind = cells.mapping.kind
    by_municipality = codes.is_refusal_by_municipality(cells.text(row, Field.REFUSED_BY))
    if by_municipality is not None and kind in (SheetKind.DECLINED, SheetKind.REFUSED):
        kind = facts.row_kind = SheetKind.REFUSED if by_municipality else SheetKind.DECLINED
    _READ.get(kind, read_vacant_unit)(cells, facts, row)


def _read_protection(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    whole = "\x1f".join(row.texts)
    folded = whole.casefold()
    suspect = any(word in folded for word in _MAY_PROTECT)
    found = codes.protection_of(whole) if suspect else Protection.NONE
    marked = cells.text(row, Field.PROTECTION)
    if marked and found is Protection.NONE and amounts.parse_yes_no(marked) is not False and marked not in "0-":
        found = Protection.CONFIDENTIAL
    facts.protection = found
    if found is Protection.STRICTLY_CONFIDENTIAL:
        facts.cells = tuple("" if _tells_where(cells, index) else text for index, text in enumerate(row.texts))
        facts.extra = {}
        facts.decide(
            Outcome.CONFLICT,
            Field.ADDRESS,
            _(
                "The row is marked strictly confidential. Its address must not be recorded anywhere, so the row "
                "was not taken in and its address was not kept. Register the household by hand, without it."
            ),
        )


def _tells_where(cells: Cells, index: int) -> bool:
    """For a strictly confidential row only the name and the dates are kept, as text to find the row by."""
    kept = (Field.TENANT, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.START, Field.END)
    return all(cells.fields.get(name) != index for name in kept)
