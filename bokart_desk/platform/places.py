"""Where the register lives on this computer, and a warning about folders that can damage it. Knows no Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath, PureWindowsPath

from bokart_desk.i18n import _

APPLICATION = "BOKART Desk"
_DRIVE_REMOTE = 4
_CLOUD_TAG, _CLOUD_TAG_MASK = 0x9000001A, 0xFFFF0FFF  # folders that Windows' Cloud Files keep in step
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "min disk": "Google Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pcloud drive": "pCloud",
    "pclouddrive": "pCloud",
    "jottacloud": "Jottacloud",
    "syncthing": "Syncthing",
    "megasync": "MEGA",
}
_NETWORK_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.davfs2", "sshfs"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "9p", "ncpfs", "afs", "ceph", "fuse.ceph", "glusterfs"}
    | {"fuse.glusterfs"}
)
DriveType = Callable[[str], int]
Mounts = Callable[[], Iterable[tuple[str, str]]]


def default_register() -> Path:
    """Return where the register is kept when nothing else is said: the user's own data folder on this computer."""
    import platformdirs  # noqa: PLC0415 - not needed where the register is named

    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "register.db"


def backups_folder(register: Path) -> Path:
    """Return the folder of the automatic backups of ``register``: beside it."""
    return register.parent / "backups"


def looks_folder() -> Path:
    """Return the folder for copies of backups that somebody looks at; the user's own, on this computer."""
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False)) / "looks"


def place_warning(path: Path) -> str | None:
    """Return what to tell the user when the register at ``path`` is, or would be, where it can be damaged.

    That is a network share or a folder that a cloud service synchronises. None when the place is fine.
    """
    places = _with_real_place(path)
    for place in places:
        service = synchronised_by(place) or (_("a cloud service") if _is_cloud_folder(place) else None)
        if service is not None:
            return _(
                "The register {file} is in a folder that {service} synchronises. The file can be copied while "
                "something is being saved, and that can damage the register or bring back an old one without "
                "anyone noticing. Move the register to a folder on this PC that is not synchronised."
            ).format(file=path, service=service)
    if any(is_network_share(place) for place in places):
        return _(
            "The register {file} is on a network share. If the connection breaks while something is being saved, "
            "or two PCs save at the same time, the register can be damaged and what was entered lost. "
            "Move the register to a folder on this PC, and keep the backups on the share instead."
        ).format(file=path)
    return None


def synchronised_by(path: PurePath, environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the name of the service that synchronises the folder of ``path``, as far as names tell it."""
    for variable in _ONEDRIVE_VARIABLES:
        root = environ.get(variable)
        if root and path.is_relative_to(type(path)(root)):
            return "OneDrive"
    folders = path.parts[:-1]
    for position, folder in enumerate(folders):
        name = folder.casefold()
        if name == "cloudstorage" and position + 1 < len(folders):  # macOS: CloudStorage/OneDrive-Solvik
            return folders[position + 1].split("-", 1)[0]
        for known, service in _SERVICES.items():
            if name == known or name.startswith((f"{known} - ", f"{known} (", f"{known}-")):
                return service
        if folder == "Box":
            return "Box"
    return None


def is_network_share(path: PurePath, drive_type: DriveType | None = None, mounts: Mounts | None = None) -> bool:
    """Tell whether ``path`` is on another computer, as far as this one knows."""
    if isinstance(path, PureWindowsPath):
        text = str(path)
        if text.startswith("\\\\?\\UNC\\"):
            return True
        text = text.removeprefix("\\\\?\\")
        if text.startswith("\\\\"):
            return not text.startswith("\\\\.\\")
        drive = PureWindowsPath(text).drive
        return bool(drive) and (drive_type or _drive_type)(drive + "\\") == _DRIVE_REMOTE
    holding, system = "", ""
    for mounted_on, kind in (mounts or _mounts)():
        if path.is_relative_to(mounted_on) and len(mounted_on) >= len(holding):
            holding, system = mounted_on, kind
    return system.casefold() in _NETWORK_SYSTEMS


def _with_real_place(path: Path) -> list[Path]:
    """The path as it was given, and where links and mapped drives lead."""
    given = path.absolute()
    try:
        real = given.resolve()
    except (OSError, RuntimeError):  # a drive that is away, or links in a circle
        return [given]
    return [given] if real == given else [given, real]


def _is_cloud_folder(path: Path) -> bool:
    """Ask Windows itself about the folders above: it knows SharePoint libraries that no name gives away."""
    for folder in path.parents:
        try:
            tag = getattr(folder.lstat(), "st_reparse_tag", 0)
        except OSError:
            continue
        if is_cloud_tag(tag):
            return True
    return False


def is_cloud_tag(tag: int) -> bool:
    """Tell whether Windows' mark on a folder says that a cloud service keeps it."""
    return tag & _CLOUD_TAG_MASK == _CLOUD_TAG


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415 - Windows alone

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def _mounts() -> list[tuple[str, str]]:
    import psutil  # noqa: PLC0415 - only when a place is chosen or opened

    try:
        return [(part.mountpoint, part.fstype) for part in psutil.disk_partitions(all=True)]
    except OSError:
        return []
