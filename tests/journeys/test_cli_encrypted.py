"""The command line on a register with a password: from a file, from the keyring, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bokart_desk.platform import keyring_store
from bokart_desk.platform.preferences import preferences
from bokart_desk.services import locking

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "resources" / "demo" / "FDVU kontrakter.csv"
PASSWORD = "kaffe regn Ålesund 7"


def run(register: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--register", str(register), *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encrypted")
    (folder / "password.txt").write_text(PASSWORD + "\n", "utf-8")
    done = run(folder / "register.db", "import", str(LIST), BOKART_PASSWORD_FILE=str(folder / "password.txt"))
    assert done.returncode in (0, 1), done.stderr
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_password_in_a_file_makes_an_encrypted_register_and_opens_it(folder: Path) -> None:
    register = folder / "register.db"
    assert locking.is_encrypted(register)
    for name in ("password.txt", "from_windows.txt"):
        (folder / "from_windows.txt").write_bytes(b"\xef\xbb\xbf" + PASSWORD.encode() + b"\r\nand notes\r\n")
        done = run(register, "list", "contracts", "--json", BOKART_PASSWORD_FILE=str(folder / name))
        assert done.returncode == 0, done.stderr
        assert len(json.loads(done.stdout)) > 10
        assert not done.stderr


@pytest.mark.parametrize("command", [["list", "contracts"], ["check"], ["import", str(LIST)], ["backup"]])
def test_without_a_password_nothing_is_read_or_written(folder: Path, command: list[str]) -> None:
    before = (folder / "register.db").read_bytes()
    done = run(folder / "register.db", *command)
    assert done.returncode == 3
    assert "passord" in done.stderr
    assert "BOKART_PASSWORD_FILE" in done.stderr
    assert not done.stdout
    assert (folder / "register.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"feil passord her", b"", b"\xff\xfe\xff", None])
def test_a_wrong_password_or_file_is_told_calmly(folder: Path, content: bytes | None) -> None:
    wrong = folder / "wrong.txt"
    if content is not None:
        wrong.write_bytes(content)
    done = run(folder / "register.db", "list", "contracts", BOKART_PASSWORD_FILE=str(wrong))
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "passord" in done.stderr or "BOKART_PASSWORD_FILE" in done.stderr
    assert not done.stdout


def test_a_weak_password_makes_no_register(tmp_path: Path) -> None:
    (tmp_path / "password.txt").write_text("kort", "utf-8")
    done = run(tmp_path / "register.db", "import", str(LIST), BOKART_PASSWORD_FILE=str(tmp_path / "password.txt"))
    assert done.returncode == 3
    assert "minst 10 tegn" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["password.txt"]


def test_a_new_register_without_one_says_that_it_has_none(tmp_path: Path) -> None:
    done = run(tmp_path / "register.db", "import", str(LIST), "--json")
    assert done.returncode in (0, 1)
    assert "ikke noe passord" in done.stderr
    assert json.loads(done.stdout)
    assert not locking.is_encrypted(tmp_path / "register.db")


def test_the_keyring_opens_it_where_the_user_let_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = folder / "register.db"
    environment = {
        "PYTHON_KEYRING_BACKEND": "keyring_in_a_file.FileKeyring",
        "TEST_KEYRING": str(folder / "keyring.json"),
        "PYTHONPATH": str(ROOT / "tests"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(folder / "config"),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(keyring_store, "_backend", _file_keyring)
    number = locking.key_id(register)
    assert keyring_store.can_keep_keys()
    assert keyring_store.keep_key(number, locking.unlock(register, PASSWORD))
    assert PASSWORD not in (folder / "keyring.json").read_text("utf-8")
    assert run(register, "list", "contracts", **environment).returncode == 0
    locking.change_password(register, PASSWORD, "et nytt passord")
    assert run(register, "list", "contracts", **environment).returncode == 0
    keyring_store.forget_key(number)
    assert preferences().kept_keys == ""
    assert run(register, "list", "contracts", **environment).returncode == 3


def _file_keyring() -> object:
    from keyring_in_a_file import FileKeyring

    return FileKeyring()
