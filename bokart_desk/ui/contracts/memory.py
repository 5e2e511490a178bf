"""What the contracts screen remembers from one day to the next: columns of its tables, and the splitter."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter

from bokart_desk.ui.contracts.table import RegisterTable

_GROUP = "contracts"


def save(settings: QSettings, tables: dict[str, RegisterTable], splitter: QSplitter) -> None:
    """Remember order, visibility and widths of the columns, and where the splitter stands."""
    settings.beginGroup(_GROUP)
    for name, table in tables.items():
        state, own_widths, own_columns = table.columns_state()
        settings.setValue(f"{name}_columns", state)
        settings.setValue(f"{name}_own_widths", int(own_widths))
        settings.setValue(f"{name}_own_columns", int(own_columns))
    settings.setValue("splitter", splitter.saveState())
    settings.endGroup()


def restore(settings: QSettings, tables: dict[str, RegisterTable], splitter: QSplitter) -> None:
    """Take back what was remembered; what was not stays as it is."""
    settings.beginGroup(_GROUP)
    for name, table in tables.items():
        state = settings.value(f"{name}_columns")
        if isinstance(state, QByteArray):
            own = (str(settings.value(f"{name}_own_{what}", 0)) == "1" for what in ("widths", "columns"))
            table.set_columns_state(state, *own)
    stands = settings.value("splitter")
    if isinstance(stands, QByteArray):
        splitter.restoreState(stands)
    settings.endGroup()
