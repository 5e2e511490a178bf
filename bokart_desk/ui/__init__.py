"""The window: one folder a screen; what screens share stands beside this file."""
