"""Reading lists: any file a municipality keeps its list in becomes sheets of cells, or a message that says why not.

The child process imports this package too, and must start fast: names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .parent import read_file
    from .sheets import Cell, Limits, ReadingCancelled, Sheet, UnreadableFile, Workbook

__all__ = ["Cell", "Limits", "ReadingCancelled", "Sheet", "UnreadableFile", "Workbook", "read_file"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    module = import_module(".parent" if name == "read_file" else ".sheets", __name__)
    return getattr(module, name)
