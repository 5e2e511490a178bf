"""A register where nothing may be written: every command that reads works, every one that writes says why it cannot."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bad_days import LIST, PASSWORD, write_protected

from bokart_desk.app.main import main
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services import locking
from bokart_desk.services.keeping import back_up
from bokart_desk.services.moving import pack
from bokart_desk.services.register import open_register
from bokart_desk.storage import wrapping

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
LISTS = ("dwellings", "units", "households", "contracts", "offers", "decisions", "refusals", "imports")
READING = (
    *(("list", what, "--json") for what in LISTS),
    ("due",),
    ("report", "expiry-list", "--month", "2026-12", "--out", "{out}/u.pdf"),
    ("report", "allocation-meeting", "--date", "2026-11-25", "--out", "{out}/m.pdf"),
    ("export", "--out", "{out}/alt.json"),
    ("access", "1", "--out", "{out}/innsyn.json"),
    ("check",),
    ("backup", "--out", "{out}/kopi.db"),
    ("pack", "--out", "{out}/flytting.bokart"),
    ("import", "--dry-run", "{out}/liste.csv"),
)
WRITING = (
    ("import", "{out}/liste.csv"),
    ("undo-import", "1"),
    ("backup",),
    ("restore", "{out}/kopi.db"),
    ("unpack", "{out}/flytting.bokart"),
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


def filled(path: Path, out: Path, *, encrypted: bool) -> None:
    """Make a register at ``path``, and what commands are given in ``out``."""
    out.mkdir()
    for number in (1, 2):
        (out / f"liste{number}.csv").write_text(LIST.format(number=number), encoding="utf-8")
    register = open_register(path, now=NOW)
    apply_plan(register, plan_file(register, out / "liste1.csv", today=NOW.date()), who="test", now=NOW)
    register.close()
    key = locking.protect(path, PASSWORD).key if encrypted else None
    register = open_register(path, now=NOW, key=key)
    back_up(register, out / "kopi.db", now=NOW)
    pack(register, out / "flytting.bokart", now=NOW, preferences={})
    register.close()
    (out / "liste1.csv").unlink()
    (out / "liste2.csv").rename(out / "liste.csv")
    (out / "ord.txt").write_text(PASSWORD, encoding="utf-8")


def answer(capsys: pytest.CaptureFixture[str], path: Path, words: tuple[str, ...], out: Path) -> tuple[int, str, str]:
    code = main(["--register", str(path), *(word.format(out=out) for word in words)])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("shut", ["folder", "file"])
def test_commands_read_what_is_write_protected_and_do_not_write(
    tmp_path: Path, shut: str, encrypted: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = tmp_path / "felles" / "register.db", tmp_path / "out"
    path.parent.mkdir()
    filled(path, out, encrypted=encrypted)
    if encrypted:
        monkeypatch.setenv("BOKART_PASSWORD_FILE", str(out / "ord.txt"))
    held, beside = path.read_bytes(), sorted(path.parent.iterdir())
    with write_protected(path.parent if shut == "folder" else path):
        for words in READING:
            code, told, complained = answer(capsys, path, words, out)
            assert code == 0, (words, complained)
            if "--json" in words:
                assert isinstance(json.loads(told), list)
        for words in WRITING:
            if words == ("backup",) and shut == "file":
                continue  # its folder can be written to
            code, told, complained = answer(capsys, path, words, out)
            assert code == 3, (words, told, complained)
            assert "skrivebeskyttet" in complained, (words, complained)
    assert path.read_bytes() == held
    left = set(path.parent.iterdir()) - set(beside) - {path.with_name(f"{path.name}-shm")}
    assert not any(one.stat().st_size for one in left if one.is_file())  # SQLite may not take its own empty log away


def test_a_copy_that_was_read_instead_is_gone_afterwards(tmp_path: Path, own_temporary: Path) -> None:
    path = tmp_path / "felles" / "register.db"
    path.parent.mkdir()
    open_register(path, now=NOW).close()
    with write_protected(path.parent):
        register = open_register(path, now=NOW, hold=True)
        assert register.read_only
        assert list(own_temporary.iterdir())
        register.close()
    assert list(own_temporary.iterdir()) == []
