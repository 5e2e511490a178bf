"""A card that tells what speaks for and against a unit for a household, and what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from bokart_desk.domain.fit_points import Fit, Point
from bokart_desk.i18n import _
from bokart_desk.services.fit_words import point_words
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Card, StatusPill, label

_ICON = 16
_NARROWEST = 80
"""Pixels; wrapped labels ask for more than they need, and a narrow panel would be cut off."""


class FitCard(Card):
    """``title`` and ``subtitle`` say what is compared; ``pills``: its state; ``actions``: buttons under the points."""

    def __init__(
        self,
        title: str,
        subtitle: str,
        pills: Sequence[tuple[str, Tone]],
        fit: Fit,
        actions: Sequence[QPushButton],
        parent: QWidget | None = None,
    ) -> None:
        edge = Tone.DANGER if fit.obstacles else Tone.WARNING if fit.points_against else Tone.SUCCESS
        super().__init__(parent=parent, edge=edge)
        self.title = title
        self.setAccessibleName(title)
        self.body.addWidget(_wrapped(title, "heading"))
        if pills:
            self.body.addLayout(_flow(StatusPill(text, tone) for text, tone in pills))
        if subtitle:
            self.body.addWidget(_wrapped(subtitle, "muted"))
        self.body.addWidget(_points(fit))
        if actions:
            self.body.addLayout(_flow(actions))


def _points(fit: Fit) -> QWidget:
    result = QWidget()
    grid = QGridLayout(result)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.S)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for name, points, icon in (
        (_("Speaks against"), fit.points_against, "x"),
        (_("Speaks for"), fit.points_for, "check"),
        (_("To find out"), fit.unknown, "circle-help"),
    ):
        _group(grid, name, points, icon)
    return result


def _group(grid: QGridLayout, name: str, points: Sequence[Point], icon: str) -> None:
    if not points:
        return
    grid.addWidget(label(name, "strong"), grid.rowCount(), 0, 1, 2)
    for point in points:
        row = grid.rowCount()
        sign = QLabel()
        if point.hard:
            put_icon(sign, "circle-x", str(Tone.DANGER), _ICON)
        elif icon == "x":
            put_icon(sign, icon, str(Tone.WARNING), _ICON)
        else:
            put_icon(sign, icon, str(Tone.SUCCESS) if icon == "check" else "text_muted", _ICON)
        words = _wrapped(point_words(point))
        words.setAccessibleName(_("{group}: {point}").format(group=name, point=point_words(point)))
        grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, row, 1)


def _wrapped(text: str, role: str = "") -> QLabel:
    result = label(text, role, wrap=True)
    result.setMinimumWidth(_NARROWEST)
    return result


def _flow(widgets: object) -> FlowLayout:
    flow = FlowLayout()
    for widget in widgets:  # type: ignore[attr-defined]
        flow.addWidget(widget)
    return flow
