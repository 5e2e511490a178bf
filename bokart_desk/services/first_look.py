"""The numbers of the first screen before the register is open, for a quick start."""

from __future__ import annotations

from bokart_desk.storage.first_look import FirstLook, first_look

__all__ = ["FirstLook", "first_look"]
