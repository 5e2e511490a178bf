"""The password in the window: asking for it, choosing it, and covering everything while the register is locked."""
