"""What a screen with lists remembers from one day to the next: columns of its tables, and the splitter."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter

from bokart_desk.ui.lists.table import RegisterTable


def save(settings: QSettings, group: str, tables: dict[str, RegisterTable], splitter: QSplitter) -> None:
    """Remember order, visibility and widths of the columns and the splitter's place; ``group``: the screen's key."""
    settings.beginGroup(group)
    for name, table in tables.items():
        state, own_widths, own_columns = table.columns_state()
        settings.setValue(f"{name}_columns", state)
        settings.setValue(f"{name}_own_widths", int(own_widths))
        settings.setValue(f"{name}_own_columns", int(own_columns))
    settings.setValue("splitter", splitter.saveState())
    settings.endGroup()


def restore(settings: QSettings, group: str, tables: dict[str, RegisterTable], splitter: QSplitter) -> None:
    """Take back what was remembered; what was not stays as it is."""
    settings.beginGroup(group)
    for name, table in tables.items():
        state = settings.value(f"{name}_columns")
        if isinstance(state, QByteArray):
            own = (str(settings.value(f"{name}_own_{what}", 0)) == "1" for what in ("widths", "columns"))
            table.set_columns_state(state, *own)
    stands = settings.value("splitter")
    if isinstance(stands, QByteArray):
        splitter.restoreState(stands)
    settings.endGroup()
