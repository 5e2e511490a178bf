"""The main window: navigation at the left, one screen at a time at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bokart_desk import __version__
from bokart_desk.i18n import _, format_moment, resources_folder
from bokart_desk.ui.context import Desk
from bokart_desk.ui.navigation import Navigation, shortcut_of
from bokart_desk.ui.notices import Notices
from bokart_desk.ui.screen_stack import ScreenStack
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.toast import Toast
from bokart_desk.ui.views import SCREENS
from bokart_desk.ui.widgets import Banner
from bokart_desk.ui.window_title import WindowTitle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from bokart_desk.services.imports import ImportLine

_GEOMETRY = "window/geometry"
_SMALLEST = (640, 340)
_ROOM_FOR_NAMES = 780
"""On a window narrower than this the navigation shows its icons alone."""
_FIRST = (1480, 900)
_ROOMY = 1500
"""On a screen narrower than this the window fills it at the first start."""


class MainWindow(QMainWindow):
    """Shows the screens of a desk; knows how to get from one to another, and nothing of what they hold."""

    visited = Signal(str)
    """The screen with this key is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: tuple[str, object] | None = None
        self._warnings: dict[str, str] = {}
        self._title = WindowTitle()
        self.notices = Notices(self)
        self._keys: list[QShortcut] = []
        self.cover: QWidget | None = None
        self._layers = QStackedWidget()
        self.setCentralWidget(self._layers)
        self._show_title()
        QApplication.setWindowIcon(QIcon(str(resources_folder() / "icons" / "app.png")))
        self.setMinimumSize(*_SMALLEST)
        self._put_content()
        self._add_shortcuts()
        self._listen()
        self._restore()

    # The screens -------------------------------------------------------------------------------

    def show_screen(self, key: str, payload: object = None) -> QWidget:
        """Go to a screen, made now if it was never visited; ``payload``: what it shall show (its own business)."""
        if not self._desk.has_register and key != "overview":
            self._wanted = (key, payload)  # it opens in a moment, and then ``go_where_wanted``
            key, payload = "overview", None
        screen = self._stack.bring(key, read_again=payload is None)
        self._navigation.show_current(key)
        if self.focusWidget() is None:
            self._stack.setFocus()  # Tab then goes on into the screen
        if payload is not None:
            screen.show_payload(payload)  # type: ignore[attr-defined]
        self.visited.emit(key)
        return screen

    def go_to(self, key: str) -> None:
        """Go to a screen as the user asked for it; where one can search, typing then does."""
        screen = self.show_screen(key)
        focus = getattr(screen, "focus_search", None) or getattr(screen, "focus_first", None)
        if focus is not None:
            focus()

    def go_where_wanted(self) -> None:
        """Go to the screen that was asked for before the register was open, if any."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.show_screen(*wanted)

    @property
    def current(self) -> str:
        """The key of the screen that is shown."""
        return self._stack.current

    def visited_screen(self, key: str) -> QWidget | None:
        """Return a screen that was visited, else None."""
        return self._stack.visited(key)

    def refresh(self) -> None:
        """Read again what the screen shows (F5)."""
        self._stack.refresh()

    def rebuild(self) -> None:
        """Make all texts again, in the language now in use, and stay on the screen that is shown."""
        current = self._stack.current
        self._put_content()
        if current:
            self.show_screen(current)

    def show_cover(self, cover: QWidget) -> None:
        """Show ``cover`` instead of everything, also in the title and for the keyboard, until it is lifted."""
        self.lift_cover()
        self.cover = cover
        for key in self._keys:
            key.setEnabled(False)
        self._layers.addWidget(cover)
        self._layers.setCurrentWidget(cover)
        self._show_title()

    def lift_cover(self) -> None:
        """Show the screens again."""
        if self.cover is None:
            return
        cover, self.cover = self.cover, None
        for key in self._keys:
            key.setEnabled(True)
        self._layers.setCurrentIndex(0)
        self._layers.removeWidget(cover)
        cover.deleteLater()
        self._show_title()

    # What stands around them ---------------------------------------------------------------------

    def show_register(self, municipality: str) -> None:
        """Say whose register is open."""
        register = self._desk.register
        self.show_name(municipality, register.path, encrypted=register.encrypted)

    def show_name(self, municipality: str, path: Path, *, encrypted: bool = True) -> None:
        """Say whose register is at ``path``, and in the title when it has no password."""
        name = municipality or _("Register of dwellings")
        self._navigation.show_register(name, path.name, str(path))
        self._title.register, self._title.encrypted = name, encrypted
        self._show_title()

    def show_note_in_title(self, note: str) -> None:
        """Say in the title what must not be missed, before the register's name; an empty note takes it away."""
        self._title.note = note
        self._show_title()

    def _show_title(self) -> None:
        self._title.covered = self.cover is not None
        self.setWindowTitle(self._title.text())

    def show_last_import(self, moment: datetime | None) -> None:
        """Show at the bottom of the navigation when a list was last imported."""
        lines = [_("Last import: {moment}").format(moment=format_moment(moment))] if moment is not None else []
        lines.append(_("Version {version}").format(version=__version__))
        self._navigation.show_footer("\n".join(lines))

    def warn(self, text: str, about: str = "") -> None:
        """Show a warning above every screen until the user closes it; an empty text takes it away.

        Warnings about different things (``about``) stand together.
        """
        self._warnings[about] = text
        self._show_warnings()

    def _show_warnings(self) -> None:
        told = "\n".join(text for text in self._warnings.values() if text)
        self._banner.show_message(told)
        self._banner.setVisible(bool(told))

    def toast(self) -> Toast:
        """Return the short message at the bottom."""
        return self._toast

    def bring_to_front(self) -> None:
        """Come forward, also from the task bar (a second start of the program asked for it)."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_help(self) -> None:
        """Open the help (F1)."""
        from bokart_desk.ui.help import show_help  # noqa: PLC0415 - first needed when somebody asks

        show_help(self)

    def new_offer(self) -> None:
        """Record an offer, wherever the user is (Ctrl+Shift+O)."""
        if self._desk.has_register:
            from bokart_desk.ui.offers.dialogs import open_offer_dialog  # noqa: PLC0415 - loaded with the first offer

            open_offer_dialog(self._desk, self)

    def find_anyone(self) -> None:
        """Open quick find (Ctrl+K)."""
        from bokart_desk.ui.quick_find import QuickFind  # noqa: PLC0415

        if self._desk.has_register:
            QuickFind(self._desk, self).open()

    # Inside --------------------------------------------------------------------------------------

    def _put_content(self) -> None:
        """Fill the window; what was in it before goes away."""
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._navigation = Navigation()
        self._navigation.chosen.connect(self.go_to)
        self._navigation.find_asked.connect(self.find_anyone)
        self._navigation.help_asked.connect(self.show_help)
        self._navigation.undo_asked.connect(self._desk.undo)
        self._navigation.redo_asked.connect(self._desk.redo)
        self._show_undo()
        row.addWidget(self._navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._banner = Banner("", Tone.WARNING, closable=True)
        self._banner.closed.connect(self._warnings.clear)
        self._show_warnings()
        column.addWidget(self.notices)
        column.addWidget(self._banner)
        self._stack = ScreenStack(self._desk)
        area = QScrollArea()  # where the window is smaller than a screen can be (a small display at 200 %)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setCornerWidget(QWidget())
        area.setWidget(self._stack)
        column.addWidget(area, 1)
        row.addLayout(column, 1)
        self._put_layer(content)
        self._toast = Toast(content)
        self._navigation.show_names(self.width() >= _ROOM_FOR_NAMES)

    def _put_layer(self, content: QWidget) -> None:
        """Take the place of the content there was; a cover stays in front."""
        old = self._layers.widget(0) if self._layers.count() else None
        self._layers.insertWidget(0, content)
        if old is not None and old is not self.cover:
            self._layers.removeWidget(old)
            old.deleteLater()
        self._layers.setCurrentWidget(self.cover or content)

    def _add_shortcuts(self) -> None:
        for number, screen in enumerate(SCREENS, start=1):
            self._shortcut(shortcut_of(number), lambda key=screen.key: self.go_to(key))
        self._shortcut("F1", self.show_help)
        self._shortcut("F5", self.refresh)
        self._shortcut("Ctrl+F", self._search_here)
        self._shortcut("Ctrl+K", self.find_anyone)
        self._shortcut("Ctrl+Shift+O", self.new_offer)
        self._shortcut("Ctrl+Z", self._desk.undo)
        self._shortcut("Ctrl+Y", self._desk.redo)
        self._shortcut("Ctrl+Shift+Z", self._desk.redo)
        self._shortcut("Ctrl+Shift+B", self._new_visit)
        self._shortcut("Ctrl+L", self._desk.lock_asked.emit)

    def _shortcut(self, keys: str, called: object) -> None:
        self._keys.append(QShortcut(QKeySequence(keys), self, called))  # type: ignore[call-overload]

    def _new_visit(self) -> None:
        """Note a visit wherever the user is: to the household whose case is open, else to one that is chosen."""
        from bokart_desk.ui.households.visit_dialog import open_visit_dialog  # noqa: PLC0415

        if self._desk.has_register:
            chosen = getattr(self._stack.shown(), "chosen_household", None)
            open_visit_dialog(self._desk, self, household_id=chosen() if chosen is not None else None)

    def _search_here(self) -> None:
        focus_search = getattr(self._stack.shown(), "focus_search", None)
        if focus_search is not None:
            focus_search()
        else:
            self.find_anyone()

    def _listen(self) -> None:
        self._desk.wants.connect(self.show_screen)
        self._desk.opened_contract.connect(lambda contract_id: self.show_screen("contracts", contract_id))
        self._desk.opened_household.connect(lambda household_id: self.show_screen("households", household_id))
        self._desk.opened_unit.connect(lambda unit_id: self.show_screen("dwellings", ("unit", unit_id)))
        self._desk.opened_dwelling.connect(lambda dwelling_id: self.show_screen("dwellings", ("dwelling", dwelling_id)))
        self._desk.told.connect(self._say)
        self._desk.undo_stack.changed.connect(self._show_undo)
        self._desk.register_changed.connect(self._changed)  # no lambda: it would outlive the window
        self._desk.day_changed.connect(self._changed)

    def _say(self, text: str) -> None:
        self._toast.say(text)  # asked anew each time: ``rebuild`` makes another

    def _show_undo(self) -> None:
        stack = self._desk.undo_stack
        self._navigation.show_undo(stack.next_undo(), stack.next_redo())

    def _changed(self, _what: object) -> None:
        self.refresh_all()

    def refresh_all(self) -> None:
        """Read again what the screen shows now, and what the others hold when they are next shown."""
        if self._desk.has_register and self._desk.register.locked:
            return  # it is read again when it is unlocked
        self._stack.refresh_all()
        self._read_last_import()

    def _read_last_import(self) -> None:
        from bokart_desk.services.imports import recent_imports  # noqa: PLC0415 - loaded with the register

        register = self._desk.register

        def show(imports: Sequence[ImportLine]) -> None:
            self.show_last_import(next((line.imported_at for line in imports if line.undone_at is None), None))

        self._desk.tasks.run(lambda _task: recent_imports(register, limit=20), show, owner=self)

    def _restore(self) -> None:
        geometry = QSettings().value(_GEOMETRY)
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            room = self.screen().availableGeometry()
            self.resize(min(_FIRST[0], room.width()), min(_FIRST[1], room.height()))
            if room.width() < _ROOMY:
                self.setWindowState(Qt.WindowState.WindowMaximized)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._navigation.show_names(self.width() >= _ROOM_FOR_NAMES)

    def closeEvent(self, event: QCloseEvent) -> None:
        if getattr(self.cover, "keeps_open", False):
            event.ignore()
            return
        from bokart_desk.ui.closing import may_close, may_stop  # noqa: PLC0415 - first needed when the window closes

        work = self._desk.tasks.titled
        unlocked = self._desk.has_register and not self._desk.register.locked
        if (work and not may_stop(self.cover or self, work)) or (unlocked and not may_close(self)):
            event.ignore()
            return
        QSettings().setValue(_GEOMETRY, self.saveGeometry())
        self._desk.tasks.close()
        event.accept()
