"""The lists of the demo come in whole: every contract, vacant unit, owner, refusal and problem row is right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import resources_folder
from bokart_desk.importing.apply import Applied, apply_plan
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.plan import FilePlan, plan_file
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage import schema
from bokart_desk.storage.engine import reading

EXPECTED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "expected_samples.json").read_text(encoding="utf-8")
)
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW)
    yield opened
    opened.close()


def bring_in(register: Register, name: str) -> tuple[FilePlan, Applied]:
    plan = plan_file(register, resources_folder() / "demo" / name, today=TODAY)
    return plan, apply_plan(register, plan, who="Kari", now=NOW)


def contracts_by_row(register: Register) -> dict[tuple[str, int], dict[str, Any]]:
    contract, unit, dwelling, person = schema.contract, schema.unit, schema.dwelling, schema.person
    statement = (
        select(
            schema.source_row.c.sheet,
            schema.source_row.c.row,
            dwelling.c.address,
            unit.c.label,
            person.c.given_name,
            person.c.family_name,
            contract.c.start_date,
            contract.c.end_date,
            contract.c.indefinite,
            contract.c.monthly_rent,
        )
        .join(schema.source_link, schema.source_link.c.source_row_id == schema.source_row.c.id)
        .join(contract, (schema.source_link.c.kind == "contract") & (contract.c.id == schema.source_link.c.record_id))
        .join(unit, unit.c.id == contract.c.unit_id)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .join(person, (person.c.household_id == contract.c.household_id) & person.c.main_person)
    )
    with reading(register.engine) as connection:
        return {(row.sheet, row.row): dict(row._mapping) for row in connection.execute(statement)}


@pytest.mark.parametrize("expected", EXPECTED, ids=[one["file"] for one in EXPECTED])
def test_every_contract_comes_in_with_its_own_values(register: Register, expected: dict[str, Any]) -> None:
    bring_in(register, expected["file"])
    found = contracts_by_row(register)
    assert len(found) == len(expected["contracts"])
    for contract in expected["contracts"]:
        row = found[(contract["sheet"], contract["row"])]
        assert (row["address"], row["label"] or None) == (contract["address"], contract["unit"])
        assert (row["given_name"], row["family_name"]) == (contract["given"], contract["family"])
        assert row["start_date"].isoformat() == contract["start"]
        assert (row["end_date"].isoformat() if row["end_date"] else None) == contract["end"]
        assert row["indefinite"] is contract["indefinite"]
        assert row["monthly_rent"] == Decimal(str(contract["rent"]))


@pytest.mark.parametrize("expected", EXPECTED, ids=[one["file"] for one in EXPECTED])
def test_vacant_units_and_problem_rows_are_those_of_the_list(register: Register, expected: dict[str, Any]) -> None:
    plan, applied = bring_in(register, expected["file"])
    vacant = {
        (sheet.name, row.row): (row.facts.address, row.facts.unit or None)
        for sheet in plan.sheets
        for row in sheet.rows
        if row.facts.vacant
    }
    assert vacant == {(one["sheet"], one["row"]): (one["address"], one["unit"]) for one in expected["vacant"]}
    problems = {(sheet.name, row.row) for sheet in plan.sheets for row in sheet.rows if row.outcome is not Outcome.NEW}
    assert problems == {(one["sheet"], one["row"]) for one in expected["problem_rows"]}
    assert sum(applied.totals.values()) == sum(len(sheet.rows) for sheet in plan.sheets)


def test_who_owns_each_dwelling_is_kept(register: Register) -> None:
    expected = next(one for one in EXPECTED if one.get("owners"))
    bring_in(register, expected["file"])
    statement = select(schema.dwelling.c.address, schema.unit.c.label, schema.dwelling.c.disposal).join(schema.unit)
    with reading(register.engine) as connection:
        found = {f"{address}|{label or None}": disposal for address, label, disposal in connection.execute(statement)}
    assert found == expected["owners"]


def test_declined_offers_and_refusals_keep_their_reasons(register: Register) -> None:
    expected = next(one for one in EXPECTED if one["refusals"])
    bring_in(register, expected["file"])
    offer, decision, person = schema.offer, schema.decision, schema.person
    offers = select(
        offer.c.offered_on, person.c.given_name, person.c.family_name, offer.c.offered_address, offer.c.reason
    ).join(person, person.c.household_id == offer.c.household_id)
    refusals = select(decision.c.decided_on, person.c.given_name, person.c.family_name, decision.c.reason).join(
        person, person.c.household_id == decision.c.household_id
    )
    with reading(register.engine) as connection:
        found = {("applicant", day.isoformat(), *rest) for day, *rest in connection.execute(offers)}
        found |= {
            ("municipality", day.isoformat(), given, family, None, reason)
            for day, given, family, reason in connection.execute(refusals)
        }
    wanted = {
        (one["by"], one["date"], one["given"], one["family"], one["address"], one["reason"])
        for one in expected["refusals"]
    }
    assert found == wanted


def test_the_same_lists_again_change_nothing(register: Register) -> None:
    for expected in EXPECTED:
        bring_in(register, expected["file"])
    before = contracts_by_row(register)
    for expected in EXPECTED:
        plan, applied = bring_in(register, expected["file"])
        assert not plan.changes_register
        assert applied.batch is None
        assert applied.totals[Outcome.NEW] == applied.totals[Outcome.UPDATED] == 0
    assert contracts_by_row(register) == before


def test_every_cell_of_every_row_stays_findable(register: Register) -> None:
    for expected in EXPECTED:
        plan, _applied = bring_in(register, expected["file"])
        with reading(register.engine) as connection:
            kept = {
                (sheet, row): cells
                for sheet, row, cells in connection.execute(
                    select(schema.source_row.c.sheet, schema.source_row.c.row, schema.source_row.c.cells)
                )
            }
        for sheet in plan.sheets:
            for row in sheet.rows:
                assert kept[(sheet.name, row.row)] == list(row.cells)


def test_a_name_is_found_whichever_part_stands_first(register: Register) -> None:
    for expected in EXPECTED:
        bring_in(register, expected["file"])
    with reading(register.engine) as connection:
        names = set(connection.execute(select(schema.household.c.name_key)).scalars())
    assert search_key("Selam Bondarenko") in names
    assert search_key("Bondarenko Selam") not in names
