"""The groups of rows that need somebody: one line each, with how many rows and what is the matter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from bokart_desk.i18n import _
from bokart_desk.importing.groups import Group, GroupKey, GroupKind, GroupRow, title_of
from bokart_desk.ui.icons import icon
from bokart_desk.ui.importing.problem_rows import where
from bokart_desk.ui.theme import Tone, palette

if TYPE_CHECKING:
    from bokart_desk.importing.plan import RowPlan
    from bokart_desk.ui.importing.session import ChosenFile

_ICONS = {
    GroupKind.WRONG: ("circle-x", Tone.DANGER),
    GroupKind.NAMESAKE: ("users", Tone.WARNING),
    GroupKind.SENSITIVE: ("shield-alert", Tone.WARNING),
    GroupKind.DIFFERENT: ("pencil", Tone.INFO),
    GroupKind.REMARK: ("info", Tone.WARNING),
    GroupKind.SAID: ("circle-check", Tone.SUCCESS),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of a group, with its file."""

    file: ChosenFile
    at: GroupRow


class Matter(Sequence[Asked]):
    """A group over all files: its rows, made only as they are looked at."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self._parts: list[tuple[ChosenFile, list[GroupRow]]] = []
        self._ends: list[int] = []

    def add(self, file: ChosenFile, rows: list[GroupRow]) -> None:
        """Add the rows of a file."""
        self._parts.append((file, rows))
        self._ends.append(len(self) + len(rows))

    @property
    def title(self) -> str:
        """The count and what is the matter."""
        return title_of(self.group, len(self))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, place: Any) -> Any:
        number = bisect_right(self._ends, place)
        file, rows = self._parts[number]
        return Asked(file, rows[place - (self._ends[number] - len(rows))])


class Places(Sequence[tuple[str, "RowPlan"]]):
    """The rows of a matter as a table shows them: where each stands, and what it is."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter

    def __len__(self) -> int:
        return len(self._matter)

    def __getitem__(self, place: Any) -> Any:
        one = self._matter[place]
        return where(one.file, one.at.sheet), one.at.row


def matters_of(files: Sequence[ChosenFile]) -> list[Matter]:
    """Return the groups of all files, those with the same matter together."""
    found: dict[GroupKey, Matter] = {}
    for file in files:
        for group in file.groups if file.plan is not None else ():
            found.setdefault(group.key, Matter(group)).add(file, group.rows)
    return sorted(found.values(), key=lambda one: (one.group.kind, -len(one)))


class GroupList(QListWidget):
    """Picks a matter. ``picked(Matter or None)``."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Rows that need you, by what is the matter"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(16, 16))
        self.matters: list[Matter] = []
        self.currentRowChanged.connect(self._row_changed)

    def show_matters(self, matters: list[Matter]) -> None:
        """Show these; the one picked before stays picked, else the one in its place."""
        before = self.matter()
        place = max(0, self.currentRow())
        self.matters = matters
        self.blockSignals(True)
        self.clear()
        for matter in matters:
            item = QListWidgetItem(matter.title)
            item.setToolTip(matter.title)
            self.addItem(item)
        self._colour()
        keys = [one.group.key for one in matters]
        if before is not None and before.group.key in keys:
            place = keys.index(before.group.key)
        self.setCurrentRow(min(place, len(matters) - 1))
        self.blockSignals(False)
        self.picked.emit(self.matter())

    def matter(self) -> Matter | None:
        """Return the matter that is picked."""
        row = self.currentRow()
        return self.matters[row] if 0 <= row < len(self.matters) else None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        colours = palette()
        for row, matter in enumerate(self.matters):
            name, tone = _ICONS[matter.group.kind]
            if (item := self.item(row)) is not None:
                item.setIcon(icon(name, colours.tone(tone).text))

    def _row_changed(self, _row: int) -> None:
        self.picked.emit(self.matter())
