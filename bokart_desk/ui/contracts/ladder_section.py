"""The card with the ladder of a fixed term: which day asks for what, and which of them have passed."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.due import Reminder, Rung
from bokart_desk.domain.rows import ContractDetail
from bokart_desk.i18n import N_, _, format_date
from bokart_desk.services.labels import away
from bokart_desk.ui.widgets import Card, KeyValueList

_WORDS = {
    Rung.MID_TERM: N_("Mid-term review"),
    Rung.TALK: N_("Talk about the way ahead"),
    Rung.REVIEW: N_("Review of the need"),
    Rung.ADVANCE_NOTICE: N_("Advance notice"),
    Rung.LAST_CHANCE: N_("Last chance"),
    Rung.END: N_("The contract ends"),
    Rung.AGAIN: N_("Reminder: demand to move"),
    Rung.LAST_DAY_TO_ACT: N_("Last day to demand a move"),
}
_OPEN = (ContractStatus.RUNNING, ContractStatus.ENDS_SOON, ContractStatus.UPCOMING, ContractStatus.PAST_END)
_MOST_AGAIN = 1


def ladder(detail: ContractDetail, today: date) -> Card | None:
    """Return the days still to come, and the last one that has passed; None where nothing is counted down."""
    if detail.row.status(today) not in _OPEN or not detail.reminders:
        return None
    card = Card(_("Dates to keep"))
    card.body.addWidget(KeyValueList(tuple((_(_WORDS[one.rung]), _day(one, today)) for one in _shown(detail, today))))
    return card


def _shown(detail: ContractDetail, today: date) -> list[Reminder]:
    passed = [one for one in detail.reminders if one.day < today and one.rung is not Rung.AGAIN]
    coming = [one for one in detail.reminders if one.day >= today]
    again = [one for one in coming if one.rung is Rung.AGAIN][:_MOST_AGAIN]
    return passed[-1:] + [one for one in coming if one.rung is not Rung.AGAIN or one in again]


def _day(reminder: Reminder, today: date) -> str:
    return _("{day}, {away}").format(day=format_date(reminder.day), away=away(reminder.day, today))
