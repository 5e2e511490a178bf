"""The check of the register in the window: at the start, once a week and when it is asked for."""

from bokart_desk.ui.checking.checker import Checker, checker_of
from bokart_desk.ui.checking.notice import CheckNotice
from bokart_desk.ui.checking.problems_dialog import open_problems

__all__ = ["CheckNotice", "Checker", "checker_of", "open_problems"]
