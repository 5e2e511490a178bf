"""One import from chosen files to what came of them: the work behind the steps, without any widget."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from bokart_desk.i18n import _
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.pause import walk_all_again
from bokart_desk.importing.reading import ReadingCancelled, UnreadableFile
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.importing.said import Said
from bokart_desk.ui.importing.tally import Picked, Tally, picked_of, tallies_of
from bokart_desk.ui.importing.tones import CHANGES

if TYPE_CHECKING:
    from bokart_desk.importing.apply import Applied
    from bokart_desk.importing.choices import SheetKey
    from bokart_desk.importing.groups import Group
    from bokart_desk.importing.plan import FilePlan, SheetPlan
    from bokart_desk.services.presets import Preset
    from bokart_desk.ui.context import Desk
    from bokart_desk.ui.tasks import Task

_log = logging.getLogger(__name__)


class State(Enum):
    """How far a file has come."""

    WAITING = auto()
    BUSY = auto()
    PLANNED = auto()
    UNREADABLE = auto()
    IMPORTED = auto()
    NOT_IMPORTED = auto()
    ASKS = auto()
    """Not brought in yet: with what came from the files before, it has households of the same name to ask about."""


@dataclass(slots=True, eq=False)
class ChosenFile:
    """A chosen file; ``problem`` is text for the user when it could not be read or brought in."""

    path: Path
    state: State = State.WAITING
    plan: FilePlan | None = None
    problem: str = ""
    applied: Applied | None = None
    read: FilePlan | None = None
    """The last plan of the file, which holds what was read of it; kept while it is planned anew."""
    said: Said = field(default_factory=Said)
    read_as: Said = field(default_factory=Said)
    """What was said when ``read`` was planned."""
    groups: tuple[Group, ...] = ()
    """The rows of the plan that a person should look at."""
    tallies: dict[SheetKey, Tally] = field(default_factory=dict)
    picked: Picked = field(default_factory=Picked)
    """The rows that somebody should look at after the file was brought in."""
    proposed: tuple[Preset, ...] = ()
    """Saved mappings for lists of the same shape, the best first."""

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    @property
    def sheets(self) -> tuple[SheetPlan, ...]:
        """What was understood of its sheets."""
        return self.plan.sheets if self.plan else ()


@dataclass(frozen=True, slots=True)
class _Planned:
    """What looking through a file gave."""

    plan: FilePlan
    groups: tuple[Group, ...]
    tallies: dict[SheetKey, Tally]
    proposed: tuple[Preset, ...]


def totals_of(plans: Iterable[FilePlan]) -> Counter[Outcome]:
    """Return how many rows have each outcome, over several files."""
    totals: Counter[Outcome] = Counter()
    for plan in plans:
        totals.update(plan.totals)
    return totals


def changing(totals: Counter[Outcome]) -> int:
    """Return how many rows would change the register."""
    return sum(totals[outcome] for outcome in CHANGES)


class ImportSession(QObject):
    """The files of one import. All work runs off the GUI thread, a file at a time."""

    file_changed = Signal(object)
    progressed = Signal(object, int, int)
    planned = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = Event()
        self._queue: list[ChosenFile] = []
        self._step: Callable[[ChosenFile], None] = self._plan
        self.files: list[ChosenFile] = []
        self.on_duplicate = OnDuplicate.UPDATE
        self.stopped = False
        self.busy = False
        self._brought = False

    # -- what there is

    @property
    def plans(self) -> list[FilePlan]:
        """The plans of the files that could be read."""
        return [file.plan for file in self.files if file.plan is not None]

    @property
    def totals(self) -> Counter[Outcome]:
        """What would happen, over all files."""
        return totals_of(self.plans)

    # -- what the user does

    def choose(self, paths: Iterable[Path]) -> None:
        """Begin with these files, each once, and look through them."""
        self.files = [ChosenFile(path) for path in dict.fromkeys(paths)]
        self._run(list(self.files), self._plan)

    def plan_again(self, files: Iterable[ChosenFile] | None = None) -> None:
        """Look through files once more (all that can be read), because a choice changed."""
        again = [file for file in (files or self.files) if file.state is not State.UNREADABLE]
        for file in again:  # a plan made before the choice must never be brought in
            file.plan, file.applied, file.state = None, None, State.WAITING
        self._run(again, self._plan)

    def apply(self) -> None:
        """Bring in what the plans say, one file after the other; each comes in whole or not at all.

        A file that only holds rows that cannot be taken goes along, so that these are told and can be saved.
        """
        self._brought = False
        ready = [file for file in self.files if file.plan is not None and _has_to_be_told(file.plan)]
        self._run(ready, self._apply)

    def keep_waiting(self) -> bool:
        """Let go of all files but those that wait for answers; tell whether there are any."""
        waiting = [file for file in self.files if file.state is State.ASKS]
        self.files = waiting or self.files
        return bool(waiting)

    def stop(self) -> None:
        """Stop at the next chance; the file being worked on changes nothing."""
        self._stop.set()
        self.stopped = True

    def forget(self) -> None:
        """Let go of the files."""
        if not self.busy:
            self.files = []
            walk_all_again()

    # -- the work

    def _run(self, files: list[ChosenFile], step: Callable[[ChosenFile], None]) -> None:
        self._stop = Event()
        self.stopped = False
        self.busy = True
        self._queue, self._step = files, step
        self._next()

    def _next(self) -> None:
        if self.stopped:
            self._queue = []
            self._as_before()
        if self._queue:
            file = self._queue.pop(0)
            file.state, file.problem = State.BUSY, ""
            self.file_changed.emit(file)
            self._step(file)
            return
        self.busy = False
        (self.planned if self._step == self._plan else self.finished).emit()

    def _as_before(self) -> None:
        """Looking through again was stopped: the choice it was for is taken back, and the plans before it hold."""
        if self._step != self._plan:
            return
        for file in self.files:
            if file.plan is None and file.read is not None:
                file.plan, file.said, file.state = file.read, file.read_as.copy(), State.PLANNED
                file.problem, self.on_duplicate = "", file.read.on_duplicate

    def _plan(self, file: ChosenFile) -> None:
        said = file.said.copy()

        def take(made: _Planned) -> None:
            _take_plan(file, made)
            file.read_as = said

        self._start(file, lambda task, stop: self._planned_by(file, task, stop), take)

    def _planned_by(self, file: ChosenFile, task: Task, stop: Event) -> _Planned:
        from bokart_desk.importing.groups import groups_of  # noqa: PLC0415
        from bokart_desk.importing.presets import shapes_of  # noqa: PLC0415
        from bokart_desk.services.presets import presets_for  # noqa: PLC0415

        plan = self._plan_of(file, task, stop)
        return _Planned(plan, groups_of(plan), tallies_of(plan), presets_for(self._desk.register, shapes_of(plan)))

    def _plan_of(self, file: ChosenFile, task: Task, stop: Event) -> FilePlan:
        from bokart_desk.importing.plan import plan_again, plan_file  # noqa: PLC0415 - not before a file is chosen

        register, policy, said = self._desk.register, self.on_duplicate, file.said.overrides()

        def stopped() -> bool:
            return stop.is_set() or task.cancelled()

        if file.read is not None:
            return plan_again(
                register, file.read, on_duplicate=policy, overrides=said, cancelled=stopped, progress=task.progress
            )
        return plan_file(
            register,
            file.path,
            today=self._desk.today(),
            on_duplicate=policy,
            overrides=said,
            cancelled=stopped,
            progress=task.progress,
        )

    def _apply(self, file: ChosenFile) -> None:
        def take(done: tuple[Applied, Picked] | _Planned) -> None:
            if isinstance(done, _Planned):
                _take_plan(file, done)
                file.state = State.ASKS
                return
            _take(file, done)
            self._brought = self._brought or (file.applied is not None and file.applied.batch is not None)

        self._start(file, lambda task, stop: self._applied_by(file, task, stop), take)

    def _applied_by(self, file: ChosenFile, task: Task, stop: Event) -> tuple[Applied, Picked] | _Planned:
        """Bring a file in; where those before it raise new questions about names, only look through it again."""
        from bokart_desk.importing.apply import apply_plan  # noqa: PLC0415
        from bokart_desk.importing.groups import names_to_ask_about  # noqa: PLC0415

        assert file.plan is not None  # only files with a plan are brought in
        plan = file.plan
        if self._brought:
            made = self._planned_by(file, task, stop)
            if names_to_ask_about(made.groups) > names_to_ask_about(file.groups):
                return made
            plan = made.plan
        applied = apply_plan(
            self._desk.register,
            plan,
            who=self._desk.who,
            now=self._desk.now(),
            cancelled=lambda: stop.is_set() or task.cancelled(),
            progress=task.progress,
        )
        return applied, picked_of(applied.plan or plan)

    def _start(self, file: ChosenFile, work: Callable[[Task, Event], Any], take: Callable[[Any], None]) -> None:
        """Run ``work`` elsewhere. Stopping goes by an event of our own: what was written must be heard of anyway."""
        stop = self._stop

        def done(result: Any) -> None:
            if stop.is_set() and self._step == self._plan:  # it ended before it heard
                self._take_error(file, ReadingCancelled())
            else:
                take(result)
            self.file_changed.emit(file)
            self._next()

        def failed(error: BaseException) -> None:
            self._take_error(file, error)
            self.file_changed.emit(file)
            self._next()

        task = self._desk.tasks.run(
            lambda task: work(task, stop),
            done,
            failed,
            lambda so_far, total: self.progressed.emit(file, so_far, total),
            owner=self,
        )
        if self._step == self._apply:
            task.title = _("Lists are being brought in")  # said when the window is closed meanwhile

    def _take_error(self, file: ChosenFile, error: BaseException) -> None:
        applying = self._step == self._apply
        file.state = State.NOT_IMPORTED if applying else State.UNREADABLE
        if self._stop.is_set():
            file.state = State.NOT_IMPORTED if applying else State.WAITING
            file.problem = _("Stopped. Nothing from {name} was brought in.").format(name=file.name)
        elif isinstance(error, UnreadableFile | RegisterError):
            file.problem = error.message
        else:
            _log.error("an import step failed: %s", type(error).__name__)
            file.problem = _(
                "Something went wrong in the program with {name}. Nothing from it was brought in, and the register is "
                "as it was. Try again; if it happens again, save the list as a new xlsx file and choose that."
            ).format(name=file.name)


def _has_to_be_told(plan: FilePlan) -> bool:
    return plan.changes_register or any(count for outcome, count in plan.totals.items() if outcome.rejected)


def _take_plan(file: ChosenFile, made: _Planned) -> None:
    file.plan = file.read = made.plan
    file.groups, file.tallies, file.proposed = made.groups, made.tallies, made.proposed
    file.state = State.PLANNED


def _take(file: ChosenFile, done: tuple[Applied, Picked]) -> None:
    applied, file.picked = done
    file.plan = applied.plan or file.plan  # planned anew when another file had changed the register
    file.applied = applied
    file.state = State.IMPORTED
