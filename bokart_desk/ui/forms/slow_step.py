"""A step that takes a while, because a backup comes first: done on another thread while the window lives on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bokart_desk.i18n import _
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done
    from bokart_desk.ui.tasks import Task

GoOn = Callable[[], bool]


class SlowStep(StepDialog):
    """Subclasses override ``work`` instead of ``perform``, and set ``meanwhile``."""

    meanwhile = ""
    """What is being done, in words, for the dialog that comes up when it takes more than a moment."""
    _busy = False

    def work(self) -> Callable[[GoOn], Done]:
        """Return what does the step on another thread; it is given what tells whether to go on after the backup."""
        raise NotImplementedError

    def begin(self) -> None:
        """Do it on another thread; what was stopped too late was done, and is told like it."""
        work = self.work()
        made: list[Done] = []

        def run(task: Task) -> None:
            made.append(work(lambda: not task.cancelled()))

        def ended(_nothing: None = None) -> None:
            self._free()
            if made:
                self.finish(made[0])
            else:
                self.show_message(_("Stopped. Nothing was changed."), Tone.INFO)

        self._busy = True
        self.do_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self.desk.tasks.run(run, ended, self._failed, on_cancelled=ended, owner=self, title=self.meanwhile)

    def reject(self) -> None:
        """What is under way is not left alone."""
        if not self._busy:
            super().reject()

    def _failed(self, error: BaseException) -> None:
        self._free()
        message = getattr(error, "message", None)
        if message is None:
            raise error
        self._show_refusal(message, getattr(error, "fields", {}))

    def _free(self) -> None:
        self._busy = False
        self.do_button.setEnabled(True)
        self.cancel_button.setEnabled(True)
        self.do_button.setFocus()
