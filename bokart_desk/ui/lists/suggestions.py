"""Looks for what a text that finds nothing may have been meant to be, when typing pauses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from bokart_desk.ui.lists.result_list import ResultList
from bokart_desk.ui.tasks import Tasks

SUGGEST_AFTER_MS = 200
"""How long typing must pause before similar names are looked for."""


class Suggestions(QObject):
    """Asks ``suggest`` on another thread and has the list show the answers, unless another text is typed meanwhile."""

    def __init__(self, suggest: Callable[[str], tuple[str, ...]], tasks: Tasks, shown_in: ResultList[Any]) -> None:
        super().__init__(shown_in)
        self._suggest = suggest
        self._tasks = tasks
        self._list = shown_in
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SUGGEST_AFTER_MS)
        self._timer.timeout.connect(self._ask)

    def look_for(self, text: str) -> None:
        """Look for what ``text`` may have been meant to be, in a moment."""
        self._text = text
        self._timer.start()

    def stop(self) -> None:
        """Forget the text: another search has begun."""
        self._timer.stop()
        self._text = ""

    def _ask(self) -> None:
        text, suggest = self._text, self._suggest

        def done(names: tuple[str, ...]) -> None:
            if text == self._text:
                self._list.show_suggestions(tuple(name for name in names if name.casefold() != text.casefold()))

        self._tasks.run(lambda _task: suggest(text), done, owner=self)
