"""Everything the register holds about a household or one of its members (personvernforordningen art. 15)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.addresses import address_key
from bokart_desk.domain.codes import LandlordKind, Protection
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.jobs import kind_name
from bokart_desk.services.municipality import municipality_on
from bokart_desk.services.privacy import coverage
from bokart_desk.services.privacy.answer import (
    About,
    AccessAnswer,
    Fact,
    HistoryFacts,
    RecordFacts,
    Sender,
)
from bokart_desk.services.privacy.elsewhere import Elsewhere
from bokart_desk.services.privacy.naming import Names
from bokart_desk.services.privacy.others import Others
from bokart_desk.services.privacy.reading import Reading
from bokart_desk.services.privacy.retention import retention_rules_on
from bokart_desk.services.privacy.rows import RowsOf
from bokart_desk.services.privacy.telling import OwnTeller
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.about import KeptLine, Scope

__all__ = ["AccessAnswer", "PossibleLandlord", "access_answer", "possible_landlords", "register_id"]

_DAYS = ("signed_on", "start_date", "held_on", "offered_on", "decided_on", "applied_on", "done_on", "due_on")


@dataclass(frozen=True, slots=True)
class PossibleLandlord:
    """A private landlord of the same name as a member. ``same``: the telephone too, so it is the same person."""

    id: int
    name: str
    same: bool


def access_answer(
    register: Register,
    household_id: int,
    person_id: int | None = None,
    *,
    landlords: Collection[int] = (),
    by: By,
    unabridged: bool = False,
) -> AccessAnswer:
    """Return everything held about a household, or about one member of it with the others taken out.

    ``landlords``: private landlords that the office says are the same person. ``unabridged``: for the archive, where a
    case stays as it was: what texts tell of people outside the household is not taken out. Reads only. Raise
    ``Refused`` when there is no such household, or the person is not a member of it.
    """
    from bokart_desk.storage.queries import about  # noqa: PLC0415

    with reading(register.engine) as connection:
        scope = about.scope_of(connection, household_id)
        if scope is None:
            raise Refused(_("There is no such household in the register. It may have been deleted meanwhile."))
        return _Case(connection, scope, person_id, set(landlords), unabridged=unabridged).answer(by)


def possible_landlords(
    register: Register, household_id: int, person_id: int | None = None
) -> tuple[PossibleLandlord, ...]:
    """Return the private landlords of the same name as the household's members, or as one of them."""
    from bokart_desk.storage.queries import about  # noqa: PLC0415

    with reading(register.engine) as connection:
        scope = about.scope_of(connection, household_id)
        if scope is None:
            return ()
        return tuple(_Case(connection, scope, person_id, set()).landlords_of_same_name())


def register_id(connection: Connection) -> str:
    """Return what tells this register from every other, also after it moved: made from its first line of history."""
    from bokart_desk.storage.queries.about import first_line  # noqa: PLC0415

    return hashlib.sha256(first_line(connection).encode()).hexdigest()[:16]


