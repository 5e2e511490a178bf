"""Looks the register over: is the file whole, does it hold together, and do its records and history tell the same."""

from bokart_desk.storage.checks.report import CheckReport, CheckStopped, Problem, Repair
from bokart_desk.storage.checks.running import check_register, quick_check

__all__ = ["CheckReport", "CheckStopped", "Problem", "Repair", "check_register", "quick_check"]
