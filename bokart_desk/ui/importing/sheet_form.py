"""What a sheet was taken for as a whole, with the reason and an example for each guess; all of it can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from bokart_desk.domain.codes import Disposal
from bokart_desk.i18n import _, format_number, ngettext
from bokart_desk.importing.choices import BlankEnd
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.services.labels import disposal_label
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.importing.words import kind_words
from bokart_desk.ui.named_field import Field
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button

if TYPE_CHECKING:
    from bokart_desk.importing.guesses import Guess
    from bokart_desk.importing.plan import SheetPlan

_HEADINGS_SHOWN = 6
_ROWS_OFFERED = 200


class HeadingRow(QSpinBox):
    """The number of a row; tells only when the user is done, and leaves the wheel to the page."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.valueChanged.connect(self.picked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SheetForm(QScrollArea):
    """Asks about one sheet. ``said(name of a choice, value)``; ``forgot``: all as found again."""

    said = Signal(str, object)
    forgot = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._last: QWidget | None = None
        self.kind = ChoiceEditor([(kind, kind_words(kind)) for kind in SheetKind])
        self.header_row = HeadingRow()
        self.names = ChoiceEditor([(False, _("Given name first")), (True, _("Family name first"))])
        self.days = ChoiceEditor([(False, _("Day first")), (True, _("Month first"))])
        self.owner = ChoiceEditor([(one, disposal_label(one)) for one in Disposal])
        self.blank_end = ChoiceEditor(
            [
                (BlankEnd.UNKNOWN, _("Not known: the row needs you")),
                (BlankEnd.INDEFINITE, _("The tenancy is indefinite")),
            ]
        )
        self.further = ChoiceEditor(
            [
                (False, _("Only the first; the rest is kept as a note")),
                (True, _("Each is a contract of the same household")),
            ]
        )
        self.hidden = ChoiceEditor([(False, _("Taken like all others")), (True, _("Left out"))])
        self.as_found = button(_("&As found by the program"), self.forgot.emit, kind="link")
        self._fields = {
            "kind": Field(_("What the sheet &holds"), self.kind),
            "header_row": Field(_("The headings stand in &row"), self.header_row),
            "family_first": Field(_("How &names are written"), self.names),
            "month_first": Field(_("How &days are written"), self.days),
            "disposal": Field(_("Who &owns, where no row says it"), self.owner),
            "blank_end": Field(_("What a missing &end means"), self.blank_end),
            "further": Field(_("Contracts &beside each other"), self.further),
            "without_hidden": Field(_("Rows that the file hides"), self.hidden),
        }
        content = QWidget()
        content.setProperty("page", True)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, Space.S, Space.S, 0)
        self._columns = FieldColumns()
        for name, shown in self._fields.items():
            self._columns.add(shown)
            if isinstance(shown.editor, ChoiceEditor):
                shown.editor.setProperty("says", name)
                shown.editor.edited.connect(self._chosen)
        self.header_row.picked.connect(self._row_picked)
        column.addWidget(self._columns)
        column.addWidget(self.as_found)
        column.addStretch(1)
        self.setWidget(content)

    def show_sheet(self, sheet: SheetPlan, last_row: int, *, said: bool = True) -> None:
        """Show what a sheet was taken for.

        ``last_row``: the number of its last row. ``said``: something was said about it, which can be taken back.
        """
        guesses = sheet.guesses
        self.kind.set_value(sheet.kind)
        self._fields["kind"].show_help(sheet.why)
        self._show_header(sheet, last_row)
        names, days = guesses.names, guesses.days
        self._show("family_first", names, names is not None and names.value == "family")
        self._show("month_first", days, days is not None and days.value == "month")
        owner = guesses.owner if guesses.owner is not None and guesses.owner.value else None
        self._show("disposal", owner, Disposal(owner.value) if owner is not None else None)
        blank = guesses.blank_end
        self._show("blank_end", blank, BlankEnd(blank.value) if blank else None)
        further = guesses.further
        self._show("further", further, further is not None and further.value == "contracts")
        hidden = self._fields["without_hidden"]
        hidden.setVisible(sheet.hidden_rows > 0)
        self.hidden.set_value(bool(sheet.choices.without_hidden))
        told = ngettext("{count} row is hidden in the file.", "{count} rows are hidden in the file.", sheet.hidden_rows)
        hidden.show_help(told.format(count=format_number(sheet.hidden_rows)))
        self.as_found.setVisible(said)
        self._columns.place()

    def focus_again(self) -> None:
        """Put the keyboard back on what was changed last."""
        (self._last or self.kind).setFocus()

    def _show_header(self, sheet: SheetPlan, last_row: int) -> None:
        self.header_row.blockSignals(True)
        self.header_row.setRange(sheet.first_row, max(sheet.first_row, min(last_row, sheet.first_row + _ROWS_OFFERED)))
        self.header_row.setValue(sheet.header_row or sheet.first_row)
        self.header_row.blockSignals(False)
        named = [header for header in sheet.headers if header]
        shown = ", ".join(named[:_HEADINGS_SHOWN]) + (" …" if len(named) > _HEADINGS_SHOWN else "")
        self._fields["header_row"].show_help(shown or _("No headings were found."))

    def _show(self, name: str, guess: Guess | None, value: Any) -> None:
        shown = self._fields[name]
        shown.setVisible(guess is not None)
        if guess is not None and isinstance(shown.editor, ChoiceEditor):
            shown.editor.set_value(value)
            shown.show_help("\n".join(text for text in (guess.sample, _because(guess.why)) if text))

    def _chosen(self) -> None:
        editor = self.sender()
        if isinstance(editor, ChoiceEditor):
            self._last = editor
            self.said.emit(editor.property("says"), editor.value())

    def _row_picked(self, row: int) -> None:
        self._last = self.header_row
        self.said.emit("header_row", row)


def _because(why: str) -> str:
    return _("Why: {reason}").format(reason=why)
