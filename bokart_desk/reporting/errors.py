"""The one error of the papers: the file could not be written, told so that the user can act."""

from __future__ import annotations

import errno
from pathlib import Path

from bokart_desk.i18n import _

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class ReportNotWritten(Exception):
    """The paper was not written; str() is text for the user. The register is never touched."""

    @classmethod
    def from_os_error(cls, error: OSError, path: Path) -> ReportNotWritten:
        """Explain an error of the file system: what happened, that nothing was lost, what to do."""
        name = path.name
        if isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno == errno.EINVAL:
            text = _(
                "The paper {name} was not written, because the folder does not exist or the name cannot be used. "
                "Nothing in the register was changed. Choose another folder or name and try again."
            )
        elif error.errno in _FULL:
            text = _(
                "The paper {name} was not written, because the disk is full. Nothing in the register was changed. "
                "Make room, or choose another disk, and try again."
            )
        elif isinstance(error, PermissionError | IsADirectoryError) or error.errno == errno.EROFS:
            text = _(
                "The paper {name} was not written. It may be open in another program, or the folder may be "
                "write-protected. Nothing in the register was changed. Close it there, or choose another folder or "
                "name, and try again."
            )
        else:
            text = _(
                "The paper {name} was not written, because the disk or the network answered with an error. "
                "Nothing in the register was changed. Choose another folder and try again."
            )
        return cls(text.format(name=name))

    @classmethod
    def unknown_ending(cls, path: Path) -> ReportNotWritten:
        """Say that only two kinds of file can be written."""
        return cls(
            _(
                "The paper {name} was not written: the name must end in .pdf or .xlsx. "
                "Choose another name and try again."
            ).format(name=path.name)
        )
