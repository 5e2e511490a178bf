"""The window: one module or folder per screen."""
