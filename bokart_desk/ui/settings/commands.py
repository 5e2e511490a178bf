"""Carries out what a button of the settings asks for, and says why not where a rule is against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bokart_desk.ui.context import Desk

if TYPE_CHECKING:
    from bokart_desk.services.doing import By, Done


def carry_out(desk: Desk, command: Callable[[By], Done]) -> str:
    """Carry out a command; return an empty text, or why it was refused (finished words)."""
    from bokart_desk.services.doing import Refused  # noqa: PLC0415 - loaded with the first change
    from bokart_desk.services.register import RegisterError  # noqa: PLC0415

    try:
        done = command(desk.by())
    except (Refused, RegisterError) as error:
        return error.message
    desk.did(done)
    return ""
