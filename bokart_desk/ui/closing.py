"""Before the window closes: what runs or is being typed is ended as it should be, or the user says what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.message_box import agreed_in_box


def may_stop(over: QWidget, work: str) -> bool:
    """Ask whether to stop ``work``, which runs; over what is in front, or a locked window would hide the question."""
    return agreed_in_box(
        over,
        _("Close BOKART Desk?"),
        _("This is not finished yet: {work}").format(work=work),
        _("Stop and close"),
        _("Go on waiting"),
        more=_("If you close now, it is stopped, and the register stays as it was before it began."),
    )


def may_close(window: QWidget) -> bool:
    """Save what is being typed in ``window``; ask where something cannot be saved, and tell whether to close."""
    lost: list[str] = []
    for form in window.findChildren(RecordForm):
        form.flush()
        lost += [form.fields[name].title for name in form.unsaved()]
    return not lost or agreed_in_box(
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
