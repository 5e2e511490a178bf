"""The register in one file for another PC: whole on both ends, and hostile files do no harm."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from register_builder import NOW, building, new_register

from bokart_desk.platform.portable import portable, take_portable
from bokart_desk.platform.preferences import Preferences, preferences, save_preferences
from bokart_desk.services.locking import protect, unlock
from bokart_desk.services.moving import NotAMovingFile, file_name, pack, unpack
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage import wrapping
from bokart_desk.storage.errors import RegisterError
from bokart_desk.storage.glance import glance
from bokart_desk.storage.keyfile import keys_path

PASSWORD = "tre gule bananer"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path / "old pc") as made:
        with building(made) as build:
            build.let("Amina Hussein", "Storgata 8", date(2025, 1, 1), date(2027, 12, 31))
        yield made


@pytest.fixture
def packed(register: Register, tmp_path: Path) -> Path:
    return pack(register, tmp_path / "stick" / "flytting.bokart", now=NOW, preferences={"backup_hours": 5}).path


def there(tmp_path: Path) -> Path:
    return tmp_path / "new pc" / "register.db"


def bring(file: Path, tmp_path: Path) -> Register:
    path = there(tmp_path)
    path.parent.mkdir(exist_ok=True)
    unpack(file, path, backups=path.parent / "backups", now=NOW)
    return open_register(path, create=False, now=NOW)


def test_what_was_packed_here_is_the_same_there(register: Register, packed: Path, tmp_path: Path) -> None:
    assert [file.name for file in packed.parent.iterdir()] == ["flytting.bokart"], "nothing is left behind"
    assert packed.stat().st_mode & 0o077 == 0
    arrived = bring(packed, tmp_path)
    assert glance(arrived.path).last == glance(register.path).last
    assert glance(arrived.path, whole=True).contracts == 1
    assert sorted(file.name for file in arrived.path.parent.iterdir() if not file.name.startswith("register")) == []
    arrived.close()


def test_the_name_of_the_file_says_the_day() -> None:
    assert file_name(datetime(2026, 11, 22, 12, tzinfo=NOW.tzinfo)) == "BOKART Desk 2026-11-22.bokart"


def test_a_register_that_is_there_is_kept(packed: Path, tmp_path: Path) -> None:
    with new_register(there(tmp_path).parent) as here, building(here) as build:
        build.let("Yusuf Osman", "Fjordgata 1", date(2025, 1, 1), None)
        build.let("Selam Tesfay", "Bakkeveien 3", date(2025, 1, 1), None)
    result = unpack(packed, there(tmp_path), backups=tmp_path / "kept", now=NOW)
    assert glance(there(tmp_path)).contracts == 1
    assert result.kept is not None
    assert glance(result.kept).contracts == 2
    assert result.preferences == {"backup_hours": 5}


def test_an_encrypted_register_travels_encrypted_and_opens_with_its_password(tmp_path: Path) -> None:
    with new_register(tmp_path / "old pc") as made, building(made) as build:
        build.let("Unmistakable Navn", "Storgata 8", date(2025, 1, 1), None)
    key = protect(made.path, PASSWORD).key
    opened = open_register(made.path, now=NOW, key=key)
    result = pack(opened, tmp_path / "flytting.bokart", now=NOW, preferences={})
    opened.close()
    assert result.encrypted
    assert b"Unmistakable" not in result.path.read_bytes()
    there(tmp_path).parent.mkdir()
    brought = unpack(result.path, there(tmp_path), backups=tmp_path / "b", now=NOW)
    assert brought.encrypted
    assert unlock(there(tmp_path), PASSWORD) == key


def test_a_plain_register_in_an_encrypted_ones_place_may_leave_no_keys(packed: Path, tmp_path: Path) -> None:
    with new_register(there(tmp_path).parent):
        pass
    key = protect(there(tmp_path), PASSWORD).key
    result = unpack(packed, there(tmp_path), backups=tmp_path / "kept", now=NOW, key_now=key, drop_password=True)
    assert not keys_path(there(tmp_path)).exists()
    assert glance(there(tmp_path)).contracts == 1
    assert result.kept is not None
    assert unlock(result.kept, PASSWORD) == key


def test_packing_where_nothing_can_be_written_leaves_the_old_file(register: Register, tmp_path: Path) -> None:
    folder = tmp_path / "a file"
    folder.write_text("not a folder", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"flytting\.bokart"):
        pack(register, folder / "flytting.bokart", now=NOW, preferences={})
    assert folder.read_text(encoding="utf-8") == "not a folder"


# Files that are not what they should be ---------------------------------------------------------------


def contents(packed: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(packed) as file:
        return {name: file.read(name) for name in file.namelist()}


def written(parts: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def manifest_of(parts: dict[str, bytes], /, **changed: object) -> bytes:
    listed = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in parts.items()
    ]
    return json.dumps({"format": "bokart-desk-register", "version": 1, "parts": listed} | changed).encode()


def whole(parts: dict[str, bytes], /, **changed: object) -> dict[str, bytes]:
    inside = {name: content for name, content in parts.items() if name != "manifest.json"}
    return {"manifest.json": manifest_of(inside, **changed), **inside}


def twice(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("register.db", b"another")
    return made.getvalue()


HOSTILE: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "empty": lambda _parts: b"",
    "a letter": lambda _parts: b"Hei, dette er et brev." * 400,
    "an empty zip": lambda _parts: written({}),
    "another program's zip": lambda _parts: written({"word/document.xml": b"<w/>"}),
    "climbs out": lambda parts: written(whole({**parts, "../../evil.db": b"x"})),
    "absolute": lambda parts: written(whole({**parts, "/var/evil.db": b"x"})),
    "windows drive": lambda parts: written(whole({**parts, "C:\\evil.db": b"x"})),
    "more than it says": lambda parts: written({**parts, "preferences.json": b"{}" * 9}),
    "without a register": lambda parts: written(whole({"preferences.json": b"{}"})),
    "without a manifest": lambda parts: written({"register.db": parts["register.db"]}),
    "twice": twice,
    "packed tightly": lambda parts: written(whole(parts), zipfile.ZIP_DEFLATED),
    "a bomb": lambda parts: written(whole({**parts, "register.db": bytes(30_000_000)}), zipfile.ZIP_DEFLATED),
    "huge preferences": lambda parts: written(whole({**parts, "preferences.json": b" " * 200_000})),
    "huge manifest": lambda parts: written({**parts, "manifest.json": b" " * 200_000}),
    "manifest is none": lambda parts: written({**parts, "manifest.json": b"[1, 2"}),
    "manifest of another kind": lambda parts: written({**parts, "manifest.json": b'{"format": 3}'}),
    "manifest with a wrong list": lambda parts: written(whole(parts, parts=[{"name": "register.db"}])),
    "another format": lambda parts: written(whole(parts, format="zotero")),
    "a later version": lambda parts: written(whole(parts, version=2)),
    "wrong checksum": lambda parts: written({**parts, "register.db": bytes(len(parts["register.db"]))}),
    "a damaged register": lambda parts: written(whole({**parts, "register.db": parts["register.db"][:9000]})),
    "no register in it": lambda parts: written(whole({**parts, "register.db": b"JFIF" * 5000})),
    "random, no keys": lambda parts: written(
        whole({**parts, "register.db": b"".join(hashlib.sha256(bytes([n])).digest() for n in range(128)) * 4})
    ),
    "keys are none": lambda parts: written(
        whole(
            {
                **parts,
                "register.db": b"".join(hashlib.sha256(bytes([n])).digest() for n in range(128)) * 4,
                "register.db.keys": b"{}",
            }
        )
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_is_not_what_it_should_be_changes_nothing(packed: Path, tmp_path: Path, kind: str) -> None:
    with new_register(there(tmp_path).parent) as here, building(here) as build:
        build.let("Yusuf Osman", "Fjordgata 1", date(2025, 1, 1), None)
    before = {file.name: file.read_bytes() for file in there(tmp_path).parent.iterdir() if file.is_file()}
    hostile = tmp_path / "fiendtlig.bokart"
    hostile.write_bytes(HOSTILE[kind](contents(packed)))
    with pytest.raises(NotAMovingFile) as caught:
        unpack(hostile, there(tmp_path), backups=tmp_path / "kept", now=NOW)
    assert "fiendtlig.bokart" in caught.value.message
    assert "Ingenting ble endret" in caught.value.message
    assert {file.name: file.read_bytes() for file in there(tmp_path).parent.iterdir() if file.is_file()} == before
    assert not (tmp_path / "kept").exists()
    assert not list(tmp_path.rglob("evil*"))


def test_preferences_that_are_nested_without_end_are_left_out(packed: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "fiendtlig.bokart"
    hostile.write_bytes(written(whole({**contents(packed), "preferences.json": b"[" * 60_000})))
    assert unpack(hostile, there(tmp_path), backups=tmp_path / "kept", now=NOW).preferences == {}


@pytest.fixture(scope="module")
def module_packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moving")
    with new_register(folder / "old pc") as made:
        return pack(made, folder / "flytting.bokart", now=NOW, preferences={}).path


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_happens_to_the_file_on_the_way_is_noticed(
    module_packed: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("way")
    content = bytearray(module_packed.read_bytes())
    how = data.draw(st.sampled_from(["cut", "flip"]))
    if how == "cut":
        content = content[: data.draw(st.integers(0, len(content) - 1))]
    else:
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    file = folder / "x.bokart"
    file.write_bytes(content)
    try:
        unpack(file, folder / "register.db", backups=folder / "b", now=NOW)
    except NotAMovingFile:
        assert not (folder / "register.db").exists()
    else:  # a bit of the zip's own dates and the like
        assert glance(folder / "register.db", whole=True).contracts == 0
    shutil.rmtree(folder)


# What is set on the PC -----------------------------------------------------------------------------------


def test_settings_that_make_sense_elsewhere_go_along_and_others_stay(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    save_preferences(Preferences(lock_after_minutes=3, backup_hours=7, kept_keys="abc"), old)
    save_preferences(Preferences(kept_keys="mine"), new)
    sent = portable(old)
    assert "kept_keys" not in sent
    take_portable({**sent, "kept_keys": "evil", "keep_daily_days": -4, "unknown": 1, "keep_hourly_days": "x"}, new)
    held = preferences(new)
    assert (held.lock_after_minutes, held.backup_hours, held.kept_keys) == (3, 7, "mine")
    assert (held.keep_daily_days, held.keep_hourly_days) == (30, 2)
