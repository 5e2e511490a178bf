"""What happened to a record: when, who, what, before and after, in words, and nothing that tells a protected place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bokart_desk.domain import codes
from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import N_, _, format_amount, format_date, format_number
from bokart_desk.services import labels
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.code_lists import labels_on
from bokart_desk.services.field_names import DERIVED, field_name
from bokart_desk.services.jobs import job_name, kind_name, record_title
from bokart_desk.services.register import Register
from bokart_desk.services.rules.protection import tells_address
from bokart_desk.storage.engine import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.history import RawLine

MOST_LINES = 200
_ACTIONS = {"created": N_("Registered"), "changed": N_("Changed"), "deleted": N_("Deleted")}
_CODES: dict[tuple[str, str], Any] = {
    ("household", "protection"): lambda value: code_label(codes.Protection(value)),
    ("household", "settlement_kind"): lambda value: code_label(codes.SettlementKind(value)),
    ("need", "kind"): lambda value: code_label(codes.NeedKind(value)),
    ("offer", "answer"): lambda value: code_label(codes.OfferAnswer(value)),
    ("decision", "kind"): lambda value: code_label(codes.DecisionKind(value)),
    ("decision", "appeal_outcome"): lambda value: code_label(codes.AppealOutcome(value)),
    ("follow_up", "kind"): lambda value: code_label(codes.FollowUpKind(value)),
    ("landlord", "kind"): lambda value: code_label(codes.LandlordKind(value)),
    ("review", "outcome"): labels.review_outcome_label,
    ("dwelling", "kind"): labels.dwelling_kind_label,
    ("dwelling", "disposal"): lambda value: labels.disposal_label(codes.Disposal(value)),
    ("unit", "status"): lambda value: labels.unit_status_label(codes.UnitStatus(value)),
}
_CODE_LISTS = {
    ("offer", "reason_code"): codes.CodeList.DECLINED_BECAUSE,
    ("decision", "reason_code"): codes.CodeList.REFUSED_BECAUSE,
    ("contract", "moved_out_to"): codes.CodeList.MOVED_OUT_TO,
}
_PLACES = frozenset({"unit_id", "dwelling_id", "offered_address", "extra", "address", "label"})
"""Fields that tell where somebody lives."""
_TELL_PLACES = frozenset({"dwelling", "unit", "head_lease", "landlord"})
_OPEN = Protection.NONE


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field held before and after, in words; empty for nothing.

    ``field``: its own name, empty where what it held is not told (rule 11).
    """

    name: str
    before: str
    after: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that was done to one record. ``what``: the job in words; ``record``: what people call the record.

    ``job`` is its code, ``work`` the number of the command it was part of.
    """

    at: datetime
    who: str
    what: str
    kind: str
    record_id: int
    record: str
    action: str
    changes: tuple[FieldChange, ...]
    job: str
    work: int


def history_of(
    register: Register, records: Mapping[str, Iterable[int]], *, most: int = MOST_LINES
) -> tuple[HistoryEntry, ...]:
    """Return what happened to these records (ids by kind), the newest first.

    Records that belonged to the same household or contract and are gone are told too. Of a protected household no
    place is told, nor a text that seems to hold an address; of a strictly confidential one no free text (rule 11).
    """
    from bokart_desk.storage.queries.history import households_of, read_lines  # noqa: PLC0415

    asked = {kind: list(ids) for kind, ids in records.items()}
    with reading(register.engine) as connection:
        lines = read_lines(connection, asked, most)
        teller = Teller(connection, households_of(connection, asked))
        return tuple(teller.entry(line) for line in lines)


class Teller:
    """Puts lines of history into words; names of records are looked up once. ``households``: whose case they tell."""

    def __init__(self, connection: Connection, households: set[int]) -> None:
        self._connection = connection
        self._households = households
        self._titles: dict[tuple[str, int], str] = {}
        self._reasons: dict[codes.CodeList, Mapping[str, str]] = {}
        self._protection: dict[int, Protection] = {}

    def entry(self, line: RawLine) -> HistoryEntry:
        """Return a line of history in words."""
        hidden = self.hidden(line)
        return HistoryEntry(
            line.at, line.who, self._what(line), line.kind, line.record_id, self._record(line), line.action,
            tuple(self._changes(line, hidden)), line.what, line.work,
        )  # fmt: skip

    def _what(self, line: RawLine) -> str:
        name = job_name(line.what)
        if line.what in ("edit", "create", "delete"):
            return _(_ACTIONS[line.action])
        if line.action == "created":
            return name
        return name if line.action == "changed" else _("{job}: deleted").format(job=name)

    def _record(self, line: RawLine) -> str:
        if line.kind in ("person", "consultant", "landlord", "priority_criterion"):
            name = self._title(line.kind, line.record_id) or _person_name(line.before or {})
            return _("{kind}: {name}").format(kind=kind_name(line.kind), name=name) if name else kind_name(line.kind)
        return kind_name(line.kind)

    def hidden(self, line: RawLine) -> Protection:
        """Return how what the line tells is protected; a place told in a case is as the household's is."""
        if line.household_id is not None:
            return self._protection_of(line.household_id)
        return max((self._protection_of(of) for of in self._households), key=list(Protection).index, default=_OPEN)

    def _protection_of(self, of: int) -> Protection:
        if of not in self._protection:
            from bokart_desk.storage.queries.people import protection_of  # noqa: PLC0415

            self._protection[of] = protection_of(self._connection, of)
        return self._protection[of]

    def _changes(self, line: RawLine, protection: Protection) -> Iterable[FieldChange]:
        before, after = line.before or {}, line.after or {}
        for name in dict.fromkeys([*before, *after]):
            if name in DERIVED or (line.action == "deleted" and (name == "household_id" or before.get(name) is None)):
                continue
            if hides(line.kind, name, protection, (before.get(name), after.get(name))):
                yield FieldChange(field_name(line.kind, name), _hidden_words(before, name), _hidden_words(after, name))
            else:
                was, became = (self.value(line.kind, name, held.get(name), protection) for held in (before, after))
                yield FieldChange(field_name(line.kind, name), was, became, name)

    def value(self, kind: str, name: str, value: Any, protection: Protection) -> str:
        """Return what a field holds (as history keeps it) in words."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if (kind, name) in _CODES:
            return str(_CODES[kind, name](value))
        if (kind, name) == ("municipality", "logo"):
            return _("a picture")
        if (kind, name) in _CODE_LISTS:
            return self._reason(_CODE_LISTS[kind, name], value)
        if name.endswith("_id"):
            return self.reference(name, value, protection)
        return _plain(kind, name, value)

    def _reason(self, code_list: codes.CodeList, code: str) -> str:
        if code_list not in self._reasons:
            self._reasons[code_list] = labels_on(self._connection, code_list)
        return labels.reason_label(code, self._reasons[code_list])

    def reference(self, name: str, value: Any, protection: Protection) -> str:
        """Return what people call the record that a field points at."""
        kind = "contract" if name == "renews_contract_id" else name.removesuffix("_id")
        if kind == "contract" and protection is not Protection.NONE:
            return kind_name(kind)
        return self._title(kind, int(value)) or _("a record that was deleted")

    def _title(self, kind: str, record_id: int) -> str:
        key = (kind, record_id)
        if key not in self._titles:
            from bokart_desk.storage.queries.titles import own_title  # noqa: PLC0415

            named = own_title(self._connection, kind, record_id)
            self._titles[key] = record_title(self._connection, kind, record_id) if named else ""
        return self._titles[key]


def hides(kind: str, name: str, protection: Protection, values: Iterable[Any]) -> bool:
    """Tell whether a field with these values, before and after, is not told of a case so protected (rule 11)."""
    from bokart_desk.storage.queries.case_texts import FREE_TEXTS  # noqa: PLC0415

    if protection is Protection.NONE:
        return False
    if name in _PLACES or kind in _TELL_PLACES:
        return True
    if name not in FREE_TEXTS.get(kind, ()):
        return False
    told = (value for value in values if isinstance(value, str))
    return protection is Protection.STRICTLY_CONFIDENTIAL or any(tells_address(text, frozenset()) for text in told)


def _hidden_words(values: Mapping[str, Any], name: str) -> str:
    return _("not shown") if values.get(name) is not None else ""


def _person_name(values: Mapping[str, Any]) -> str:
    return f"{values.get('given_name') or ''} {values.get('family_name') or ''}".strip() or str(
        values.get("name") or ""
    )


def _plain(kind: str, name: str, value: Any) -> str:
    from bokart_desk.storage.queries.history import column_kind  # noqa: PLC0415

    held = column_kind(kind, name)
    if held == "date":
        return format_date(date.fromisoformat(value))
    if held == "amount":
        return format_amount(Decimal(value))
    if held == "number":
        return format_number(value)
    if held == "flag":
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(f"{key}: {text}" for key, text in value.items())
    return _("changed") if held == "bytes" else str(value)
