"""Who opened the case of a household whose address is protected, and when: the latest first."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.i18n import _, format_moment, ngettext
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import Card, label

_SHOWN = 20


class ReadingCard(Card):
    """Shown in cases whose address is protected, and where it was."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Read by"), parent)
        self._desk = desk
        self.explained = label("", "muted", wrap=True)
        self.body.addWidget(self.explained)
        self._place = QVBoxLayout()
        self._place.setSpacing(Space.XS)
        self.body.addLayout(self._place)
        self._lines: list[str] = []
        self.hide()

    def show_case(self, detail: HouseholdDetail) -> None:
        """Show who read the household's case."""
        from bokart_desk.services.privacy.reading import readings_of  # noqa: PLC0415 - few cases are protected
        from bokart_desk.services.privacy.retention import retention_rules  # noqa: PLC0415

        try:
            found = readings_of(self._desk.register, detail.row.id)
            years = retention_rules(self._desk.register).reading_log_years
        except RegisterError:
            found = ()
            years = 0
        self.explained.setText(_explained(years))
        self.setVisible(bool(found) or detail.protection is not Protection.NONE)
        lines = [
            _("{when}: {who}").format(when=format_moment(one.at), who=one.who or _("somebody without a name"))
            for one in found[:_SHOWN]
        ]
        if len(found) > _SHOWN:
            more = len(found) - _SHOWN
            lines.append(ngettext("and {count} earlier one", "and {count} earlier ones", more).format(count=more))
        self._show(lines or [_("Nobody yet.")])

    def texts(self) -> list[str]:
        """Return the lines shown."""
        return list(self._lines)

    def _show(self, lines: list[str]) -> None:
        if lines == self._lines:
            return
        self._lines = lines
        while (item := self._place.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        for line in lines:
            self._place.addWidget(label(line, wrap=True))


def _explained(years: int) -> str:
    noted = _("Each opening of a case with a protected address is noted, once in a quarter of an hour.")
    if not years:
        return noted
    kept = ngettext("It is kept for {count} year.", "It is kept for {count} years.", years).format(count=years)
    return f"{noted} {kept}"
