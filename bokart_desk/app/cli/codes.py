"""Words for the codes in a printed list; scripts get the codes themselves."""

from __future__ import annotations

from bokart_desk.domain.codes import DecisionKind, Disposal, DwellingKind, OfferAnswer, UnitStatus
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.i18n import N_, _
from bokart_desk.services import labels, lists

_ANSWERS = {
    OfferAnswer.PENDING: N_("Waiting for an answer"),
    OfferAnswer.ACCEPTED: N_("Accepted"),
    OfferAnswer.DECLINED: N_("Declined"),
    OfferAnswer.NO_ANSWER: N_("No answer"),
    OfferAnswer.WITHDRAWN: N_("Withdrawn by the municipality"),
}
_DECISIONS = {
    DecisionKind.GRANT: N_("Granted"),
    DecisionKind.REFUSE: N_("Refused"),
    DecisionKind.EXTEND: N_("Extended"),
    DecisionKind.NOT_EXTEND: N_("Not extended"),
}
_OTHERS = {
    lists.HOUSED: N_("Housed"),
    lists.NOT_HOUSED: N_("Not housed"),
    lists.DONE: N_("Imported"),
    lists.UNDONE: N_("Taken back"),
    "household": N_("The household"),
    "municipality": N_("The municipality"),
}


def code_label(name: str, value: str) -> str:
    """Return the words of a code in the field ``name``; values of other fields as they are."""
    if name == "disposal":
        return labels.disposal_label(Disposal(value))
    if name == "answer":
        return _(_ANSWERS[OfferAnswer(value)])
    if name == "by":
        return _(_OTHERS[value])
    if name == "kind":
        return _(_DECISIONS[DecisionKind(value)]) if value in set(DecisionKind) else _kind(value)
    return _status(value) if name == "status" else value


def _kind(value: str) -> str:
    return labels.dwelling_kind_label(DwellingKind(value)) if value in set(DwellingKind) else value


def _status(value: str) -> str:
    if value in set(ContractStatus):
        return labels.status_label(ContractStatus(value))
    if value == lists.LET:
        return labels.unit_status_label(UnitStatus.IN_USE, let=True)
    if value in set(UnitStatus):
        return labels.unit_status_label(UnitStatus(value))
    return _(_OTHERS[value])
