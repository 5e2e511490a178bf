"""The check of the register as the window and the command line ask for it: quick at the start, in full once a week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.storage.checks import CheckReport, CheckStopped, Problem, Repair, check_register, quick_check
from bokart_desk.storage.checks.derived import make_anew
from bokart_desk.storage.engine import writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.services.register import Register
    from bokart_desk.storage.checks.running import Progress

__all__ = [
    "CheckReport",
    "CheckStopped",
    "Problem",
    "Repair",
    "check_in_full",
    "full_check_due",
    "look_quickly",
    "make_lists_anew",
]

EVERY = timedelta(days=7)
"""How long a full check counts."""


def look_quickly(register: Register) -> CheckReport:
    """Look for damage that shows at once. Raise a ``RegisterError`` when the register cannot be read at all."""
    return quick_check(register.engine, register.backups)


def check_in_full(register: Register, progress: Progress | None = None) -> CheckReport:
    """Check everything and change nothing; seconds for a large register.

    ``progress(done, steps)`` is asked along the way (with -1 and 0 between two steps), and returns whether to stop.
    Raise ``CheckStopped`` then, a ``RegisterError`` when the register cannot be read at all.
    """
    return check_register(register.engine, register.backups, more=(addresses_of_hidden,), progress=progress)


def full_check_due(last: datetime | None, now: datetime) -> bool:
    """Tell whether it is time for a full check again; one in the future comes from a clock that was wrong."""
    return last is None or not timedelta(0) <= now - last < EVERY


def make_lists_anew(register: Register) -> None:
    """Make anew what lists are sorted and searched by, from the records; nothing that was entered is touched."""
    with writing(register.engine) as connection:
        make_anew(connection)


def addresses_of_hidden(connection: Connection) -> Iterator[Problem]:
    """No text of a household whose address is strictly confidential tells an address (rule 11)."""
    from bokart_desk.services.rules.protection import tells_address, where  # noqa: PLC0415
    from bokart_desk.storage.queries.case_texts import texts_of_household  # noqa: PLC0415
    from bokart_desk.storage.queries.households import households_protected_as  # noqa: PLC0415
    from bokart_desk.storage.queries.people import address_keys  # noqa: PLC0415

    hidden = households_protected_as(connection, Protection.STRICTLY_CONFIDENTIAL)
    known = frozenset(address_keys(connection)) if hidden else frozenset()
    for household_id in hidden:
        for kind, _record, name, text in texts_of_household(connection, household_id):
            if name != "offered_address" and tells_address(text, known):
                yield Problem(
                    _(
                        "A household whose address is strictly confidential: a text seems to tell an address "
                        "({field}). Open the household, and take the address out."
                    ).format(field=where(kind, name)),
                    "household",
                    household_id,
                )
