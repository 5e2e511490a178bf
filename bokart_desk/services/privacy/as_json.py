"""An answer as one JSON document for programs; docs/innsyn-json.md tells its fields, which stay as they are."""

from __future__ import annotations

import json
from typing import Any

from bokart_desk.services.privacy.answer import AccessAnswer, HistoryFacts, RecordFacts, SourceFacts
from bokart_desk.services.privacy.naming import certainty_words
from bokart_desk.services.privacy.processing import AS_OF, points

FORMAT, VERSION = "bokart-access", 1


def as_document(answer: AccessAnswer) -> dict[str, Any]:
    """Return the answer as plain values."""
    about, sender = answer.about, answer.sender
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": answer.made_at.isoformat(),
        "made_by": answer.made_by,
        "register": answer.register_id,
        "municipality": {
            "name": sender.name,
            "number": sender.number,
            "office": sender.office,
            "contact": sender.contact,
        },
        "about": {
            "household": about.household_id,
            "person": about.person_id,
            "case_number": about.case_number,
            "name": about.name,
            "protection": about.protection.value,
        },
        "processing": {
            "as_of": AS_OF.isoformat(),
            **{
                point.key: {"title": point.title, "text": point.text, "to_confirm": point.confirm}
                for point in points(answer.retention)
            },
        },
        "records": _records(answer),
        "history": [_line(line) for line in answer.history],
        "sources": [_row(row) for row in answer.sources],
        "reading_log": [{"at": one.at.isoformat(), "who": one.who} for one in answer.readings],
        "mentions": [
            {"kind": one.kind, "id": one.record_id, "field": one.field, "label": one.label, "text": one.text}
            for one in answer.mentions
        ],
        "left_out": list(answer.left_out),
    }


def as_bytes(answer: AccessAnswer) -> bytes:
    """Return the document as a file holds it: UTF-8, the same bytes for the same answer."""
    return (json.dumps(as_document(answer), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _records(answer: AccessAnswer) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for record in answer.records:
        found.setdefault(record.kind, []).append(_record(record))
    return found


def _record(record: RecordFacts) -> dict[str, Any]:
    return {
        "id": record.id,
        "title": record.title,
        "values": {fact.field: fact.value for fact in record.facts},
        "words": {fact.field: {"label": fact.label, "text": fact.words} for fact in record.facts if fact.words},
        "not_shown": [fact.field for fact in record.facts if not fact.shown],
    }


def _line(line: HistoryFacts) -> dict[str, Any]:
    return {
        "at": line.at.isoformat(),
        "who": line.who,
        "job": line.job,
        "done": line.done,
        "kind": line.kind,
        "id": line.record_id,
        "record": line.record,
        "action": line.action,
        "file": line.file_name,
        "before": line.before,
        "after": line.after,
        "words": [{"label": one.name, "before": one.before, "after": one.after} for one in line.changes],
    }


def _row(row: SourceFacts) -> dict[str, Any]:
    return {
        "file": row.file_name,
        "sheet": row.sheet,
        "row": row.row,
        "imported_at": row.imported_at.isoformat(),
        "undone_at": row.undone_at.isoformat() if row.undone_at else None,
        "outcome": row.outcome,
        "field": row.field,
        "reason": row.reason,
        "certainty": row.certainty.value,
        "certainty_words": certainty_words(row.certainty),
        "cells": [{"heading": heading, "text": text} for heading, text in row.cells],
    }
