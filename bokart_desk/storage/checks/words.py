"""What the checks call a household; never by the name of a protected one (rule 11)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.storage.schema import household


def who(name: str | None) -> str:
    """Return a household's name as ``shown_name`` gave it: a protected one has none."""
    return name or _("Protected household")


def shown_name(of: Any = household) -> ColumnElement[Any]:
    """Return the column of a household's name, which is nothing where the address is protected."""
    return case((of.c.protection == Protection.NONE.value, of.c.name))
