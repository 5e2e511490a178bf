"""The Import screen: files, sheets, columns, rows, done; the work behind each off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.folders import remembered_folder
from bokart_desk.ui.importing.choose_step import ChooseStep
from bokart_desk.ui.importing.done_step import DoneStep
from bokart_desk.ui.importing.drop_zone import dropped_files
from bokart_desk.ui.importing.progress_panel import ProgressPanel
from bokart_desk.ui.importing.rejects import save_rejects
from bokart_desk.ui.importing.review_step import ROOM_BESIDE, Page, ReviewStep
from bokart_desk.ui.importing.session import ChosenFile, ImportSession, State
from bokart_desk.ui.importing.steps import Steps
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import label

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done
    from bokart_desk.services.imports import ImportLine
    from bokart_desk.services.presets import Preset
    from bokart_desk.ui.context import Desk
    from bokart_desk.ui.importing.take_back import TakeBackDialog
    from bokart_desk.ui.tasks import Task

FOLDER_KEY = "import/folder"
CHOOSE, SHEETS, COLUMNS, ROWS, DONE = range(5)
ROOM_FOR_STEPS = 900
"""Width from which all steps have their names."""
PATIENCE_MS = 400


class ImportView(QWidget):
    """Lists become records. ``show_payload`` takes paths (a list of Path) to begin with."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._desk = desk
        self._earlier_known = False
        self._again = False
        self._first_page = Page.SHEETS
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_progress)
        self.session = ImportSession(desk, self)
        self.steps = Steps()
        self.choose_step = ChooseStep()
        self.progress = ProgressPanel()
        self.review_step = ReviewStep(self.session)
        self.done_step = DoneStep()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for page in (self.choose_step, self.progress, self.review_step, self.done_step):
            self._stack.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(label(_("Import"), "title"))
        head.addStretch(1)
        head.addWidget(self.steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.choose_step.zone.dropped.connect(self.choose)
        self.choose_step.zone.wanted_dialog.connect(self.ask_files)
        self.choose_step.wanted_take_back.connect(self.take_back)
        self.progress.stopped.connect(self.session.stop)
        self.session.file_changed.connect(self._file_changed)
        self.session.progressed.connect(lambda _file, done, total: self.progress.show_progress(done, total))
        self.session.planned.connect(self._planned)
        self.session.finished.connect(self._finished)
        self.review_step.wanted_apply.connect(self.apply)
        self.review_step.wanted_other_files.connect(self.start_over)
        self.review_step.choices_changed.connect(self._plan_again)
        self.review_step.turned.connect(lambda page: self.steps.show_step(SHEETS + page))
        self.review_step.preset_saved.connect(self._save_preset)
        self.review_step.preset_renamed.connect(self._rename_preset)
        self.review_step.preset_removed.connect(self._remove_preset)
        self.done_step.wanted_contracts.connect(lambda: self._desk.go("contracts"))
        self.done_step.wanted_more.connect(self.start_over)
        self.done_step.wanted_again.connect(self._go_on)
        self.done_step.wanted_rejects.connect(self._save_rejects)
        self._desk.register_opened.connect(self.start_over)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Open), self).activated.connect(self.ask_files)
        stop = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        stop.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        stop.activated.connect(self._escape)

    # -- what the main window asks

    def refresh(self) -> None:
        """Read the list of earlier imports again; an import under way is left alone."""
        if self._desk.has_register:
            self._earlier_known = True
            self._desk.tasks.run(self._read_earlier, self.choose_step.show_imports, self._no_earlier, owner=self)
            self.review_step.read_only = self.choose_step.read_only = self._desk.register.read_only
            self.choose_step.zone.choose.setEnabled(not self._desk.register.read_only)
            if self._desk.register.read_only:
                self.choose_step.say(
                    _("The register is open for reading only, so no list can be brought in."), Tone.WARNING
                )

    def _read_earlier(self, _task: Task) -> tuple[ImportLine, ...]:
        from bokart_desk.services.imports import recent_imports  # noqa: PLC0415

        return tuple(recent_imports(self._desk.register))

    def _no_earlier(self, _error: BaseException) -> None:
        self.choose_step.say(_("The list of earlier imports could not be read. Press F5 to try again."), Tone.WARNING)

    def focus_first(self) -> None:
        """Let the keyboard go on where the user is: choosing, looking through, waiting, or done."""
        page = self._stack.currentWidget()
        if page is self.review_step:
            self.review_step.focus_again()
        elif page is self.done_step:
            (self.done_step.contracts if self.done_step.contracts.isVisible() else self.done_step.more).setFocus()
        else:
            (self.progress.stop if page is self.progress else self.choose_step.zone.choose).setFocus()

    def show_payload(self, payload: object) -> None:
        """Begin with files that were given elsewhere (a list of Path)."""
        if isinstance(payload, list | tuple):
            self.choose([Path(path) for path in payload])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._earlier_known:
            self.refresh()

    # -- the steps

    def ask_files(self) -> None:
        """Show the file dialog, several files at once."""
        if self.session.busy or not self.choose_step.zone.choose.isEnabled():
            return
        names, _kind = QFileDialog.getOpenFileNames(
            self,
            _("Choose lists"),
            str(remembered_folder(FOLDER_KEY)),
            ";;".join(
                (
                    _("Lists (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.html *.htm)"),
                    _("All files (*)"),
                )
            ),
        )
        if names:
            QSettings().setValue(FOLDER_KEY, str(Path(names[0]).parent))
            self.choose([Path(name) for name in names])

    def choose(self, paths: Iterable[Path]) -> None:
        """Read the files and plan, without changing anything."""
        if self.session.busy:
            return
        self.progress.begin(_("Reading the lists …"), _nothing_yet())
        self._stack.setCurrentWidget(self.progress)
        self.session.choose(paths)

    def _plan_again(self, files: list[ChosenFile] | None = None) -> None:
        self.progress.begin(_("Looking through the lists again …"), _nothing_yet())
        self._again = self.review_step.isVisible()
        self.review_step.setEnabled(False)
        self._patience.start()
        self.session.plan_again(files)

    def _go_on(self) -> None:
        """Look through again after some files came in: at the rows, when the others wait for answers about them."""
        if self.session.keep_waiting():
            self._first_page = Page.ROWS
        self._plan_again()

    def take_back(self, line: ImportLine) -> TakeBackDialog:
        """Ask whether an earlier import is to be taken back, and do it."""
        from bokart_desk.ui.importing.take_back import TakeBackDialog  # noqa: PLC0415 - seldom wanted

        dialog = TakeBackDialog(self._desk, self, line)
        dialog.taken_back.connect(self.refresh)
        dialog.open()
        return dialog

    def apply(self) -> None:
        """Bring in what was looked through."""
        self.progress.begin(
            _("Bringing the rows in …"),
            _("A backup is taken first. If you stop, nothing from the file that is being brought in is kept."),
        )
        self._stack.setCurrentWidget(self.progress)
        self.session.apply()

    def start_over(self) -> None:
        """Go back to choosing files."""
        if self.session.busy:
            return
        self.session.forget()
        self.choose_step.say("")
        self._go(CHOOSE, self.choose_step)
        self.refresh()
        self.choose_step.zone.choose.setFocus()

    # -- saved mappings

    def _save_preset(self, file: ChosenFile, name: str) -> None:
        from bokart_desk.importing.presets import mapping_of, shapes_of  # noqa: PLC0415
        from bokart_desk.services import presets  # noqa: PLC0415

        if file.plan is not None:
            mapping, shapes = mapping_of(file.plan), shapes_of(file.plan)
            if self._keep(lambda: presets.save(self._desk.register, name, shapes, mapping, by=self._desk.by())):
                file.said.preset = " ".join(name.split())
                self._plan_again([file])

    def _rename_preset(self, preset: Preset, name: str) -> None:
        from bokart_desk.services import presets  # noqa: PLC0415

        if self._keep(lambda: presets.rename(self._desk.register, preset.id, name, by=self._desk.by())):
            for file in self.session.files:
                if file.said.preset == preset.name:
                    file.said.preset = " ".join(name.split())
            self._plan_again()

    def _remove_preset(self, preset: Preset) -> None:
        from bokart_desk.services import presets  # noqa: PLC0415

        if self._keep(lambda: presets.remove(self._desk.register, preset.id, by=self._desk.by())):
            for file in self.session.files:
                if file.said.preset == preset.name:
                    file.said.preset = ""
            self._plan_again()

    def _keep(self, command: Callable[[], Done]) -> bool:
        """Carry out a command on a saved mapping; say why not where it is refused."""
        from bokart_desk.services.doing import Refused  # noqa: PLC0415
        from bokart_desk.services.register import RegisterError  # noqa: PLC0415

        try:
            self._desk.did(command())
        except (Refused, RegisterError) as error:
            self._desk.tell(error.message)
            return False
        return True

    def _file_changed(self, file: ChosenFile) -> None:
        if file.state is State.BUSY:
            count, number = len(self.session.files), self.session.files.index(file) + 1
            several = _("File {number} of {count}: {name}").format(number=number, count=count, name=file.name)
            self.progress.show_name(several if count > 1 else file.name)

    def _planned(self) -> None:
        if self.session.stopped and not self.session.plans:
            self.session.forget()
            self._go(CHOOSE, self.choose_step)
            self.choose_step.say(_("Stopped. Nothing was changed."))
            return
        self._patience.stop()
        if self.session.stopped and self._again:
            self._desk.tell(_("Stopped. Your last choice was not taken."))
        self.review_step.setEnabled(True)
        self.review_step.show_policy()
        self.review_step.show_plans()
        if not self._again:
            self.review_step.turn_to(self._first_page)
            self._first_page = Page.SHEETS
        self._go(SHEETS + self.review_step.page, self.review_step)
        (self.review_step.focus_again if self._again else self.review_step.focus_first)()
        self._again = False

    def _show_progress(self) -> None:
        """Looking through again mostly takes a moment: a page that flashes by would only disturb."""
        if self.session.busy:
            self._stack.setCurrentWidget(self.progress)
            self.progress.stop.setFocus()

    def _finished(self) -> None:
        imported = [file for file in self.session.files if file.state is State.IMPORTED]
        self.done_step.show_result(self.session.files, stopped=self.session.stopped)
        self._go(DONE, self.done_step)
        if imported:
            self._desk.register_changed.emit("import")
        if any(file.applied is not None and file.applied.copy_problem for file in imported):
            self._desk.backups_changed.emit()  # it is said above every screen

    def _go(self, step: int, page: QWidget) -> None:
        self.steps.show_step(step)
        self._stack.setCurrentWidget(page)

    def _escape(self) -> None:
        if self.session.busy:
            self.progress.stop.click()

    def _save_rejects(self) -> None:
        plans = [file.plan for file in self.session.files if file.state is State.IMPORTED and file.plan is not None]
        save_rejects(self._desk, self, plans, self.done_step.tell_saved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.steps.show_narrow(event.size().width() < ROOM_FOR_STEPS)
        side = Space.M if event.size().width() < ROOM_BESIDE else Space.XL
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(side, Space.L, side, Space.L)

    # -- dropped anywhere on the screen

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.session.busy and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.choose(files)


def _nothing_yet() -> str:
    return _("Nothing is written to the register yet. You can stop at any time.")
