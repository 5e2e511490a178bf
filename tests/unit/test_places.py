"""Where the register lives, and the warning about network shares and synchronised folders."""

from __future__ import annotations

import os
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from bokart_desk.platform import places


def test_the_register_has_a_place_of_its_own() -> None:
    path = places.default_register()
    assert path.is_absolute()
    assert path.name == "register.db"
    assert "BOKART Desk" in path.parts
    assert places.backups_folder(path) == path.parent / "backups"


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\kari\OneDrive\register.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\kari\OneDrive - Solvik kommune\Bolig\register.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\kari\Dropbox (Solvik)\register.db"), "Dropbox"),
        (PureWindowsPath(r"G:\Min disk\register.db"), "Google Drive"),
        (PureWindowsPath(r"C:\Users\kari\iCloudDrive\register.db"), "iCloud Drive"),
        (PureWindowsPath(r"C:\Users\kari\Box\register.db"), "Box"),
        (PurePosixPath("/home/kari/Nextcloud/register.db"), "Nextcloud"),
        (PurePosixPath("/home/kari/ownCloud/a/b/register.db"), "ownCloud"),
        (PurePosixPath("/Users/kari/Library/Mobile Documents/x/register.db"), "iCloud Drive"),
        (PurePosixPath("/Users/kari/Library/CloudStorage/OneDrive-Solvik/register.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\kari\AppData\Local\BOKART Desk\register.db"), None),
        (PureWindowsPath(r"C:\Boliger\Boxer\register.db"), None),
        (PurePosixPath("/home/kari/dropboxes/register.db"), None),
        (PurePosixPath("/home/kari/Dropbox"), None),  # a file of that name, not a folder
    ],
)
def test_synchronised_folders_are_known_by_their_names(path: PurePath, service: str | None) -> None:
    assert places.synchronised_by(path, {}) == service


def test_onedrive_is_known_where_windows_says_it_is() -> None:
    environ = {"OneDriveCommercial": r"D:\Sky\Solvik"}
    assert places.synchronised_by(PureWindowsPath(r"D:\sky\solvik\Bolig\register.db"), environ) == "OneDrive"
    assert places.synchronised_by(PureWindowsPath(r"D:\Sky\Annet\register.db"), environ) is None


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        (r"\\server\felles\register.db", True),
        (r"\\?\UNC\server\felles\register.db", True),
        (r"Z:\bolig\register.db", True),
        (r"\\?\Z:\bolig\register.db", True),
        (r"C:\bolig\register.db", False),
        (r"\\?\C:\bolig\register.db", False),
    ],
)
def test_shares_and_mapped_drives_of_windows_are_known(path: str, shared: bool) -> None:
    kinds = {"Z:\\": 4, "C:\\": 3}
    assert places.is_network_share(PureWindowsPath(path), drive_type=kinds.__getitem__) is shared


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/mnt/felles/bolig/register.db", True),
        ("/mnt/felles/lokal/register.db", False),
        ("/mnt/felles2/register.db", False),
        ("/home/kari/register.db", False),
    ],
)
def test_mounted_shares_are_known(path: str, shared: bool) -> None:
    mounts = [("/", "ext4"), ("/mnt/felles", "cifs"), ("/mnt/felles/lokal", "ext4")]
    assert places.is_network_share(PurePosixPath(path), mounts=lambda: mounts) is shared


def test_the_folders_that_windows_keeps_in_the_cloud_are_known() -> None:
    assert places.is_cloud_tag(0x9000601A)
    assert places.is_cloud_tag(0x9000001A)
    assert not places.is_cloud_tag(0xA0000003)  # a junction
    assert not places.is_cloud_tag(0)


def test_a_folder_on_this_computer_gets_no_warning(tmp_path: Path) -> None:
    assert places.place_warning(tmp_path / "register.db") is None


def test_the_warning_says_what_it_means_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warning = places.place_warning(tmp_path / "Dropbox" / "register.db")
    assert warning is not None
    assert "Dropbox" in warning
    monkeypatch.setattr(places, "is_network_share", lambda path: True)
    warning = places.place_warning(tmp_path / "register.db")
    assert warning is not None
    assert "register.db" in warning


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "bolig").symlink_to(tmp_path / "Dropbox")
    assert places.place_warning(tmp_path / "bolig" / "register.db") is not None


def test_a_place_that_is_away_gets_an_answer_all_the_same() -> None:
    assert places.place_warning(Path("not") / "there" / "register.db") is None
