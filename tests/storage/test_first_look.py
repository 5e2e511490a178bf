"""The quick look at the start shows exactly what the opened register shows a moment later."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.text_keys import match_key, sort_key
from bokart_desk.services.municipality import Municipality, save_municipality
from bokart_desk.services.overview import overview
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage.first_look import STATEMENTS, first_look
from bokart_desk.storage.schema import contract, dwelling, household, unit
from bokart_desk.storage.work import unit_of_work
from tools.first_look import statements

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def any_register(path: Path, seed: int) -> Register:
    """A register with whatever may be in one: gone tenants, later contracts, notices, protected households."""
    opened = open_register(path, now=NOW)
    chance = random.Random(seed)
    with unit_of_work(opened.engine, what="test", who="test", at=NOW) as work:
        for number in range(60):
            address = f"Storgata {number}"
            home = work.insert(
                dwelling,
                {
                    "address": address,
                    "address_key": match_key(address),
                    "address_sort": sort_key(address),
                    "disposal": "municipal",
                    "number": str(number) if number % 3 else None,
                },
            )
            room = work.insert(
                unit,
                {
                    "dwelling_id": home,
                    "label": "",
                    "label_key": "",
                    "status": chance.choice(list(UnitStatus)).value,
                    "status_since": chance.choice([None, TODAY - timedelta(days=number)]),
                    "monthly_rent": chance.choice([None, Decimal(8500)]),
                },
            )
            start = TODAY - timedelta(days=chance.randrange(-200, 2000))
            for turn in range(chance.randrange(4)):
                name = f"Familie {number}-{turn}"
                lives = work.insert(
                    household,
                    {
                        "name": name,
                        "name_key": match_key(name),
                        "name_sort": sort_key(name),
                        "case_number": f"26/{number}-{turn}",
                        "protection": chance.choice(["none", "none", "confidential"]),
                    },
                )
                end = start + timedelta(days=chance.randrange(30, 1100)) if chance.random() < 0.8 else None
                moved = start + timedelta(days=chance.randrange(10, 1500)) if chance.random() < 0.4 else None
                notice = end + timedelta(days=chance.randrange(-30, 150)) if end and chance.random() < 0.3 else None
                work.insert(
                    contract,
                    {
                        "unit_id": room,
                        "household_id": lives,
                        "start_date": start,
                        "end_date": end,
                        "indefinite": end is None,
                        "moved_out_on": moved,
                        "vacate_notice_on": notice,
                        "monthly_rent": chance.choice([None, Decimal("7450.5")]),
                    },
                )
                start += timedelta(days=chance.randrange(50, 900))
    return opened


@pytest.mark.parametrize("seed", range(4))
def test_the_look_is_what_the_overview_says(tmp_path: Path, seed: int) -> None:
    register = any_register(tmp_path / "register.db", seed)
    save_municipality(register, Municipality(name="Solvik kommune", language="en"), who="Kari", now=NOW)
    for today in (TODAY, date(2025, 2, 28), date(2027, 5, 31)):
        look = first_look(register.path, today)
        assert look is not None
        whole = overview(register, today)
        without_due = replace(whole, due=(), due_count=0, due_by_kind={}, overdue_count=0)
        assert look.overview == without_due
        assert (look.name, look.language) == ("Solvik kommune", "en")
    register.close()


def test_the_statements_are_those_of_the_queries() -> None:
    assert STATEMENTS.read_text(encoding="utf-8") == statements(), "run: python -m tools.first_look"


def test_there_is_no_look_where_there_is_no_register(tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_bytes(b"Dear municipality" * 100)
    assert first_look(tmp_path / "none.db", TODAY) is None
    assert first_look(letter, TODAY) is None
    assert not (tmp_path / "none.db").exists()


def test_there_is_no_look_at_a_register_of_another_version(tmp_path: Path) -> None:
    register = open_register(tmp_path / "register.db", now=NOW)
    with register.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    register.close()
    assert first_look(register.path, TODAY) is None
