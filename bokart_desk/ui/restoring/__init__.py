"""Restoring: the list of backups, looking at one first, putting one back, and a register that will not open."""
