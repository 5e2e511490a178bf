"""The register that a backup may take the place of, and where its backups are looked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bokart_desk.services.register import KeyHolder, RegisterError
from bokart_desk.services.restoring import Place
from bokart_desk.ui.context import Desk


@dataclass(frozen=True, slots=True)
class Case:
    """``backups``: the folder of its backups; ``holder``: who has what opens it."""

    path: Path
    backups: Path
    holder: KeyHolder = field(default_factory=partial(KeyHolder, None))

    @property
    def key(self) -> bytes | None:
        """What opens it, None for a plain one or where nobody knows. Raise ``RegisterIsLocked`` while it is locked."""
        return self.holder.key(self.path)

    def places(self, pointed_out: tuple[Path, ...] = ()) -> list[tuple[Place, Path]]:
        """Return the folders that backups are looked for in; a second place on a server may take its time to answer."""
        from bokart_desk.platform.backup_plan import second_place_now  # noqa: PLC0415

        second = second_place_now(self.path)
        return [
            (Place.BACKUPS, self.backups),
            *([(Place.SECOND, second)] if second else []),
            *((Place.POINTED_OUT, folder) for folder in pointed_out),
        ]


def open_case(desk: Desk) -> Case:
    """Return the register that is open."""
    register = desk.register
    return Case(register.path, register.backups, register.holder)


def case_at(path: Path, key: bytes | None = None) -> Case:
    """Return the register at ``path``, which is not open; ``key``: what would open it, where that is known."""
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415

    return Case(path, backups_folder(path), KeyHolder(key or _kept_key(path)))


def _kept_key(path: Path) -> bytes | None:
    """Return the key that this PC keeps for the register, if its file of keys can be read."""
    from bokart_desk.platform.keyring_store import kept_key  # noqa: PLC0415
    from bokart_desk.services.locking import key_id  # noqa: PLC0415

    try:
        return kept_key(key_id(path))
    except RegisterError:
        return None
