"""Reaching the cells of rows by what their columns hold, and what holds for a whole column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TypeVar

from bokart_desk.domain.codes import Disposal, DwellingKind
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _
from bokart_desk.importing import codes, values
from bokart_desk.importing.choices import NotesFate
from bokart_desk.importing.date_columns import DAY_FIELDS, joined_date, parts_of
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field, field_label
from bokart_desk.importing.further_columns import further_of
from bokart_desk.importing.layout import OF_A_PERSON, DataRow
from bokart_desk.importing.mapping import SheetMapping, kept_columns
from bokart_desk.importing.member_columns import members_of
from bokart_desk.importing.names import NameOrder, is_no_household, order_of, says_vacant
from bokart_desk.importing.notes import Sensitive, names_a_number, says_what_follows
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem
from bokart_desk.importing.profile import header_key
from bokart_desk.importing.tables import year_in
from bokart_desk.importing.values import NotUnderstood, OpenEnded

OLDEST_START_MONTHS = 60 * 12
FARTHEST_START_MONTHS = 5 * 12
PLAIN = frozenset(
    (
        Field.AREA_OF_TOWN, Field.CADASTRAL_NUMBER, Field.FLOOR, Field.STANDARD, Field.RENT_INCLUDES, Field.LANGUAGES,
        Field.CASE_NUMBER, Field.CONSULTANT, Field.PHONE, Field.CONTRACT_NUMBER,
    )
)  # fmt: skip
"""Fields that are taken as they are written; each has the name of what it fills."""
_IN_LINES = frozenset(
    (
        *(Field.TENANT, Field.GIVEN_NAME, Field.FAMILY_NAME),
        *(Field.BORN_ON, Field.DUF_NUMBER, Field.IDENTITY_NUMBER),
    )
)
"""Fields of which a cell may hold several, one a line."""
_PARTS_OF_A_DATE = (Field.DATE_DAY, Field.DATE_MONTH, Field.DATE_YEAR)
TERM_NUMBER = re.compile(r"\d{1,3}(\.[05]0*)?")
_T = TypeVar("_T")
_EXPORT_HEADINGS = frozenset(("lopenummer", "behandlingsstatus", "kontrakt utgar", "fasilitet", "sikkerhetstype"))
_SLASHED = re.compile(r"^(\d{1,2})[/\-](\d{1,2})[/\-]\d{4}$")
_SPOKEN_IN_YEAR = frozenset(DAY_FIELDS) - {Field.BORN_ON, Field.SETTLED_ON} | {Field.PERIOD}
"""Days that lie in the year a sheet is named after, when they have none of their own."""


Reader = Callable[["Cells", RowFacts, DataRow], None]
"""Fills some of the facts from a row."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Readers in the order they are called, each with the fields it reads; without a column for one it has no work."""

    name: str
    parts: tuple[tuple[tuple[Field, ...], Reader], ...]


def _no_day(name: Field) -> str:
    text = _("{field} is a date before 1900, or a time of day without a date, and cannot be read.")
    return text.format(field=field_label(name))


