"""Opens the register: the one engine factory, and the two kinds of transaction, reading and writing.

The driver is sqlcipher3 for plain and encrypted registers alike. It leaves transactions to us
(``isolation_level=None`` and an explicit BEGIN), so that DDL is transactional too and a writer takes its lock
before it reads anything.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import URL, Connection, Engine, NullPool, Pool, QueuePool, create_engine, event
from sqlalchemy.exc import DisconnectionError

from bokart_desk.domain import codes
from bokart_desk.storage.errors import RegisterIsLocked, RegisterLocked, RegisterNotFound, environment_errors
from bokart_desk.storage.files import driver_path, identity
from bokart_desk.storage.room import opening

APPLICATION_ID = 0x424F4B52
"""Stands in the header of every register ("BOKR"), to tell it from another program's database."""

BUSY_SECONDS = 5.0
HASTY_SECONDS = 0.3
"""How long the thread that draws the window waits for another program; longer, and the window seems to hang."""
_KEY_BYTES = 32
_CACHE_KIB = 32 * 1024
_WRITES = "bokart_writes"
_WAITS = "bokart_waits"
_FILE = "bokart_file"
_OPENED = "bokart_opened"


def _adapt_quickly() -> None:
    """Tell the driver how to bind nothing and code values; left to itself it searches 1.7 µs for each of them."""
    driver.register_adapter(type(None), lambda nothing: nothing)
    for kind in vars(codes).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            driver.register_adapter(kind, str.__str__)


_adapt_quickly()
_SETTINGS = (
    "trusted_schema = OFF",
    "temp_store = MEMORY",  # no personal data in temporary files
    f"cache_size = -{_CACHE_KIB}",
)
_READER_SETTING = "query_only = ON"  # and not a read-only file: that leaves -wal and -shm behind when it closes
_WRITER_SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",  # what is erased is gone from the file as well
)


def connect(
    path: Path,
    *,
    key: bytes | None = None,
    read_only: bool = False,
    create: bool = False,
    busy_seconds: float = BUSY_SECONDS,
) -> Any:
    """Return a bare driver connection to the register, for backups, checks and the migrator's first look.

    Raise ``RegisterNotFound`` when there is no file and ``create`` is not set.
    """
    with environment_errors(path):
        if not create and not path.is_file():
            raise RegisterNotFound(path)
        connection = driver.connect(
            driver_path(path),
            timeout=busy_seconds,
            isolation_level=None,
            check_same_thread=False,
            flags=_access(create),
        )
        send_key(connection, key)
        if read_only:
            connection.execute(f"PRAGMA {_READER_SETTING}")
    return connection


def send_key(connection: Any, key: bytes | None) -> None:
    """Unlock an encrypted register with its raw key of 32 bytes; must come before anything else is asked."""
    if key is None:
        return
    if len(key) != _KEY_BYTES:
        raise ValueError(f"a raw key has {_KEY_BYTES} bytes")
    connection.execute("PRAGMA cipher_log_level = NONE")  # or a wrong key writes to the terminal
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


class KeyHolder:
    """Holds the key of an open register (None: a plain one), and lets go of it while the register is locked."""

    def __init__(self, key: bytes | None) -> None:
        self._key = key
        self.locked = False

    def key(self, path: Path | None = None) -> bytes | None:
        """Return the key. Raise ``RegisterIsLocked`` about the register at ``path`` while it is locked."""
        if self.locked:
            raise RegisterIsLocked(path)
        return self._key

    def let_go(self) -> None:
        """Forget the key."""
        self._key, self.locked = None, True

    def take(self, key: bytes | None) -> None:
        """Hold ``key`` from now on."""
        self._key, self.locked = key, False


class Patience:
    """How long another program that keeps the file is waited for: ``seconds``, but briefly on one hasty thread."""

    def __init__(self, seconds: float = BUSY_SECONDS) -> None:
        self._seconds = seconds
        self._hasty: int | None = None

    def hurry_here(self) -> None:
        """Let the thread that calls wait no longer than ``HASTY_SECONDS``; others go on waiting."""
        self._hasty = threading.get_ident()

    @property
    def milliseconds(self) -> int:
        """How long the thread that asks is to wait."""
        brief = threading.get_ident() == self._hasty
        return round(1000 * (min(self._seconds, HASTY_SECONDS) if brief else self._seconds))


def holder_of(key: bytes | KeyHolder | None) -> KeyHolder:
    """Return who holds ``key``: itself, or a new holder that has it."""
    return key if isinstance(key, KeyHolder) else KeyHolder(key)


