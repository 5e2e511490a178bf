"""The program with a window: wires application, register, desk and main window, in the order that shows most first."""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from bokart_desk import i18n
from bokart_desk.app.crash import CrashHandler
from bokart_desk.app.door import Door
from bokart_desk.app.opening import NewRegisterAsked, Opened, Opening, open_now
from bokart_desk.app.single_instance import SingleInstance
from bokart_desk.platform.remembered import config_folder, remember_register
from bokart_desk.ui import theme
from bokart_desk.ui.context import WHO_KEY, Desk
from bokart_desk.ui.dates import locale_of
from bokart_desk.ui.garbage import GuiThreadCollector
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.qt_texts import QtTexts
from bokart_desk.ui.watching import RegisterWatcher

if TYPE_CHECKING:
    from bokart_desk.services.first_look import FirstLook
    from bokart_desk.services.register import Register
    from bokart_desk.ui.backing_up import BackupKeeper
    from bokart_desk.ui.restoring.trouble_dialog import Answer
    from bokart_desk.ui.tasks import Task

_READY_FILE = "BOKART_BENCH_READY"
"""Environment variable: a file that gets the moment the window is usable; the program then closes (``make bench``)."""

_LATER_MS = 400


class Program(QObject):
    """Lives from the start of the program to its end."""

    ready = Signal()
    """The first screen stands there with the register's numbers."""
    completed = Signal()
    """The register is open, and the first screen shows all it can, with what is due."""

    def __init__(self, opening: Opening, language: str | None = None) -> None:
        self._app = application()
        super().__init__()
        self._opening = opening
        self._language = language
        self._texts = QtTexts(self)
        self._app.installTranslator(self._texts)
        self._crash = CrashHandler(self, cover=self._cover, locked=self._guarded)
        self._garbage = GuiThreadCollector(self)
        self._instance = SingleInstance(opening.path, self)
        self.desk = Desk(who=str(QSettings().value(WHO_KEY, "")), parent=self)
        self._watcher = RegisterWatcher(self.desk)
        self.window: MainWindow | None = None
        self._keeper: BackupKeeper | None = None
        self._over = False

    def run(self, *, beside_others: bool = False) -> int:
        """Show the window until it is closed; return the exit code.

        A window that is open on the same register already comes to the front instead, unless ``beside_others``.
        """
        if not beside_others:
            if self._instance.another_answered():
                return 0
            self._instance.listen()
        self._crash.install()
        self._garbage.start()
        try:
            self.show()
            return self._app.exec()
        finally:
            self._crash.uninstall()
            self._garbage.stop()
            self.end()

    def show(self) -> None:
        """Show the window at once, and the register in it as soon as it is open."""
        QLocale.setDefault(locale_of(i18n.current_language()))
        window = self.window = MainWindow(self.desk)
        self._instance.called.connect(window.bring_to_front)
        self._door = Door(self.desk, window, self._open_with, self._choose_other)
        self._door.broken.connect(self._broken)
        self._door.went_in.connect(self._crash.show_held)
        self.desk.tasks.failed.connect(self._crash.show)
        self.desk.register_asked.connect(self._open_other)
        self.desk.register_replaced.connect(self._open_replaced)
        self.desk.register_changed.connect(self._read_municipality)
        window.show_screen("overview")
        window.show()
        self.desk.tasks.run(lambda _task: self._opening.look(), self._looked, self._open_failed)

    def _looked(self, look: FirstLook | None) -> None:
        if look is not None:
            window = self._main()
            self._take_language(look.language or i18n.current_language())
            window.show_name(look.name, self._opening.path, encrypted=self._opening.encrypted)
            window.show_last_import(look.overview.last_import)
            overview = window.show_screen("overview")
            overview.show_overview(look.overview, complete=False)  # type: ignore[attr-defined]
            self._is_ready()
        self._opening.go_on()
        self.desk.tasks.run(lambda _task: self._opening.result(), self._opened, self._open_failed)

    def _is_ready(self) -> None:
        window = self._main()
        window.repaint()
        self.ready.emit()
        if _READY_FILE in os.environ:
            Path(os.environ[_READY_FILE]).write_text(repr(time.time()), encoding="ascii")
            window.close()

    def _opened(self, opened: Opened, *, asked: bool = False) -> None:
        self._set_watches()
        old = self.desk.register if self.desk.has_register else None
        self.desk.use(opened.register)
        self._door.opened(asked_here=asked)
        if old is not None and old is not opened.register:
            self._let_go(old)
        window = self._main()
        here = window.current if old is not None and old.path == opened.register.path else ""
        if old is not None:
            window.refresh_all()  # what the screens hold was read from the other one
        self._take_language(opened.municipality.language)
        window.show_register(opened.municipality.name)
        window.show_last_import(opened.overview.last_import)
        overview = window.show_screen("overview")
        overview.show_overview(opened.overview)  # type: ignore[attr-defined]
        if here:
            window.show_screen(here)  # the same register, written anew or read again: back to the same place
        window.go_where_wanted()
        if old is not None or self._opening.look() is None:
            self._is_ready()
        self.completed.emit()
        QTimer.singleShot(_LATER_MS, self, self._afterwards.begin)

    def _set_watches(self) -> None:
        """Before the first register is used: who keeps backups, who looks whether somebody else writes, who checks."""
        if self._keeper is not None:
            return
        from bokart_desk.app.afterwards import Afterwards  # noqa: PLC0415 - what shows first does without
        from bokart_desk.app.turns import Turns  # noqa: PLC0415
        from bokart_desk.ui.backing_up import BackupKeeper  # noqa: PLC0415
        from bokart_desk.ui.checking import CheckNotice  # noqa: PLC0415

        window = self._main()
        self._keeper = BackupKeeper(self.desk, partial(window.warn, about="backups"), self)
        self._turns = Turns(self.desk, window)
        self._check_notice = CheckNotice(self.desk, window)
        self._afterwards = Afterwards(self.desk, window, self._door, self._keeper, self)

    def _let_go(self, old: Register) -> None:
        """Close a register that another took the place of; its key, and a copy, go when nothing reads it any more."""
        if old.copy is None:
            old.close()
        if self.desk.tasks.busy:
            QTimer.singleShot(_LATER_MS, self, partial(self._let_go, old))
        else:
            old.shut()

    def _open_failed(self, error: BaseException, *, key: bytes | None = None) -> None:
        """Ask what it takes to open it; ``key``: what it was tried with, to look for a backup that has the same one."""
        from bokart_desk.services.register import RegisterNeedsKey  # noqa: PLC0415

        if isinstance(error, NewRegisterAsked):
            self._door.ask_for_new(error.path)
        elif isinstance(error, RegisterNeedsKey):
            from bokart_desk.platform.places import backups_folder  # noqa: PLC0415

            path = error.path or self._opening.path
            self._door.ask(path)
            self._set_watches()
            self._afterwards.clear_leftovers(path, backups_folder(path))  # perhaps nobody types the password today
        else:
            self._door.not_opened()
            self._ask_what_now(error, key)

    def _ask_what_now(self, error: BaseException, key: bytes | None) -> None:
        from bokart_desk.ui.restoring.trouble_dialog import open_trouble  # noqa: PLC0415 - hopefully never needed

        if getattr(error, "message", None) is None:
            self._crash.show(error)
        over = self._main().cover or self._main()
        open_trouble(self.desk, over, error, self._opening.path, self._answered, key=key)

    def _broken(self, path: Path, error: BaseException, key: bytes | None) -> None:
        self._opening.path = path
        self._ask_what_now(error, key)

    def _answered(self, answer: Answer | None) -> None:
        if answer is not None:
            self._open(answer.path, create=answer.new or None, key=answer.key, asked=True)
        elif not self.desk.has_register:
            self._main().close()

    def _open_other(self, path: Path) -> None:
        self._open(path, create=True)

    def _open_replaced(self, path: Path, key: bytes | None) -> None:
        self._open(path, create=False, key=key)

    def _open_with(self, path: Path, key: bytes | None, plain: bool) -> None:
        self._open(path, create=True, key=key, plain=plain, asked=True)

    def _choose_other(self) -> None:
        from bokart_desk.ui.choose_register import choose_register  # noqa: PLC0415

        window = self._main()
        path = choose_register(window.cover or window, self._opening.path.parent)
        if path is not None:
            self._open(path, create=False, asked=True)

    def _open(
        self,
        path: Path,
        *,
        create: bool | None,
        key: bytes | None = None,
        plain: bool = False,
        asked: bool = False,
    ) -> None:
        """Open another register, or this one anew; ``asked``: by somebody who may see it, at a locked window too."""

        def opened(result: Opened) -> None:
            remember_register(result.register.path)
            self._opened(result, asked=asked)

        before = self.desk.register if self.desk.has_register else None
        open_here = before if before is not None and before.path == path.absolute() else None

        def open_it(_task: Task) -> Opened:
            if open_here is not None:
                open_here.close()  # looking at a file that is open here would let go of its locks
            return open_now(path, self.desk.today(), create=create, key=key, plain=plain)

        self._opening.path = path
        self.desk.tasks.run(
            open_it,
            opened,
            partial(self._open_failed, key=key),
            owner=self._main(),
            title=i18n._("Opening the register …"),
        )

    def _read_municipality(self, what: object) -> None:
        """Where the settings changed: take name and language, when the editor that changed them has done its part."""
        if "municipality" in getattr(what, "records", {}):
            QTimer.singleShot(0, self, self._take_municipality)

    def _take_municipality(self) -> None:
        from bokart_desk.services.municipality import municipality  # noqa: PLC0415 - loaded with the register

        held = municipality(self.desk.register)
        self._main().show_register(held.name)
        self._take_language(held.language)

    def _take_language(self, language: str) -> None:
        if self._language is not None or language == i18n.current_language():
            return
        i18n.use_language(language)
        QLocale.setDefault(locale_of(language))
        self._main().rebuild()

    def _cover(self) -> QWidget | None:
        return self.window.cover if self.window is not None else None

    def _guarded(self) -> bool:
        return self.window is not None and self._door.guards

    def _main(self) -> MainWindow:
        assert self.window is not None
        return self.window

    def end(self) -> None:
        """Stop what runs and close the register."""
        if self.window is not None and not self._over:
            self.desk.tasks.failed.disconnect(self._crash.show)  # nobody is there to answer
        self._over = True
        for timer in self.findChildren(QTimer):
            timer.stop()
        self._watcher.stop()
        if self._keeper is not None:
            self._afterwards.stop()
            self._turns.stop()
        self._instance.close()
        from bokart_desk.ui.clipboard import clear_ours  # noqa: PLC0415 - what shows first does without

        clear_ours()
        self.desk.tasks.close()
        if self._keeper is not None:
            self._keeper.close()
            self.desk.tasks.close()  # what began while the notice of the backup was shown
        if self.desk.has_register:
            self.desk.register.close()


def application() -> QApplication:
    """Return the application, made if there is none, with the look and the place of its settings."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setOrganizationName("BOKART Desk")
    app.setApplicationName("BOKART Desk")
    app.setApplicationDisplayName("")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(config_folder().parent))
    theme.apply_theme(app)
    return app
