"""What the title of the window says: whose register, and what must not be missed; nothing of it while locked."""

from __future__ import annotations

from dataclasses import dataclass

from bokart_desk.i18n import _

PROGRAM = "BOKART Desk"


@dataclass(slots=True)
class WindowTitle:
    """``register``: the name of the one that is open; ``note``: what stands before it; ``covered``: say neither."""

    register: str = ""
    encrypted: bool = True
    note: str = ""
    covered: bool = False

    def text(self) -> str:
        """Return the title."""
        if self.covered:
            return PROGRAM
        return _("{note} – {title}").format(note=self.note, title=self._named()) if self.note else self._named()

    def _named(self) -> str:
        if not self.register:
            return PROGRAM
        words = _("{register} – BOKART Desk") if self.encrypted else _("{register} – without a password – BOKART Desk")
        return words.format(register=self.register)
