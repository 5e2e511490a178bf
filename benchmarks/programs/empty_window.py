"""The least a PySide6 program with a window does: a table of 10,000 rows and 8 columns, shown and painted."""

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class Rows(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else 10_000

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else 8

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return f"{index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


def usable() -> None:
    window.repaint()
    table.viewport().repaint()
    Path(os.environ["BOKART_BENCH_READY"]).write_text(repr(time.time()), encoding="ascii")
    window.close()


app = QApplication(sys.argv)
window = QMainWindow()
table = QTableView()
table.setModel(Rows())
window.setCentralWidget(table)
window.resize(1280, 720)
window.show()
QTimer.singleShot(0, usable)
app.exec()
