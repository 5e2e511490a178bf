"""The seldom needed terms of a contract: number, security, eviction clause, notes; for signing and renewing."""

from __future__ import annotations

from typing import Any

from bokart_desk.i18n import _
from bokart_desk.ui.forms.editors import AmountEditor, LineEditor, TextEditor, YesNoEditor
from bokart_desk.ui.forms.step_dialog import StepDialog

NAMES = ("number", "security_kind", "security_amount", "eviction_clause", "notes")


def add_terms(dialog: StepDialog) -> None:
    """Add the fields, behind a link."""
    dialog.add_field("number", _("&Contract number"), LineEditor(40))
    dialog.add_field("eviction_clause", _("&Eviction clause"), YesNoEditor())
    dialog.add_field(
        "security_kind", _("&Kind of security"), LineEditor(80), _("For example deposit, or guarantee from NAV.")
    )
    dialog.add_field("security_amount", _("&Amount of security"), AmountEditor())
    dialog.add_field("notes", _("No&tes"), TextEditor(2), wide=True)
    dialog.add_more(_("More: number, security, eviction clause, notes"), *NAMES)


def terms(dialog: StepDialog) -> dict[str, Any]:
    """Return what stands in them."""
    return {name: dialog.value(name) for name in NAMES}
