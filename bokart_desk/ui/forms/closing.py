"""Before the window closes: what is being typed is saved, and what cannot be saved is not lost without a word."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.message_box import agreed_in_box


def may_close(window: QWidget) -> bool:
    """Save what is being typed in ``window``; ask where something cannot be saved, and tell whether to close."""
    lost: list[str] = []
    for form in window.findChildren(RecordForm):
        form.flush()
        lost += [form.fields[name].title for name in form.unsaved()]
    return not lost or _gives_up(window, lost)


def _gives_up(window: QWidget, lost: list[str]) -> bool:
    return agreed_in_box(
        window,
        _("Close BOKART Desk?"),
        _("This is not saved: {fields}").format(fields=", ".join(dict.fromkeys(lost))),
        _("Close without saving"),
        _("Go back"),
        more=_(
            "Under each field stands why. If you close now, what you typed there is lost; what was saved before is "
            "safe."
        ),
    )
