"""Protected addresses in lists: marked, hidden and kept out, whichever list brings them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from small_lists import (
    NOW,
    WARSAME,
    bring_in,
    folder,
    outcomes,
    register,
    row,
    rows_of,
    save,
)
from sqlalchemy import select

from bokart_desk.domain.codes import Protection
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.rejects import write_rejects
from bokart_desk.services.register import Register
from bokart_desk.storage import schema
from bokart_desk.storage.engine import reading
from bokart_desk.storage.work import unit_of_work

__all__ = ["folder", "register"]


def test_a_strictly_confidential_address_is_kept_nowhere(register: Register, folder: Path) -> None:
    secret = row("K9", "Hemmeligveien 7", "Amal Omar", date(2024, 1, 1), date(2027, 12, 31))
    secret[7] = "STRENGT FORTROLIG adresse"
    plan, _applied = bring_in(register, save(folder, WARSAME, secret))
    assert outcomes(plan) == [Outcome.NEW, Outcome.CONFLICT]
    assert "Hemmelig" not in rows_of(plan)[1].summary
    register.close()
    for file in register.path.parent.rglob("*"):
        if file.is_file():
            assert b"Hemmeligveien" not in file.read_bytes()
    path = write_rejects(plan, folder / "avvist")
    assert path is not None
    assert "Hemmeligveien 7" not in [cell.value for one in load_workbook(path).active or [] for cell in one]


def test_a_strictly_confidential_mark_holds_for_all_rows_of_the_household(register: Register, folder: Path) -> None:
    before = row("K8", "Hemmeligveien 7", "Omar, Amal", date(2020, 1, 1), date(2023, 12, 31))
    secret = row("K9", "Hemmeligveien 9", "Amal Omar", date(2024, 1, 1), date(2027, 12, 31))
    secret[7] = "STRENGT FORTROLIG adresse"
    plan, _applied = bring_in(register, save(folder, before, WARSAME, secret))
    assert outcomes(plan) == [Outcome.CONFLICT, Outcome.NEW, Outcome.CONFLICT]
    register.close()
    for file in register.path.parent.rglob("*"):
        if file.is_file():
            assert b"Hemmeligveien" not in file.read_bytes()


def test_a_list_cannot_bring_in_the_address_of_a_household_the_register_hides(register: Register, folder: Path) -> None:
    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        keys = {"name_key": "amal omar", "name_sort": "omar amal"}
        hidden = {"case_number": "26/7", "name": "Amal Omar", "protection": Protection.STRICTLY_CONFIDENTIAL}
        household = work.insert(schema.household, {**keys, **hidden})
        work.insert(
            schema.person,
            {"household_id": household, "given_name": "Amal", "family_name": "Omar", "name_key": "amal omar"},
        )
    secret = row("K9", "Hemmeligveien 7", "Amal Omar", date(2024, 1, 1), date(2027, 12, 31))
    plan, _applied = bring_in(register, save(folder, secret, WARSAME))
    assert outcomes(plan) == [Outcome.CONFLICT, Outcome.NEW]
    register.close()
    for file in register.path.parent.rglob("*"):
        if file.is_file():
            assert b"Hemmeligveien" not in file.read_bytes()


def test_a_mark_that_comes_too_late_is_pointed_out(register: Register, folder: Path) -> None:
    known = row("K9", "Storgata 7", "Amal Omar", date(2024, 1, 1), date(2027, 12, 31))
    bring_in(register, save(folder, known))
    known[7] = "strengt fortrolig"
    plan, _applied = bring_in(register, save(folder, known))
    assert outcomes(plan) == [Outcome.CONFLICT]
    assert any("tas ut av registeret" in warning for warning in rows_of(plan)[0].warnings)


def test_a_confidential_address_comes_in_and_is_marked(register: Register, folder: Path) -> None:
    marked = [*WARSAME]
    marked[7] = "Fortrolig adresse"
    bring_in(register, save(folder, marked))
    with reading(register.engine) as connection:
        assert connection.execute(select(schema.household.c.protection)).scalar_one() == Protection.CONFIDENTIAL
        assert "storgata" not in connection.execute(select(schema.contract_listing.c.search_text)).scalar_one()
