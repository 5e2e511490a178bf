"""The cards of a dwelling's details: what a unit is now, the rooms beside it, who had it, and the head leases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from bokart_desk.domain.dwelling_rows import DwellingDetail, HeadLeaseLine, OccupancyLine, UnitDetail, UnitState
from bokart_desk.i18n import _, format_amount, format_date, ngettext, pgettext
from bokart_desk.services import dwelling_words as words
from bokart_desk.services import labels
from bokart_desk.ui.dwellings.columns import state_text, state_tone
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, StatusPill, button, label

Go = Callable[[int], None]
_SOON_MONTHS_DAYS = 365
_LINK_INDENT = 5
"""Pixels before the text of a link, so that other texts stand in line with it."""


def unit_title(detail: DwellingDetail, unit: UnitDetail | None) -> str:
    """Return address and unit."""
    return f"{detail.address} {unit.label}".strip() if unit is not None else detail.address


def head(
    detail: DwellingDetail, unit: UnitDetail | None, today: date, actions: list[QPushButton], links: list[QPushButton]
) -> Card:
    """Return where it is, what the unit is now and since when, and what can be done with it."""
    card = Card(edge=state_tone(unit.state) if unit is not None else None)
    title = label(unit_title(detail, unit), "heading", wrap=True)
    title.setObjectName("detail_place")
    card.body.addWidget(title)
    facts = (
        f"{detail.postcode} {detail.place}".strip(),
        labels.dwelling_kind_label(detail.kind),
        _("no. {number}").format(number=detail.number) if detail.number else "",
    )
    card.body.addWidget(label(" · ".join(fact for fact in facts if fact), "muted", wrap=True))
    card.body.addLayout(_pills(detail, unit))
    if unit is not None:
        _tell_state(card, unit.state, today, links)
    row = FlowLayout()
    for action in actions:
        row.addWidget(action)
    card.body.addLayout(row)
    return card


def _pills(detail: DwellingDetail, unit: UnitDetail | None) -> FlowLayout:
    pills = FlowLayout()
    if unit is not None:
        pills.addWidget(StatusPill(state_text(unit.state), state_tone(unit.state)))
    if detail.reserved_first_settlement:
        pills.addWidget(StatusPill(_("Reserved for first settlement"), Tone.INFO))
    return pills


def _tell_state(card: Card, state: UnitState, today: date, links: list[QPushButton]) -> None:
    told = label(words.state_words(state, today), wrap=True)
    told.setObjectName("detail_state")
    card.body.addWidget(told)
    if coming := words.upcoming_words(state, today):
        card.body.addWidget(label(coming, wrap=True))
    if odd := words.at_odds(state):
        card.body.addWidget(Banner(odd, Tone.WARNING))
    if links:
        row = FlowLayout()
        for link in links:
            row.addWidget(link)
        card.body.addLayout(row)


def rooms(detail: DwellingDetail, shown: UnitDetail | None, today: date, go: Go) -> Card | None:
    """Return the units of a dwelling that has several, each with who has it; None where there is one."""
    if len(detail.units) < 2:
        return None
    card = Card(_("Units in the house"))
    let = sum(unit.state.let for unit in detail.units)
    card.body.addWidget(label(_("{let} of {all} let").format(let=let, all=len(detail.units)), "muted"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.S)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for row, unit in enumerate(detail.units):
        _put_room(grid, row, unit, here=unit is shown, today=today, go=go)
    card.body.addLayout(grid)
    return card


def _put_room(grid: QGridLayout, row: int, unit: UnitDetail, *, here: bool, today: date, go: Go) -> None:
    name = unit.label or _("The whole dwelling")
    if here:
        shown = label(name, "strong")
        shown.setIndent(_LINK_INDENT)
        grid.addWidget(shown, row, 0)
    else:
        tip = words.state_words(unit.state, today)
        grid.addWidget(button(name, partial(go, unit.id), kind="link", tip=tip), row, 0)
    grid.addWidget(label(words.holder(unit.state), "strong" if here else "", wrap=True), row, 1)
    since = words.known_since(unit.state)
    if since is not None:
        grid.addWidget(label(_("since {day}").format(day=format_date(since)), "small"), row, 2)
    pill = StatusPill(state_text(unit.state), state_tone(unit.state))
    grid.addWidget(pill, row, 3, Qt.AlignmentFlag.AlignRight)


def occupancy(unit: UnitDetail, go_contract: Go) -> Card | None:
    """Return who had the unit and when it stood empty, the latest first."""
    if not unit.occupancy:
        return None
    card = Card(_("Who has had it"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(0, 1)
    for row, line in enumerate(unit.occupancy):
        who = words.occupancy_words(line)
        if line.contract_id is not None:
            link = button(who, partial(go_contract, line.contract_id), kind="link", tip=_("Show this contract"))
            grid.addWidget(link, row, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addWidget(label(who, "muted" if line.vacant else "", wrap=True), row, 0)
        grid.addWidget(label(_period(line), "small"), row, 1)
        days = label(words.lasted(line), "small", tone=Tone.WARNING if line.vacant and line.lasting else None)
        grid.addWidget(days, row, 2, Qt.AlignmentFlag.AlignRight)
    card.body.addLayout(grid)
    return card


def _period(line: OccupancyLine) -> str:
    if not line.vacant and line.household_id is None:
        return ""  # the days of a protected household would give away who it is
    start = format_date(line.start)
    if line.vacant and line.lasting:
        return _("from {start}").format(start=start)
    if line.last is None:
        return _("from {start}, no end date").format(start=start)
    return pgettext("period", "{start} to {end}").format(start=start, end=format_date(line.last))


def head_leases(
    leases: tuple[HeadLeaseLine, ...],
    today: date,
    *,
    new: QPushButton | None,
    change: Go,
    renew: Go,
    place: Go | None = None,
) -> Card | None:
    """Return the head leases with their dates in words. ``place``: goes to the dwelling, where that is to be told."""
    if not leases and new is None:
        return None
    card = Card(_("Head leases"))
    if new is not None and card.heading is not None:
        card.heading.add(new)
    if not leases:
        card.body.addWidget(label(_("The municipality has no head lease on this dwelling."), "muted", wrap=True))
    for lease in leases:
        card.body.addWidget(_lease(lease, today, change, renew, place))
    return card


def _lease(lease: HeadLeaseLine, today: date, change: Go, renew: Go, place: Go | None) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, Space.S)
    column.setSpacing(2)
    if place is not None:
        link = button(lease.address, partial(place, lease.dwelling_id), kind="link", tip=_("Show this dwelling"))
        column.addWidget(link)
    elif lease.landlord:
        column.addWidget(label(lease.landlord, "strong", wrap=True))
    told = label(words.lease_words(lease, today), wrap=True, tone=_lease_tone(lease, today))
    column.addWidget(told)
    column.addWidget(label(_lease_facts(lease), "small", wrap=True))
    if lease.notes:
        column.addWidget(label(lease.notes, "small", wrap=True))
    row = FlowLayout()
    if lease.end is not None:
        row.addWidget(button(_("Renew …"), partial(renew, lease.id), kind="link", tip=_("Rent on for a new period")))
    row.addWidget(button(_("Change …"), partial(change, lease.id), kind="link", tip=_("Change this head lease")))
    column.addLayout(row)
    return box


def _lease_tone(lease: HeadLeaseLine, today: date) -> Tone | None:
    if lease.end is None or lease.end < today:
        return None
    if lease.notice_by is not None and 0 <= (lease.notice_by - today).days <= _SOON_MONTHS_DAYS // 4:
        return Tone.DANGER
    return Tone.WARNING if (lease.end - today).days <= _SOON_MONTHS_DAYS else None


def _lease_facts(lease: HeadLeaseLine) -> str:
    facts = [_("from {start}").format(start=format_date(lease.start))]
    if lease.monthly_rent is not None:
        facts.append(_("{amount} a month").format(amount=format_amount(lease.monthly_rent)))
    if lease.notice_months:
        months = ngettext("{count} month's notice", "{count} months' notice", lease.notice_months)
        facts.append(months.format(count=lease.notice_months))
    if lease.security_amount is not None or lease.security_kind:
        security = f"{lease.security_kind} {format_amount(lease.security_amount)}".strip()
        facts.append(_("security: {security}").format(security=security))
    if lease.maintained_by:
        facts.append(_("maintained by {who}").format(who=lease.maintained_by))
    return " · ".join(facts)
