"""Long work: its end comes back to the window, its errors too, and a cancelled one says nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.ui.tasks import Cancelled, Task, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.close()


def test_work_is_done_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[bool] = []
    results: list[int] = []

    def done(result: int) -> None:
        threads.append(current_thread() is main_thread())
        results.append(result)

    def work(_task: Task) -> int:
        threads.append(current_thread() is main_thread())
        return 42

    tasks.run(work, done)
    qtbot.waitUntil(lambda: bool(results))
    assert results == [42]
    assert threads == [False, True]
    assert not tasks.busy


def test_progress_and_errors_come_to_those_who_asked(qtbot: QtBot, tasks: Tasks) -> None:
    progress: list[tuple[int, int]] = []
    errors: list[BaseException] = []

    def work(task: Task) -> None:
        task.progress(1, 2)
        raise ValueError("no")

    tasks.run(work, None, errors.append, lambda done, total: progress.append((done, total)))
    qtbot.waitUntil(lambda: bool(errors))
    assert progress == [(1, 2)]
    assert isinstance(errors[0], ValueError)


def test_an_error_nobody_asked_for_is_not_lost(qtbot: QtBot, tasks: Tasks) -> None:
    def work(_task: Task) -> None:
        raise ValueError("no")

    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.run(work)
    assert isinstance(failed.args[0], ValueError)


def test_a_cancelled_task_calls_nothing_but_that(qtbot: QtBot, tasks: Tasks) -> None:
    go, heard = Event(), []

    def work(task: Task) -> None:
        go.wait(10)
        if task.cancelled():
            raise Cancelled

    task = tasks.run(work, lambda _result: heard.append("done"), on_cancelled=lambda: heard.append("cancelled"))
    task.cancel()
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == ["cancelled"]


def test_the_result_for_a_view_that_is_gone_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    go, heard, owner = Event(), [], QWidget()
    tasks.run(lambda _task: go.wait(10), heard.append, owner=owner)
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == []


def test_work_that_takes_a_while_shows_itself_and_can_be_cancelled(qtbot: QtBot, tasks: Tasks) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    go, heard = Event(), []

    def work(task: Task) -> None:
        task.progress(3, 10)
        go.wait(20)

    tasks.run(work, owner=window, title="Henter inn listen …", on_cancelled=lambda: heard.append("cancelled"))
    assert tasks.titled == "Henter inn listen …"
    assert not dialogs()
    qtbot.waitUntil(lambda: bool(dialogs()), timeout=10_000)
    dialog = dialogs()[0]
    assert dialog.labelText() == "Henter inn listen …"
    qtbot.waitUntil(lambda: (dialog.value(), dialog.maximum()) == (3, 10))
    dialog.findChild(QPushButton).click()
    go.set()
    qtbot.waitUntil(lambda: heard == ["cancelled"])
    assert not tasks.titled


def dialogs() -> list[QProgressDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QProgressDialog) and one.isVisible()]


def test_work_that_took_long_enough_for_a_dialog_is_delivered_all_the_same(qtbot: QtBot, tasks: Tasks) -> None:
    delivered: list[bool] = []
    go_on = Event()
    over = QWidget()
    qtbot.addWidget(over)
    tasks.run(lambda _task: go_on.wait(10), delivered.append, owner=over, title="…")
    qtbot.waitUntil(lambda: bool(over.findChildren(QProgressDialog)))
    go_on.set()
    qtbot.waitUntil(lambda: delivered == [True])


def test_what_ends_after_the_program_is_put_away_in_silence(qtbot: QtBot) -> None:
    """Long work may end when the window and all that belonged to it are gone; nobody is there to be told."""
    told: list[object] = []
    going = QObject()
    tasks = Tasks(going)
    ends = [
        tasks.run(lambda _task: 1, told.append, told.append),
        tasks.run(lambda _task: 1 // 0, told.append, told.append),
    ]
    shiboken6.delete(going)  # waits for its threads; what they said is still on its way
    qtbot.waitUntil(lambda: not any(task.running for task in ends))
    assert told == []
