"""What the contracts screen shows in a register without contracts: what it is for, and how to start."""

from __future__ import annotations

from bokart_desk.i18n import _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.widgets import EmptyState, button


def start_page(desk: Desk) -> EmptyState:
    """Return the page, with a button that goes to the import."""
    go = button(_("Import a list …"), lambda: desk.go("import"), icon="file-up", kind="primary")
    text = _(
        "Here are all contracts with their dates: who must be talked to, warned or asked to move, and when. "
        "Import the lists you have, or sign the first contract with Ctrl+N."
    )
    return EmptyState("file-text", _("No contracts yet"), text, action=go)
