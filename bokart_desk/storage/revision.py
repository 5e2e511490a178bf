"""Which version of the schema a register has, and which this program knows; cheap enough for every start."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from bokart_desk.storage.engine import APPLICATION_ID, connect
from bokart_desk.storage.errors import NotARegister, RegisterDamaged, RegisterTooNew, environment_errors
from bokart_desk.storage.files import beginning

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100


def migrations_folder() -> Path:
    """Return the folder of the migrations, in a checkout and in an installed copy."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


@lru_cache(maxsize=8)
def newest_revision(migrations: Path | None = None) -> str:
    """Return the newest revision that the program knows ("0003"): files are called NUMBER_name.py."""
    files = ((migrations or migrations_folder()) / "versions").glob("[0-9]*_*.py")
    return max(file.name.split("_", 1)[0] for file in files)


def read_revision(connection: Any, path: Path) -> str:
    """Return the revision of the register behind a driver connection; change nothing.

    Raise ``NotARegister`` when the database at ``path`` is another program's, ``RegisterDamaged`` when it has lost
    its revision.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotARegister(path)
    held = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if held else None
    if found is None:
        raise RegisterDamaged(path)
    return str(found[0])


def register_revision(path: Path, *, key: bytes | None = None) -> str:
    """Return the revision of the register at ``path``. Raise a ``RegisterError`` when it cannot be told."""
    with environment_errors(path):
        if key is None:
            _refuse_foreign(path)
        with closing(connect(path, key=key, read_only=True)) as connection:
            return read_revision(connection, path)


def _refuse_foreign(path: Path) -> None:
    """Raise ``NotARegister`` by the file's header alone, so that another program's database is not even opened."""
    if path.is_dir():
        raise NotARegister(path)
    header = beginning(path, _HEADER_BYTES)
    if not header.startswith(_MAGIC) or header[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        raise NotARegister(path)


def refuse_newer(path: Path, found: str, known: str) -> None:
    """Raise ``RegisterTooNew`` when ``found`` is beyond what the program knows."""
    if not found.isdecimal() or int(found) > int(known):
        raise RegisterTooNew(path, found=found, known=known)
