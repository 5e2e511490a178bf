"""Puts a backup back: says first what will be lost and what is kept, and afterwards what was done."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.services.register import RegisterError
from bokart_desk.services.restoring import Candidate, Finding, PasswordWouldGo, has_password
from bokart_desk.services.restoring_words import kept_words, lost_words, moment_words
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.step_frame import StepFrame
from bokart_desk.ui.message_box import tell_in_box
from bokart_desk.ui.restoring.case import Case
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.register import Register
    from bokart_desk.storage.restore import RestoreResult


class PutBackDialog(StepFrame):
    """``put_back`` goes out with the result; while it is being done, the dialog stays."""

    put_back = Signal(object)

    def __init__(self, desk: Desk, case: Case, one: Candidate, finding: Finding, parent: QWidget | None) -> None:
        at = datetime.now().astimezone()
        super().__init__(
            _("Put the backup back"),
            _("The register becomes as it was when this backup was taken, {moment}.\n{file}").format(
                moment=moment_words(one.taken_at, at), file=one.path
            ),
            _("&Put it back"),
            parent,
        )
        self._desk, self._case, self._one, self._finding = desk, case, one, finding
        self._busy = False
        self._shut: Register | None = None
        desk.locking.connect(self._locking)
        self.show_consequences(self._told(at))
        self.cancel_button.setFocus()

    def _told(self, at: datetime) -> list[Sentence]:
        since = self._finding.since
        loses = since is None or bool(since.jobs)
        told = [
            (Tone.WARNING if loses else Tone.SUCCESS, lost_words(self._one, since, at)),
            (Tone.SUCCESS, kept_words(self._case.path, self._case.backups)),
            (Tone.NEUTRAL, _("What was done in this window before can no longer be undone with Ctrl+Z.")),
        ]
        if erased := self._erased_since():
            told.insert(1, (Tone.WARNING, erased))
        if self._finding.key is not None and self._finding.key != self._case.key:
            told.append(
                (Tone.WARNING, _("The register then has the password and the recovery key that the backup had."))
            )
        elif self._finding.key is None and self._case.key is not None:
            told.append((Tone.NEUTRAL, _("The backup has no password. The register keeps the one it has now.")))
        elif self._finding.key is None and _has_password(self._case.path):
            told.append(
                (
                    Tone.WARNING,
                    _("The backup has no password. The register's is asked for, so that the register keeps it."),
                )
            )
        return told

    def _erased_since(self) -> str:
        """Return that cases erased after the backup come back with it; empty when none do, or nobody can tell."""
        from bokart_desk.services.privacy.erasure import erased_since  # noqa: PLC0415

        if not self._desk.has_register or self._desk.register.path != self._case.path:
            return ""
        try:
            found = erased_since(self._desk.register, self._one.taken_at.astimezone(UTC))
        except RegisterError:
            return ""
        if not found:
            return ""
        return ngettext(
            "What was erased for good after this backup comes back with it, names and all. Erase it again afterwards. "
            "Its case file is called {files}.",
            "{count} times something was erased for good after this backup. All of it comes back, names and all. Erase "
            "it again afterwards. The case files are called {files}.",
            len(found),
        ).format(count=len(found), files=", ".join(line.archive_name for line in found if line.archive_name) or "–")

    def carry_out(self) -> None:
        """Put it back, off the window's thread; the register keeps the password it has."""
        self._put_back(self._case.key)

    def _put_back(self, key_now: bytes | None, *, drop_password: bool = False) -> None:
        from bokart_desk.services.keeping import put_back  # noqa: PLC0415

        if self._busy:
            return
        self._busy = True
        self.do_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self.show_message(_("The backup is being put back and checked …"), Tone.INFO)
        one, case, key, held = self._one, self._case, self._finding.key, self._case.key
        register = self._desk.register if self._desk.has_register else None
        if register is not None and register.path == self._case.path and not register.locked:
            register.shut()  # what looks at it now and then would open it anew
            self._shut = register
        self._desk.tasks.run(
            lambda _task: put_back(
                one.path,
                case.path,
                backups=case.backups,
                now=datetime.now(UTC),
                key=key,
                key_now=key_now,
                drop_password=drop_password,
            ),
            self._done,
            partial(self._failed, held),
            owner=self,
        )

    def _locking(self) -> None:
        if self._finding.holder not in (None, self._case.holder):
            self.reject()  # what opens the backup was typed, and is not kept

    def reject(self) -> None:
        if not self._busy:
            super().reject()

    def _done(self, result: RestoreResult) -> None:
        self._busy = False
        self.accept()
        self.put_back.emit(result)

    def _failed(self, held: bytes | None, error: BaseException) -> None:
        self._busy = False
        if self._shut is not None:
            self._shut.unlock(held)
            self._shut = None
        self.do_button.setEnabled(True)
        self.cancel_button.setEnabled(True)
        if isinstance(error, PasswordWouldGo):
            self._ask_for_password()
            return
        message = getattr(error, "message", None)
        if message is None:
            self._desk.tasks.failed.emit(error)
            message = _("The backup could not be put back. Your register is as it was.")
        self.show_message(message, Tone.DANGER)

    def _ask_for_password(self) -> None:
        from bokart_desk.ui.restoring.password import KeepPasswordDialog  # noqa: PLC0415 - seldom

        self.show_message("")
        dialog = KeepPasswordDialog(self._desk, self._case.path, self)
        dialog.opened.connect(self._put_back)
        dialog.plain_wanted.connect(partial(self._put_back, None, drop_password=True))
        dialog.open()


def _has_password(path: Path) -> bool:
    try:
        return has_password(path)
    except RegisterError:
        return False  # putting back will say what is wrong


def done_words(result: RestoreResult) -> str:
    """Return what was done, for the user."""
    told = _("The register is as it was when the backup was taken. What was changed after that is not in it.")
    if result.kept is None:
        return told
    return _("{told}\n\nWhat was there before is kept: {file}").format(told=told, file=result.kept)


def reopen(desk: Desk, result: RestoreResult) -> None:
    """Open the register again that a backup was put in the place of, and say what was done."""
    desk.register_replaced.emit(result.path, result.key)
    tell_done(desk, result)


def tell_done(desk: Desk, result: RestoreResult) -> None:
    """Say what was done, in a box that waits for nothing."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    title = _("The backup was put back")
    desk.keep_window(tell_in_box(QApplication.activeWindow(), title, done_words(result), Tone.SUCCESS))
