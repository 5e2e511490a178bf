"""Writes bokart_desk/storage/first_look.sql: what the first screen asks, as SQL that needs no SQLAlchemy.

Loading SQLAlchemy takes longer than all else a start does. So the statements of the overview are written out here
once, from the queries themselves; a test fails when they are out of date. Run: python -m tools.first_look
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from unittest import mock

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import dialect

from bokart_desk.domain.terms import add_months, cliff_passed_until
from bokart_desk.storage.first_look import MONTHS, SHOWN, STATEMENTS
from bokart_desk.storage.queries import contracts, counts, imports, states, units
from bokart_desk.storage.queries.contract_rows import select_rows
from bokart_desk.storage.queries.search_terms import Terms
from bokart_desk.storage.revision import newest_revision
from bokart_desk.storage.schema import contract, dwelling, household, municipality, unit

_DAY = date(2001, 2, 3)
"""Stands for today in the statements until it is replaced by a placeholder; no other date looks like it."""
_LAST = add_months(_DAY.replace(day=1), MONTHS) - timedelta(days=1)


class _Recorder:
    """Takes a statement as a connection does, and answers that there is nothing."""

    def __init__(self) -> None:
        self.statement: Any = None

    def execute(self, statement: Any) -> Any:
        self.statement = statement
        answer = mock.MagicMock()
        answer.scalar_one.return_value = 0
        answer.scalar.return_value = None
        answer.scalars.return_value = iter(())
        return answer


def statements() -> str:
    """Return the text of the file."""
    going = states.not_ended(_DAY)
    past = contracts.Wanted(going & states.past_end(_DAY), Terms((), ()))
    asked = {
        "dwellings": _asked(counts.count_rows, dwelling),
        "units": _asked(counts.count_rows, unit),
        "households": _asked(counts.count_rows, household),
        "contracts": _asked(counts.count_rows, contract),
        "open_contracts": _asked(counts.count_listed, going),
        "indefinite": _asked(counts.count_listed, going, states.agreed_indefinite()),
        "became_indefinite": _asked(counts.count_listed, going, states.became_indefinite(_DAY)),
        "past_end_ids": _asked(contracts.find_ids, past, 0, SHOWN),
        "past_end": f"{_text(select_rows(_DAY))}\nWHERE contract.id IN (SELECT value FROM json_each(:ids))",
        "past_end_count": _asked(contracts.count, past),
        "ending_by_month": _asked(counts.ends_by_month, _DAY, _LAST),
        "vacant_units": _asked(units.vacant, _DAY, text="", disposal=None, offset=0, limit=SHOWN),
        "vacant_count": _asked(units.count_vacant, _DAY),
        "last_import": _asked(imports.last_import),
        "municipality": _text(select(municipality.c.name, municipality.c.language)),
    }
    parts = [f"-- revision {newest_revision()}; made by tools/first_look.py, do not edit\n"]
    parts += [f"-- {name}\n{text}\n" for name, text in asked.items()]
    return "\n".join(parts)


def _asked(query: Any, *values: Any, **named: Any) -> str:
    recorder = _Recorder()
    query(recorder, *values, **named)
    return _text(recorder.statement)


def _text(statement: Any) -> str:
    text = str(statement.compile(dialect=dialect(), compile_kwargs={"literal_binds": True}))
    for day, name in ((_DAY, ":today"), (cliff_passed_until(_DAY), ":cliff"), (_LAST, ":last")):
        text = text.replace(f"'{day.isoformat()}'", name)
    return "\n".join(line.rstrip() for line in text.splitlines())


if __name__ == "__main__":
    STATEMENTS.write_text(statements(), encoding="utf-8", newline="\n")
