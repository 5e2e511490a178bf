"""The backups on this PC: the latest one, what there is, and how often they are taken and how long they stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.platform.backup_plan import backup_plan, keep_rule
from bokart_desk.platform.preferences import preferences, save_preferences
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.forms.number_editors import NumberEditor
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.named_field import Field
from bokart_desk.ui.settings.units import days, months
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, Card, KeyValueList, button, label

if TYPE_CHECKING:
    from bokart_desk.services.backups import Taken
    from bokart_desk.services.second_place import BackupState
    from bokart_desk.storage.backup_names import BackupFile

_ROOM_FOR_TWO = 360


class BackupsCard(Card):
    """Every number is saved as it is left; it holds for this PC."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Backups"), parent)
        self._desk = desk
        self._folder = Path()
        self.body.addWidget(
            label(
                _(
                    "They are taken by themselves when something was changed: while you work, when the program closes, "
                    "and before each import, upgrade and merging. Each is opened and checked before an older one goes."
                ),
                "muted",
                wrap=True,
            )
        )
        self.facts = KeyValueList(names=20)
        self.body.addWidget(self.facts)
        self.problem = Banner("", Tone.DANGER)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.take = button(_("Back up no&w"), self._take, icon="save")
        row = FlowLayout()
        row.addWidget(self.take)
        row.addWidget(button(_("Show the folder"), self._show_folder, icon="folder", kind="quiet"))
        self.body.addLayout(row)
        self.body.addWidget(label(_("How often, and how long they stay on this PC"), "strong", wrap=True))
        self.fields: dict[str, Field] = {}
        self._add_fields()
        self._gone = label("", "small", wrap=True)
        self.body.addWidget(self._gone)

    def show_register(self) -> None:
        """Show what is set, and what there is as soon as it has been looked at on another thread."""
        from bokart_desk.services.second_place import backup_state  # noqa: PLC0415 - loaded with the register

        register = self._desk.register
        held = preferences()
        for name, field in self.fields.items():
            self._editor(field).set_value(getattr(held, name))
            field.show_error("")
        self._show_rule()
        self.take.setEnabled(not register.read_only)
        self._desk.tasks.run(
            lambda _task: backup_state(register, now=datetime.now(UTC)), self.show_state, self._not_seen, owner=self
        )

    def show_state(self, state: BackupState) -> None:
        """Show how it stands."""
        self._folder = state.folder
        newest = state.held[0] if state.held else None
        self.facts.set_pairs(
            (
                (_("Latest"), backup_words(newest) if newest is not None else _("none yet")),
                (_("Since then"), "" if newest is None else _since_words(state.changed)),
                (_("There are"), held_words(state.held)),
                (_("Folder"), str(state.folder)),
            )
        )
        self._say(state.problem)

    def _say(self, problem: str) -> None:
        self.problem.show_message(problem)
        self.problem.setVisible(bool(problem))

    def _not_seen(self, error: BaseException) -> None:
        message = getattr(error, "message", None)
        if message is None:
            raise error
        self._say(message)

    # Taking one ----------------------------------------------------------------------------------

    def _take(self) -> None:
        from bokart_desk.services.backups import take_backup  # noqa: PLC0415 - pressed now and then

        register = self._desk.register
        self.take.setEnabled(False)
        self._desk.tasks.run(
            lambda _task: take_backup(register, now=datetime.now(UTC)),
            self._taken,
            self._not_taken,
            on_cancelled=self.show_register,
            owner=self,
            title=_("Taking a backup …"),
        )

    def _taken(self, taken: Taken) -> None:
        self.show_register()
        self.take.setFocus()  # which went on while the button could not be pressed
        self._desk.backups_changed.emit()
        if taken.copied.problem:
            self._desk.tell(taken.copied.problem)
        elif taken.copied.away:
            self._desk.tell(
                _(
                    "A backup was taken and checked: {file}. The second place is not connected; it gets the newest "
                    "when it is back."
                ).format(file=taken.path.name)
            )
        else:
            self._desk.tell(_("A backup was taken and checked: {file}").format(file=taken.path.name))

    def _not_taken(self, error: BaseException) -> None:
        self.take.setEnabled(True)
        self._not_seen(error)

    def _show_folder(self) -> None:
        shown = self._folder if self._folder.is_dir() else self._desk.register.path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))

    # What is set ---------------------------------------------------------------------------------

    def _add_fields(self) -> None:
        columns = FieldColumns(room_for_two=_ROOM_FOR_TWO)
        for name, title, lowest, highest, unit in (
            ("backup_hours", _("While you work, &every"), 1, 24, _hours),
            ("keep_hourly_days", _("One an hour, &for"), 0, 14, days),
            ("keep_daily_days", _("One a &day, for"), 7, 366, days),
            ("keep_weekly_weeks", _("One a week, f&or"), 0, 104, _weeks),
            ("keep_monthly_months", _("One a &month, for"), 0, 60, months),
        ):
            editor = NumberEditor(lowest, highest, unit, optional=False)
            editor.setObjectName(name)
            editor.edited.connect(self._changed)
            self.fields[name] = Field(title, editor)
            columns.add(self.fields[name])
        self.body.addWidget(columns)

    def _changed(self) -> None:
        editor = self.sender()
        assert isinstance(editor, NumberEditor)
        field, value = self.fields[editor.objectName()], editor.value()
        field.show_error(editor.problem())
        if value is None:
            return
        try:
            changed: dict[str, Any] = {editor.objectName(): value}
            save_preferences(replace(preferences(), **changed))
        except OSError:
            field.show_error(_("This could not be saved: the folder of the settings may not be written to."))
            return
        register = self._desk.register
        if register.backup_plan.notes is not None:
            register.backup_plan = replace(register.backup_plan, rule=backup_plan(register.path).rule)
        self._show_rule()

    def _show_rule(self) -> None:
        held = preferences()
        rule = keep_rule(held)
        until = format_date((datetime.now(UTC).astimezone() + rule.longest).date())
        special = ngettext("{count} day", "{count} days", rule.special_days).format(count=rule.special_days)
        self._gone.setText(
            _(
                "Those taken before an import, upgrade, merging or restoring stay at least {days}. What is erased from "
                "the register today can stand in older backups until {day}."
            ).format(days=special, day=until)
        )

    @staticmethod
    def _editor(field: Field) -> NumberEditor:
        assert isinstance(field.editor, NumberEditor)
        return field.editor


def backup_words(backup: BackupFile) -> str:
    """Return when a backup was taken, why and how large it is."""
    from bokart_desk.services.restoring_words import size_words  # noqa: PLC0415

    moment = f"{format_date(backup.taken_at.date())} {backup.taken_at:%H:%M}"
    return _("{moment}, {reason}, {size}").format(moment=moment, reason=backup.reason, size=size_words(backup.size))


def held_words(held: tuple[BackupFile, ...]) -> str:
    """Return how many backups there are, how large together, and how far back they go; empty for none."""
    from bokart_desk.services.restoring_words import size_words  # noqa: PLC0415

    if not held:
        return ""
    return ngettext(
        "{count} backup, {size}, from {day}", "{count} backups, {size} together, the oldest from {day}", len(held)
    ).format(
        count=len(held),
        size=size_words(sum(backup.size for backup in held)),
        day=format_date(held[-1].taken_at.date()),
    )


def _since_words(changed: bool | None) -> str:
    if changed is None:
        return ""
    return _("something was changed; it comes with the next one") if changed else _("nothing was changed")


def _hours(count: int) -> str:
    return ngettext("hour", "hours", count)


def _weeks(count: int) -> str:
    return ngettext("week", "weeks", count)
