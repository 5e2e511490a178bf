"""Merging two households that are one."""

from bokart_desk.ui.merging.dialog import MergeDialog, open_merge

__all__ = ["MergeDialog", "open_merge"]