class _Case:
    """One answer while it is put together."""

    def __init__(
        self,
        connection: Connection,
        scope: Scope,
        person_id: int | None,
        landlords: set[int],
        *,
        unabridged: bool = False,
    ) -> None:
        from bokart_desk.storage.queries import about  # noqa: PLC0415
        from bokart_desk.storage.queries.people import address_keys  # noqa: PLC0415

        self._about = about
        self._connection, self._scope = connection, scope
        (self._household,) = about.records(connection, "household", [scope.household_id])
        known = about.records(connection, "person", scope.ids["person"])
        self._members = [one for one in known if one["household_id"] in scope.households]
        if person_id is not None and person_id not in {one["id"] for one in self._members}:
            raise Refused(_("This person is not a member of the household. Open the case again and choose anew."))
        self._person_id = person_id
        self._landlords = landlords
        self._told = [one for one in self._members if person_id in (None, one["id"])]
        hidden = [one for one in self._members if one not in self._told]
        self._persons = {one["id"] for one in self._told} if person_id else set(scope.ids["person"])
        self._known_as = self._told or [_named(self._household["name"])]
        if person_id is not None:
            hidden += about.past_persons(connection, scope.ids["person"] - {person_id})
        self._unabridged = unabridged
        self._others = Others(self._known_as, hidden) if unabridged else self._all_others(hidden)
        protection = Protection(self._household["protection"])
        self._teller = OwnTeller(connection, scope, protection, self._others, address_keys(connection))
        self._names = Names(self._known_as, self._addresses())
        self._elsewhere = Elsewhere(connection, scope, self._names, self._teller)

    def _all_others(self, hidden: list[dict[str, Any]]) -> Others:
        members = [one["id"] for one in self._members]
        lessors = list(self._about.private_landlords(self._connection))
        names = [*self._about.names_of_others(self._connection, members)]
        names += [(given, family) for given, _blank, family in (name.rpartition(" ") for name, _phone in lessors)]
        return Others(self._known_as, hidden, names, [phone for _name, phone in lessors])

    def answer(self, by: By) -> AccessAnswer:
        records = tuple(self._records())
        lines, sources = tuple(self._history()), self._sources()
        own = {one.id for one in self.landlords_of_same_name()}
        mentions, elsewhere = tuple(self._elsewhere.mentions(own)), tuple(sorted(self._elsewhere.case_numbers()))
        return AccessAnswer(
            self._about_whom(), self._sender(), by.now, by.who, by.today, register_id(self._connection),
            retention_rules_on(self._connection), records, lines,
            sources, tuple(self._readings()), mentions, tuple(self._left_out(elsewhere)), elsewhere,
        )  # fmt: skip

    def _about_whom(self) -> About:
        if self._person_id is None:
            name = self._household["name"]
        else:
            name = f"{self._told[0]['given_name']} {self._told[0]['family_name']}".strip()
        protection = Protection(self._household["protection"])
        number, count = self._household["case_number"], len(self._members)
        return About(self._scope.household_id, self._person_id, number, name, protection, count)

    def _sender(self) -> Sender:
        held = municipality_on(self._connection)
        return Sender(held.name, held.number or "", held.office or "", held.contact or "", held.logo)

    # Records ---------------------------------------------------------------------------------------

    def _records(self) -> Iterator[RecordFacts]:
        for kind in coverage.RECORDS:
            for values in self._held(kind):
                yield self._record(kind, values)
        for kind, values in self._about.given_away(self._connection, self._scope):
            if kind != "person" or self._person_id is None:
                yield self._record(kind, values)
        if not self._teller.strict:
            yield from self._places()
        for one in self.landlords_of_same_name():
            if one.same or one.id in self._landlords:
                for kind, values in self._as_landlord(one.id):
                    yield self._record(kind, values)

    def _held(self, kind: str) -> list[dict[str, Any]]:
        if kind == "household":
            return [self._household]
        if kind == "person":
            return self._told
        ids = self._scope.ids["contract"] if kind == "contract_listing" else self._scope.ids[kind]
        found = self._about.records(self._connection, kind, ids)
        return [one for one in found if one.get("household_id", self._scope.household_id) in self._scope.households]

    def _record(self, kind: str, values: Mapping[str, Any]) -> RecordFacts:
        number = int(values["contract_id"] if kind == "contract_listing" else values["id"])
        return RecordFacts(kind, number, self._title(kind, values), self._teller.facts(kind, values))

    def _title(self, kind: str, values: Mapping[str, Any]) -> str:
        if kind in ("household", "person", "landlord"):
            name = values["name"] if "name" in values else f"{values['given_name']} {values['family_name']}".strip()
            return _("{kind}: {name}").format(kind=kind_name(kind), name=self._teller.text(name))
        if kind == "contract_listing":
            return _("Keys of lists, contract no. {number}").format(number=values["contract_id"])
        if kind == "erasure":
            return _("Erased earlier")
        day = next((values[name] for name in _DAYS if isinstance(values.get(name), date)), None)
        if day is None:
            return kind_name(kind)
        return _("{kind}, {day}").format(kind=kind_name(kind), day=format_date(day))

    def _unit_ids(self) -> set[int]:
        kinds = ("contract", "offer", "decision")
        return {one["unit_id"] for kind in kinds for one in self._held(kind) if one["unit_id"] is not None}

    def _addresses(self) -> set[str]:
        homes = self._about.places(self._connection, self._unit_ids())
        return {key for _unit, home in homes for key in (match_key(home["address"]), address_key(home["address"]))}

    def _places(self) -> Iterator[RecordFacts]:
        for unit, home in self._about.places(self._connection, self._unit_ids()):
            facts: list[Fact] = []
            for kind, values in (("dwelling", home), ("unit", unit)):
                told = {name: values[name] for name in coverage.PLACES[kind]}
                facts += self._teller.facts(kind, told)
            yield RecordFacts("unit", unit["id"], kind_name("dwelling"), tuple(facts))

    def landlords_of_same_name(self) -> Iterator[PossibleLandlord]:
        """Yield the private landlords of the same name."""
        names = {match_key(f"{one['given_name']} {one['family_name']}") for one in self._known_as}
        phones = {_digits(one.get("phone")) for one in self._known_as} - {""}
        for one in self._about.landlords(self._connection):
            if one["kind"] in (None, LandlordKind.PRIVATE_PERSON) and match_key(one["name"]) in names:
                yield PossibleLandlord(one["id"], one["name"], _digits(one["phone"]) in phones)

    def _as_landlord(self, landlord_id: int) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from (("landlord", one) for one in self._about.records(self._connection, "landlord", [landlord_id]))
        for kind in ("head_lease", "dwelling"):
            yield from ((kind, one) for one in self._about.of_landlord(self._connection, kind, landlord_id))

    # Traces ----------------------------------------------------------------------------------------

    def _history(self) -> Iterator[HistoryFacts]:
        from bokart_desk.storage.queries.about_rows import file_names  # noqa: PLC0415

        lines = [line for line in self._about.lines_of(self._connection, self._scope) if self._is_told(line)]
        known = {line.number for line in lines}
        gone = self._about.lines_of_gone_persons(self._connection, self._told)
        lines += [line for line in gone if line.number not in known]
        if not self._teller.strict:
            lines += [line for line in self._elsewhere.lines() if line.number not in known]
        files = file_names(self._connection)
        for line in sorted(lines, key=lambda line: line.number):
            yield self._teller.line(line, files.get(line.batch_id or 0, ""))

    def _is_told(self, line: KeptLine) -> bool:
        return line.kind != "person" or self._person_id is None or line.record_id in self._persons

    def _sources(self) -> Any:
        return RowsOf(self._connection, self._scope, self._persons, self._teller, self._names).told()

    def _readings(self) -> Iterator[Reading]:
        for one in self._about.records(self._connection, "reading_log", self._scope.ids["reading_log"]):
            yield Reading(one["at"], one["who"])

    def _left_out(self, elsewhere: Collection[str]) -> Iterator[str]:
        if self._person_id is not None and len(self._members) > 1:
            yield _("The other members of the household are left out. Each of them may ask for their own.")
        if self._teller.strict:
            yield _(
                "The address is strictly confidential and stands in no paper: where somebody lives, and texts and "
                "cells that may tell it, are told as “not shown”. Ask the office what they hold."
            )
        if elsewhere and not self._unabridged:
            yield _(
                "The name also stands in papers about somebody else. They are about that person and are not told here; "
                "ask the office."
            )


def _named(name: str) -> dict[str, Any]:
    """A household without members, as a person of its name."""
    return {
        "id": None, "given_name": "", "family_name": name, "born_on": None, "duf_number": None,
        "identity_number": None, "phone": None,
    }  # fmt: skip


def _digits(text: Any) -> str:
    return "".join(sign for sign in str(text or "") if sign.isdigit())[-8:]
