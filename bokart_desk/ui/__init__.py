"""The window: one folder a screen; what screens share stands beside this file."""

from bokart_desk.ui.immortals import keep_singletons_alive

keep_singletons_alive()
