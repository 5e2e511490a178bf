"""The bars above the timeline: what is looked for, how much time is shown, and zoom."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QPushButton, QWidget

from bokart_desk.domain.codes import Disposal
from bokart_desk.i18n import _, ngettext
from bokart_desk.services.labels import disposal_label
from bokart_desk.services.timeline import TimelineFilter
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.lists.search_field import SearchField
from bokart_desk.ui.theme import Space
from bokart_desk.ui.timeline.canvas import ZOOM_STEP, TimelineCanvas
from bokart_desk.ui.timeline.surface import Span
from bokart_desk.ui.widgets import button

_SEARCH_AFTER_MS = 60
_SEARCH_LEAST, _DISPOSAL_LETTERS = 150, 16


class FilterRow(QWidget):
    """What is looked for. ``changed``: it is another ``TimelineFilter``."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(_("Search the timeline"), _("Search by name, address or dwelling number"))
        self.disposal = QComboBox()
        self.disposal.setAccessibleName(_("Disposal"))
        self.disposal.addItem(_("All kinds of disposal"), None)
        for disposal in Disposal:
            self.disposal.addItem(disposal_label(disposal), disposal)
        self.search.setMinimumWidth(_SEARCH_LEAST)
        self.disposal.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.disposal.setMinimumContentsLength(_DISPOSAL_LETTERS)
        self.needing = QCheckBox(_("Only &vacant or ending"))
        self.needing.setToolTip(
            _("Units that stand empty, and units whose contract ends soon, is past its end or has become indefinite.")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.search, 1)
        row.addWidget(self.disposal)
        row.addWidget(self.needing)
        self._typed = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._typed.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        self.disposal.currentIndexChanged.connect(lambda _index: self._tell())
        self.needing.toggled.connect(lambda _on: self._tell())

    def wanted(self) -> TimelineFilter:
        """Return what is looked for."""
        return TimelineFilter(self.search.text(), self.disposal.currentData(), self.needing.isChecked())

    def set_wanted(self, wanted: TimelineFilter) -> None:
        """Look for something else."""
        with QSignalBlocker(self.disposal), QSignalBlocker(self.needing):
            self.search.setText(wanted.text)
            self.disposal.setCurrentIndex(max(0, self.disposal.findData(wanted.disposal)))
            self.needing.setChecked(wanted.needing)
        self._tell()

    def clear_text(self) -> bool:
        """Take away the text; False when there was none."""
        wanted = self.wanted()
        if not wanted.text:
            return False
        self.set_wanted(replace(wanted, text=""))
        return True

    def _tell(self) -> None:
        self._typed.stop()
        self.changed.emit(self.wanted())


class ZoomRow(QWidget):
    """Buttons for a canvas: how many years, closer, farther, today, the legend, and the paper's names."""

    legend_toggled = Signal(bool)

    def __init__(self, canvas: TimelineCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        flow = FlowLayout(self, Space.XS)
        for span in (Span.ONE_YEAR, Span.THREE_YEARS, Span.FIVE_YEARS, Span.ALL):
            flow.addWidget(self._span_button(span))
        self.away = button("", self._zoom_away, icon="zoom-out", tip=_("More time in view (− or Ctrl and the wheel)"))
        self.closer = button(
            "", self._zoom_closer, icon="zoom-in", tip=_("Less time in view (+ or Ctrl and the wheel)")
        )
        self.away.setAccessibleName(_("More time in view"))
        self.closer.setAccessibleName(_("Less time in view"))
        self.today = button(_("&Today"), canvas.go_to_today, icon="calendar", tip=_("Go to today (Home or T)"))
        self.legend = button(_("&Legend"), icon="info")
        self.legend.setCheckable(True)
        self.legend.toggled.connect(self.legend_toggled)
        self.without_names = QCheckBox(_("Paper without &names"))
        self.without_names.setToolTip(_("The paper then shows which units are let and when, but to nobody by name."))
        self.without_names.setMinimumHeight(self.today.sizeHint().height())  # stands in line with the buttons
        for widget in (self.away, self.closer, self.today, self.legend, self.without_names):
            flow.addWidget(widget)
        canvas.span_changed.connect(self._show_span)
        self._show_span(canvas.span)

    def span_button(self, span: Span) -> QPushButton:
        """Return the button of a span."""
        found = self._group.button(int(span))
        assert isinstance(found, QPushButton)
        return found

    def _span_button(self, span: Span) -> QPushButton:
        years = int(span)
        text = ngettext("{count} year", "{count} years", years).format(count=years) if years else _("&All")
        tip = _("So many years around today ({key})").format(key=years) if years else _("Fit all of it (0)")
        result = button(text, lambda: self._canvas.show_span(span), tip=tip)
        result.setCheckable(True)
        self._group.addButton(result, years)
        return result

    def _show_span(self, span: Span | None) -> None:
        for one in Span:
            self.span_button(one).setChecked(one is span)

    def _zoom_away(self) -> None:
        self._canvas.zoom(1 / ZOOM_STEP)

    def _zoom_closer(self) -> None:
        self._canvas.zoom(ZOOM_STEP)
