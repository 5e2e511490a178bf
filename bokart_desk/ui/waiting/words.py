"""The columns of the waiting list, and what a row says in words."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import DecisionKind
from bokart_desk.i18n import N_, _, format_date, pgettext
from bokart_desk.services.waiting import (
    WaitingRow,
    WaitingShow,
    WaitingSort,
    bedrooms_short,
    decide_by,
    decided_words,
    how_long,
    need_kind_label,
)
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.theme import Tone

SHOWS = {
    WaitingShow.ALL: N_("All who wait"),
    WaitingShow.NOT_ASSESSED: N_("Not assessed yet"),
    WaitingShow.GRANTED: N_("Granted, but waiting"),
    WaitingShow.LATE: N_("Not decided within a month"),
    WaitingShow.NOT_RECORDED: N_("Need not recorded"),
    WaitingShow.CLOSED: N_("Closed needs"),
}
_TONES = {
    DecisionKind.GRANT: Tone.SUCCESS,
    DecisionKind.EXTEND: Tone.SUCCESS,
    DecisionKind.REFUSE: Tone.NEUTRAL,
    DecisionKind.NOT_EXTEND: Tone.NEUTRAL,
}


def waiting_columns() -> tuple[Column[WaitingRow], ...]:
    """Return the columns, with headings in the language in use."""
    return (
        Column("who", _("Household"), lambda row, _today: row.household, 130, WaitingSort.HOUSEHOLD, share=3),
        Column("priority", pgettext("waiting list", "Priority"), _priority, 104, WaitingSort.PRIORITY, True),
        Column("waited", _("Has waited"), _waited, 96, WaitingSort.SINCE, share=1),
        Column("bedrooms", _("Bedrooms"), lambda row, _today: bedrooms_short(row), 80, WaitingSort.BEDROOMS, True),
        Column("kind", _("Applies for"), lambda row, _today: _kind(row), 112, spare=True),
        Column("state", _("State"), state_words, 152, share=2, tone=lambda row, today: state(row, today)[1]),
        Column("persons", _("Persons"), lambda row, _today: _number(row.persons), 66, None, True, spare=True),
        Column("case", _("Case number"), lambda row, _today: row.case_number, 90, spare=True),
        Column(
            "since", _("Waiting since"), lambda row, _today: format_date(row.since), 92, WaitingSort.SINCE, spare=True
        ),
    )


def state(row: WaitingRow, today: date) -> tuple[str, Tone]:
    """Return where a need stands in a few words: what must be done next, if anything."""
    if row.need_id is None:
        return _("Need not recorded"), Tone.NEUTRAL
    if row.closed_on is not None:
        return _("Closed {day}").format(day=format_date(row.closed_on)), Tone.NEUTRAL
    if row.housed_from is not None:
        return _("Has a contract"), Tone.SUCCESS
    decided, tone = decision_words(row, today)
    if decided:
        return decided, tone
    return (_("Assessed"), Tone.INFO) if row.assessed else (_("Not assessed"), Tone.NEUTRAL)


def state_words(row: WaitingRow, today: date) -> str:
    """Return where a need stands in a few words."""
    return state(row, today)[0]


def decision_words(row: WaitingRow, today: date) -> tuple[str, Tone]:
    """Return what was decided and when, or that it takes too long (rule 9); empty while there is time."""
    if row.decided is not None:
        return decided_words(row), _TONES[DecisionKind(row.decided)]
    limit = decide_by(row.applied_on)
    if row.need_id is not None and limit is not None and limit < today:
        return _("Not decided in time"), Tone.WARNING
    return "", Tone.NEUTRAL


def waited_words(row: WaitingRow, today: date) -> str:
    """Return how long a household has waited, and since when."""
    if row.since is None:
        return "" if row.need_id is None else _("It is not noted since when they wait.")
    return _("Has waited {time}, since {day}.").format(time=how_long(row.since, today), day=format_date(row.since))


def _priority(row: WaitingRow, _today: date) -> str:
    return _number(row.priority)


def _waited(row: WaitingRow, today: date) -> str:
    return how_long(row.since, today)


def _kind(row: WaitingRow) -> str:
    return need_kind_label(row.kind)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
