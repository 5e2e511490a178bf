"""Opening a register: its settings, its two kinds of transaction, and what is said when the file misbehaves."""
# ruff: noqa: PT012 - a block that fails at its end is what is tested

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PureWindowsPath

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bokart_desk.storage import errors
from bokart_desk.storage.engine import Patience, connect, make_engine, reading, writing
from bokart_desk.storage.files import driver_path


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = make_engine(tmp_path / "register.db", create=True)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"))
    yield engine
    engine.dispose()


def names(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.execute(text("SELECT name FROM person ORDER BY id")).scalars())


def add(engine: Engine, name: str) -> None:
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO person (name) VALUES (:name)"), {"name": name})


def test_every_connection_has_the_safe_settings(engine: Engine) -> None:
    wanted = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "temp_store": 2,
        "trusted_schema": 0,
        "secure_delete": 1,
    }
    with reading(engine) as first, reading(engine) as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
            assert found == wanted


def test_a_finished_block_is_saved_and_a_failed_one_is_undone(engine: Engine) -> None:
    add(engine, "Čović")
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        connection.execute(text("INSERT INTO person (name) VALUES ('lost')"))
        raise ZeroDivisionError
    assert names(engine) == ["Čović"]


def test_changes_of_the_schema_are_undone_too(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        connection.execute(text("CREATE TABLE half_made (id INTEGER)"))
        connection.execute(text("DROP TABLE person"))
        raise ZeroDivisionError
    with reading(engine) as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert tables == ["person"]


def test_a_savepoint_is_undone_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO person (name) VALUES ('kept')"))
        inner = connection.begin_nested()
        connection.execute(text("INSERT INTO person (name) VALUES ('dropped')"))
        inner.rollback()
    assert names(engine) == ["kept"]


def test_a_reader_sees_one_state_while_another_saves(engine: Engine) -> None:
    add(engine, "before")
    with reading(engine) as connection:
        count = text("SELECT count(*) FROM person")
        assert connection.execute(count).scalar_one() == 1
        add(engine, "during")
        assert connection.execute(count).scalar_one() == 1
    assert names(engine) == ["before", "during"]


def test_writers_in_several_threads_wait_for_each_other(engine: Engine) -> None:
    def work() -> None:
        for _ in range(20):
            with writing(engine) as connection:
                count = connection.execute(text("SELECT count(*) FROM person")).scalar_one()
                connection.execute(text("INSERT INTO person (name) VALUES (:name)"), {"name": str(count)})

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names(engine) == [str(number) for number in range(80)]


def test_the_lock_is_taken_before_anything_is_read(tmp_path: Path, engine: Engine) -> None:
    impatient = make_engine(tmp_path / "register.db", busy_seconds=0)
    with writing(engine), pytest.raises(errors.RegisterLocked) as caught, writing(impatient):
        pytest.fail("two writers at once")
    assert "register.db" in caught.value.message
    assert names(impatient) == []  # a reader is not kept out
    impatient.dispose()


def test_the_hasty_thread_waits_briefly_and_the_others_as_long_as_ever(tmp_path: Path, engine: Engine) -> None:
    patience = Patience()
    shared = make_engine(tmp_path / "register.db", patience=patience)

    def waits() -> int:
        with reading(shared) as connection:
            return int(connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one())

    assert waits() == 5000
    patience.hurry_here()
    with ThreadPoolExecutor(1) as another:
        assert waits() == 300
        assert another.submit(waits).result() == 5000, "the same connection, which the first gave back"
        assert waits() == 300
    with writing(engine), pytest.raises(errors.RegisterLocked), writing(shared):
        pytest.fail("two writers at once")
    shared.dispose()


def test_our_own_mistakes_are_not_dressed_up(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(text("INSERT INTO person (name) VALUES (NULL)"))
    with pytest.raises(OperationalError), reading(engine) as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


def test_an_error_does_not_carry_what_was_being_saved(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, writing(engine) as connection:
        connection.execute(
            text("INSERT INTO person (id, name) VALUES (1, :a), (1, :b)"), {"a": "Secret Name", "b": "Other"}
        )
    assert "Secret Name" not in str(caught.value)


def test_a_full_disk_is_said_and_earlier_work_is_safe(engine: Engine) -> None:
    add(engine, "safe")
    with pytest.raises(errors.DiskFull), writing(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.execute(text("INSERT INTO person (name) VALUES (:name)"), {"name": "x" * 100_000})
    assert names(engine) == ["safe"]


def test_a_missing_register_is_not_created_by_opening_it(tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    for read_only in (False, True):
        engine = make_engine(path, read_only=read_only)
        with pytest.raises(errors.RegisterNotFound), reading(engine):
            pass
        engine.dispose()
        with pytest.raises(errors.RegisterNotFound):
            connect(path, read_only=read_only)
    assert not path.exists()


def test_another_file_is_not_a_register(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK\x03\x04 something else" * 500)
    before = path.read_bytes()
    engine = make_engine(path)
    with pytest.raises(errors.NotARegister), reading(engine):
        pass
    engine.dispose()
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["list.xlsx"]


def test_a_damaged_register_is_said_to_be_damaged(tmp_path: Path, engine: Engine) -> None:
    for _ in range(5):
        add(engine, "x" * 4000)
    engine.dispose()
    path = tmp_path / "register.db"
    content = bytearray(path.read_bytes())
    content[4096 : 2 * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(errors.RegisterDamaged):
        names(engine)


def test_a_reader_reads_and_cannot_write(tmp_path: Path, engine: Engine) -> None:
    add(engine, "read me")
    reader = make_engine(tmp_path / "register.db", read_only=True)
    assert names(reader) == ["read me"]
    with pytest.raises(errors.ReadOnlyPlace):
        add(reader, "no")
    reader.dispose()


def test_disposing_closes_the_files(tmp_path: Path, engine: Engine) -> None:
    add(engine, "x")
    engine.dispose()
    assert [file.name for file in tmp_path.iterdir()] == ["register.db"]
    (tmp_path / "register.db").unlink()


def test_what_was_being_read_meanwhile_is_closed_when_it_is_read(tmp_path: Path, engine: Engine) -> None:
    """Or nobody could have the file for himself before the collector comes by: it would be "in use"."""
    add(engine, "x")
    with reading(engine) as connection:
        engine.dispose()
        assert connection.execute(text("SELECT name FROM person")).scalar_one() == "x"
    assert [file.name for file in tmp_path.iterdir()] == ["register.db"]
    assert names(engine) == ["x"], "whoever asks again opens it anew"


@pytest.mark.parametrize("folder", ["Mine dokumenter", "Bøker æøå ć", "100 % riktig", "a#b;c'd", "x&y=z"])
def test_any_folder_name_will_do(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "mitt register.db"
    path.parent.mkdir()
    engine = make_engine(path, create=True)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (id INTEGER)"))
    engine.dispose()
    assert [file.name for file in path.parent.iterdir()] == ["mitt register.db"]


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids it in names")
def test_a_question_mark_in_the_name_will_do(tmp_path: Path) -> None:
    path = tmp_path / "what?mode=memory"
    connect(path, create=True).execute("CREATE TABLE t (id INTEGER)").connection.close()
    assert path.is_file()


def test_long_paths_of_windows_get_their_prefix() -> None:
    deep = "\\".join(["folder"] * 50) + "\\register.db"
    assert driver_path(PureWindowsPath("C:\\kort\\register.db"), windows=True) == "C:\\kort\\register.db"
    assert driver_path(PureWindowsPath("C:\\" + deep), windows=True) == "\\\\?\\C:\\" + deep
    assert driver_path(PureWindowsPath("\\\\srv\\felles\\" + deep), windows=True) == "\\\\?\\UNC\\srv\\felles\\" + deep


def test_an_encrypted_register_opens_with_its_key_only(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "secret.db"
    right, wrong = bytes(range(32)), bytes(32)
    engine = make_engine(path, key=right, create=True)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)"))
    add(engine, "hidden")
    assert names(engine) == ["hidden"]
    engine.dispose()
    assert b"hidden" not in path.read_bytes()
    for key in (wrong, None):
        other = make_engine(path, key=key)
        with pytest.raises(errors.NotARegister), reading(other) as connection:
            connection.execute(text("SELECT * FROM person"))
        other.dispose()
    assert capfd.readouterr().err == ""
    with pytest.raises(ValueError, match="32"):
        connect(path, key=b"short")


def test_erased_names_are_gone_from_the_file(tmp_path: Path, engine: Engine) -> None:
    add(engine, "Unmistakable Name")
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM person"))
    engine.dispose()
    assert b"Unmistakable" not in (tmp_path / "register.db").read_bytes()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_write_protected_folder_is_said(tmp_path: Path, engine: Engine) -> None:
    engine.dispose()
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(errors.ReadOnlyPlace):
            names(engine)
    finally:
        tmp_path.chmod(0o700)


def test_a_register_whose_companions_cannot_be_made_is_said_to_be_write_protected(
    tmp_path: Path, engine: Engine
) -> None:
    engine.dispose()
    (tmp_path / "register.db-wal").mkdir()
    with pytest.raises(errors.ReadOnlyPlace):
        names(engine)


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (OSError(28, "no space"), errors.DiskFull),
        (PermissionError(13, "denied"), errors.ReadOnlyPlace),
        (OSError(30, "read-only"), errors.ReadOnlyPlace),
        (FileNotFoundError(2, "gone"), errors.RegisterNotFound),
        (OSError(5, "i/o"), errors.StorageFailed),
    ],
)
def test_errors_of_the_disk_become_words(raised: OSError, told: type[errors.RegisterError]) -> None:
    with pytest.raises(told) as caught, errors.environment_errors(Path("register.db")):
        raise raised
    assert caught.value.__cause__ is raised
    assert "register.db" in caught.value.message


def test_other_errors_pass_through() -> None:
    for error in (ValueError("bug"), OSError("no number"), driver.ProgrammingError("misuse")):
        with pytest.raises(type(error)), errors.environment_errors(Path("register.db")):
            raise error
