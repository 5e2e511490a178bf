"""The case file that must be with the archive before a case is erased: what it is, and whether it is whole."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from bokart_desk.i18n import _
from bokart_desk.services.doing import Refused

_PDF = b"%PDF-"
_PIECE = 1024 * 1024


class ArchivedCase(Protocol):
    """A case file that was exported for the archive."""

    @property
    def path(self) -> Path:
        """The file (PDF/A)."""

    @property
    def sha256(self) -> str:
        """Its digest when it was written, in hexadecimal digits."""


def check_archived(archived: ArchivedCase) -> None:
    """Read the archived case file again. Raise ``Refused`` when it is not whole, so that nothing is erased."""
    digest, begins = hashlib.sha256(), b""
    try:
        with archived.path.open("rb") as file:
            while piece := file.read(_PIECE):
                begins = begins or piece[: len(_PDF)]
                digest.update(piece)
    except OSError as error:
        raise Refused(_not_archived()) from error
    if begins != _PDF or digest.hexdigest() != archived.sha256.lower():
        raise Refused(_not_archived())


def _not_archived() -> str:
    return _(
        "The case file for the archive cannot be read, or is not what was written. Nothing was erased. Export the case "
        "file once more, to a place that is there, and try again."
    )
