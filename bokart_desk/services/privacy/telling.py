"""Puts records and history into words for the one they are about: own places are told, other people are not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import N_, _, format_date, format_moment
from bokart_desk.services.field_names import field_name
from bokart_desk.services.history import FieldChange, Teller
from bokart_desk.services.jobs import kind_name
from bokart_desk.services.lists import plain_value
from bokart_desk.services.privacy.answer import Fact, HistoryFacts
from bokart_desk.services.privacy.others import Others
from bokart_desk.services.rules.protection import tells_address

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.about import KeptLine, Scope
    from bokart_desk.storage.queries.history import RawLine

_KEYS = {
    "id": N_("Number in the register"),
    "name_key": N_("Search key of the name"),
    "name_sort": N_("Sort key of the name"),
    "household_sort": N_("Sort key of the name"),
    "place_sort": N_("Sort key of the place"),
    "search_text": N_("Text that searches look in"),
    "last_day": N_("Sort key of the last day"),
    "start_date": N_("Sort key of the first day"),
    "rent": N_("Sort key of the rent"),
    "open": N_("Still running"),
    "at": N_("When"),
    "who": N_("Who"),
    "what": N_("What"),
    "why": N_("Why"),
    "reference": N_("Reference"),
    "archive_name": N_("Name of the archive file"),
    "archive_sha256": N_("Checksum of the archive file"),
    "records": N_("Records"),
    "source_rows": N_("Rows of lists"),
    "last_backup_gone": N_("No backup holds it from"),
    "cleaned_at": N_("Cleaned"),
    "need_id": N_("Application"),
    "source rows": N_("Rows of lists"),
}
_DERIVED_TABLES = frozenset({"contract_listing", "erasure"})
_PLACES = frozenset({"unit_id", "dwelling_id", "offered_address", "extra", "place_sort", "search_text"})


def label_of(kind: str, name: str) -> str:
    """Return what a column is called to people."""
    if kind in _DERIVED_TABLES and name in _KEYS:
        return _(_KEYS[name])
    words = field_name(kind, name)
    return _(_KEYS[name]) if words == name and name in _KEYS else words


class OwnTeller:
    """Tells a case to the one it is about. Of a strictly confidential address nothing is told (rule 11).

    ``skipped`` counts what was not told for that reason.
    """

    def __init__(
        self, connection: Connection, scope: Scope, protection: Protection, others: Others, addresses: frozenset[str]
    ) -> None:
        strict = protection is Protection.STRICTLY_CONFIDENTIAL
        self._told = Protection.STRICTLY_CONFIDENTIAL if strict else Protection.NONE
        self._words = _CaseTeller(connection, scope, self._told)
        self._others = others
        self._addresses = addresses
        self.strict = strict
        self.skipped = 0

    def facts(self, kind: str, values: Mapping[str, Any]) -> tuple[Fact, ...]:
        """Return all columns of a record."""
        from bokart_desk.storage.work import as_json  # noqa: PLC0415

        plain = as_json(values)
        return tuple(self._fact(kind, name, value, plain[name]) for name, value in values.items())

    def text(self, text: str) -> str:
        """Return a text without other people."""
        return self._others.hide(text)

    def hides(self, text: str) -> bool:
        """Tell whether a text must not be told because it seems to hold a strictly confidential address."""
        found = self.strict and tells_address(text, self._addresses)
        self.skipped += found
        return found

    def line(self, line: KeptLine, file_name: str) -> HistoryFacts:
        """Return a line of history."""
        from bokart_desk.storage.queries.history import RawLine  # noqa: PLC0415

        entry = self._words.entry(
            RawLine(
                line.at, line.who, line.what, line.kind, line.record_id, line.action, line.before, line.after,
                line.work, None,
            )
        )  # fmt: skip
        hide = self._others.hide
        kept = [self._kept(line.kind, held, (line.before, line.after)) for held in (line.before, line.after)]
        changes = tuple(FieldChange(one.name, hide(one.before), hide(one.after)) for one in entry.changes)
        return HistoryFacts(
            line.at, line.who, line.what, entry.what, line.kind, line.record_id, hide(entry.record), line.action,
            kept[0], kept[1], changes, hide(file_name),
        )  # fmt: skip

    def _fact(self, kind: str, name: str, value: Any, plain: Any) -> Fact:
        label = label_of(kind, name)
        if value is not None and self.strict and self._is_place(name, value):
            self.skipped += 1
            return Fact(name, label, None, _("not shown"), shown=False)
        return Fact(
            name, label, self._others.hide_in(_json(value)), self._others.hide(self._in_words(kind, name, plain))
        )

    def _in_words(self, kind: str, name: str, plain: Any) -> str:
        if plain is None:
            return ""
        if isinstance(plain, list):
            return json.dumps(plain, ensure_ascii=False)
        if name in ("at", "cleaned_at"):
            return format_moment(datetime.fromisoformat(plain))
        if name == "last_backup_gone":
            return format_date(date.fromisoformat(plain))
        if name == "id":
            return str(plain)
        return self._words.value(kind, name, plain, self._told)

    def _is_place(self, name: str, value: Any) -> bool:
        return name in _PLACES or (isinstance(value, str) and tells_address(value, self._addresses))

    def _kept(
        self, kind: str, held: Mapping[str, Any] | None, sides: tuple[Mapping[str, Any] | None, ...]
    ) -> dict[str, Any] | None:
        from bokart_desk.services.history import hides  # noqa: PLC0415

        if held is None:
            return None
        told: dict[str, Any] = {}
        for name, value in held.items():
            both = [(side or {}).get(name) for side in sides]
            strictly = self.strict and value is not None and self._is_place(name, value)
            if value is not None and (strictly or hides(kind, name, self._told, both)):
                self.skipped += 1
                told[name] = None
            else:
                told[name] = self._others.hide_in(value)
        return told


class _CaseTeller(Teller):
    """Words of one case: other households are told as such, never by name."""

    def __init__(self, connection: Connection, scope: Scope, told: Protection) -> None:
        super().__init__(connection, set())
        self._scope, self._told = scope, told

    def hidden(self, line: RawLine) -> Protection:  # noqa: ARG002 - decided for the whole case
        return self._told

    def reference(self, name: str, value: Any, protection: Protection) -> str:
        if name == "household_id" and value not in self._scope.households:
            return _("another household")
        if name == "renews_contract_id" or name in ("contract_id", "need_id"):
            kind = "need" if name == "need_id" else "contract"
            strict = self._told is Protection.STRICTLY_CONFIDENTIAL
            return kind_name(kind) if strict else _("{kind} no. {number}").format(kind=kind_name(kind), number=value)
        return super().reference(name, value, protection)


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else plain_value(value)
