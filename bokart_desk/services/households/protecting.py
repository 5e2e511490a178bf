"""Marking a household's address as protected, and what that means (rule 11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _, ngettext
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.services.rules.protection import take_out_first, texts_with_address, where
from bokart_desk.storage.engine import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

_EMPTIED = ("offer", "offered_address")


@dataclass(frozen=True, slots=True)
class TextWithAddress:
    """A text of the case that seems to tell where somebody lives: its record, field and the text."""

    kind: str
    record_id: int
    field: str
    text: str

    @property
    def where(self) -> str:
        """Which text it is, in words."""
        return where(self.kind, self.field)


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a protection would mean. ``in_the_way``: texts whose address must be taken out first.

    ``sentences``: what will happen and what the user has to see to, in words, the most important first.
    """

    protection: Protection
    in_the_way: tuple[TextWithAddress, ...]
    sentences: tuple[str, ...]


def protection_consequences(register: Register, household_id: int, protection: Protection) -> Consequences:
    """Tell what it would mean to protect the household's address so; nothing is changed."""
    from bokart_desk.storage.queries.households import count_places  # noqa: PLC0415

    with reading(register.engine) as connection:
        if protection is not Protection.STRICTLY_CONFIDENTIAL:
            return Consequences(protection, (), _mild(protection))
        texts = _texts_with_address(connection, household_id)
        in_the_way = tuple(one for one in texts if (one.kind, one.field) != _EMPTIED)
        contracts, others = count_places(connection, household_id)
        emptied = len(_offered(connection, household_id))
    return Consequences(protection, in_the_way, _strict(contracts, others, emptied))


def set_protection(register: Register, household_id: int, protection: Protection, *, by: By) -> Done:
    """Protect the household's address, or no longer.

    Strictly confidential: refused while a text of the case tells an address; addresses written in offers are emptied.
    Units that contracts, offers and decisions name stay in the register until the case is erased, and show nowhere.
    """
    with doing(register, "protect", by) as it:
        connection = it.job.connection
        name = it.job.held("household", household_id)["name"]
        if protection is Protection.STRICTLY_CONFIDENTIAL:
            texts = _texts_with_address(connection, household_id)
            in_the_way = [one for one in texts if (one.kind, one.field) != _EMPTIED]
            if in_the_way:
                raise Refused(take_out_first([(one.kind, one.field) for one in in_the_way]))
            for one in _offered(connection, household_id):
                it.job.update(one.kind, one.record_id, {one.field: None})
        it.job.update("household", household_id, {"protection": protection})
        it.job.record = household_id
        it.title = _("Protection of {name}: {protection}").format(name=name, protection=code_label(protection))
    return it.done


def _texts_with_address(connection: Connection, household_id: int) -> list[TextWithAddress]:
    return [TextWithAddress(*one) for one in texts_with_address(connection, household_id)]


def _offered(connection: Connection, household_id: int) -> list[TextWithAddress]:
    """Return the addresses written in offers, whatever they look like."""
    return [one for one in _texts_with_address(connection, household_id) if (one.kind, one.field) == _EMPTIED]


def _mild(protection: Protection) -> tuple[str, ...]:
    if protection is Protection.CONFIDENTIAL:
        return (
            _("The address shows only to those who open the case: never in a list, a search, a report or an export."),
            _("Where a dwelling shows who lives there, it says “Protected household”, without a name."),
        )
    return (_("The address shows in lists, searches and papers again."),)


def _strict(contracts: int, others: int, emptied: int) -> tuple[str, ...]:
    sentences = [
        _("The address shows nowhere, not even in the case. Post goes to {address}.").format(address=_central()),
        _("No address can be written in the notes and other texts of the case from now on."),
    ]
    if emptied:
        sentences.append(
            ngettext(
                "The address written in {count} offer is emptied.",
                "The addresses written in {count} offers are emptied.",
                emptied,
            ).format(count=emptied)
        )
    if contracts or others:
        sentences.append(
            ngettext(
                "{count} record still names a unit. It stays in the register, hidden, until the case is erased.",
                "{count} records still name a unit. They stay in the register, hidden, until the case is erased.",
                contracts + others,
            ).format(count=contracts + others)
        )
    sentences.append(
        _(
            "Earlier backups, printed papers and exported lists may still hold the address. Seeing to them is your own "
            "task, and so is keeping a copy on paper where one must be kept."
        )
    )
    return tuple(sentences)


def _central() -> str:
    from bokart_desk.services.labels import STRICTLY_CONFIDENTIAL_ADDRESS  # noqa: PLC0415

    return STRICTLY_CONFIDENTIAL_ADDRESS
