"""The settings screen: every change is saved at once, and said so."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.municipality import Municipality, municipality, save_municipality
from bokart_desk.ui.context import WHO_KEY, Desk
from bokart_desk.ui.page import Page
from bokart_desk.ui.settings.editors import line
from bokart_desk.ui.settings.form import MunicipalityForm
from bokart_desk.ui.settings.register_card import RegisterCard
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, Field, label

_IDLE_MS = 400
_WHO_LENGTH = 60


class SettingsView(QWidget):
    """Shows the municipality's settings and saves what is changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._saved: Municipality | None = None
        self.form = MunicipalityForm(self)
        self.form.edited.connect(self._wait_and_save)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self.save)
        self.who = Field(
            _("Your name"), line(_WHO_LENGTH), _("Stands in the history beside what you change. Kept on this PC.")
        )
        self.who.editor.editingFinished.connect(self._save_who)  # type: ignore[attr-defined]
        self.register_card = RegisterCard(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page())
        self.refresh()

    def refresh(self) -> None:
        """Read the settings and show them; what is being typed is saved first."""
        if self._idle.isActive():
            self.save()
            return
        register = self._desk.register
        self.who.editor.setText(self._desk.who)  # type: ignore[attr-defined]
        self.register_card.show_register()
        self._desk.tasks.run(lambda _task: municipality(register), self._show, self._failed, owner=self)

    def show_payload(self, payload: object) -> None:
        """Nothing to filter here."""

    def save(self) -> None:
        """Save what stands in the fields, if it is something else than what was saved."""
        self._idle.stop()
        if self._saved is None:
            return
        new = self.form.read(self._saved)
        if new == self._saved:
            return
        register, who, now = self._desk.register, self._desk.who, self._desk.now()

        def work(_task: object) -> Municipality:
            save_municipality(register, new, who=who, now=now)
            return new

        self._desk.tasks.run(work, self._was_saved, self._failed, owner=self)

    def _show(self, shown: Municipality) -> None:
        self._saved = shown
        self._error.hide()
        self.form.show(shown)

    def _was_saved(self, new: Municipality) -> None:
        self._saved = new
        self._error.hide()
        self._desk.tell(_("Saved"))
        self._desk.municipality_saved.emit(new)
        self._desk.register_changed.emit("settings")

    def _save_who(self) -> None:
        name = self.who.editor.text().strip()  # type: ignore[attr-defined]
        if name != self._desk.who:
            self._desk.who = name
            QSettings().setValue(WHO_KEY, name)
            self._desk.tell(_("Saved"))

    def _wait_and_save(self) -> None:
        self._idle.start()

    def _failed(self, error: BaseException) -> None:
        message = getattr(error, "message", None)
        if message is None:
            self._desk.tasks.failed.emit(error)
            return
        self._error.show_message(message)
        self._error.show()

    # Layout --------------------------------------------------------------------------------------

    def _page(self) -> Page:
        page = Page()
        page.body.addWidget(label(_("Settings"), "title"))
        page.body.addWidget(label(_("What you change is saved at once."), "muted"))
        self._error = Banner("", Tone.DANGER)
        self._error.hide()
        page.body.addWidget(self._error)
        page.add_columns(
            (self._municipality_card(), self._who_card(), self._language_card()),
            (self._warnings_card(),),
        )
        page.body.addWidget(self.register_card)
        page.body.addStretch(1)
        return page

    def _municipality_card(self) -> Card:
        card = Card(_("The municipality"))
        card.body.addLayout(self._grid(("name", "number"), ("office", "contact")))
        return card

    def _who_card(self) -> Card:
        card = Card(_("Who you are"))
        card.body.addWidget(self.who)
        return card

    def _language_card(self) -> Card:
        card = Card(_("Language"))
        card.body.addWidget(self.form.fields["language"])
        return card

    def _warnings_card(self) -> Card:
        card = Card(_("When to warn"))
        card.body.addLayout(
            self._grid(
                ("talk_months", "review_months"),
                ("advance_notice_months", "last_chance_months"),
                ("repeat_days_after_end",),
                ("vacancy_limit_days", "made_ready_limit_days"),
            )
        )
        return card

    def _grid(self, *rows: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for row, names in enumerate(rows):
            for column, name in enumerate(names):
                grid.addWidget(self.form.fields[name], row, column, Qt.AlignmentFlag.AlignTop)
        return grid
