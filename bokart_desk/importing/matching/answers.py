"""Decides whether a declined offer or a refused application is new or known."""

from __future__ import annotations

from bokart_desk.domain.codes import DecisionKind, OfferAnswer
from bokart_desk.importing import codes
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.known import name_key
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.matching.households import Households
from bokart_desk.importing.matching.recording import Recorder
from bokart_desk.importing.operations import Staged, Values
from bokart_desk.importing.outcomes import Outcome

_EMPTY_OFFER: Values = {"unit_id": None}
_EMPTY_DECISION: Values = {"unit_id": None}


class Answers:
    """Declined offers and refusals of the register and of the rows before."""

    def __init__(self, recorder: Recorder, households: Households) -> None:
        self._recorder = recorder
        self._known = recorder.known
        self._households = households

    def decide(self, facts: RowFacts, staged: Staged, kind: SheetKind) -> Outcome:
        """Return the outcome of a row about a declined offer or a refused application."""
        declined = kind is SheetKind.DECLINED
        address = f"{facts.address}, {facts.unit}" if facts.unit else facts.address
        day = facts.offered_on if declined else facts.decided_on
        met = self._known.answers.get(self._known.answer_key(facts.name, address if declined else "", day))
        if met is not None and met[0] == ("offer" if declined else "decision"):
            return self._known_answer(facts, staged, met)
        household_id = self._households.find(facts, by_name_in_file=True)
        if household_id is None:
            household_id = self._households.create(facts, staged)
        else:
            self._households.change(facts, staged, household_id)
        self._households.named_in_file[name_key(facts.name)] = household_id
        if declined:
            values = _EMPTY_OFFER | self._offer_values(facts, address)
            record = ("offer", self._recorder.insert(staged, "offer", values | {"household_id": household_id}))
        else:
            values = _EMPTY_DECISION | self._decision_values(facts)
            record = ("decision", self._recorder.insert(staged, "decision", values | {"household_id": household_id}))
        staged.links.append(record)
        return Outcome.NEW

    def _known_answer(self, facts: RowFacts, staged: Staged, met: tuple[str, int]) -> Outcome:
        stated = self._offer_values(facts, None) if met[0] == "offer" else self._decision_values(facts)
        self._recorder.change(staged, met[0], met[1], stated)
        staged.links.append(met)
        return self._recorder.outcome_for_known(staged)

    @staticmethod
    def _offer_values(facts: RowFacts, address: str | None) -> Values:
        declined = facts.answer in (OfferAnswer.DECLINED, None)
        return {
            "offered_address": address or None,
            "offered_on": facts.offered_on,
            "answer_by": facts.answer_by,
            "answer": facts.answer,
            "reason_code": codes.declined_because(facts.reason_words) if facts.reason_words and declined else None,
            "reason": facts.reason_words,
            "reasonable_ground": facts.reasonable_ground,
            "notes": facts.notes,
            "extra": facts.extra or None,
        }

    @staticmethod
    def _decision_values(facts: RowFacts) -> Values:
        return {
            "kind": DecisionKind.REFUSE,
            "decided_on": facts.decided_on,
            "reason_code": codes.refused_because(facts.reason_words) if facts.reason_words else None,
            "reason": facts.reason_words,
            "assessment": facts.assessment,
            "notes": facts.notes,
            "extra": facts.extra or None,
        }
