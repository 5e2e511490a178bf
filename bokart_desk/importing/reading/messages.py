"""Texts for the user about files that could not be read and about what was seen in those that could."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bokart_desk.i18n import _, format_number, ngettext

if TYPE_CHECKING:
    from .sheets import Sheet


def unreadable(path: Path, reason: str, details: dict[str, str | int]) -> str:
    """Return what happened to the file, that nothing was imported, and what to do about it."""
    texts = {**_of_the_file(), **_of_the_place(), **_of_the_reading()}
    sheet = str(details.get("sheet", ""))
    what = _kinds().get(str(details.get("what", "")), _("a file of another kind"))
    count = format_number(int(details.get("count", 0)))
    return texts.get(reason, texts["damaged"]).format(file=path.name, sheet=sheet, what=what, count=count)


def _kinds() -> dict[str, str]:
    return {
        "pdf": _("a PDF file"),
        "picture": _("a picture"),
        "document": _("a text document"),
        "database": _("a database"),
        "archive": _("a compressed archive"),
        "program": _("a program"),
        "numbers": _("a Numbers file"),
        "e-mail": _("an e-mail"),
        "xml": _("an XML file"),
    }


def _of_the_file() -> dict[str, str]:
    return {
        "password": _(
            "“{file}” is protected with a password. Nothing was imported. "
            "Open it in the spreadsheet program, save a copy without a password, and import the copy."
        ),
        "not_a_list": _(
            "“{file}” is not a list that can be read: by its content it is {what}. Nothing was imported. "
            "Choose a spreadsheet (xlsx, xls, ods) or a text list (csv)."
        ),
        "empty": _("“{file}” is empty. Nothing was imported. Check that it is the right file."),
        "html": _(
            "“{file}” is a web page saved as a spreadsheet, and holds no table that can be read. Nothing was "
            "imported. Open it in the spreadsheet program, save it as an Excel workbook (xlsx), and import that."
        ),
        "xml_spreadsheet": _(
            "“{file}” is a spreadsheet saved as XML, which cannot be read. Nothing was imported. "
            "Open it in the spreadsheet program, save it as an Excel workbook (xlsx), and import that."
        ),
        "old_format": _(
            "“{file}” comes from a very old spreadsheet program and cannot be read. Nothing was imported. "
            "Open it in the spreadsheet program, save it as an Excel workbook (xlsx), and import that."
        ),
        "damaged": _(
            "“{file}” is damaged or incomplete and cannot be read. Nothing was imported. Fetch the file anew, "
            "or open it in the spreadsheet program, save it as an Excel workbook (xlsx), and import that."
        ),
        "damaged_sheet": _(
            "The sheet “{sheet}” in “{file}” is damaged and cannot be read. Nothing was imported. "
            "Open the file in the spreadsheet program, save it as an Excel workbook (xlsx), and import that."
        ),
    }


def _of_the_place() -> dict[str, str]:
    return {
        "missing": _(
            "“{file}” is no longer there. Nothing was imported. "
            "Check whether it was moved or renamed, and choose it again."
        ),
        "folder": _("“{file}” is a folder, not a file. Nothing was imported. Choose a file in it."),
        "locked": _(
            "“{file}” cannot be opened: another program is using it, or you have no access to it. Nothing was "
            "imported. Close it in the spreadsheet program and try again."
        ),
        "unreachable": _(
            "“{file}” cannot be read from where it lies. Nothing was imported. "
            "Copy the file to this PC and import the copy."
        ),
    }


def _of_the_reading() -> dict[str, str]:
    return {
        "aborted": _(
            "“{file}” could not be read: the reading stopped because of the file's content. Nothing was imported, "
            "and the register is unchanged. Open the file in the spreadsheet program, save it as an Excel "
            "workbook (xlsx), and import that."
        ),
        "memory": _(
            "“{file}” takes too much memory to read. Nothing was imported. It may have cells far outside the "
            "list: copy the list itself to a new workbook and import that."
        ),
        "time": _(
            "“{file}” took too long to read, and the reading was stopped. Nothing was imported. Copy the list "
            "itself to a new workbook and import that, or copy the file to this PC first if it lies elsewhere."
        ),
        "too_large": _(
            "“{file}” is too large to read. Nothing was imported. It may have cells far outside the list: copy "
            "the list itself to a new workbook and import that."
        ),
        "too_many_rows": _(
            "“{file}” holds more than {count} rows, which is more than can be imported at once. Nothing was imported. "
            "If the list is that long, divide it into several files; otherwise copy the list itself to a new workbook."
        ),
        "not_started": _(
            "“{file}” could not be read because the program could not start the reading. Nothing was imported. "
            "Start the program again and retry; if it happens again, ask those who look after this PC."
        ),
    }


def file_note(code: str, details: dict[str, str | int]) -> str:
    """Return the text of something seen in the file as a whole."""
    texts = {
        "encoding_guessed": _(
            "The file does not say how its letters are stored; it was read as {encoding}. Check æ, ø and å."
        ),
        "encodings_mixed": _(
            "The file mixes two ways of storing letters; each line was read by its own. Check æ, ø and å."
        ),
        "quotes_unbalanced": _("A quotation mark is opened and never closed; quotation marks were read as text."),
        "html_table": _("The file is a web page with a table, not a spreadsheet; the table was read."),
        "macros": _("The file holds macros; they were not run, and nothing of them was read."),
        "external_links": _(
            "The file fetches values from other files; those were not opened, and the values it holds were read."
        ),
        "sheet_skipped": _("“{sheet}” holds no cells (a chart or a macro) and was left out."),
    }
    names = {"cp865": "CP865 (DOS)", "mac_roman": "Mac Roman"}
    encoding = str(details.get("encoding", ""))
    return texts[code].format(encoding=names.get(encoding, encoding), sheet=details.get("sheet", ""))


def sheet_notes(sheet: Sheet, repaired: int) -> tuple[str, ...]:
    """Return the texts about one sheet: hidden parts, a filter, formulas, letters that were mended."""
    notes = []
    if sheet.hidden:
        notes.append(_("The sheet is hidden in the spreadsheet; it was read too."))
    if sheet.filtered:
        notes.append(_("The list has a filter on; all rows were read, also those it hides."))
    if rows := len(sheet.hidden_rows):
        text = ngettext(
            "{count} row is hidden in the spreadsheet; it was read too.",
            "{count} rows are hidden in the spreadsheet; they were read too.",
            rows,
        )
        notes.append(text.format(count=rows))
    if columns := len(sheet.hidden_columns):
        text = ngettext(
            "{count} column is hidden in the spreadsheet; it was read too.",
            "{count} columns are hidden in the spreadsheet; they were read too.",
            columns,
        )
        notes.append(text.format(count=columns))
    if sheet.uncomputed:
        text = ngettext(
            "{count} cell holds a formula without its value and was read as empty. Open the list in the spreadsheet "
            "program, save it, and import it again.",
            "{count} cells hold formulas without their values and were read as empty. Open the list in the spreadsheet "
            "program, save it, and import it again.",
            sheet.uncomputed,
        )
        notes.append(text.format(count=sheet.uncomputed))
    if repaired:
        text = ngettext(
            "Broken letters (such as “Ã¥” for “å”) were mended in {count} cell.",
            "Broken letters (such as “Ã¥” for “å”) were mended in {count} cells.",
            repaired,
        )
        notes.append(text.format(count=repaired))
    return tuple(notes)
