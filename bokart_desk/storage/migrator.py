"""Makes a new register and brings an older one up to date, all of it or nothing.

The migrations are the only source of the schema, for new registers too. They run on an engine of their own with
foreign keys off: rebuilding a table with them on would erase the rows that point at it, in silence.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bokart_desk.i18n import N_, _
from bokart_desk.storage.backup import automatic_backup
from bokart_desk.storage.drafts import draft_beside
from bokart_desk.storage.engine import APPLICATION_ID, make_migration_engine, writing
from bokart_desk.storage.errors import (
    MigrationFailed,
    ReadOnlyPlace,
    RegisterError,
    RegisterNotFound,
    environment_errors,
)
from bokart_desk.storage.files import keep_private, remove_database
from bokart_desk.storage.revision import migrations_folder, newest_revision, refuse_newer, register_revision

if TYPE_CHECKING:
    from alembic.config import Config

_REASON = N_("before the upgrade")


@dataclass(frozen=True, slots=True)
class MigrationResult:
    """What opening the register took: made anew, brought from an older revision, or nothing."""

    revision: str
    created: bool = False
    revision_before: str | None = None
    backup: Path | None = None


def ensure_schema(
    path: Path,
    *,
    now: datetime,
    backups: Path,
    key: bytes | None = None,
    migrations: Path | None = None,
) -> MigrationResult:
    """Make the register at ``path`` ready for use: create it if it is missing, migrate it if it is older.

    ``now`` names the backup that is taken in ``backups`` before a migration; ``migrations`` is another folder of
    migrations than the program's own (for tests). Raise ``RegisterTooNew`` or ``NotARegister`` without touching the
    file, ``BackupFailed`` before anything is changed, ``MigrationFailed`` with the register as it was, and another
    ``RegisterError`` when the environment fails.
    """
    folder = migrations or migrations_folder()
    known = newest_revision(folder)
    if not path.exists() and _create(path, key, folder):
        return MigrationResult(revision=known, created=True)
    found = register_revision(path, key=key)
    if found == known:
        return MigrationResult(revision=known)
    refuse_newer(path, found, known)
    backup = automatic_backup(path, backups, reason=_(_REASON), now=now, key=key)
    try:
        _migrate(path, key, folder)
    except RegisterError:
        raise
    except Exception as error:
        raise MigrationFailed(path, reason=type(error).__name__, backup=backup) from error
    return MigrationResult(revision=known, revision_before=found, backup=backup)


def _create(path: Path, key: bytes | None, migrations: Path) -> bool:
    """Make a new register beside ``path`` and put it there whole; False when another program was first."""
    with environment_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = draft_beside(path)
        try:
            _migrate(fresh, key, migrations, create=True)
            keep_private(fresh)
            return _put_in_place(fresh, path)
        except RegisterNotFound as error:
            raise ReadOnlyPlace(path) from error  # the folder is there, but no file can be made in it
        except RegisterError as error:
            raise type(error)(path) from error
        finally:
            remove_database(fresh)


def _put_in_place(fresh: Path, path: Path) -> bool:
    try:
        if sys.platform == "win32":
            fresh.rename(path)  # Windows refuses when the target exists; elsewhere a link does
        else:
            os.link(fresh, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        fresh.replace(path)
    return True


def _migrate(path: Path, key: bytes | None, migrations: Path, *, create: bool = False) -> None:
    """Run all missing revisions in one transaction, alone with the file."""
    engine = make_migration_engine(path, key=key, create=create)
    try:
        with writing(engine) as connection:
            if create:
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            run_migrations(connection, migrations)
            if not create and migrations == migrations_folder():
                from bokart_desk.storage.checks.derived import make_anew  # noqa: PLC0415 - once in a version

                make_anew(connection)  # an older program may have written keys for searching in another way
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise ValueError(f"rows of {broken[0]} point at nothing in {broken[2]}")
    finally:
        engine.dispose()


def run_migrations(connection: Connection, migrations: Path) -> None:
    """Run the revisions that are missing on ``connection``, inside the transaction it has."""
    from alembic import command  # noqa: PLC0415 - half a second that a start without migration does without

    command.upgrade(alembic_config(connection, migrations), "head")


def alembic_config(connection: Connection, migrations: Path) -> Config:
    """Return alembic's configuration for ``connection``; there is no file for it."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection}, stdout=StringIO())  # nothing for the terminal
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config
