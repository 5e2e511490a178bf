"""Keeps the key of a register with the system (Windows' credential store, the desktop's keyring), where the user asked.

What is kept is the register's raw key under the key's number. Which numbers are kept stands in the preferences of this
PC, so that nothing has to be asked of the system where nothing is kept.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from bokart_desk.i18n import _
from bokart_desk.platform.preferences import preferences, save_preferences

_SERVICE = "BOKART Desk"


def can_keep_keys() -> bool:
    """Tell whether the system has a place for keys."""
    return _backend() is not None


def kept_key(number: str, folder: Path | None = None) -> bytes | None:
    """Return the key with this number; None where it was never kept or the system does not give it."""
    if number not in preferences(folder).kept_keys.split():
        return None
    backend = _backend()
    if backend is None:
        return None
    try:
        held = backend.get_password(_SERVICE, number)
        return bytes.fromhex(held) if held else None
    except Exception:  # what a keyring raises is its own affair; the password is then asked for
        return None


def keep_key(number: str, key: bytes, folder: Path | None = None) -> bool:
    """Let the system keep ``key``; False where it does not."""
    backend = _backend()
    if backend is None:
        return False
    try:
        backend.set_password(_SERVICE, number, key.hex())
        _note({*preferences(folder).kept_keys.split(), number}, folder)
    except Exception:  # as above; a key that is not kept is asked for
        return False
    return True


def forget_key(number: str, folder: Path | None = None) -> bool:
    """Take the key with this number away from the system; False where the system may still have it.

    It is not used any more in any case. ``still_kept_words`` tells the user what to do then.
    """
    known = set(preferences(folder).kept_keys.split())
    if number not in known:
        return True
    gone = _is_taken_away(number)
    with suppress(OSError):  # it stays noted: there is nothing to use, or the user is told
        _note(known - {number}, folder)
    return gone


def still_kept_words(*, in_use: bool = True) -> str:
    """Return what it means that the system has not let go of a key, and what to do.

    ``in_use``: the register still has that key; else it has another, or none, and backups alone have that one.
    """
    if not in_use:
        return _(
            "The system did not let go of the key that the register had, so it may still lie in its key store. Whoever "
            "logs on to this PC as you could open older backups with it. Remove the entry “{entry}” there yourself (in "
            "Windows: Credential Manager)."
        ).format(entry=_SERVICE)
    return _(
        "The system did not let go of the register's key, so it may still lie in its key store. Whoever logs on to "
        "this PC as you could open the register with it. Remove the entry “{entry}” there yourself (in Windows: "
        "Credential Manager), or choose “Encrypt with a new key …” in the settings, Safe keeping: the old key then "
        "opens only older copies."
    ).format(entry=_SERVICE)


def is_kept(number: str, folder: Path | None = None) -> bool:
    """Tell whether the user let the system keep the key with this number."""
    return number in preferences(folder).kept_keys.split()


def _is_taken_away(number: str) -> bool:
    backend = _backend()
    if backend is None:
        return False
    with suppress(Exception):  # it was gone already, or the keyring refused: asking for it tells which
        backend.delete_password(_SERVICE, number)
    try:
        return backend.get_password(_SERVICE, number) is None
    except Exception:  # as in ``kept_key``
        return False


def _note(numbers: set[str], folder: Path | None) -> None:
    save_preferences(replace(preferences(folder), kept_keys=" ".join(sorted(numbers))), folder)


def _backend() -> Any:
    """Return the system's own keyring, without a search through everything installed; None where there is none."""
    try:
        if os.environ.get("PYTHON_KEYRING_BACKEND"):
            import keyring  # noqa: PLC0415 - loaded where a key is kept

            return keyring.get_keyring()
        kind = _system_keyring()
        return kind() if kind.priority > 0 else None  # asking for the priority raises where it cannot be used
    except Exception:  # no keyring, or none that answers
        return None


def _system_keyring() -> Any:
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring  # noqa: PLC0415

        return WinVaultKeyring
    if sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as Keychain  # noqa: PLC0415

        return Keychain
    from keyring.backends.SecretService import Keyring  # noqa: PLC0415

    return Keyring
