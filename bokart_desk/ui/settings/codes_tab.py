"""The municipality's reasons: why households decline, why the municipality refuses, and where people move to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import STANDARD_CODES, CodeList
from bokart_desk.i18n import N_, _
from bokart_desk.services import code_lists
from bokart_desk.services.code_lists import CodeEntry
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.forms.text_editors import LineEditor
from bokart_desk.ui.page import Page
from bokart_desk.ui.settings.commands import carry_out
from bokart_desk.ui.settings.entry_list import EntryList
from bokart_desk.ui.settings.entry_row import Entry
from bokart_desk.ui.widgets import label

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_NEW = {
    CodeList.DECLINED_BECAUSE: N_("New reason to &decline"),
    CodeList.REFUSED_BECAUSE: N_("New reason to re&fuse"),
    CodeList.MOVED_OUT_TO: N_("New place to move &to"),
}


class CodeForm(RecordForm):
    """The name of one code; an empty name gives a standard code its own name back."""

    def __init__(self, desk: Desk, code_list: CodeList, code: str) -> None:
        super().__init__(desk, "code_value")
        self._list_of = desk
        self._list = code_list
        self._code = code
        standard = code in STANDARD_CODES[code_list]
        self.add("label", _("Name"), LineEditor(code_lists.LONGEST_LABEL), required=not standard)

    def write(self, record_id: int, values: Mapping[str, Any], seen: Mapping[str, Any]) -> Done:
        del record_id
        desk, name = self._list_of, values["label"] or ""
        return code_lists.rename(desk.register, self._list, self._code, name, by=desk.by(), seen=seen["label"])


class CodesTab(Page):
    """A card for each list."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.lists = {code_list: self._card(code_list) for code_list in CodeList}
        text = _(
            "These are the reasons to choose from when an offer is declined, an application refused or somebody moves "
            "out. Write in a name to change it. What is in use is never deleted: it is only offered no longer."
        )
        self.body.addWidget(label(text, "muted", wrap=True))
        self.add_columns(
            (self.lists[CodeList.DECLINED_BECAUSE],),
            (self.lists[CodeList.REFUSED_BECAUSE], self.lists[CodeList.MOVED_OUT_TO]),
        )
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read the lists again."""
        for code_list, card in self.lists.items():
            card.show_entries([_entry(one) for one in code_lists.entries(self._desk.register, code_list)])

    def _card(self, code_list: CodeList) -> EntryList:
        card = EntryList(
            code_lists.list_name(code_list),
            "",
            _(_NEW[code_list]),
            partial(CodeForm, self._desk, code_list),
            movable=True,
            longest=code_lists.LONGEST_LABEL,
        )
        card.added.connect(partial(self._add, code_list))
        card.moved.connect(partial(self._move, code_list))
        card.retired.connect(partial(self._change, code_list, code_lists.retire))
        card.taken_back.connect(partial(self._change, code_list, code_lists.take_back))
        card.removed.connect(partial(self._change, code_list, code_lists.remove))
        return card

    def _add(self, code_list: CodeList, name: str) -> None:
        problem = carry_out(self._desk, lambda by: code_lists.add(self._desk.register, code_list, name, by=by))
        if problem:
            self.lists[code_list].say(problem)
        else:
            self.lists[code_list].was_added()

    def _move(self, code_list: CodeList, code: str, place: int) -> None:
        register = self._desk.register
        problem = carry_out(self._desk, lambda by: code_lists.move(register, code_list, code, place, by=by))
        self.lists[code_list].say(problem)

    def _change(self, code_list: CodeList, command: Any, code: str) -> None:
        problem = carry_out(self._desk, lambda by: command(self._desk.register, code_list, code, by=by))
        self.lists[code_list].say(problem)


def _entry(one: CodeEntry) -> Entry:
    return Entry(
        key=one.code,
        record=1,
        name=one.label,
        values={"label": one.label},
        uses=one.uses,
        retired=one.retired,
        deletable=one.deletable,
    )
