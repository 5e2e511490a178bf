"""The names of backups, which tell whose they are, when they were taken and why; and the list of those in a folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

from bokart_desk.domain.thinning import Kept
from bokart_desk.i18n import N_, in_every_language

CLOSING = N_("at closing")
WORKING = N_("while working")
"""The ordinary reasons; what was taken for another one stays longer."""

_NAME = re.compile(r"(?P<stem>.+) (?P<taken>\d{4}-\d\d-\d\d \d{6}) (?P<reason>.+)\.db")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_NUMBER = re.compile(r" \(\d+\)$")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup as its name tells it; ``taken_at`` is local time."""

    path: Path
    register: str
    taken_at: datetime
    reason: str
    size: int

    @property
    def special(self) -> bool:
        """Whether it was taken for a reason of its own ("before import"), and not because time had passed."""
        return _NUMBER.sub("", self.reason) not in _ordinary_reasons()

    def kept(self) -> Kept:
        """Return it as thinning sees it."""
        return Kept(self.taken_at, self.special)


@lru_cache(maxsize=1)
def _ordinary_reasons() -> frozenset[str]:
    """The language may have been another when the backup was taken."""
    return in_every_language(CLOSING) | in_every_language(WORKING)


def dated_name(path: Path, now: datetime) -> str:
    """Return the start of a name in the backup folder: the register's own, and ``now`` in local time."""
    return f"{path.stem} {now.astimezone():%Y-%m-%d %H%M%S}"


def free_name(path: Path, folder: Path, reason: str, now: datetime) -> Path:
    """Return where in ``folder`` a backup of the register at ``path`` goes, beside those that lie there."""
    name = f"{dated_name(path, now)} {_NOT_IN_NAMES.sub(' ', reason).strip() or '-'}"
    target = folder / f"{name}.db"
    number = 2
    while target.exists():
        target = folder / f"{name} ({number}).db"
        number += 1
    return target


def list_backups(folder: Path, register: Path | None = None) -> list[BackupFile]:
    """Return the automatic backups in ``folder``, newest first; only those of ``register`` if it is given."""
    if not folder.is_dir():
        return []
    found = [named for file in folder.iterdir() if (named := _as_backup(file)) is not None]
    if register is not None:
        found = [(backup, written) for backup, written in found if backup.register == register.stem]
    return [backup for backup, _written in sorted(found, key=_newest, reverse=True)]


def _newest(found: tuple[BackupFile, int]) -> tuple[datetime, int]:
    backup, written = found
    return backup.taken_at, written


def _as_backup(file: Path) -> tuple[BackupFile, int] | None:
    """Return the backup, and when the file was written (ns): two may be of one second."""
    named = _NAME.fullmatch(file.name)
    if named is None:
        return None
    try:
        taken_at = datetime.strptime(named["taken"], "%Y-%m-%d %H%M%S")  # noqa: DTZ007 - local, as people read it
        held = file.stat()
    except (ValueError, OSError):  # no such day; or gone in this moment
        return None
    if not S_ISREG(held.st_mode):
        return None
    return BackupFile(file, named["stem"], taken_at, named["reason"], held.st_size), held.st_mtime_ns
