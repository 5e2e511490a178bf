"""How long cases are kept, which are due to be erased, and what was erased: nothing happens without a person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bokart_desk.domain.retention import (
    LONGEST_READING_LOG_YEARS,
    LONGEST_YEARS,
    READING_LOG_YEARS,
    RetentionRules,
)
from bokart_desk.i18n import _, ngettext
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.forms.field import FormField
from bokart_desk.ui.forms.number_editors import NumberEditor
from bokart_desk.ui.privacy.erasure_words import erasure_line
from bokart_desk.ui.settings.commands import carry_out
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, button, label

if TYPE_CHECKING:
    from bokart_desk.domain.retention import Due
    from bokart_desk.storage.queries.erasures import ErasureLine

_SHOWN = 12
_ERASURES_SHOWN = 5


def _years(count: int) -> str:
    return ngettext("year", "years", count)


class PrivacyCard(Card):
    """``due``: the cases whose time is over, as shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("How long cases are kept"), parent)
        self._desk = desk
        self.due: tuple[Due, ...] = ()
        explained = _(
            "Personal data may not be kept longer than they are needed. Agree the years with your archive; empty means "
            "no rule. No case is erased by itself: they are only listed here."
        )
        self.body.addWidget(label(explained, "muted", wrap=True))
        self.tenancy = self._field(_("Years after the last &tenancy"))
        self.case = self._field(_("Years after the &case went quiet, without a tenancy"))
        self.readings = self._field(
            _("Years that it is kept who &opened a protected case"),
            LONGEST_READING_LOG_YEARS,
            _("Older lines are taken out by themselves, after a backup, and you are told."),
        )
        columns = FieldColumns()
        columns.add(self.tenancy)
        columns.add(self.case)
        columns.add(self.readings)
        self.body.addWidget(columns)
        self.problem = Banner("", Tone.DANGER)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.S)
        self.body.addLayout(self._list)
        desk.register_changed.connect(self._look_again)

    def _field(self, title: str, longest: int = LONGEST_YEARS, help: str = "") -> FormField:
        editor = NumberEditor(1, longest, _years)
        editor.edited.connect(self._save)
        return FormField(title, editor, help)

    def show_register(self) -> None:
        """Show the rules, and look which cases are due; what an erasure left to do is done first."""
        from bokart_desk.services.privacy.retention import retention_rules  # noqa: PLC0415

        register = self._desk.register
        rules = retention_rules(register)
        self.tenancy.editing.set_value(rules.tenancy_years)
        self.case.editing.set_value(rules.case_years)
        self.readings.editing.set_value(rules.reading_log_years)
        for field in (self.tenancy, self.case, self.readings):
            field.editor.setEnabled(not register.read_only)
        self._look()

    def _look(self) -> None:
        register, today = self._desk.register, self._desk.today()

        def read(_task: Any) -> tuple[tuple[Due, ...], tuple[ErasureLine, ...]]:
            from bokart_desk.services.privacy.erasure import clean, erasures  # noqa: PLC0415
            from bokart_desk.services.privacy.retention import due_for_erasure  # noqa: PLC0415

            clean(register, datetime.now(UTC))
            return due_for_erasure(register, today), erasures(register)

        self._desk.tasks.run(read, self._show, self._not_read, owner=self)

    def _look_again(self, _what: object) -> None:
        if self.isVisible():
            self._look()

    def _not_read(self, error: BaseException) -> None:
        message = getattr(error, "message", None)
        if message is None:
            raise error
        self._tell(message)

    def _tell(self, text: str) -> None:
        self.problem.show_message(text)
        self.problem.setVisible(bool(text))

    def _save(self) -> None:
        from bokart_desk.services.privacy.retention import retention_rules, set_retention_rules  # noqa: PLC0415

        if any(field.editing.problem() for field in (self.tenancy, self.case, self.readings)):
            return
        register = self._desk.register
        rules = RetentionRules(self.tenancy.value(), self.case.value(), self.readings.value() or READING_LOG_YEARS)
        if self.readings.editing.is_empty():
            self.readings.editing.set_value(rules.reading_log_years)
        if rules != retention_rules(register):
            self._tell(carry_out(self._desk, lambda by: set_retention_rules(register, rules, by=by)))
            self._look()

    # The lists ---------------------------------------------------------------------------------------

    def _show(self, found: tuple[tuple[Due, ...], tuple[ErasureLine, ...]]) -> None:
        self.due, erased = found
        while (item := self._list.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self._list.addWidget(label(self._due_words(), "strong", wrap=True))
        for one in self.due[:_SHOWN]:
            self._list.addWidget(_DueLine(self._desk, one))
        if erased:
            self._list.addWidget(label(_("Erased so far"), "strong"))
            for line in erased[:_ERASURES_SHOWN]:
                self._list.addWidget(label(erasure_line(line), "small", wrap=True))

    def _due_words(self) -> str:
        if not self.due:
            if self.tenancy.value() is None and self.case.value() is None:
                return _("No rule is set, so no case is proposed.")
            return _("No case is due to be erased.")
        return ngettext(
            "By the rule, {count} case should be erased", "By the rules, {count} cases should be erased", len(self.due)
        ).format(count=len(self.due))


class _DueLine(QWidget):
    """A case that is due: by which rule, since when; to the case, or on to erasing it. It shows no name."""

    def __init__(self, desk: Desk, due: Due) -> None:
        from bokart_desk.services.privacy.retention import due_words  # noqa: PLC0415

        super().__init__()
        self._desk, self._household = desk, due.household_id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        told = _("Case {number}: {why}").format(number=due.case_number, why=due_words(due))
        row.addWidget(label(told, wrap=True), 1)
        self.open_case = button(_("Open the case"), self._open, kind="link")
        self.open_case.setAccessibleName(_("Open case {number}").format(number=due.case_number))
        self.erase = button(_("Erase …"), self._erase)
        self.erase.setAccessibleName(_("Erase case {number}").format(number=due.case_number))
        self.erase.setEnabled(not desk.register.read_only)
        row.addWidget(self.open_case)
        row.addWidget(self.erase)

    def _open(self) -> None:
        self._desk.open_household(self._household)

    def _erase(self) -> None:
        from bokart_desk.ui.privacy.erasure_dialog import open_erasure_dialog  # noqa: PLC0415

        open_erasure_dialog(self._desk, self.window(), self._household)
