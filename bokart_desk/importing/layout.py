"""Which rows of a sheet are data: headings, sums and repeated headers set aside, merged addresses carried down."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from bokart_desk.domain.addresses import looks_like_address
from bokart_desk.domain.codes import Disposal
from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import _
from bokart_desk.importing.codes import disposal_in_heading
from bokart_desk.importing.fields import Field
from bokart_desk.importing.mapping import SheetMapping
from bokart_desk.importing.names import looks_like_name
from bokart_desk.importing.reading.sheets import Sheet
from bokart_desk.importing.values import Cell, text_of

_SUM = re.compile(
    r"^(?:sum|delsum|mellomsum|subtotal|summer\w*|totalt?|i alt|ialt|samlet|samla|til sammen|tilsammen|antall|tal pa"
    r"|gjennomsnitt\w*|snitt)\b"
)
_COUNT = re.compile(
    r"(?:kr\.?\s*)?-?[\d .,\u00a0]+(?:,-)?\s*(?:kr|stk|bolig\w*|bustad\w*|enhet\w*|kontrakt\w*|rader)?\.?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d+\s*(?:stk|bolig\w*|bustad\w*|enhet\w*|kontrakt\w*)\.?", re.IGNORECASE)
_EXPLAINS = re.compile(
    r"\(.*\)|\[.*\]|d{1,2}[./-]m{1,2}[./-](?:a|y){2,4}|kr\.?(?: ?(?:/|pr\.?) ?m\w*\.?)?|nok|m2|kvm|ja ?/ ?nei|dato"
    r"|tekst|antall|stk|mnd|ar"
)
_REMARK = re.compile(
    r"(?:utskrift\w*|utskrive\w*|skrevet ut|side \d|oppdatert|ajour\w*|kilde|sist endret|forklaring|tegnforklaring"
    r"|obs|nb|\*|dato:?)\b",
    re.IGNORECASE,
)
_WHO = (Field.TENANT, Field.FAMILY_NAME, Field.GIVEN_NAME)
_OF_A_DWELLING = (
    Field.UNIT,
    Field.MONTHLY_RENT,
    Field.DWELLING_NUMBER,
    Field.DWELLING_KIND,
    Field.UNIT_STATUS,
    Field.AREA_M2,
)
OF_A_PERSON = frozenset(
    (
        *_WHO, Field.BORN_ON, Field.DUF_NUMBER, Field.IDENTITY_NUMBER, Field.PHONE, Field.ROLE, Field.LANGUAGES,
        Field.SETTLED_ON, Field.PROTECTION,
    )
)  # fmt: skip
"""Fields that tell of one person; the others tell of the dwelling, the contract or the household."""
_DATES = (Field.START, Field.END, Field.ACTUAL_END, Field.PERIOD, Field.TERM, Field.INDEFINITE)
_TOLD_OF_A_PERSON = (Field.BORN_ON, Field.DUF_NUMBER, Field.IDENTITY_NUMBER, Field.ROLE)
_WITH_A_COUNT = 2
_CARRIED = (Field.ADDRESS, Field.STREET, Field.HOUSE_NUMBER, Field.DWELLING_NUMBER, Field.POSTCODE, Field.PLACE)


_NOTHING: Mapping[Field, Cell] = MappingProxyType({})


def _nothing_carried() -> Mapping[Field, Cell]:
    """What most rows have in common, so that a long list does not make an empty dictionary for each."""
    return _NOTHING


@dataclass(slots=True)
class DataRow:
    """A row with its texts; ``skipped`` says why it is no data. ``carried`` are values from the rows above.

    ``base``: the row of the contract that this row only names a further person of.
    """

    index: int
    cells: Sequence[Cell]
    texts: tuple[str, ...]
    skipped: str = ""
    section: Disposal | None = None
    carried: Mapping[Field, Cell] = field(default_factory=_nothing_carried)
    carried_by_guess: bool = False
    base: DataRow | None = None


def data_rows(sheet: Sheet, mapping: SheetMapping) -> list[DataRow]:
    """Return every row below the header that is not empty."""
    return _Walk(sheet, mapping).rows()


class _Texts(dict[Cell, str]):
    """The texts of numbers and days: of a long list most come again and again, and each is made and kept once."""

    def __missing__(self, cell: Cell) -> str:
        text = self[cell] = text_of(cell)
        return text


class _Walk:
    def __init__(self, sheet: Sheet, mapping: SheetMapping) -> None:
        self._sheet = sheet
        self._fields = mapping.fields
        self._headings = {column.index: column.header for column in mapping.columns}
        self._heading_keys = {search_key(column.header) for column in mapping.columns}
        self._first = (mapping.header or 0) + 1
        self._section: Disposal | None = None
        self._above: DataRow | None = None
        self._house: DataRow | None = None
        self._merged = self._merged_values()
        self._dated = frozenset(self._fields[name] for name in _DATES if name in self._fields)
        of_persons = {self._fields[name] for name in OF_A_PERSON if name in self._fields}
        self._not_of_persons = [index for index in self._fields.values() if index not in of_persons]

    def rows(self) -> list[DataRow]:
        found = []
        written = _Texts()
        for index in range(self._first, len(self._sheet.rows)):
            cells = self._sheet.rows[index]
            texts = tuple(
                [
                    cell.strip() if type(cell) is str else text_of(cell) if type(cell) is bool else written[cell]
                    for cell in cells  # a truth value is equal to 1 or 0, and written otherwise
                ]
            )
            if any(texts):
                found.append(DataRow(index, cells, texts))
        for position, row in enumerate(found):
            below = found[position + 1] if position + 1 < len(found) else None
            row.skipped = self._why_skipped(row, below)
            row.section = self._section
            if not row.skipped:
                row.base = self._contract_of(row)
                if row.base is None:
                    self._carry(row)
                    self._above = row
        return found

    def _why_skipped(self, row: DataRow, below: DataRow | None) -> str:
        filled = [index for index, text in enumerate(row.texts) if text]
        if self._repeats_header(row, filled):
            return _("the headings again")
        if self._above is None and self._explains(row, filled):
            return _("what the headings mean")
        if self._is_sum(row):
            return _("a sum")
        if self._is_section(row, filled):
            return _("a heading")
        if self._is_remark(row):
            return _("a remark")
        if len(filled) > 1:
            return self._house_heading(row, below, filled)
        text = row.texts[filled[0]]
        if any(filled[0] == self._fields.get(where) for where in (Field.ADDRESS, Field.STREET)) and (
            looks_like_address(text)
        ):
            return self._house_heading(row, below, filled)
        if filled[0] in (self._fields.get(Field.TENANT), self._fields.get(Field.FAMILY_NAME)) and looks_like_name(text):
            return ""
        if filled[0] == self._fields.get(Field.UNIT):
            return ""
        self._section = disposal_in_heading(text) or self._section
        self._house = None
        return _("a heading")

    def _house_heading(self, row: DataRow, below: DataRow | None, filled: list[int]) -> str:
        """A row with the address of a shared house alone, over rows that name its rooms, is their heading."""
        if below is None or self._value(below, Field.ADDRESS) or self._value(below, Field.STREET):
            return ""
        unit = self._fields.get(Field.UNIT)
        about = {self._fields.get(where) for where in (*_CARRIED, Field.DWELLING_KIND, Field.LANDLORD)}
        if unit is None or row.texts[unit] or not below.texts[unit] or not set(filled) <= about:
            return ""
        self._house = row
        return _("the heading of a shared house")

    def _value(self, row: DataRow, name: Field) -> str:
        index = self._fields.get(name)
        return row.texts[index] if index is not None else ""

    def _repeats_header(self, row: DataRow, filled: list[int]) -> bool:
        if not any(search_key(row.texts[index]) in self._heading_keys for index in filled[:2]):
            return False
        same = sum(1 for index in filled if search_key(row.texts[index]) == search_key(self._headings.get(index, "")))
        return same >= 2 and same * 2 >= len(filled)

    @staticmethod
    def _explains(row: DataRow, filled: list[int]) -> bool:
        """A first row that says how to fill in the columns ("dd.mm.åååå", "(kr/mnd)"), or numbers them."""
        texts = [row.texts[index] for index in filled]
        if len(texts) >= 4 and texts == [str(number) for number in range(1, len(texts) + 1)]:
            return True
        return all(isinstance(row.cells[index], str) for index in filled) and all(
            _EXPLAINS.fullmatch(search_key(text)) for text in texts
        )

    def _is_section(self, row: DataRow, filled: list[int]) -> bool:
        """A heading that says who owns what follows, beside a count: "INNLEIDE BOLIGER" | "18 stk"."""
        if len(filled) < _WITH_A_COUNT or not _COUNT.fullmatch(row.texts[filled[1]]):
            return False
        first, *others = (row.texts[index] for index in filled)
        if not all(_COUNT.fullmatch(text) for text in others) or looks_like_address(first):
            return False
        named = any(self._value(row, name) not in ("", first) for name in (*_WHO, Field.START, Field.END))
        if named and not all(_COUNTED.fullmatch(text) for text in others):
            return False
        disposal = disposal_in_heading(first)
        if disposal is None:
            return False
        self._section, self._house = disposal, None
        return True

    def _is_remark(self, row: DataRow) -> bool:
        """A line under a list: nobody is named, no dwelling is recognised, and no value of one is given."""
        if any(self._value(row, name) for name in (*_WHO, *_OF_A_DWELLING)):
            return False
        address = self._value(row, Field.ADDRESS) or self._value(row, Field.STREET)
        given = any(not isinstance(cell, str) for cell in row.cells if text_of(cell))
        return bool(address) and not given and not looks_like_address(address) and _REMARK.match(address) is not None

    def _is_sum(self, row: DataRow) -> bool:
        texts = [text for text in row.texts if text]
        if _SUM.match(search_key(texts[0])):
            if all(_COUNT.fullmatch(text) for text in texts[1:]):
                return True
            if not any(looks_like_name(text) for text in texts):
                return not looks_like_address(self._value(row, Field.ADDRESS))
        who = (Field.TENANT, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.ADDRESS, Field.STREET, Field.DWELLING_NUMBER)
        if any(self._value(row, name) for name in (*who, Field.UNIT)):
            return False
        return all(isinstance(cell, (int, float)) for cell in row.cells if text_of(cell))

    def _contract_of(self, row: DataRow) -> DataRow | None:
        """The row above that a row with nothing but a person belongs to: a person told of by more than a name.

        A name alone may be anything, unless the dates of the contract are merged over it.
        """
        above = self._above
        if above is None or not self._adds_nothing(row, above):
            return None
        if not any(self._value(above, name) for name in (Field.START, Field.PERIOD)):
            return None
        if not any(self._value(row, name) for name in _WHO):
            return None
        told = any(self._value(row, name) for name in _TOLD_OF_A_PERSON)
        return above if told or self._dates_reach(above, row) else None

    def _adds_nothing(self, row: DataRow, above: DataRow) -> bool:
        """Whether a row is silent about dates, and otherwise says of dwelling and contract what the row above says."""
        for index in self._not_of_persons:
            text = row.texts[index]
            if text and (index in self._dated or text != above.texts[index]):
                return False
        return True

    def _dates_reach(self, above: DataRow, row: DataRow) -> bool:
        columns = {self._fields[name] for name in (Field.START, Field.PERIOD) if name in self._fields}
        spans = ((top, left, bottom) for top, left, bottom, _right in self._sheet.merged if left in columns)
        return any(top == above.index and row.index <= bottom for top, _left, bottom in spans)

    def _merged_values(self) -> dict[tuple[int, int], Cell]:
        """Values of merged cells at each place they cover, for the columns that say where."""
        columns = {self._fields[name] for name in _CARRIED if name in self._fields}
        values: dict[tuple[int, int], Cell] = {}
        for top, left, bottom, _right in self._sheet.merged:
            if left in columns and bottom > top >= self._first:
                for index in range(top + 1, min(bottom, len(self._sheet.rows) - 1) + 1):
                    values[(index, left)] = self._sheet.rows[top][left]
        return values

    def _carry(self, row: DataRow) -> None:
        if self._merged:
            row.carried = {
                name: self._merged[(row.index, index)]
                for name in _CARRIED
                if (index := self._fields.get(name)) is not None
                and not row.texts[index]
                and (row.index, index) in self._merged
            }
        where = [name for name in (Field.ADDRESS, Field.STREET) if name in self._fields]
        if any(self._value(row, name) or name in row.carried for name in where):
            if where and self._value(row, where[0]):
                self._house = None
            return
        if not self._value(row, Field.UNIT) or (self._value(row, Field.DWELLING_NUMBER) and not where):
            return
        source = self._house or self._above
        if source is None or (source is not self._house and not self._value(source, Field.UNIT)):
            return
        carried = dict(row.carried)
        for name in _CARRIED:
            index = self._fields.get(name)
            if index is not None and not row.texts[index] and name not in row.carried:
                value = source.cells[index] if text_of(source.cells[index]) else source.carried.get(name)
                if value is not None:
                    carried[name] = value
                    row.carried_by_guess = source is not self._house
        row.carried = carried
