"""Dialogs about what the law gives the people in the register."""
