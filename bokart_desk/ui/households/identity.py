"""Fields for DUF number and national identity number, checked while one types."""

from __future__ import annotations

from bokart_desk.domain.identity import digits_of, is_duf, is_national_identity
from bokart_desk.i18n import _
from bokart_desk.ui.forms.text_editors import LineEditor

_LONGEST = 20
_DUF_DIGITS = 12
_IDENTITY_DIGITS = 11


class _NumberLine(LineEditor):
    """Digits with a control; blanks and hyphens in between are left out."""

    digits = 0

    def __init__(self) -> None:
        super().__init__(_LONGEST)

    def value(self) -> str | None:
        return digits_of(self.text()) or None

    def problem(self) -> str:
        number = digits_of(self.text())
        return "" if not number or self.is_right(number) else self.fault()

    def unfinished(self) -> bool:
        return self.hasFocus() and len(digits_of(self.text())) < self.digits

    def is_right(self, number: str) -> bool:
        """Tell whether the control digits hold."""
        raise NotImplementedError

    def fault(self) -> str:
        """Say what is wrong with a number."""
        raise NotImplementedError


class DufEditor(_NumberLine):
    """A DUF number."""

    digits = _DUF_DIGITS

    def is_right(self, number: str) -> bool:
        return is_duf(number)

    def fault(self) -> str:
        return _("A DUF number has 12 digits, and the last two are a control: one of them is wrong.")


class IdentityEditor(_NumberLine):
    """A national identity number."""

    digits = _IDENTITY_DIGITS

    def is_right(self, number: str) -> bool:
        return is_national_identity(number)

    def fault(self) -> str:
        return _("A national identity number has 11 digits, and the last two are a control: one of them is wrong.")
