"""Takes rows one by one and decides what each does; each sees what the rows before it would do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.known import Known
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.matching.answers import Answers
from bokart_desk.importing.matching.contracts import Contracts
from bokart_desk.importing.matching.hidden import Hidden
from bokart_desk.importing.matching.households import Households
from bokart_desk.importing.matching.places import Places
from bokart_desk.importing.matching.recording import NotTaken, Recorder
from bokart_desk.importing.operations import Staged
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.problems import Problem

_TENANCY_KINDS = (SheetKind.CONTRACTS, SheetKind.DWELLINGS)


_Records = tuple[tuple[str, int], ...]


class _Seen(NamedTuple):
    sheet: str
    row: int
    records: _Records


class Matcher:
    """Decides row by row; what rows would do adds up in ``known.operations``."""

    def __init__(self, known: Known, on_duplicate: OnDuplicate, today: date, marked: Iterable[RowFacts] = ()) -> None:
        """``marked``: the rows of the file that say that an address is strictly confidential."""
        recorder = Recorder(known, on_duplicate)
        households = Households(recorder)
        self._known = known
        self._households = households
        self._places = Places(recorder, today)
        self._contracts = Contracts(recorder, households)
        self._answers = Answers(recorder, households)
        self._hidden = Hidden(known, marked)
        self._seen: dict[bytes, _Seen] = {}

    def decide(self, facts: RowFacts, kind: SheetKind, sheet: str) -> _Records:
        """Set the row's outcome and return the records it belongs to as (kind, id); ids below zero are new ones.

        ``sheet``: its name. The same row again is a duplicate on one sheet, and nothing new on another: lists of a
        municipality are often kept as a sheet for each year.
        """
        if facts.outcome is not None:
            if facts.protection is Protection.STRICTLY_CONFIDENTIAL:
                self._hidden.warn_if_known(facts)
                return ()
            return self._corrected_before(facts) if facts.outcome.rejected else ()
        if any(self._hidden.met(one) for one in (facts, *facts.beside)):
            self._hidden.refuse(facts)
            return ()
        staged = Staged(policy=facts.on_duplicate, changes=facts.changes)
        self._households.row = (sheet, facts.row)
        try:
            known = self._met_before(facts, sheet)
            if known is not None:
                return known
            tenancy = kind in _TENANCY_KINDS
            outcome = self._tenancy(facts, staged, sheet) if tenancy else self._answers.decide(facts, staged, kind)
        except NotTaken as refusal:
            facts.decide(refusal.outcome, refusal.field, refusal.reason, refusal.problem)
            return ()
        facts.decide(outcome, None, "")
        records = tuple(staged.links)
        self._seen[facts.digest] = _Seen(sheet, facts.row, records)
        self._contracts.note(sheet, facts, records)
        self._known.take(staged)
        return records

    def _corrected_before(self, facts: RowFacts) -> _Records:
        """A row that cannot be taken as it stands, but was brought in with corrections: the register knows it."""
        met = self._known.digests.get(facts.digest)
        if met is None or not self._known.has(*met):
            return ()
        facts.outcome, facts.field, facts.reason, facts.problem = Outcome.UNCHANGED, None, "", None
        return (met,)

    def _met_before(self, facts: RowFacts, sheet: str) -> _Records | None:
        first = self._seen.get(facts.digest)
        if first is not None and first.sheet == sheet:
            raise NotTaken(Outcome.DUPLICATE, None, _("The same as row {row}.").format(row=first.row), Problem.SAME_ROW)
        if first is not None:
            facts.decide(Outcome.UNCHANGED, None, "")
            self._contracts.note(sheet, facts, first.records)
            return first.records
        met = self._known.digests.get(facts.digest)
        if met is None or not self._known.has(*met):
            return None
        facts.decide(Outcome.UNCHANGED, None, "")
        self._seen[facts.digest] = _Seen(sheet, facts.row, (met,))
        self._contracts.note(sheet, facts, (met,))
        return (met,)

    def _tenancy(self, facts: RowFacts, staged: Staged, sheet: str) -> Outcome:
        if facts.named_by_number:
            facts.persons = self._households.name_behind_number(facts)
        unit_id = self._places.unit_of(facts, staged)
        if not facts.persons:
            return self._places.vacant(facts, staged, unit_id)
        return self._contracts.decide_all(facts, staged, unit_id, sheet)
