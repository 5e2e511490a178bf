"""Starts the window: the register is being opened on one thread while Qt is loaded on the other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bokart_desk import i18n
from bokart_desk.app.opening import Opening


def run_window(path: Path | None = None, language: str | None = None) -> int:
    """Show the window on the register at ``path`` until it is closed, and return the program's exit code.

    Without a ``path`` it is the register the user chose last, else the default one. Without a ``language`` it is
    the one chosen in the settings.
    """
    opening = Opening(path or _own_register(), date.today())  # noqa: DTZ011 - the user's own day
    opening.start()
    i18n.use_language(language or i18n.DEFAULT_LANGUAGE)

    from bokart_desk.app.program import Program  # noqa: PLC0415 - Qt is loaded while the register is opened

    return Program(opening, language).run()


def _own_register() -> Path:
    from bokart_desk.platform.places import default_register  # noqa: PLC0415 - not needed where one is named
    from bokart_desk.platform.remembered import remembered_register  # noqa: PLC0415

    return remembered_register() or default_register()
