"""Reads the data rows of a mapped sheet: each becomes facts, or is set aside with field and reason."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.importing import amounts, codes
from bokart_desk.importing.choices import NotesFate
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.layout import DataRow, data_rows
from bokart_desk.importing.mapping import SheetKind, SheetMapping
from bokart_desk.importing.notes import Sensitive
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.rows.answers import read_declined, read_refused
from bokart_desk.importing.rows.cells import Cells
from bokart_desk.importing.rows.tenancies import read_contract, read_vacant_unit
from bokart_desk.importing.values import text_of

_READ = {
    SheetKind.CONTRACTS: read_contract,
    SheetKind.DWELLINGS: read_vacant_unit,
    SheetKind.DECLINED: read_declined,
    SheetKind.REFUSED: read_refused,
}
_MAY_PROTECT = ("fortrolig", "kode", "sot6", "sperre", "skjerm", "confidential")
"""One of these stands in every wording that protects an address: a cheap look before the thorough one."""


@dataclass(frozen=True, slots=True)
class Interpreted:
    """The rows of a sheet understood, and how its columns were read."""

    rows: list[RowFacts]
    cells: Cells


def interpret_sheet(
    sheet: Sheet,
    mapping: SheetMapping,
    *,
    today: date,
    file_name: str = "",
    corrected: Mapping[int, Mapping[int, str]] | None = None,
    left_out: Container[int] = (),
    fates: Mapping[int, Mapping[Sensitive, NotesFate]] | None = None,
) -> Interpreted:
    """Return the facts of every row below the header that is not empty, in order.

    ``corrected``: what the user wrote in cells instead, by row number and column index; the row is still known by what
    the file says. ``left_out``: numbers of rows the user does not want. ``fates``: what becomes of remarks in single
    rows.
    """
    read = _with_corrections(sheet, corrected) if corrected else sheet
    rows = data_rows(read, mapping)
    cells = Cells(rows, mapping, (sheet.name, mapping.title, file_name), today, fates)
    unwanted = _Unwanted(sheet, left_out, hidden=mapping.choices.without_hidden is True)
    facts = list(_facts_of(rows, cells, sheet, unwanted, corrected or {}))
    return Interpreted(facts, cells)


def _with_corrections(sheet: Sheet, corrected: Mapping[int, Mapping[int, str]]) -> Sheet:
    rows = list(sheet.rows)
    for number, cells in corrected.items():
        place = number - sheet.first_row
        if 0 <= place < len(rows):
            changed = list(rows[place])
            for index, text in cells.items():
                if index < len(changed):
                    changed[index] = text or None
            rows[place] = changed
    return replace(sheet, rows=rows)


class _Unwanted:
    """Tells of the rows that the user does not want, and why they are left out."""

    def __init__(self, sheet: Sheet, left_out: Container[int], *, hidden: bool) -> None:
        self._first = sheet.first_row
        self._left_out = left_out
        self._hidden = frozenset(sheet.hidden_rows) if hidden else frozenset()

    def why(self, index: int) -> str:
        if self._first + index in self._left_out:
            return _("left out by you")
        return _("hidden in the file, and left out by you") if index in self._hidden else ""


def _facts_of(
    rows: list[DataRow],
    cells: Cells,
    sheet: Sheet,
    unwanted: _Unwanted,
    corrected: Mapping[int, Mapping[int, str]],
) -> Iterator[RowFacts]:
    columns = cells.mapping.columns
    dropped = frozenset(c.index for c in columns if c.left_out)
    signature = "\x1f".join([cells.mapping.kind, *(f"{c.header}={c.field}" for c in columns)])
    begun = hashlib.blake2b((signature + cells.choices.reading).encode(), digest_size=16)
    for row in rows:
        facts = RowFacts(sheet.first_row + row.index, row.texts)
        year = cells.year_lent_to(row)
        whole = "\x1f".join(row.texts)
        above = "\x1f".join((*row.base.texts, "")) if row.base is not None else ""
        facts.digest = _digest(begun, above + whole, year)
        if facts.row in corrected:
            texts = [text_of(cell) for cell in sheet.rows[row.index]]
            facts.cells, facts.source_digest = tuple(texts), _digest(begun, above + "\x1f".join(texts), year)
        if dropped:
            facts.cells = tuple("" if index in dropped else text for index, text in enumerate(facts.cells))
        skipped = row.skipped or unwanted.why(row.index)
        if skipped:
            facts.decide(Outcome.SKIPPED, None, skipped)
        else:
            facts.extra = {header: row.texts[index] for index, header in cells.kept if row.texts[index]}
            _read_protection(cells, facts, row, whole)
            _read_row(cells, facts, row)
        yield facts


def _digest(begun: hashlib.blake2b, whole: str, year: str) -> bytes:
    """What a row is known by: its texts, and the year its days have from elsewhere."""
    digest = begun.copy()
    digest.update(whole.encode("utf-8", "surrogatepass"))
    digest.update(year.encode())
    return digest.digest()


def _read_row(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    kind = cells.mapping.kind
    by_municipality = codes.is_refusal_by_municipality(cells.text(row, Field.REFUSED_BY))
    if by_municipality is not None and kind in (SheetKind.DECLINED, SheetKind.REFUSED):
        kind = facts.row_kind = SheetKind.REFUSED if by_municipality else SheetKind.DECLINED
    _READ.get(kind, read_vacant_unit)(cells, facts, row)


def _read_protection(cells: Cells, facts: RowFacts, row: DataRow, whole: str) -> None:
    folded = whole.casefold()
    suspect = any(word in folded for word in _MAY_PROTECT)
    found = codes.protection_of(whole) if suspect else Protection.NONE
    marked = cells.text(row, Field.PROTECTION)
    if marked and found is Protection.NONE and amounts.parse_yes_no(marked) is not False and marked not in "0-":
        found = Protection.CONFIDENTIAL
    facts.protection = found
    if found is Protection.STRICTLY_CONFIDENTIAL:
        facts.cells = tuple("" if _tells_where(cells, index) else text for index, text in enumerate(facts.cells))
        facts.extra = {}
        facts.decide(
            Outcome.CONFLICT,
            Field.ADDRESS,
            _(
                "The row is marked strictly confidential. Its address must not be recorded anywhere, so the row "
                "was not taken in and its address was not kept. Register the household by hand, without it."
            ),
            Problem.STRICTLY_CONFIDENTIAL,
        )


def _tells_where(cells: Cells, index: int) -> bool:
    """For a strictly confidential row only the name and the dates are kept, as text to find the row by."""
    kept = (Field.TENANT, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.START, Field.END)
    return all(cells.fields.get(name) != index for name in kept)
