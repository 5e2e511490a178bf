"""Who sits here, and who the consultants are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton, QWidget

from bokart_desk.i18n import _
from bokart_desk.services import consultants
from bokart_desk.services.consultants import ConsultantRow
from bokart_desk.ui.context import WHO_KEY, Desk
from bokart_desk.ui.forms.field import FormField
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.forms.text_editors import LineEditor
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.page import Page
from bokart_desk.ui.settings.commands import carry_out
from bokart_desk.ui.settings.entry_list import EntryList
from bokart_desk.ui.settings.entry_row import Entry
from bokart_desk.ui.widgets import Card, button, label

_LONGEST_NAME = 60


class WhoCard(Card):
    """The user's own name: written, or picked among the consultants."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Who you are"), parent)
        self._desk = desk
        self.name = FormField(
            _("&Your name"),
            LineEditor(_LONGEST_NAME),
            _("Stands in the history beside what you change. Kept on this PC."),
        )
        self.name.editing.edited.connect(self._typed)
        self.body.addWidget(self.name)
        self._pick_heading = label(_("Or choose among the consultants:"), "muted")
        self.body.addWidget(self._pick_heading)
        self._picks = QWidget()
        self._flow = FlowLayout(self._picks)
        self.body.addWidget(self._picks)
        self.buttons: list[QPushButton] = []

    def show_names(self, names: Sequence[str]) -> None:
        """Show the own name, and the consultants to pick from."""
        self.name.set_value(self._desk.who)
        if [one.text() for one in self.buttons] != [_as_shown(name) for name in names]:
            self._make_buttons(names)
        for one, name in zip(self.buttons, names, strict=True):
            one.setChecked(name == self._desk.who)
        for part in (self._pick_heading, self._picks):
            part.setVisible(bool(names))

    def _make_buttons(self, names: Sequence[str]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.buttons = [button(_as_shown(name), partial(self.become, name), icon="user") for name in names]
        for one in self.buttons:
            one.setCheckable(True)
            self._flow.addWidget(one)

    def become(self, name: str) -> None:
        """Keep who sits here, on this PC."""
        if name != self._desk.who:
            self._desk.who = name
            QSettings().setValue(WHO_KEY, name)
            self._desk.tell(_("Saved"))
        self.name.set_value(name)
        for one in self.buttons:
            one.setChecked(one.text() == _as_shown(name))

    def _typed(self) -> None:
        self.become(self.name.value() or "")


def _as_shown(name: str) -> str:
    return name.replace("&", "&&")


class ConsultantForm(RecordForm):
    """The name of a consultant."""

    def __init__(self, desk: Desk, _key: str) -> None:
        super().__init__(desk, consultants.KIND)
        self.add("name", _("Name"), LineEditor(_LONGEST_NAME), required=True)


class PeopleTab(Page):
    """The user and the consultants."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.who = WhoCard(desk)
        self.list = EntryList(
            _("Consultants"),
            _("Households and follow-ups are given to a consultant. One who has had any stays in their cases."),
            _("New &consultant"),
            partial(ConsultantForm, desk),
            longest=_LONGEST_NAME,
        )
        self.list.added.connect(self._add)
        self.list.retired.connect(partial(self._change, consultants.retire))
        self.list.taken_back.connect(partial(self._change, consultants.take_back))
        self.list.removed.connect(partial(self._change, consultants.remove))
        self.add_columns((self.who,), (self.list,))
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read the consultants again."""
        found = consultants.consultants(self._desk.register)
        self.who.show_names([one.name for one in found if not one.retired])
        self.list.show_entries([_entry(one) for one in found])

    def _add(self, name: str) -> None:
        problem = carry_out(self._desk, lambda by: consultants.add(self._desk.register, name, by=by))
        if problem:
            self.list.say(problem)
        else:
            self.list.was_added()

    def _change(self, command: Any, key: str) -> None:
        self.list.say(carry_out(self._desk, lambda by: command(self._desk.register, int(key), by=by)))


def _entry(one: ConsultantRow) -> Entry:
    return Entry(
        key=str(one.id),
        record=one.id,
        name=one.name,
        values={"name": one.name},
        uses=one.uses,
        retired=one.retired,
        deletable=not one.uses,
    )
