"""Takes rows one by one and decides what each does; each sees what the rows before it would do."""

from __future__ import annotations

from datetime import date

from bokart_desk.i18n import _
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.known import Known
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.matching.answers import Answers
from bokart_desk.importing.matching.contracts import Contracts
from bokart_desk.importing.matching.households import Households
from bokart_desk.importing.matching.places import Places
from bokart_desk.importing.matching.recording import NotTaken, Recorder
from bokart_desk.importing.operations import Staged
from bokart_desk.importing.outcomes import OnDuplicate, Outcome

_TENANCY_KINDS = (SheetKind.CONTRACTS, SheetKind.DWELLINGS)


class Matcher:
    """Decides row by row; what rows would do adds up in ``known.operations``."""

    def __init__(self, known: Known, on_duplicate: OnDuplicate, today: date) -> None:
        recorder = Recorder(known, on_duplicate)
        households = Households(recorder)
        self._known = known
        self._places = Places(recorder, today)
        self._contracts = Contracts(recorder, households)
        self._answers = Answers(recorder, households)
        self._seen: dict[bytes, int] = {}

    def decide(self, facts: RowFacts, kind: SheetKind) -> list[tuple[str, int]]:
        """Set the row's outcome and return the records it belongs to as (kind, id); ids below zero are new ones."""
        if facts.outcome is not None:
            return []
        staged = Staged()
        try:
            known = self._met_before(facts)
            if known is not None:
                return known
            tenancy = kind in _TENANCY_KINDS
            outcome = self._tenancy(facts, staged) if tenancy else self._answers.decide(facts, staged, kind)
        except NotTaken as refusal:
            facts.decide(refusal.outcome, refusal.field, refusal.reason)
            return []
        facts.decide(outcome, None, "")
        self._seen[facts.digest] = facts.row
        self._known.take(staged)
        return staged.links

    def _met_before(self, facts: RowFacts) -> list[tuple[str, int]] | None:
        first = self._seen.get(facts.digest)
        if first is not None:
            raise NotTaken(Outcome.DUPLICATE, None, _("The same as row {row}.").format(row=first))
        met = self._known.digests.get(facts.digest)
        if met is None or not self._known.has(*met):
            return None
        facts.decide(Outcome.UNCHANGED, None, "")
        self._seen[facts.digest] = facts.row
        return [met]

    def _tenancy(self, facts: RowFacts, staged: Staged) -> Outcome:
        unit_id = self._places.unit_of(facts, staged)
        if not facts.persons:
            return self._places.vacant(facts, staged, unit_id)
        return self._contracts.decide(facts, staged, unit_id)
