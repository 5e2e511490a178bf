"""Keeps strictly confidential addresses out also where the row itself does not say so (rule 11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from bokart_desk.domain.addresses import address_key, unit_key
from bokart_desk.domain.codes import Protection
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.known import Known, name_key
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem


def _contract_key(facts: RowFacts) -> tuple[str, str, str, date | None]:
    """What rows about one contract have in common, one row for each person: the unit and the start."""
    return match_key(facts.number), address_key(facts.address), unit_key(facts.unit), facts.start


class Hidden:
    """Those whose address must not be recorded: by the register, or by a row of the same file (``marked``)."""

    def __init__(self, known: Known, marked: Iterable[RowFacts] = ()) -> None:
        self._known = known
        self._numbers: set[str] = set()
        self._contracts: set[tuple[str, str, str, date | None]] = set()
        self._numbers_of: dict[str, set[str]] = defaultdict(set)
        for person in known.strictly_confidential():
            self._add(
                f"{person['given_name']} {person['family_name']}", person["duf_number"], person["identity_number"]
            )
        for facts in marked:
            for place, one in enumerate(facts.persons):
                numbers = (facts.duf_number, facts.identity_number) if place == 0 else ()
                self._add(one.full, *numbers)
            for member in facts.others:
                self._add(member.name.full, member.duf_number, member.identity_number)
            if facts.start is not None and (facts.address or facts.number):
                self._contracts.add(_contract_key(facts))

    def _add(self, name: str, *numbers: str | None) -> None:
        given = {number for number in numbers if number}
        self._numbers |= given
        self._numbers_of[name_key(name)] |= given

    def met(self, facts: RowFacts) -> bool:
        """Tell whether the row is about one of them; one of the same name is, unless both have other numbers."""
        if not self._numbers_of:
            return False
        if self._contracts and facts.start is not None and _contract_key(facts) in self._contracts:
            return True
        own = {number for number in (facts.duf_number, facts.identity_number) if number}
        others = {number for one in facts.others for number in (one.duf_number, one.identity_number) if number}
        if (own | others) & self._numbers:
            return True
        named = (*facts.persons, *facts.lives_there)
        found = [self._numbers_of[key] for one in named if (key := name_key(one.full)) in self._numbers_of]
        return any(not own or not numbers for numbers in found)

    @staticmethod
    def refuse(facts: RowFacts) -> None:
        """Set the row aside and forget all its cells but the names."""
        names = {name_key(one.full) for one in facts.persons}
        names |= {name_key(part) for one in facts.persons for part in (one.given, one.family)}
        facts.protection = Protection.STRICTLY_CONFIDENTIAL
        facts.cells = tuple(text if text and name_key(text) in names else "" for text in facts.cells)
        facts.extra = {}
        facts.decide(
            Outcome.CONFLICT,
            Field.ADDRESS,
            _(
                "The household's address is strictly confidential, in the register or by another row of the file. It "
                "must not be recorded anywhere, so the row was not taken in and its address was not kept."
            ),
            Problem.STRICTLY_CONFIDENTIAL,
        )

    def warn_if_known(self, facts: RowFacts) -> None:
        """Say that the register holds an address of a household which a row marks as strictly confidential."""
        housed = self._known.cases_with_a_contract(facts.duf_number, facts.identity_number, facts.name)
        if housed:
            facts.warnings.append(
                _(
                    "The register already holds an address for a household of this name (case {cases}). If it is the "
                    "same, the address must be taken out of the register and of its backups."
                ).format(cases=", ".join(housed))
            )
