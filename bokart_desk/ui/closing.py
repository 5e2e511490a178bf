"""Before the window closes: what runs or is being typed is ended as it should be, or the user says what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.forms.record_form import RecordForm


def may_stop(over: QWidget, work: str) -> bool:
    """Ask whether to stop ``work``, which runs; over what is in front, or a locked window would hide the question."""
    return _agreed(
        over,
        _("This is not finished yet: {work}").format(work=work),
        _("If you close now, it is stopped, and the register stays as it was before it began."),
        _("Stop and close"),
        _("Go on waiting"),
    )


def may_close(window: QWidget) -> bool:
    """Save what is being typed in ``window``; ask where something cannot be saved, and tell whether to close."""
    lost: list[str] = []
    for form in window.findChildren(RecordForm):
        form.flush()
        lost += [form.fields[name].title for name in form.unsaved()]
    return not lost or _agreed(
        window,
        _("This is not saved: {fields}").format(fields=", ".join(dict.fromkeys(lost))),
        _(
            "Under each field stands why. If you close now, what you typed there is lost; what was saved before is "
            "safe."
        ),
        _("Close without saving"),
        _("Go back"),
    )


def _agreed(over: QWidget, text: str, more: str, close: str, stay: str) -> bool:
    box = QMessageBox(QMessageBox.Icon.Question, _("Close BOKART Desk?"), text, parent=over)
    box.setInformativeText(more)
    closing = box.addButton(close, QMessageBox.ButtonRole.DestructiveRole)
    staying = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(staying)
    box.setEscapeButton(staying)
    box.exec()
    return box.clickedButton() is closing
