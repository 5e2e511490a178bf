"""The municipality's own criteria for who needs a dwelling most; needs record which of them they meet."""

from __future__ import annotations

import re

from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import N_, _
from bokart_desk.services import editing
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.settings import CriterionRow, read_criteria

__all__ = ["CriterionRow", "add", "add_usual", "counts_waiting", "criteria", "remove", "retire", "take_back"]

KIND = "priority_criterion"
_WAITING = re.compile(
    r"\b(ventet|venta|vente|ventar|ventetid\w*|venteliste\w*|venting|ansiennitet\w*|ko|koplass\w*|kotid\w*"
    r"|lengst|wait\w*|seniority|queue\w*)\b|\bantall (maneder|ar|uker|dager)\b|\btal pa (manader|ar|veker|dagar)\b"
)
USUAL = (
    (N_("Children in the household"), N_("Children who have no stable home, school or nursery place."), 3),
    (N_("Health"), N_("Illness or disability that the present home makes worse."), 3),
    (N_("Unfit or unsafe home"), N_("The present home is unfit to live in, or not safe."), 3),
    (N_("Loses the home"), N_("Must leave the present home on a day that is known."), 2),
    (N_("Too little room"), N_("More persons than the present home is made for."), 2),
    (N_("Cannot find a home alone"), N_("Has tried, and has little chance in the private market."), 1),
)
"""Criteria that many municipalities use, to begin with: name, explanation, weight."""


def criteria(register: Register) -> tuple[CriterionRow, ...]:
    """Return all criteria, the heaviest first, the retired ones last."""
    with reading(register.engine) as connection:
        return tuple(read_criteria(connection))


def counts_waiting(name: str, explanation: str | None = None) -> bool:
    """Tell whether a criterion seems to count how long somebody has waited, rather than how great the need is."""
    return _WAITING.search(search_key(f"{name} {explanation or ''}")) is not None


def add(register: Register, name: str, explanation: str | None = None, weight: int = 1, *, by: By) -> Done:
    """Add a criterion. Raise ``Refused`` without a name, or when there is one of that name."""
    return editing.create(register, KIND, {"name": name, "explanation": explanation, "weight": weight}, by=by)


def add_usual(register: Register, *, by: By) -> Done:
    """Add the usual criteria, in the language in use, in a register that has none yet."""
    with doing(register, "settings", by) as it:
        if read_criteria(it.job.connection):
            raise Refused(_("There are criteria already. Nothing was changed."))
        for name, explanation, weight in USUAL:
            it.job.insert(KIND, {"name": _(name), "explanation": _(explanation), "weight": weight})
        it.title = _("Usual criteria added")
    return it.done


def retire(register: Register, criterion_id: int, *, by: By) -> Done:
    """Offer a criterion no longer; needs that meet it keep it."""
    return editing.set_retired(register, KIND, criterion_id, True, by=by)


def take_back(register: Register, criterion_id: int, *, by: By) -> Done:
    """Offer a retired criterion again."""
    return editing.set_retired(register, KIND, criterion_id, False, by=by)


def remove(register: Register, criterion_id: int, *, by: By) -> Done:
    """Delete a criterion that no need was ever held against. Raise ``Refused`` for any other."""
    return editing.remove(register, KIND, criterion_id, by=by)
