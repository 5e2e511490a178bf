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
    Screen("reports", N_("&Reports"), "printer", _reports),
    Screen("import", N_("I&mport"), "file-up", _import),
    Screen("settings", N_("&Settings"), "settings", _settings),
)
"""In the order of the navigation; Ctrl+1 is the first."""
