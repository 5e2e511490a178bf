"""Whole lists as plain values with the names that scripts rely on: what ``list … --json`` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bokart_desk.domain.codes import DecisionKind, Disposal, OfferAnswer, UnitStatus
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.rows import DueItem, RefusalRow, UnitRow
from bokart_desk.domain.text_keys import search_key
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import lists as queries
from bokart_desk.storage.queries.answers import BY_HOUSEHOLD, BY_MUNICIPALITY, declined_and_refused
from bokart_desk.storage.queries.imports import read_batches
from bokart_desk.storage.queries.lists import ContractListed
from bokart_desk.storage.queries.search_terms import terms_of
from bokart_desk.storage.queries.units import all_units

Record = dict[str, Any]
OPEN = "open"
LET = "let"
HOUSED, NOT_HOUSED = "housed", "not_housed"
DONE, UNDONE = "done", "undone"

STATUSES: dict[str, tuple[str, ...]] = {
    "dwellings": tuple(Disposal),
    "units": (LET, *UnitStatus),
    "households": (HOUSED, NOT_HOUSED),
    "contracts": (OPEN, *ContractStatus),
    "offers": tuple(OfferAnswer),
    "decisions": tuple(DecisionKind),
    "refusals": (BY_HOUSEHOLD, BY_MUNICIPALITY),
    "imports": (DONE, UNDONE),
}
"""The lists there are, and what each can be narrowed to."""


def records(register: Register, kind: str, today: date, *, search: str = "", status: str | None = None) -> list[Record]:
    """Return a list of ``STATUSES``; ``search`` finds what holds every word, whatever case and marks it is in."""
    with reading(register.engine) as connection:
        if kind == "contracts":
            found = [
                contract_record(one, today) for one in queries.contracts_listed(connection, today, terms_of(search))
            ]
            return [record for record in found if _has(record, status)]
        read: Callable[[], Iterable[Record]] = {
            "dwellings": lambda: map(_dwelling, queries.dwellings(connection, today)),
            "units": lambda: map(unit_record, all_units(connection, today)),
            "households": lambda: map(_household, queries.households(connection, today)),
            "offers": lambda: map(_plain, queries.offers(connection)),
            "decisions": lambda: map(_plain, queries.decisions(connection)),
            "refusals": lambda: map(_refusal, declined_and_refused(connection)),
            "imports": lambda: map(_import, read_batches(connection)),
        }[kind]
        words = search_key(search).split()
        return [record for record in read() if _has(record, status, _STATUS_FIELD[kind]) and _holds(record, words)]


_STATUS_FIELD = {
    "dwellings": "disposal",
    "units": "status",
    "households": "status",
    "offers": "answer",
    "decisions": "kind",
    "refusals": "by",
    "imports": "status",
}


def _has(record: Record, status: str | None, field: str = "status") -> bool:
    if status is None:
        return True
    if status == OPEN:
        return bool(record[field] != ContractStatus.ENDED)
    return bool(record[field] == status)


def _holds(record: Record, words: list[str]) -> bool:
    if not words:
        return True
    text = search_key(" ".join(str(value) for value in record.values() if isinstance(value, str)))
    return all(word in text for word in words)


def contract_record(listed: ContractListed, today: date) -> Record:
    """Return a contract; of a protected household no address, unit or dwelling number (rule 11)."""
    row = listed.row
    return {
        "id": row.id,
        "household": row.household,
        "case_number": row.case_number,
        "given_name": listed.given_name,
        "family_name": listed.family_name,
        "dwelling": row.dwelling_number or None,
        "address": row.address or None,
        "unit": row.unit or None,
        "start": row.start.isoformat(),
        "end": _iso(row.end),
        "indefinite": row.end is None,
        "monthly_rent": number(row.monthly_rent),
        "disposal": row.disposal.value,
        "status": row.status(today).value,
        "moved_out": _iso(row.moved_out_on),
        "source": _source(listed.source),
    }


def _source(source: tuple[str, str, int] | None) -> Record | None:
    return dict(zip(("file", "sheet", "row"), source, strict=True)) if source is not None else None


def unit_record(row: UnitRow) -> Record:
    """Return a unit; its status is "let" when a contract runs."""
    return {
        "id": row.id,
        "dwelling": row.dwelling_number or None,
        "address": row.address,
        "unit": row.unit or None,
        "kind": row.kind,
        "bedrooms": row.bedrooms,
        "area_m2": row.area_m2,
        "monthly_rent": number(row.monthly_rent),
        "disposal": row.disposal.value,
        "status": LET if row.let else row.status.value,
        "vacant_since": _iso(row.vacant_since),
    }


def due_record(item: DueItem) -> Record:
    """Return something that is due."""
    return {
        "kind": item.kind.value,
        "due": item.due.isoformat(),
        "days": item.days,
        "contract": item.contract_id,
        "household": item.household or None,
        "address": item.address or None,
        "unit": item.unit or None,
        "message": item.message,
    }


def _dwelling(row: Any) -> Record:
    return _plain(row) | {"let": int(row.let)}


def _household(row: Any) -> Record:
    record = _plain(row)
    record["status"] = HOUSED if record.pop("housed") else NOT_HOUSED
    return record


def _refusal(row: RefusalRow) -> Record:
    return {
        "id": row.id,
        "by": row.by,
        "date": _iso(row.day),
        "household": row.household,
        "case_number": row.case_number,
        "address": row.address or None,
        "reason_code": row.reason_code,
        "reason": row.reason,
    }


def _import(values: tuple[Any, ...]) -> Record:
    record, name, at, totals, undone = values
    return {
        "id": record,
        "file": name,
        "imported_at": at.isoformat(),
        "status": DONE if undone is None else UNDONE,
        "undone_at": undone.isoformat() if undone is not None else None,
        "totals": totals,
    }


def _plain(row: Any) -> Record:
    values: Mapping[str, Any] = row._mapping
    return {name: plain_value(value) for name, value in values.items()}


def plain_value(value: Any) -> Any:
    """Return a value as JSON holds it: dates in ISO form, amounts as numbers."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def number(value: Decimal | None) -> float | int | None:
    """Return an amount as a number: whole ones without decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
