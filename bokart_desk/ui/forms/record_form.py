"""The fields of a record, saved one by one as they are left; nothing is ever written over unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.conflict import Conflict
from bokart_desk.ui.forms.field import FormField
from bokart_desk.ui.widgets import button

if TYPE_CHECKING:
    from bokart_desk.services.doing import ChangedMeanwhile, Done


class RecordForm(QObject):
    """Holds the fields of one record of ``kind`` (its table); a view places them, and calls ``show`` when it reads.

    A field is saved when it is left. What a rule refuses stays in the field with the reason under it; what could not be
    written, because another program kept the file, has a button to try again, and is tried with the next that is left.
    A field that goes out of sight is saved first.
    """

    saved = Signal(object)
    """A field was saved (``Done``)."""

    def __init__(self, desk: Desk, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._record: int | None = None
        self._seen: dict[str, Any] = {}
        self._bound: dict[str, _BoundField] = {}
        self.fields: dict[str, FormField] = {}

    def add(
        self, field: str, title: str, editor: QWidget, help: str = "", *, required: bool = False
    ) -> FormField:  # fmt: skip
        """Make the field that edits ``field`` of the record; the caller puts it in a layout."""
        made = FormField(title, editor, help, required=required)
        self.fields[field] = made
        self._bound[field] = _BoundField(self, field, made)
        return made

    @property
    def record_id(self) -> int | None:
        """The record that is shown."""
        return self._record

    def show(self, record_id: int, values: Mapping[str, Any]) -> None:
        """Show a record's values. A field of the same record that holds unsaved typing keeps it."""
        same = record_id == self._record
        if not same:
            self.leave()
        self._record = record_id
        for name, field in self.fields.items():
            if same and field.editing.touched():
                continue  # and what was seen stays too, so that somebody else's change is found out
            self._seen[name] = values.get(name)
            field.set_value(values.get(name))
            self._bound[name].settle()

    def leave(self) -> None:
        """Save what is being typed and let go of the record; say so if something cannot be saved."""
        if self._record is None:
            return
        self.flush()
        lost = [field.title for field in self.fields.values() if field.editing.touched()]
        if lost:
            self._desk.tell(_("Not saved, because it could not stay so: {fields}").format(fields=", ".join(lost)))
        self._record = None

    def flush(self) -> None:
        """Save what is being typed."""
        for field in self.fields.values():
            field.editing.finish()
        self.try_again()

    def try_again(self) -> None:
        """Save what could not be written a moment ago."""
        for name, bound in self._bound.items():
            if not bound.again.isHidden():
                self.save(name)

    def unsaved(self) -> list[str]:
        """Return the fields whose text is not saved: being typed, wrong or refused."""
        return [name for name, field in self.fields.items() if field.editing.touched()]

    def save(self, name: str) -> None:
        """Save one field if it differs from what was seen."""
        from bokart_desk.services.doing import ChangedMeanwhile, Refused  # noqa: PLC0415 - loaded with the first change
        from bokart_desk.services.register import RegisterError  # noqa: PLC0415

        field, record_id = self.fields[name], self._record
        if record_id is None or self._wrong(field):
            return
        self._bound[name].again.hide()
        value, seen = field.value(), self._seen.get(name)
        if value == seen:
            self._settle(name, value)
            return
        try:
            done = self.write(record_id, {name: value}, {name: seen})
        except ChangedMeanwhile as error:
            self._ask(name, error)
            return
        except Refused as error:
            field.say(error.fields.get(name) or error.message)
            return
        except RegisterError as error:
            field.say(error.message)
            self._bound[name].again.show()
            return
        self._settle(name, value)
        self._desk.did(done)
        self.saved.emit(done)
        self.try_again()

    def write(self, record_id: int, values: Mapping[str, Any], seen: Mapping[str, Any]) -> Done:
        """Write to the register; overridden where a record is written by commands of its own."""
        from bokart_desk.services import editing  # noqa: PLC0415

        return editing.change(self._desk.register, self._kind, record_id, values, seen=seen, by=self._desk.by())

    def keep_theirs(self, name: str) -> None:
        """Take what somebody else wrote."""
        theirs = self._bound[name].theirs
        self._seen[name] = theirs
        self.fields[name].set_value(theirs)
        self._bound[name].settle()
        self.fields[name].editor.setFocus()

    def use_mine(self, name: str) -> None:
        """Write over what somebody else wrote, having seen it."""
        self._seen[name] = self._bound[name].theirs
        self.fields[name].editor.setFocus()
        self.save(name)

    def _wrong(self, field: FormField) -> bool:
        if field.required and field.editing.is_empty():
            field.say(_("This is needed. What stood here before is kept."))
            return True
        return bool(field.editing.problem())

    def _settle(self, name: str, value: Any) -> None:
        self._seen[name] = value
        self.fields[name].set_value(value)
        self._bound[name].settle()

    def _ask(self, name: str, error: ChangedMeanwhile) -> None:
        field = self.fields[name]
        self._bound[name].theirs = error.theirs
        field.say(error.message)
        self._bound[name].conflict.ask(field.editing.words(error.theirs))


class _BoundField(QObject):
    """Ties a field to its name in the record, and saves it before it goes out of sight."""

    def __init__(self, form: RecordForm, name: str, field: FormField) -> None:
        super().__init__(form)
        self._form = form
        self._name = name
        self._field = field
        self.theirs: Any = None
        self.conflict = Conflict()
        self.again = button(_("Try again"), self._save, kind="link")
        self.again.hide()
        field.put_under(self.conflict)
        field.put_under(self.again)
        self.conflict.kept_theirs.connect(self._keep_theirs)
        self.conflict.used_mine.connect(self._use_mine)
        field.editing.edited.connect(self._save)
        field.installEventFilter(self)

    def settle(self) -> None:
        """There is nothing more to ask or to try."""
        self.conflict.hide()
        self.again.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() is QEvent.Type.Hide:
            self._field.editing.finish()
        return super().eventFilter(watched, event)

    def _save(self) -> None:
        self._form.save(self._name)

    def _keep_theirs(self) -> None:
        self._form.keep_theirs(self._name)

    def _use_mine(self) -> None:
        self._form.use_mine(self._name)
