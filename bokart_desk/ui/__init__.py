"""The window: one folder a screen; what screens share stands beside this file."""

from bokart_desk.ui.none_references import keep_none_alive

keep_none_alive()
