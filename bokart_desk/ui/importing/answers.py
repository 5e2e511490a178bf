"""What the user can say about rows, and the noting of it: each returns the files to be looked through again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bokart_desk.i18n import N_, _, format_date, format_number
from bokart_desk.importing.choices import AnotherHousehold, HouseholdAnswer, NotesFate, SameHousehold
from bokart_desk.importing.fields import Field
from bokart_desk.importing.groups import GroupKind
from bokart_desk.importing.notes import Sensitive
from bokart_desk.importing.outcomes import OnDuplicate
from bokart_desk.importing.rows.remarks import sensitive_in
from bokart_desk.importing.values import text_of
from bokart_desk.ui.importing.rows_model import why

if TYPE_CHECKING:
    from bokart_desk.importing.facts import Namesake
    from bokart_desk.importing.groups import Group
    from bokart_desk.importing.reading import Cell
    from bokart_desk.ui.importing.group_list import Asked
    from bokart_desk.ui.importing.session import ChosenFile

Answer = Callable[[], "list[ChosenFile]"]


def explanation(one: Asked, group: Group) -> str:
    """Return what is to be said of a row, above its choices."""
    facts, kind = one.at.row.facts, group.kind
    if kind is GroupKind.SENSITIVE:
        kind_held = Sensitive(group.detail)
        now = _FATES.get(facts.fates.get(kind_held))
        chosen = _("You have said: {what}").format(what=_(now)) if now else ""
        return "\n".join(text for text in (*_remarks(one, kind_held), chosen) if text)
    if kind is GroupKind.NAMESAKE:
        told = [_told_of(namesake) for namesake in facts.namesakes]
        return "\n".join([_answered(facts.answer_to_name) or why(one.at.row), *told])
    return "" if kind is GroupKind.DIFFERENT else why(one.at.row)


def _told_of(namesake: Namesake) -> str:
    """What is known of a household of the same name."""
    parts = []
    if namesake.row is not None:
        parts.append(_("row {row} of this file").format(row=namesake.row[1]))
    if namesake.born_on is not None:
        parts.append(_("born {day}").format(day=format_date(namesake.born_on)))
    if namesake.settled_on is not None:
        parts.append(_("settled {day}").format(day=format_date(namesake.settled_on)))
    if namesake.lives_at:
        parts.append(_("contract at {address}").format(address=namesake.lives_at))
    known = ", ".join(parts) or _("no day of birth or settlement is known")
    return _("Case {case}: {known}").format(case=namesake.case_number, known=known)


def _answered(answer: HouseholdAnswer | None) -> str:
    if isinstance(answer, AnotherHousehold):
        return _("You have said: another household.")
    return _("You have said: the same household.") if answer is not None else ""


def _remarks(one: Asked, held: Sensitive) -> Iterator[str]:
    """What stands in the columns that hold such a thing, the notes without their heading, also when it was dropped."""
    cells = _as_read(one)
    for column in one.at.sheet.columns:
        text = text_of(cells[column.index]) if column.index < len(cells) else ""
        heading = "" if column.field == Field.NOTES else column.kept_as or column.header
        kept = column.field in (None, Field.NOTES) and not column.left_out
        if text and kept and held in sensitive_in(text, heading):
            yield f"{heading}: {text}" if heading else text


def _as_read(one: Asked) -> Sequence[Cell]:
    """The cells of a row as the file has them."""
    sheets = one.file.plan.workbook.sheets if one.file.plan is not None else []
    read = next((sheet for sheet in sheets if sheet.name == one.at.sheet.name), None)
    place = one.at.row.row - read.first_row if read is not None else -1
    return read.rows[place] if read is not None and 0 <= place < len(read.rows) else one.at.row.cells


def days_in(one: Asked | None) -> dict[int, str]:
    """Return the cells of a row that hold a day, not a text, as people write it."""
    cells = _as_read(one) if one is not None else ()
    return {index: format_date(cell) for index, cell in enumerate(cells) if type(cell) is date}


def _files(rows: Iterable[Asked]) -> list[ChosenFile]:
    return list(dict.fromkeys(one.file for one in rows))


# -- cells


def corrected(one: Asked | None) -> dict[int, str]:
    """Return what is read instead in a row's cells already."""
    if one is None:
        return {}
    cells = one.file.said.cells
    return {index: text for (sheet, row, index), text in cells.items() if (sheet, row) == one.at.key}


def alike(one: Asked, rows: Sequence[Asked], written: Mapping[int, str]) -> list[Asked]:
    """Return the rows of the same list whose cells say the same as this one's, in the columns written in."""
    if not written:
        return []

    def cells(asked: Asked) -> list[str]:
        row = asked.at.row.cells
        return [row[index] if index < len(row) else "" for index in written]

    wanted, key = cells(one), one.at.sheet.key
    return [other for other in rows if other.file is one.file and other.at.sheet.key == key and cells(other) == wanted]


def correct(rows: Sequence[Asked], written: Mapping[int, str]) -> list[ChosenFile]:
    """Read these texts in the cells of rows instead."""
    for one in rows:
        one.file.said.correct([one.at.key], written)
    return _files(rows)


def about_leaving(one: Asked, rows: Sequence[Asked]) -> Iterable[tuple[str, Answer]]:
    """Yield the ways to leave rows out."""
    yield _("&Leave this row out"), partial(leave_out, [one])
    if len(rows) > 1:
        yield _all(_("Leave all {count} out"), rows), partial(leave_out, rows)


