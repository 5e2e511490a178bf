"""The parts of a paper that tells a whole case: its records, the rows of lists behind them, history and readers."""

from __future__ import annotations

from collections.abc import Iterator

from bokart_desk.i18n import _, format_moment
from bokart_desk.reporting.document import Column, Row, Section
from bokart_desk.services.field_names import DERIVED
from bokart_desk.services.jobs import kind_name
from bokart_desk.services.labels import source_cells
from bokart_desk.services.privacy.answer import AccessAnswer, HistoryFacts, RecordFacts, SourceFacts
from bokart_desk.services.privacy.naming import certainty_words

_KEYS_OF_LISTS = "contract_listing"


_NUMBERS = frozenset({"contract_id", "need_id", "renews_contract_id"})
"""Fields that hold the register's own number of another record."""


def case_sections(answer: AccessAnswer, *, numbers: bool = True) -> tuple[Section, ...]:
    """Return everything that is held, part by part; empty fields are left out, which the paper should say.

    ``numbers``: with the register's own numbers of records. Without them the paper leads to no record of the register.
    """
    return (
        *(_record(record, numbers) for record in answer.records if record.kind != _KEYS_OF_LISTS),
        *_mentions(answer),
        *_sources(answer),
        _history(answer.history),
        _readings(answer),
        _keys(answer.records, numbers),
    )


def two_columns(first: str, second: str) -> tuple[Column, Column]:
    """Return the columns of a part that says what something is called, and what it holds."""
    return Column("what", first, weight=1.0, strong=True), Column("text", second, weight=3.0)


def _record(record: RecordFacts, numbers: bool) -> Section:
    rows = [
        Row((fact.label, fact.words))
        for fact in record.facts
        if fact.words
        and fact.field not in DERIVED
        and not _repeats(record, fact.field)
        and (numbers or fact.field not in _NUMBERS)
    ]
    heading = record.title
    if numbers and record.kind not in ("household", "person", "unit"):
        heading = _("{title} (no. {number})").format(title=record.title, number=record.id)
    return Section(heading, two_columns(_("Field"), _("What it holds")), tuple(rows), _("Nothing is filled in."))


def _repeats(record: RecordFacts, field: str) -> bool:
    """Whose case it is stands on every page."""
    return field == "household_id" and record.kind != "household"


def _mentions(answer: AccessAnswer) -> Iterator[Section]:
    if not answer.mentions:
        return
    columns = (Column("where", _("Where"), weight=1.0, strong=True), Column("text", _("Text"), weight=3.0))
    rows = [
        Row((_("{kind}: {field}").format(kind=kind_name(one.kind), field=one.label), one.text))
        for one in answer.mentions
    ]
    yield Section(_("Texts about something else that name whom this is about"), columns, tuple(rows), "")


def _sources(answer: AccessAnswer) -> Iterator[Section]:
    columns = two_columns(_("Column of the list"), _("What stood there"))
    if not answer.sources:
        yield Section(_("Rows of imported lists"), columns, (), _("None: nothing came from a list."))
    for row in answer.sources:
        cells = tuple(Row((heading, text)) for heading, text in source_cells(row.sheet, row.cells))
        yield Section(_row_title(row), columns, cells, _("The cells are empty."), intro=_row_intro(row))


def _row_title(row: SourceFacts) -> str:
    if row.sheet:
        return _("Row {row} of the sheet {sheet} in {file}").format(row=row.row, sheet=row.sheet, file=row.file_name)
    return _("Row {row} in {file}").format(row=row.row, file=row.file_name)


def _row_intro(row: SourceFacts) -> str:
    parts = [
        _("Imported {moment}.").format(moment=format_moment(row.imported_at)),
        f"{row.outcome_words}." if row.outcome_words else "",
        _("What was wrong: {reason}").format(reason=_ended(row.reason)) if row.reason else "",
        _("The import was taken back {moment}.").format(moment=format_moment(row.undone_at)) if row.undone_at else "",
        certainty_words(row.certainty),
    ]
    return " ".join(part for part in parts if part)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _history(lines: tuple[HistoryFacts, ...]) -> Section:
    columns = (
        Column("at", _("When"), weight=0.8),
        Column("who", _("Who"), weight=0.8),
        Column("what", _("What was done"), weight=1.4, strong=True),
        Column("field", _("Field"), weight=1.0),
        Column("before", _("Before"), weight=1.6),
        Column("after", _("After"), weight=1.6),
    )
    rows: list[Row] = []
    for line in lines:
        what = f"{line.done} – {line.record}"
        if line.file_name:
            what = _("{what} (from {file})").format(what=what, file=line.file_name)
        first = (format_moment(line.at), line.who, what)
        changes = [(one.name, one.before, one.after) for one in line.changes] or [("", "", "")]
        rows += [Row((*(first if not number else ("", "", "")), *change)) for number, change in enumerate(changes)]
    return Section(_("What was done to the case"), columns, tuple(rows), _("Nothing is written down."))


def _readings(answer: AccessAnswer) -> Section:
    columns = (Column("at", _("When"), weight=1.0), Column("who", _("Who opened the case"), weight=3.0))
    rows = tuple(Row((format_moment(one.at), one.who)) for one in answer.readings)
    return Section(
        _("Who has opened the case"),
        columns,
        rows,
        _("Nothing is written down: only the opening of cases with a protected address is."),
    )


def _keys(records: tuple[RecordFacts, ...], numbers: bool) -> Section:
    columns = (
        Column("record", _("Record"), weight=1.2),
        Column("key", _("Key"), weight=1.0, strong=True),
        Column("value", _("Value"), weight=2.4),
    )
    rows = [
        Row(
            (
                record.title if numbers or record.kind != _KEYS_OF_LISTS else kind_name("contract"),
                fact.label,
                fact.words,
            )
        )
        for record in records
        for fact in record.facts
        if fact.words
        and fact.field != "id"
        and (record.kind == _KEYS_OF_LISTS or fact.field in DERIVED)
        and (numbers or fact.field not in _NUMBERS)
    ]
    return Section(_("Keys for searching and sorting"), columns, tuple(rows), _("None."))
