"""Stages what a row would do, by the user's choice for rows that are in the register already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from bokart_desk.i18n import _, format_amount, format_date
from bokart_desk.importing.facts import Change
from bokart_desk.importing.fields import Field, field_label
from bokart_desk.importing.known import Known, Record
from bokart_desk.importing.operations import Staged, Values
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.problems import Problem
from bokart_desk.services.field_names import DERIVED, field_name


class NotTaken(Exception):
    """The row is not taken: its outcome, the field in question and the reason for people."""

    def __init__(self, outcome: Outcome, field: str | None, reason: str, problem: Problem | None = None) -> None:
        super().__init__(reason)
        self.outcome, self.field, self.reason, self.problem = outcome, field, reason, problem


class Recorder:
    """Stages new records and changes of known ones."""

    def __init__(self, known: Known, on_duplicate: OnDuplicate) -> None:
        self.known = known
        self._policy = on_duplicate

    def insert(self, staged: Staged, kind: str, values: Values) -> int:
        """Stage a new record and return its temporary id."""
        record_id = self.known.new_id()
        staged.inserts.append((kind, record_id, values))
        return record_id

    def change(self, staged: Staged, kind: str, record_id: int, stated: Values) -> None:
        """Stage what a list states otherwise than the register, as the choice for such rows says."""
        if not self.known.has(kind, record_id):
            return
        different = self.different(kind, record_id, stated)
        if not different:
            return
        current = self.known.get(kind, record_id)
        policy = staged.policy or self._policy
        taken = self._taken(policy, kind, different, current)
        changes = [
            Change(
                kind,
                name,
                self._named(name, current[name], staged),
                self._named(name, value, staged),
                name in taken,
            )
            for name, value in different.items()
        ]
        if record_id > 0:
            staged.changes += changes
        if taken:
            staged.updates.setdefault((kind, record_id), {}).update(taken)
        elif policy is OnDuplicate.SKIP:
            staged.differences += [_difference(one) for one in changes if one.field not in DERIVED]

    def _named(self, field: str, value: Any, staged: Staged) -> Any:
        """A landlord or consultant by name; any other value as it is."""
        kind = field.removesuffix("_id")
        if value is None or kind not in ("landlord", "consultant"):
            return value
        new = next((values for one, record, values in staged.inserts if (one, record) == (kind, value)), None)
        record = new or (self.known.get(kind, value) if self.known.has(kind, value) else None)
        return record["name"] if record is not None else None

    @staticmethod
    def _taken(policy: OnDuplicate, kind: str, different: Values, current: Record) -> Values:
        if policy is OnDuplicate.UPDATE:
            return different
        if policy is OnDuplicate.SKIP:
            return {}
        empty = {name: value for name, value in different.items() if current[name] in (None, "")}
        return {} if kind == "contract" and "end_date" in empty else empty

    def may_add(self, staged: Staged) -> bool:
        """Whether a known record may get what it lacks, by the choice for rows that are there already."""
        return (staged.policy or self._policy) is not OnDuplicate.SKIP

    def add_note(self, staged: Staged, kind: str, record_id: int, text: str | None) -> None:
        """Stage a remark that moves to the notes of a known record, after what stands there."""
        if not text or (staged.policy or self._policy) is OnDuplicate.SKIP or not self.known.has(kind, record_id):
            return
        held = staged.updates.get((kind, record_id), {}).get("notes") or self.known.get(kind, record_id).get("notes")
        if text not in (held or ""):
            notes = f"{held}\n{text}" if held else text
            staged.updates.setdefault((kind, record_id), {})["notes"] = notes

    def different(self, kind: str, record_id: int, stated: Values) -> Values:
        """Return what is stated otherwise than the record has it; what is not stated is no difference."""
        current = self.known.get(kind, record_id)
        different = {
            name: value
            for name, value in stated.items()
            if name in current and value != current[name] and (value is not None or name == "end_date")
        }
        if different.get("end_date", ...) is None and not stated.get("indefinite"):
            del different["end_date"]  # an end goes only when the list says that the tenancy is indefinite
        return different

    def outcome_for_known(self, staged: Staged) -> Outcome:
        """Return what became of a row whose record is known; raise NotTaken when its differences are skipped."""
        if staged.changes_records or any(kind in ("person", "contract") for kind, _id, _values in staged.inserts):
            return Outcome.UPDATED
        if staged.differences:
            raise NotTaken(
                Outcome.DUPLICATE,
                None,
                _("Already in the register, with other values: {differences}.").format(
                    differences="; ".join(staged.differences)
                ),
                Problem.OTHER_VALUES,
            )
        return Outcome.UNCHANGED


def _difference(change: Change) -> str:
    names = {
        "start_date": Field.START,
        "end_date": Field.END,
        "moved_out_on": Field.ACTUAL_END,
        "reason_code": Field.REASON,
    }
    known: Iterable[str] = [field.value for field in Field]
    field = names.get(change.field) or (Field(change.field) if change.field in known else None)
    label = field_label(field) if field else field_name(change.kind, change.field)
    return _("{field}: {before} → {after}").format(
        field=label, before=_shown(change.before), after=_shown(change.after)
    )


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, date):
        return format_date(value)
    return format_amount(value) if hasattr(value, "quantize") else str(value)
