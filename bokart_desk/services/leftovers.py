"""What a program that was killed, or a power cut, left half done beside the register: removed at the next start."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bokart_desk.storage.drafts import clear_drafts


def clear_leftovers(register: Path, backups: Path, *, now: datetime) -> int:
    """Remove what was left beside ``register`` and in ``backups``; return how many files and folders that were.

    ``now``: the moment, in UTC. What may still be worked on, or cannot be removed, stays for the next time.
    """
    return sum(clear_drafts(folder, now) for folder in {register.parent, backups})