def make_engine(
    path: Path,
    *,
    key: bytes | KeyHolder | None = None,
    read_only: bool = False,
    create: bool = False,
    busy_seconds: float = BUSY_SECONDS,
    patience: Patience | None = None,
) -> Engine:
    """Return an engine on the register at ``path``, usable from several threads; nothing is opened yet.

    ``key``: the raw key (32 bytes) of an encrypted register, or who holds it. ``read_only``: refuses every change.
    ``create``: a missing file is made (the migrator's business); without it, ``RegisterNotFound`` is raised.
    ``busy_seconds``: how long to wait for another writer; or ``patience``, where it depends on the thread.
    ``engine.dispose()`` closes the files.
    """
    settings = (*_SETTINGS, "foreign_keys = ON", *((_READER_SETTING,) if read_only else _WRITER_SETTINGS))
    return _engine(path, key, settings, create=create, patience=patience or Patience(busy_seconds), poolclass=QueuePool)


def make_migration_engine(path: Path, *, key: bytes | None = None, create: bool = False) -> Engine:
    """Return an engine for migrations alone: foreign keys off, and nobody else in the file meanwhile.

    Rebuilding a table with foreign keys on would erase the rows that point at it, in silence.
    """
    settings = ("locking_mode = EXCLUSIVE", *_SETTINGS, "foreign_keys = OFF", *_WRITER_SETTINGS)
    return _engine(path, key, settings, create=create, patience=Patience(), poolclass=NullPool)


def _access(create: bool) -> int:
    return int(driver.SQLITE_OPEN_READWRITE | (driver.SQLITE_OPEN_CREATE if create else 0))


def _engine(
    path: Path,
    key: bytes | KeyHolder | None,
    settings: tuple[str, ...],
    *,
    create: bool,
    patience: Patience,
    poolclass: type[Pool],
) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=driver_path(path)),
        module=driver,
        connect_args={"isolation_level": None, "flags": _access(create)},
        hide_parameters=True,  # an error message must not carry names into a log
        poolclass=poolclass,
    )

    holder = holder_of(key)
    disposed = 0

    def note_disposed(_engine: Engine) -> None:
        nonlocal disposed
        disposed += 1

    def close_late(_connection: Any, record: Any) -> None:
        if holder.locked or record.info.get(_OPENED) != disposed:
            record.invalidate()  # it was in use when the files were closed; the pool would keep it open

    def open_file(dialect: Any, record: Any, arguments: Any, options: Any) -> Any:
        replaced = False
        while True:
            before = identity(path)
            connection = dialect.connect(*arguments, **options)
            record.info[_FILE] = before or identity(path)  # it may be made just now
            record.info[_OPENED] = disposed
            try:
                record.info[_WAITS] = _wait(connection, patience)
                send_key(connection, holder.key(path))
                for setting in settings:
                    connection.execute(f"PRAGMA {setting}")
            except BaseException as error:
                connection.close()
                if isinstance(error, driver.Error) and identity(path) != record.info[_FILE]:
                    replaced = True  # while we waited for the lock
                    continue
                if replaced:
                    raise RegisterLocked(path) from error  # it has another key now, or is about to get one
                raise
            return connection

    def refuse_replaced(_connection: Any, record: Any, _fairy: Any) -> None:
        if record.info.get(_FILE) != identity(path):
            raise DisconnectionError  # the pool opens the file anew that lies there now

    event.listen(engine, "do_connect", open_file)
    event.listen(engine, "checkout", refuse_replaced)
    event.listen(engine, "checkin", close_late)
    event.listen(engine, "engine_disposed", note_disposed)

    def begin(connection: Connection) -> None:
        if connection.info.get(_WAITS) != patience.milliseconds:  # another thread had it
            connection.info[_WAITS] = _wait(connection.connection.dbapi_connection, patience)
        _begin(connection)

    event.listen(engine, "begin", begin)
    return engine


def _wait(connection: Any, patience: Patience) -> int:
    """Let a driver connection wait for as long as this thread may, and return that in milliseconds."""
    connection.execute(f"PRAGMA busy_timeout = {patience.milliseconds}")
    return patience.milliseconds


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def before_writing(engine: Engine, asked: Callable[[], None]) -> None:
    """Call ``asked`` before each transaction that writes; what it raises keeps the transaction from beginning."""

    def ask(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITES, False):
            asked()

    event.listen(engine, "begin", ask, insert=True)


def engine_path(engine: Engine) -> Path:
    """Return the file that the engine opens."""
    return Path(engine.url.database or "")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that sees one unchanging state of the register until the block ends.

    Raise a ``RegisterError`` when the environment fails.
    """
    path = engine_path(engine)
    with opening(path), environment_errors(path), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that commits when the block ends and is undone when it raises.

    The write lock is taken at once (BEGIN IMMEDIATE): two programs wait for each other and never deadlock.
    Raise ``RegisterLocked`` when another writer holds it too long, and another ``RegisterError`` when the
    environment fails.
    """
    with (
        environment_errors(engine_path(engine)),
        engine.connect().execution_options(**{_WRITES: True}) as connection,
        connection.begin(),
    ):
        yield connection
