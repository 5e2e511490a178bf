"""The sections of a contract's detail: each makes a card from its part of the data, or nothing when there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.rows import ContractDetail, ContractRow, PersonLine, SourceLine
from bokart_desk.i18n import _, format_amount, format_date, format_moment, pgettext
from bokart_desk.services import labels
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.lists.columns import area_text
from bokart_desk.ui.theme import Space, Tone, status_tone
from bokart_desk.ui.widgets import Card, KeyValueList, StatusPill, button, label

Go = Callable[[int], None]


def head(detail: ContractDetail, today: date) -> Card:
    """Return who and where, the status and what it means."""
    row = detail.row
    tone = status_tone(row.status(today))
    card = Card(edge=tone)
    name = label(row.household, "heading", wrap=True)
    name.setObjectName("detail_household")
    place = label(full_place(detail), "muted", wrap=True)
    place.setObjectName("detail_place")
    card.body.addWidget(name)
    card.body.addWidget(place)
    banner = protection_banner(row.protection)
    if banner is not None:
        card.body.addWidget(banner)
    card.body.addWidget(StatusPill(labels.status_label(row.status(today)), tone))
    explanation = label(labels.explain_end(row, today), wrap=True)
    explanation.setObjectName("detail_explanation")
    card.body.addWidget(explanation)
    return card


def protection_banner(protection: Protection) -> QFrame | None:
    """Return the warning of a protected address (rule 11), None for an open one."""
    texts = {
        Protection.CONFIDENTIAL: (
            Tone.WARNING,
            _("Confidential address. It shows only here, in the opened case, never in lists, copies or papers."),
        ),
        Protection.STRICTLY_CONFIDENTIAL: (
            Tone.DANGER,
            _("Strictly confidential address. The real address is never recorded; post goes to the central box."),
        ),
    }
    if protection not in texts:
        return None
    tone, text = texts[protection]
    banner = QFrame()
    banner.setObjectName("protection")
    banner.setProperty("banner", str(tone))
    banner.setAccessibleName(text)
    row = QHBoxLayout(banner)
    row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
    sign = QLabel()
    put_icon(sign, "shield-alert", str(tone), 22)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True), 1)
    return banner


def place_hidden(detail: ContractDetail) -> bool:
    """Tell whether nothing may show that could tell where the household lives (rule 11: strictly confidential)."""
    return detail.row.protection == Protection.STRICTLY_CONFIDENTIAL


def full_place(detail: ContractDetail) -> str:
    """Return the address as the opened case may show it."""
    if place_hidden(detail):
        return labels.place_of(detail.row)
    town = " ".join(part for part in (detail.postcode, detail.place) if part)
    return ", ".join(part for part in (detail.address, detail.unit, town) if part)


def tenancy(detail: ContractDetail) -> Card:
    """Return the dates and terms of the contract."""
    row = detail.row
    card = Card(_("The contract"))
    end = format_date(row.end) if row.end is not None else _("no end date")
    pairs = (
        (pgettext("period", "From"), format_date(row.start)),
        (pgettext("period", "To"), end),
        (_("Rent per month"), format_amount(row.monthly_rent)),
        (_("Contract number"), detail.number or ""),
        (_("Signed"), format_date(detail.signed_on)),
        (_("Security"), _security(detail)),
        (_("Advance notice"), format_date(row.advance_notice_on)),
        (_("Notice to vacate"), format_date(row.vacate_notice_on)),
        (_("Moved out"), format_date(row.moved_out_on)),
        (_("Last review"), format_date(detail.last_review_on) or _("none recorded")),
        (_("Notes"), detail.notes or ""),
    )
    card.body.addWidget(KeyValueList(pairs))
    return card


def _security(detail: ContractDetail) -> str:
    amount = format_amount(detail.security_amount)
    if detail.security_kind and amount:
        return _("{kind}, {amount}").format(kind=detail.security_kind, amount=amount)
    return detail.security_kind or amount


def dwelling(detail: ContractDetail, go: Go) -> Card:
    """Return the facts of dwelling and unit; a strictly confidential one shows only what tells nothing of the place."""
    hidden = place_hidden(detail)
    card = Card(_("The dwelling"))
    kind = labels.dwelling_kind_label(detail.dwelling_kind) if detail.dwelling_kind else ""
    pairs = (
        (_("Address"), full_place(detail)),
        (_("Dwelling no."), "" if hidden else detail.row.dwelling_number),
        (_("Kind"), kind),
        (_("Bedrooms"), "" if detail.bedrooms is None else str(detail.bedrooms)),
        (_("Area"), area_text(detail.area_m2)),
        (_("Disposal"), labels.disposal_label(detail.row.disposal)),
        (_("Landlord"), "" if hidden else detail.landlord or ""),
    )
    card.body.addWidget(KeyValueList(pairs))
    if not hidden:
        card.body.addWidget(button(_("Show the dwelling"), lambda: go(detail.row.unit_id), kind="link"))
    return card


def household(detail: ContractDetail, go: Go) -> Card:
    """Return who lives there and who follows them up."""
    card = Card(_("The household"))
    for person in detail.persons:
        card.body.addWidget(_person(person))
    pairs = (
        (_("Case number"), detail.row.case_number),
        (_("Persons"), "" if detail.household_size is None else str(detail.household_size)),
        (_("Settled"), format_date(detail.settled_on)),
        (_("Consultant"), detail.consultant or ""),
    )
    card.body.addWidget(KeyValueList(pairs))
    card.body.addWidget(button(_("Open the household's case"), lambda: go(detail.row.household_id), kind="link"))
    return card


def _person(person: PersonLine) -> QWidget:
    name = " ".join(part for part in (person.given_name, person.family_name) if part)
    facts = (
        _("born {date}").format(date=format_date(person.born_on)) if person.born_on is not None else "",
        _("DUF {number}").format(number=person.duf_number) if person.duf_number else "",
        _("national identity no. {number}").format(number=person.identity_number) if person.identity_number else "",
    )
    known = " · ".join(fact for fact in facts if fact)
    lines = QWidget()
    column = QVBoxLayout(lines)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(name, "strong", wrap=True))
    if known:
        column.addWidget(label(known, "small", wrap=True))
    return lines


def others(detail: ContractDetail, today: date, go: Go) -> Card | None:
    """Return the other contracts on the unit and of the household, each a link."""
    if not detail.others_on_unit and not detail.others_of_household:
        return None
    card = Card(_("Other contracts"))
    hidden = place_hidden(detail)
    groups = (
        (_("On the same unit"), () if hidden else detail.others_on_unit, _tenant_line),
        (_("Of the same household"), detail.others_of_household, _place_line),
    )
    for title, rows, words in groups:
        if rows:
            card.body.addWidget(label(title, "muted"))
        for row in rows:
            card.body.addWidget(_link(row, words(row), today, go))
    return card


def _link(row: ContractRow, words: str, today: date, go: Go) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(button(words, lambda: go(row.id), kind="link", tip=_("Show this contract")))
    period = _("{start} to {end}, {status}").format(
        start=format_date(row.start),
        end=format_date(row.end) if row.end is not None else _("no end date"),
        status=labels.status_label(row.status(today)),
    )
    column.addWidget(label(period, "small"))
    return line


def _tenant_line(row: ContractRow) -> str:
    return row.household


def _place_line(row: ContractRow) -> str:
    return labels.place_of(row)


def unmapped(detail: ContractDetail) -> Card | None:
    """Return the columns of the imported list that have no field of their own."""
    if not detail.extra or place_hidden(detail):
        return None
    card = Card(_("Other information from the list"))
    card.body.addWidget(KeyValueList(detail.extra))
    return card


def source(line: SourceLine, detail: ContractDetail) -> Card:
    """Return the row of a list that the contract came from, its cells as they were."""
    card = Card(_("Imported from"))
    card.body.addWidget(label(labels.source_place(line), "strong", wrap=True))
    read = _("Imported {when}").format(when=format_moment(line.imported_at))
    card.body.addWidget(label(read, "small"))
    if place_hidden(detail):
        card.body.addWidget(label(_("The cells are not shown: they may hold the address."), "muted", wrap=True))
    else:
        card.body.addWidget(_cells(labels.source_cells(line.sheet, line.cells)))
    return card


def _cells(cells: tuple[tuple[str, str], ...]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, Space.XS, 0, 0)
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for number, (heading, text) in enumerate(cells):
        rule = QFrame()
        rule.setProperty("line", True)
        grid.addWidget(rule, 2 * number, 0, 1, 2)
        grid.addWidget(label(heading or "–", "muted", wrap=True), 2 * number + 1, 0)
        value = label(text or "–", wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(value, 2 * number + 1, 1)
    return table