class Cells:
    """The columns of one sheet: by field, what their headings say, and how they write days, names and terms."""

    def __init__(
        self,
        rows: Sequence[DataRow],
        mapping: SheetMapping,
        titles: Sequence[str],
        today: date,
        fates: Mapping[int, Mapping[Sensitive, NotesFate]] | None = None,
    ) -> None:
        self.mapping = mapping
        self._fates = fates or {}
        self.kept = kept_columns(mapping.columns)
        self.of_numbers = frozenset(index for index, name in self.kept if names_a_number(name))
        """Columns kept as notes whose heading says that they hold codes or telephone numbers."""
        self.telling = frozenset(index for index, name in self.kept if says_what_follows(name))
        """Columns kept as notes whose heading counts when they are looked through."""
        self.today = today
        self.fields = dict(mapping.fields)
        self.headers = {column.index: column.header for column in mapping.columns}
        self.members = members_of((column.index, column.header, column.field) for column in mapping.columns)
        self.further = further_of((column.index, column.field) for column in mapping.columns)
        self.beside = further_of(((column.index, column.field) for column in mapping.columns), beside=True)
        self.year = year_in(titles[0]) if titles else None
        self._dated = [index for name, index in self.fields.items() if name in (*_SPOKEN_IN_YEAR, Field.TENANT)]
        self._parts = parts_of((column.index, column.field) for column in mapping.columns)
        self.disposal: Disposal | None = next(
            (found for text in titles if (found := codes.disposal_in_heading(text))), None
        )
        self.shared_house = any(codes.dwelling_kind_of(text) is DwellingKind.SHARED_HOUSE for text in titles)
        self._rows = rows
        self.choices = mapping.choices
        self.disposal = self.choices.disposal or self.disposal
        self.order = self._name_order() if self.choices.family_first is None else self._chosen_order()
        said = self.choices.month_first
        days = [name for name in DAY_FIELDS if name in self.fields]
        self.month_first = {name: self._writes_month_first(name) if said is None else said for name in days}
        self.term_unit = self._unit_of_terms()
        self.oldest_start = add_months(today, -OLDEST_START_MONTHS)
        self.farthest_start = add_months(today, FARTHEST_START_MONTHS)
        self._keys = {name: header_key(self.headers.get(index, "")) for name, index in self.fields.items()}
        self._plain = [(index, name) for name, index in self.fields.items() if name in PLAIN]
        self._readers: dict[str, list[Reader]] = {}

    def readers(self, table: Readers) -> list[Reader]:
        """Return the readers of a table that the list has a column for: of most fields a list knows nothing."""
        found = self._readers.get(table.name)
        if found is None:
            found = [read for fields, read in table.parts if any(name in self.fields for name in fields)]
            self._readers[table.name] = found
        return found

    def plain_texts(self, facts: RowFacts, row: DataRow) -> None:
        """Fill the facts that are what a cell says, word for word."""
        for index, name in self._plain:
            if row.texts[index]:
                setattr(facts, name, self.text(row, name))

    def text(self, row: DataRow, name: Field) -> str:
        """Return the text of a row's cell that holds ``name``, with what was carried down to it; empty for none."""
        index = self.fields.get(name)
        if index is None:
            return ""
        if row.base is not None and name not in OF_A_PERSON and name is not Field.NOTES:
            return self.text(row.base, name)
        if name in self._parts:
            return self._joined(row, name)
        text = row.texts[index]
        if not text and name in row.carried:
            text = values.text_of(row.carried[name])
        if "\n" in text and name in _IN_LINES:
            return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
        return " ".join(text.split()) if "  " in text or "\n" in text else text

    def cell(self, row: DataRow, name: Field) -> values.Cell:
        """Return the cell of a row that holds ``name``, with what was carried down to it; None for none."""
        index = self.fields.get(name)
        if index is None:
            return None
        if row.base is not None and name not in OF_A_PERSON:
            return self.cell(row.base, name)
        if name in self._parts:
            return self._joined(row, name) or None
        cell = row.cells[index]
        return row.carried.get(name) if cell is None or not row.texts[index] else cell

    def _joined(self, row: DataRow, name: Field) -> str:
        """A date whose day, month and year stand in columns of their own, as it would stand in one."""
        parts = self._parts[name]
        day, month, year = (row.texts[parts[part]] if part in parts else "" for part in _PARTS_OF_A_DATE)
        return joined_date(day, month, year)

    def in_its_year(self, facts: RowFacts, row: DataRow, name: Field) -> values.Cell:
        """Return a cell with days; one without a year gets that of the sheet's name, with a warning."""
        cell = self.cell(row, name)
        if self.year is None or not isinstance(cell, str) or name not in _SPOKEN_IN_YEAR:
            return cell
        dated = values.with_year(cell, self.year)
        if dated != cell:
            self.tell_of_year(facts)
        return dated

    def year_lent_to(self, row: DataRow) -> str:
        """Return the year that days of a row have from the name of the sheet, empty when they need none."""
        if self.year is None:
            return ""
        texts = (row.texts[index] for index in self._dated)
        return str(self.year) if any(text and values.with_year(text, self.year) != text for text in texts) else ""

    def tell_of_year(self, facts: RowFacts) -> None:
        """Warn that a year was taken from the name of the sheet."""
        warning = _("The year of a day without one is taken from the name of the sheet: {year}.").format(year=self.year)
        if warning not in facts.warnings:
            facts.warnings.append(warning)

    def heading(self, name: Field) -> str:
        """Return the key of the heading of the column that holds ``name``; empty for none."""
        return self._keys.get(name, "")

    def fates_in(self, number: int) -> Mapping[Sensitive, NotesFate]:
        """Return what becomes of remarks in the row of a number, as the user said for it or for the whole list."""
        said = self._fates.get(number)
        return {**self.choices.sensitive, **said} if said else self.choices.sensitive

    def strict(
        self, facts: RowFacts, row: DataRow, name: Field, parse: Callable[[values.Cell], _T | None]
    ) -> _T | None:
        """A value that decides something: not understood, the row is not taken."""
        try:
            return parse(self.cell(row, name))
        except NotUnderstood:
            self.not_understood(facts, row, name)
            return None

    def mild(self, facts: RowFacts, row: DataRow, name: Field, parse: Callable[[values.Cell], _T | None]) -> _T | None:
        """A value that describes: not understood, it stays with the record as it was written."""
        if name not in self.fields:
            return None
        try:
            return parse(self.cell(row, name))
        except NotUnderstood:
            if self._is_no_day(row, name):
                facts.warnings.append(_no_day(name))
            else:
                self.set_aside(facts, row, name, _("{field} is not understood, so it is kept as a note."))
            return None

    def set_aside(self, facts: RowFacts, row: DataRow, name: Field, warning: str) -> None:
        """Keep a value that was not understood as it was written, with a warning."""
        facts.extra[self.headers[self.fields[name]]] = self.text(row, name)
        facts.warnings.append(warning.format(field=field_label(name)))

    def keep_unread(self, facts: RowFacts, row: DataRow, name: Field, understood: object) -> None:
        """Keep a value as it was written when it was not understood."""
        if understood is None and (text := self.text(row, name)):
            facts.extra[self.headers[self.fields[name]]] = text

    def any_day(
        self, facts: RowFacts, row: DataRow, name: Field, *, last_of_month: bool = False
    ) -> date | OpenEnded | None:
        """Return the day, or the word for no end, of a cell; not understood, the row is not taken."""
        cell = self.in_its_year(facts, row, name)
        if cell is None:
            return None
        try:
            return values.parse_day(cell, last_of_month=last_of_month, month_first=self.month_first.get(name, False))
        except NotUnderstood:
            self.not_understood(facts, row, name)
            return None

    def day(self, facts: RowFacts, row: DataRow, name: Field, *, last_of_month: bool = False) -> date | None:
        """Return the day of a cell; not understood, the row is not taken."""
        day = self.any_day(facts, row, name, last_of_month=last_of_month)
        return day if isinstance(day, date) else None

    def mild_day(self, facts: RowFacts, row: DataRow, name: Field) -> date | None:
        """Return the day of a cell; not understood, it stays with the record as it was written."""
        if name not in self.fields:
            return None
        first = self.month_first.get(name, False)
        dated = self.in_its_year(facts, row, name)
        day = self.mild(facts, row, name, lambda _cell: values.parse_day(dated, month_first=first))
        return day if isinstance(day, date) else None

    def not_understood(self, facts: RowFacts, row: DataRow, name: Field) -> None:
        """Set the row aside: the cell of ``name`` has no certain meaning."""
        said = _("{field} is not understood: {text}").format(field=field_label(name), text=self.text(row, name)[:80])
        reason = _no_day(name) if self._is_no_day(row, name) else said
        facts.decide(Outcome.INVALID, name, reason, Problem.NOT_UNDERSTOOD)

    def _is_no_day(self, row: DataRow, name: Field) -> bool:
        """Whether a cell for a day holds a time of day alone, as days before 1900 come out of a spreadsheet."""
        return name in DAY_FIELDS and isinstance(self.cell(row, name), (time, timedelta))

    def texts_of(self, name: Field) -> list[str]:
        """Return the texts in the column that holds ``name``, of rows that are data; values of other kinds left out."""
        return [cell.strip() for cell in self._column(name) if isinstance(cell, str) and cell.strip()]

    def _column(self, name: Field) -> list[values.Cell]:
        index = self.fields.get(name)
        return [] if index is None else [row.cells[index] for row in self._rows if not row.skipped]

    def _chosen_order(self) -> NameOrder:
        return NameOrder.FAMILY_FIRST if self.choices.family_first else NameOrder.GIVEN_FIRST

    def _name_order(self) -> NameOrder:
        headings = {header_key(header) for header in self.headers.values()}
        own = header_key(self.headers.get(self.fields.get(Field.TENANT, -1), ""))
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
        index = self.fields.get(Field.TERM)
        heading = match_key(self.headers.get(index, "")) if index is not None else ""
        if re.search(r"\b(?:mnd|md|maneder|manader|months?)\b", heading):
            return 1
        if re.search(r"\b(?:ar|years?|leiear)\b", heading):
            return 12
        texts = [values.text_of(cell).replace(",", ".") for cell in self._column(Field.TERM)]
        numbers = [Decimal(text) for text in texts if TERM_NUMBER.fullmatch(text)]
        if all(number <= 10 for number in numbers):
            return 12
        return 1 if all(number % 6 == 0 for number in numbers) else None

    def _writes_month_first(self, name: Field) -> bool:
        """12/31/2023 and never 31/12/2023: the column writes the month first."""
        found = [m for cell in self._column(name) if isinstance(cell, str) and (m := _SLASHED.match(cell.strip()))]
        return any(int(m[2]) > 12 for m in found) and not any(int(m[1]) > 12 for m in found)