def about_said(one: Asked, rows: Sequence[Asked]) -> Iterable[tuple[str, Answer]]:
    """Yield the ways to take back what was said about rows."""
    yield _("&As in the file again"), partial(forget, [one])
    if len(rows) > 1:
        yield _all(_("All {count} as in the file again"), rows), partial(forget, rows)


def leave_out(rows: Sequence[Asked]) -> list[ChosenFile]:
    """Leave rows out."""
    for one in rows:
        one.file.said.left_out.add(one.at.key)
    return _files(rows)


def forget(rows: Sequence[Asked]) -> list[ChosenFile]:
    """Take rows as the file has them again."""
    for one in rows:
        one.file.said.as_in_file([one.at.key])
    return _files(rows)


# -- namesakes


def about_names(one: Asked, rows: Sequence[Asked]) -> Iterable[tuple[str, Answer]]:
    """Yield what can be said of households of the same name, for this row and for all alike."""
    for namesake in one.at.row.facts.namesakes:
        text = _("&Same as case {case}").format(case=namesake.case_number)
        yield text, partial(_say_names, [(one, _same(namesake))])
    yield _("Another &household"), partial(_say_names, [(one, AnotherHousehold())])
    if len(rows) > 1:
        if all(len(asked.at.row.facts.namesakes) == 1 for asked in rows):
            yield _all(_("The same for all {count}"), rows), partial(_same_for_all, rows)
        yield _all(_("Another one for all {count}"), rows), partial(_another_for_all, rows)


def _same(namesake: Namesake) -> HouseholdAnswer:
    return SameHousehold(namesake.household_id, None if namesake.household_id is not None else namesake.row)


def _same_for_all(rows: Sequence[Asked]) -> list[ChosenFile]:
    return _say_names([(asked, _same(asked.at.row.facts.namesakes[0])) for asked in rows])


def _another_for_all(rows: Sequence[Asked]) -> list[ChosenFile]:
    return _say_names([(asked, AnotherHousehold()) for asked in rows])


def _say_names(said: Sequence[tuple[Asked, HouseholdAnswer]]) -> list[ChosenFile]:
    for one, answer in said:
        one.file.said.households[one.at.key] = answer
    return _files(one for one, _answer in said)


# -- notes


_FATES: Mapping[NotesFate | None, str] = {
    NotesFate.KEEP: N_("kept"),
    NotesFate.PERSON_PHONE: N_("the number moved to the tenant's telephone"),
    NotesFate.LANDLORD_PHONE: N_("the number moved to the landlord's telephone"),
    NotesFate.HOUSEHOLD: N_("moved to the household's notes"),
    NotesFate.UNIT: N_("moved to the unit's notes"),
    NotesFate.DROP: N_("kept nowhere"),
}


def about_notes(one: Asked, rows: Sequence[Asked], kind: str, *, alone: bool) -> Iterable[tuple[str, Answer]]:
    """Yield what can become of remarks, in this row ``alone`` or for all alike; what was chosen is not offered."""
    held = Sensitive(kind)
    now = one.at.row.facts.fates.get(held) if alone or len(rows) == 1 or not one.file.said.notes else None
    texts = {
        NotesFate.KEEP: _("&Keep"),
        NotesFate.PERSON_PHONE: _("To the &tenant's telephone"),
        NotesFate.LANDLORD_PHONE: _("To the &landlord's telephone"),
        NotesFate.HOUSEHOLD: _("Move to the &household's notes"),
        NotesFate.UNIT: _("Move to the &unit's notes"),
        NotesFate.DROP: _("&Drop"),
    }
    for fate, text in texts.items():
        if fate is not now and (held is Sensitive.TELEPHONE or not fate.is_of_numbers):
            yield text, partial(_say_note, one, held, fate) if alone else partial(_say_notes, rows, held, fate)


def _say_note(one: Asked, kind: Sensitive, fate: NotesFate) -> list[ChosenFile]:
    one.file.said.say_note(one.at.key, kind, fate)
    return [one.file]


def _say_notes(rows: Sequence[Asked], kind: Sensitive, fate: NotesFate) -> list[ChosenFile]:
    for file, key in dict.fromkeys((one.file, one.at.sheet.key) for one in rows):
        file.said.say_notes(key, kind, fate)
    return _files(rows)


def said_of_notes(one: Asked, group: Group) -> bool:
    """Tell whether the user has said what becomes of such remarks in the row."""
    return Sensitive(group.detail) in one.at.row.facts.fates


# -- rows in the register


def about_differences(one: Asked, rows: Sequence[Asked]) -> Iterable[tuple[str, Answer]]:
    """Yield what can become of a row that the register has otherwise."""
    texts = (
        (OnDuplicate.UPDATE, _("&Update"), _("Update all {count}")),
        (OnDuplicate.FILL, _("&Fill in what is empty"), _("Fill in all {count}")),
        (OnDuplicate.SKIP, _("&Leave as it is"), _("Leave all {count} as they are")),
    )
    for policy, text, _for_all in texts:
        yield text, partial(_say_policy, [one], policy)
    if len(rows) > 1:
        for policy, _text, for_all in texts:
            yield _all(for_all, rows), partial(_say_policy, rows, policy)


def _say_policy(rows: Sequence[Asked], policy: OnDuplicate) -> list[ChosenFile]:
    for one in rows:
        one.file.said.on_duplicate[one.at.key] = policy
    return _files(rows)


def _all(text: str, rows: Sequence[Asked]) -> str:
    return text.format(count=format_number(len(rows)))
