"""The screens of the window: key, name, icon and how each is made; made only when it is first visited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import N_
from bokart_desk.ui.context import Desk

# Each screen brings in its own part of the program; the first window must not wait for the others.
# ruff: noqa: PLC0415


@dataclass(frozen=True, slots=True)
class Screen:
    """A place in the navigation."""

    key: str
    name: str
    icon: str
    make: Callable[[Desk], QWidget]


def _overview(desk: Desk) -> QWidget:
    from bokart_desk.ui.overview import OverviewView

    return OverviewView(desk)


def _contracts(desk: Desk) -> QWidget:
    from bokart_desk.ui.contracts import ContractsView

    return ContractsView(desk)


def _timeline(desk: Desk) -> QWidget:
    from bokart_desk.ui.timeline import TimelineView

    return TimelineView(desk)


def _dwellings(desk: Desk) -> QWidget:
    from bokart_desk.ui.dwellings import DwellingsView

    return DwellingsView(desk)


def _landlords(desk: Desk) -> QWidget:
    from bokart_desk.ui.landlords import LandlordsView

    return LandlordsView(desk)


def _households(desk: Desk) -> QWidget:
    from bokart_desk.ui.households import HouseholdsView

    return HouseholdsView(desk)


def _waiting(desk: Desk) -> QWidget:
    from bokart_desk.ui.waiting import WaitingView

    return WaitingView(desk)


def _offers(desk: Desk) -> QWidget:
    from bokart_desk.ui.offers import OffersView

    return OffersView(desk)


def _reports(desk: Desk) -> QWidget:
    from bokart_desk.ui.reports import ReportsView

    return ReportsView(desk)


def _import(desk: Desk) -> QWidget:
    from bokart_desk.ui.importing import ImportView

    return ImportView(desk)


def _settings(desk: Desk) -> QWidget:
    from bokart_desk.ui.settings import SettingsView

    return SettingsView(desk)


SCREENS = (
    Screen("overview", N_("&Overview"), "layout-dashboard", _overview),
    Screen("contracts", N_("&Contracts"), "file-text", _contracts),
    Screen("timeline", N_("&Timeline"), "chart-gantt", _timeline),
    Screen("dwellings", N_("&Dwellings"), "building-2", _dwellings),
    Screen("households", N_("&Households"), "users", _households),
    Screen("waiting", N_("&Waiting list"), "hourglass", _waiting),
    Screen("offers", N_("Off&ers and refusals"), "scale", _offers),
    Screen("landlords", N_("&Landlords"), "handshake", _landlords),
    Screen("reports", N_("&Reports"), "printer", _reports),
    Screen("import", N_("I&mport"), "file-up", _import),
    Screen("settings", N_("&Settings"), "settings", _settings),
)
"""In the order of the navigation; Ctrl+1 is the first."""
