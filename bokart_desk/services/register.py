"""Opening the register: made or brought up to date where it must be, and handed to every service."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bokart_desk.services.backup_plan import BackupPlan
from bokart_desk.services.writing import Writer, claim, in_use
from bokart_desk.storage.engine import KeyHolder, Patience, before_writing, make_engine
from bokart_desk.storage.errors import ReadOnlyPlace, RegisterError, RegisterNeedsKey, RegisterNotFound
from bokart_desk.storage.keyfile import is_encrypted
from bokart_desk.storage.queries.kept_lists import KeptLists
from bokart_desk.storage.room import is_full, opening
from bokart_desk.storage.watching import Watch

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bokart_desk.storage.queries.household_list import KeptHouseholds
    from bokart_desk.storage.writer_lock import Holder

__all__ = ["KeyHolder", "Register", "RegisterError", "RegisterNeedsKey", "RegisterNotFound", "open_register"]


class Register:
    """An open register. ``backups`` is the folder its backups go to; ``read_only``: nothing can be changed.

    ``backup_plan``: how this PC keeps its backups; whoever opens it where people work sets it. ``writer``: who may
    write to it, and who does; ``copy``: the copy that is read instead of ``path`` while another machine writes there,
    or where nothing can be written beside it, taken at ``copied_at`` (UTC).
    """

    def __init__(
        self,
        path: Path,
        engine: Engine,
        *,
        backups: Path,
        read_only: bool = False,
        holder: KeyHolder | None = None,
        writer: Writer | None = None,
        copy: Path | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.path = path
        self.engine = engine
        self.writer = writer if writer is not None else Writer(path)
        self.copy = copy
        self.copied_at = datetime.now(UTC) if copy is not None else None
        self._patience = patience if patience is not None else Patience()
        self._holder = holder if holder is not None else KeyHolder(None)
        self._encrypted = self.key is not None
        self.backups = backups
        self.backup_plan = BackupPlan()
        self.read_only = read_only
        self.lists = KeptLists(engine)
        self.watch = Watch(engine)
        self._households: KeptHouseholds | None = None

    @property
    def key(self) -> bytes | None:
        """The raw key of the file, None for a plain one. Raise ``RegisterIsLocked`` while it is locked."""
        return self._holder.key(self.path)

    @property
    def holder(self) -> KeyHolder:
        """Who holds the key: for what needs it again later, and must not keep it while the register is locked."""
        return self._holder

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted: it has a password, and can be locked."""
        return self._encrypted

    @property
    def locked(self) -> bool:
        """Whether the key has been let go of."""
        return self._holder.locked

    def lock(self) -> None:
        """Close the files and forget the key: whatever is asked now raises ``RegisterIsLocked``."""
        self._holder.let_go()
        self._close_files()

    def shut(self) -> None:
        """Let go of the file for another to take its place: nobody opens it here before ``unlock``, others may."""
        self._holder.let_go()
        self.close()

    def unlock(self, key: bytes | None) -> None:
        """Hold ``key`` (from ``services.locking.unlock``; None: a plain register) again after ``lock`` or ``shut``."""
        self._holder.take(key)

    def hurry_here(self) -> None:
        """Let the thread that calls wait but briefly for another program: it draws the window. Others wait on."""
        self._patience.hurry_here()

    @property
    def households(self) -> KeptHouseholds:
        """The list of households, kept for searching; made when somebody first asks for it."""
        if self._households is None:
            from bokart_desk.storage.queries.household_list import KeptHouseholds  # noqa: PLC0415

            self._households = KeptHouseholds(self.engine)
        return self._households

    @property
    def file(self) -> Path:
        """The file that is read: the register itself, or the copy of it."""
        return self.copy or self.path

    @property
    def in_use_by(self) -> Holder | None:
        """Who writes to the register, so that it can only be read from here; None when that is not the reason."""
        return self.writer.other

    def close(self) -> None:
        """Close the files and let others write. What is asked of the register afterwards opens them again."""
        self._close_files()
        self.writer.release()
        if self.copy is not None:
            from bokart_desk.storage.read_copy import remove_copy  # noqa: PLC0415

            remove_copy(self.copy)

    def _close_files(self) -> None:
        self.lists.close()
        self.watch.close()
        if self._households is not None:
            self._households.close()
        self.engine.dispose()


