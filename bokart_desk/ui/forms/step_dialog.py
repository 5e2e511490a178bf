"""The base of dialogs that guide through one step: explain, ask, tell what it means, do it or say why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.confirmation import Confirmation
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.field import FormField
from bokart_desk.ui.forms.step_frame import StepFrame
from bokart_desk.ui.message_box import message_box
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import button

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done


class StepDialog(StepFrame):
    """A step of the work. Subclasses add fields and confirmations, and override the three hooks.

    ``check``: what is wrong with the fields, by name; ``consequences``: what the step will mean as it stands;
    ``perform``: do it and return what was done. Shown with ``open()``; it deletes itself when closed.
    """

    performed = Signal(object)
    """The step was done (``Done``)."""

    def __init__(
        self, desk: Desk, title: str, explanation: str = "", verb: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, explanation, verb, parent)
        self.desk = desk
        self.fields: dict[str, FormField] = {}
        self.confirmations: dict[str, Confirmation] = {}
        self.aliases: dict[str, str] = {}
        """Names that a refusal may use for fields, with the names they have here."""
        self._changed: set[str] = set()
        self._off: set[str] = set()
        self._refused: dict[str, str] = {}
        self._more: tuple[QPushButton, tuple[str, ...]] | None = None
        self._tried = False
        self._ready = False
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # by their codes: both are called Enter in Norwegian
            keys = QKeyCombination(Qt.KeyboardModifier.ControlModifier, key)
            QShortcut(QKeySequence(keys), self).activated.connect(self.carry_out)

    # For subclasses --------------------------------------------------------------------------------

    def check(self) -> Mapping[str, str]:
        """Return what is wrong with the fields, by name; that a required one is empty need not be said."""
        return {}

    def consequences(self) -> Sequence[Sentence]:
        """Return what the step will mean, as the fields stand."""
        return ()

    def perform(self) -> Done:
        """Do it. ``Refused`` and ``RegisterError`` are shown, and what was typed stays."""
        raise NotImplementedError

    def add_tick(self, name: str, text: str, *, checked: bool = False) -> Confirmation:
        """Offer something that may be left out."""
        offered = self.add_confirmation(name, text)
        offered.required = False
        offered.box.setChecked(checked)
        return offered

    def ask_about(self, name: str, question: str) -> None:
        """Ask a question that must be ticked while there is something to ask; an empty text takes it away."""
        asked = self.confirmations[name]
        if question:
            asked.set_text(question)
        elif asked.box.isChecked():
            asked.box.setChecked(False)
        if asked.isHidden() is bool(question):
            asked.setVisible(bool(question))
            self.fit_soon()

    def add_more(self, text: str, *names: str) -> None:
        """Hide fields that are seldom needed behind a link in their place; call it after they were added."""
        link = button(text, self._show_more, kind="link")
        self._more = (link, names)
        self.add_widget(link)
        for name in names:
            self._put(name, False)

    def add_field(
        self, name: str, title: str, editor: QWidget, help: str = "", *, wide: bool = False, required: bool = False
    ) -> FormField:
        """Put a field at the end of the form; ``title`` may carry an & for its shortcut."""
        field = FormField(title, editor, help, required=required)
        self.fields[name] = field
        self._columns.add(field, wide=wide)
        field.editing.typed.connect(self._field_typed)
        field.editing.edited.connect(self.refresh)
        editor.installEventFilter(self)
        return field

    def add_confirmation(self, name: str, text: str) -> Confirmation:
        """Ask for a tick before the step can be done; hide it while there is nothing to confirm."""
        asked = Confirmation(text)
        self.confirmations[name] = asked
        self._questions.addWidget(asked)
        asked.box.toggled.connect(self._confirmation_toggled)
        asked.box.installEventFilter(self)
        return asked

    def show_field(self, name: str, shown: bool) -> None:
        """Ask for a field, or do not: then it holds nothing, and is neither required nor checked."""
        (self._off.discard if shown else self._off.add)(name)
        self._put(name, shown)

    def value(self, name: str) -> Any:
        """Return what a field holds; None for one that is not asked for."""
        return None if name in self._off else self.fields[name].value()

    def confirmed(self, name: str) -> bool:
        """Tell whether a confirmation is ticked and shown."""
        asked = self.confirmations[name]
        return not asked.isHidden() and asked.box.isChecked()

    def was_typed(self, name: str) -> bool:
        """Tell whether the user has changed a field himself."""
        return name in self._changed

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in what is known; it does not count as typed."""
        for name, value in values.items():
            self.fields[name].set_value(value)
        if self._ready:
            self.refresh()

    # What happens ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Check the fields, and tell again what the step means."""
        self._look(trying=False)

    def _look(self, *, trying: bool) -> None:
        """``trying``: the step is to be done now, so that a field one is still typing in is looked at too."""
        wrong = {**self.check(), **self._refused}
        for name, field in self.fields.items():
            quiet = not self._tried and field.editing.is_empty() and name not in self._changed
            quiet = quiet or (not trying and field.editing.unfinished())
            fault = wrong.get(name, "") or self._missing(field) or (field.editing.problem() if trying else "")
            field.say("" if quiet or name in self._off else fault)
            if field.error() and field.isHidden() and name not in self._off:
                self._show_more()
        self.show_consequences(self.consequences())

    def touched(self) -> bool:
        """Tell whether the user entered anything that would be lost."""
        return any(field.editing.touched() for name, field in self.fields.items() if name not in self._off)

    def carry_out(self) -> None:
        """Do the step, if nothing is in its way; else say what."""
        if not self.doable():
            return
        self._tried = True
        self._refused = {}
        for field in self.fields.values():
            field.editing.finish()
        self._look(trying=True)
        if self._point_at_errors() or self._point_at_questions():
            return
        self.begin()

    def begin(self) -> None:
        """Do it now that nothing is in the way; overridden where it takes a while."""
        from bokart_desk.services.doing import Refused  # noqa: PLC0415 - loaded with the first command
        from bokart_desk.services.register import RegisterError  # noqa: PLC0415

        try:
            done = self.perform()
        except (Refused, RegisterError) as error:
            self._show_refusal(error.message, getattr(error, "fields", {}))
            return
        self.finish(done)

    def finish(self, done: Done) -> None:
        """Tell what was done, and close."""
        self.desk.did(done)
        self.performed.emit(done)
        self.accept()

    def doable(self) -> bool:
        """Tell whether the step can be asked for at all (its button is enabled)."""
        return self.do_button.isEnabled()

    def reject(self) -> None:
        """Close without doing it; asks first when something was typed."""
        if not self.touched():
            super().reject()
            return
        text = _("Close without doing it? What you have entered here is then lost.")
        box = message_box(self, self.windowTitle(), text, Tone.WARNING)
        lose = box.addButton(_("&Close without doing it"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(_("&Go on"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        lose.clicked.connect(self._give_up)
        box.open()

    # Inside ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        if not self._ready:
            self._ready = True
            self._order_tabs()
            self.refresh()
            self._focus_first()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._scroll.ensureWidgetVisible(watched, 0, Space.XXL)
        return super().eventFilter(watched, event)

    def _order_tabs(self) -> None:
        order: list[QWidget] = []
        for part in self._columns.parts():
            if isinstance(part, (FormField, QPushButton)):
                order.append(part.editor if isinstance(part, FormField) else part)
        order += [asked.box for asked in self.confirmations.values()]
        order += [self.do_button, self.cancel_button]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _focus_first(self) -> None:
        shown = [field for field in self.fields.values() if not field.isHidden()]
        first = next((field for field in shown if field.editing.is_empty()), shown[0] if shown else None)
        (first.editor if first is not None else self.do_button).setFocus()

    def _field_typed(self) -> None:
        sender = self.sender()
        for name, field in self.fields.items():
            if field.editor is sender:
                self._changed.add(name)
                self._refused.pop(name, None)
        self.refresh()

    def _confirmation_toggled(self) -> None:
        for asked in self.confirmations.values():
            asked.show_error("")
        if self._ready:
            self.refresh()

    def _show_more(self) -> None:
        if self._more is not None:
            link, names = self._more
            link.hide()
            for name in names:
                self._put(name, True)
            self.fields[names[0]].editor.setFocus()

    def _put(self, name: str, shown: bool) -> None:
        field = self.fields[name]
        if field.isHidden() is shown:
            field.setVisible(shown)
            self._columns.place()
            self._later.start()

    def _missing(self, field: FormField) -> str:
        if self._tried and field.required and field.editing.is_empty():
            return _("This is needed.")
        return ""

    def _point_at_errors(self) -> bool:
        wrong = [field for name, field in self.fields.items() if name not in self._off and field.error()]
        self.show_message(_("Look at what is marked in red first. Nothing was done yet.") if wrong else "")
        if wrong:
            wrong[0].editor.setFocus()
            self._scroll.ensureWidgetVisible(wrong[0])
        return bool(wrong)

    def _point_at_questions(self) -> bool:
        open_ones = [asked for asked in self.confirmations.values() if asked.open()]
        for asked in open_ones:
            asked.show_error(_("Tick this if it is so. Nothing was done yet."))
        if open_ones:
            open_ones[0].box.setFocus()
            self._later.start()
        return bool(open_ones)

    def _show_refusal(self, message: str, fields: Mapping[str, str]) -> None:
        fields = {self.aliases.get(name, name): text for name, text in fields.items()}
        self._refused = {name: text for name, text in fields.items() if name in self.fields}
        self.refresh()
        lost = [text for name, text in fields.items() if name not in self.fields and text != message]
        self.show_message("\n".join([message, *lost]))
        for name in self._refused:
            self.fields[name].editor.setFocus()
            break

    def _give_up(self) -> None:
        super().reject()