def default_backups(path: Path) -> Path:
    """Return the folder beside the register that backups go to when no other is chosen."""
    return path.parent / "backups"


def open_register(
    path: Path,
    *,
    create: bool = True,
    now: datetime,
    backups: Path | None = None,
    key: bytes | None = None,
    hold: bool = False,
) -> Register:
    """Open the register at ``path``; an older one is backed up and brought up to date first.

    ``create``: make it when there is none, encrypted where there is a ``key``, whose file must lie beside it already.
    ``now``: the moment in UTC, for the name of a backup. ``key``: the raw key of an encrypted register; a plain one is
    opened without. Raise a ``RegisterError`` whose ``message`` is a finished text for the user: ``RegisterNotFound``
    when there is none, ``RegisterNeedsKey`` when it is encrypted and there is no ``key``, ``NoRoomToOpen`` when the
    disk is full.

    ``hold``: keep others from writing to it until it is closed. Where another user or another machine writes to it, it
    is opened to be read only (``Register.in_use_by``).
    """
    path = path.absolute()
    folder = backups if backups is not None else default_backups(path)
    if not path.is_file():
        if not create:
            raise RegisterNotFound(path)
    elif not is_encrypted(path):
        key = None
    elif key is None:
        raise RegisterNeedsKey(path)
    read_only = path.is_file() and not os.access(path, os.W_OK)
    writer = claim(path, now=now, hold=hold and not read_only)
    try:
        with opening(path):
            return _opened(path, folder, key, writer, read_only=read_only, now=now)
    except BaseException:
        writer.release()
        raise


def _opened(path: Path, folder: Path, key: bytes | None, writer: Writer, *, read_only: bool, now: datetime) -> Register:
    copy = None
    if writer.other is not None and not writer.other.is_here:
        try:
            read_only, copy = True, _copy_to_read(path, key)
        except ReadOnlyPlace as error:  # it is of an older version: brought up to date when the other one is done
            raise in_use(path, writer.other) from error
    elif read_only or writer.other is not None or not _brought_up_to_date(path, folder, key, now):
        read_only, copy = True, _copy_if_needed(path, key)
    else:
        writer.take_if_free(now)
    holder, patience = KeyHolder(key), Patience()
    engine = make_engine(copy or path, key=holder, read_only=read_only, patience=patience)
    before_writing(engine, writer.refuse_if_taken)
    return Register(
        path,
        engine,
        backups=folder,
        read_only=read_only,
        holder=holder,
        writer=writer,
        copy=copy,
        patience=patience,
    )


def _brought_up_to_date(path: Path, backups: Path, key: bytes | None, now: datetime) -> bool:
    """Make or migrate the register where that is called for; False where its place turns out to be write-protected."""
    from bokart_desk.storage.migrator import ensure_schema  # noqa: PLC0415

    try:
        ensure_schema(path, now=now, backups=backups, key=key)
    except ReadOnlyPlace:
        if not path.is_file() or is_full(path.parent):
            raise
        return False
    return True


def _copy_if_needed(path: Path, key: bytes | None) -> Path | None:
    """Return a copy to read where SQLite cannot make its two files beside the register; else nothing."""
    try:
        _refuse_other_versions(path, key)
    except ReadOnlyPlace:
        return _copy_to_read(path, key)
    return None


def _copy_to_read(path: Path, key: bytes | None) -> Path:
    from bokart_desk.storage.read_copy import copy_to_read, remove_copy  # noqa: PLC0415 - seldom

    copy = copy_to_read(path, key=key)
    try:
        _refuse_other_versions(copy, key, path)
    except RegisterError:
        remove_copy(copy)
        raise
    return copy


def _refuse_other_versions(file: Path, key: bytes | None, path: Path | None = None) -> None:
    """A register that may not be written to cannot be brought up to date either; ``path``: what ``file`` is of."""
    from bokart_desk.storage.revision import newest_revision, refuse_newer, register_revision  # noqa: PLC0415

    found, known = register_revision(file, key=key), newest_revision()
    refuse_newer(path or file, found, known)
    if found != known:
        raise ReadOnlyPlace(path or file)
