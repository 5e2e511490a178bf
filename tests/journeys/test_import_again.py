"""Importing twice, newer editions, rows in conflict, stopping and failing: nothing is lost, doubled or half done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import event, func, select

from bokart_desk.domain.codes import Protection, UnitStatus
from bokart_desk.importing.apply import Applied, apply_plan
from bokart_desk.importing.choices import Overrides, SheetChoices
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.plan import FilePlan, RowPlan, plan_file
from bokart_desk.importing.reading import ReadingCancelled
from bokart_desk.importing.rejects import write_rejects
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage import schema
from bokart_desk.storage.backup import list_backups
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.work import unit_of_work

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HEADER = [
    "Bolig nr",
    "Adresse",
    "H-nr",
    "Leietaker",
    "Innflytting",
    "Kontrakt utløper",
    "Husleie",
    "Merknad",
    "Nøkkelskap",
]
Row = list[Any]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register" / "register.db", now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def row(number: str, address: str, tenant: str, start: Any, end: Any, rent: Any = 8500, unit: str = "") -> Row:
    return [number, address, unit, tenant, start, end, rent, None, "A1"]


def save(folder: Path, *rows: Row, name: str = "liste.xlsx") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in [HEADER, *rows]:
        sheet.append(cells)
    book.save(folder / name)
    return folder / name


def bring_in(register: Register, path: Path, **choices: Any) -> tuple[FilePlan, Applied]:
    plan = plan_file(register, path, today=TODAY, **choices)
    return plan, apply_plan(register, plan, who="Kari", now=NOW)


def rows_of(plan: FilePlan) -> list[RowPlan]:
    return [one for sheet in plan.sheets for one in sheet.rows]


def outcomes(plan: FilePlan) -> list[Outcome]:
    return [one.outcome for one in rows_of(plan)]


def contracts(register: Register) -> list[dict[str, Any]]:
    with reading(register.engine) as connection:
        found = connection.execute(select(schema.contract).order_by(schema.contract.c.id))
        return [dict(one) for one in found.mappings()]


def counts(register: Register) -> dict[str, int]:
    with reading(register.engine) as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in schema.metadata.tables.items()
        }


WARSAME = row("K1", "Storgata 1", "Fatima Warsame", date(2024, 1, 1), date(2026, 12, 31))
HADDAD = row("K2", "Storgata 2", "Samuel Haddad", date(2025, 3, 1), date(2028, 2, 29))


def test_a_newer_edition_updates_what_changed_and_nothing_else(register: Register, folder: Path) -> None:
    bring_in(register, save(folder, WARSAME, HADDAD))
    longer = [*WARSAME[:5], date(2029, 12, 31), 9000, *WARSAME[7:]]
    plan, _applied = bring_in(register, save(folder, longer, HADDAD))
    assert outcomes(plan) == [Outcome.UPDATED, Outcome.UNCHANGED]
    first, second = contracts(register)
    assert (first["end_date"], first["monthly_rent"]) == (date(2029, 12, 31), Decimal(9000))
    assert second["end_date"] == date(2028, 2, 29)
    with reading(register.engine) as connection:
        changed = connection.execute(
            select(schema.history.c.before, schema.history.c.after).where(
                schema.history.c.kind == "contract", schema.history.c.action == "changed"
            )
        ).all()
    assert [tuple(one) for one in changed] == [
        ({"end_date": "2026-12-31", "monthly_rent": "8500"}, {"end_date": "2029-12-31", "monthly_rent": "9000"})
    ]


def test_what_was_corrected_by_hand_is_kept_when_the_same_row_comes_again(register: Register, folder: Path) -> None:
    path = save(folder, WARSAME)
    bring_in(register, path)
    with unit_of_work(register.engine, what="correct", who="Kari", at=NOW) as work:
        work.update(schema.contract, 1, {"monthly_rent": Decimal(7777)})
    plan, _applied = bring_in(register, path)
    assert outcomes(plan) == [Outcome.UNCHANGED]
    assert contracts(register)[0]["monthly_rent"] == Decimal(7777)


@pytest.mark.parametrize(
    ("choice", "outcome", "rent", "number"),
    [
        (OnDuplicate.UPDATE, Outcome.UPDATED, Decimal(9000), "K1"),
        (OnDuplicate.FILL, Outcome.UPDATED, Decimal(8500), "K1"),
        (OnDuplicate.SKIP, Outcome.DUPLICATE, Decimal(8500), None),
    ],
)
def test_the_choice_for_rows_already_there_is_kept_to(
    register: Register, folder: Path, choice: OnDuplicate, outcome: Outcome, rent: Decimal, number: str | None
) -> None:
    bring_in(register, save(folder, [None, *WARSAME[1:]]))
    plan, _applied = bring_in(register, save(folder, [*WARSAME[:6], 9000, *WARSAME[7:]]), on_duplicate=choice)
    assert outcomes(plan) == [outcome]
    assert contracts(register)[0]["monthly_rent"] == rent
    with reading(register.engine) as connection:
        assert connection.execute(select(schema.dwelling.c.number)).scalar_one() == number


def test_an_indefinite_tenancy_in_a_newer_edition_takes_the_end_away(register: Register, folder: Path) -> None:
    bring_in(register, save(folder, WARSAME))
    bring_in(register, save(folder, [*WARSAME[:5], "tidsubestemt", *WARSAME[6:]]))
    assert (contracts(register)[0]["indefinite"], contracts(register)[0]["end_date"]) == (True, None)


def test_a_following_contract_of_the_same_household_is_a_renewal(register: Register, folder: Path) -> None:
    again = [*WARSAME[:4], date(2027, 1, 1), date(2029, 12, 31), *WARSAME[6:]]
    plan, _applied = bring_in(register, save(folder, WARSAME, again))
    assert outcomes(plan) == [Outcome.NEW, Outcome.NEW]
    first, second = contracts(register)
    assert second["renews_contract_id"] == first["id"]
    assert second["household_id"] == first["household_id"]


@pytest.mark.parametrize(
    ("bad", "outcome", "field"),
    [
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), None), Outcome.CONFLICT, "end"),
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), "31.02.2027"), Outcome.INVALID, "end"),
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), date(2023, 12, 31)), Outcome.INVALID, "end"),
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), date(2055, 1, 1)), Outcome.INVALID, "end"),
        (row("K3", "Storgata 3", "Ali Omar", date(1950, 1, 1), date(2027, 1, 1)), Outcome.INVALID, "start"),
        (row("K3", "Storgata 3", "Ali Omar", None, date(2027, 1, 1)), Outcome.INVALID, "start"),
        (row("", "", "Ali Omar", date(2024, 1, 1), date(2027, 1, 1)), Outcome.INVALID, "address"),
        (row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), TODAY, "dyrt"), Outcome.INVALID, "monthly_rent"),
        (row("K1", "Storgata 1", "Ali Omar", date(2026, 12, 31), date(2029, 1, 1)), Outcome.CONFLICT, "start"),
        (WARSAME, Outcome.DUPLICATE, None),
        ([*WARSAME[:7], "Ny lås", "A1"], Outcome.CONFLICT, "start"),
        ([*WARSAME[:8], "A2"], Outcome.DUPLICATE, None),
        (row("K1", "Storgata 1", "LEDIG", None, None), Outcome.CONFLICT, "tenant"),
        (row("K3", "Storgata 3", "Passiv", date(2024, 1, 1), date(2027, 1, 1)), Outcome.SKIPPED, "tenant"),
    ],
    ids=[
        "no end", "31 February", "end before start", "over 30 years", "over 60 years ago", "no start", "no dwelling",
        "rent in words", "overlap", "the same row", "the same contract otherwise", "the same contract again",
        "vacant but let", "no household",
    ],
)  # fmt: skip
def test_a_row_that_makes_no_sense_changes_nothing_and_says_why(
    register: Register, folder: Path, bad: Row, outcome: Outcome, field: str | None
) -> None:
    plan, applied = bring_in(register, save(folder, WARSAME, bad, HADDAD))
    assert outcomes(plan) == [Outcome.NEW, outcome, Outcome.NEW]
    refused = rows_of(plan)[1]
    assert refused.field == field
    assert refused.reason
    assert len(contracts(register)) == 2
    assert counts(register)["dwelling"] == 2
    assert counts(register)["household"] == 2
    assert applied.totals[outcome] == 1
    assert check_register(register.engine).ok


def test_a_sheet_for_each_year_brings_every_contract_once_as_the_newest_has_it(
    register: Register, folder: Path
) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for year, rent in (("2024", 8000), ("2025", 8000), ("2026", 8400)):
        sheet = book.create_sheet(year)
        for cells in [HEADER, [*WARSAME[:6], rent, *WARSAME[7:]], HADDAD]:
            sheet.append(cells)
    book.save(folder / "år.xlsx")
    plan, _applied = bring_in(register, folder / "år.xlsx")
    assert outcomes(plan) == [
        Outcome.NEW, Outcome.NEW, Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.UPDATED, Outcome.UNCHANGED,
    ]  # fmt: skip
    assert [one["monthly_rent"] for one in contracts(register)] == [Decimal(8400), Decimal(8500)]


def test_rejected_rows_go_to_a_workbook_that_can_be_corrected_and_imported(register: Register, folder: Path) -> None:
    bad = row("K3", "Storgata 3", "Ali Omar", date(2024, 1, 1), "31.02.2027")
    formula = row("K4", "Storgata 4", "Eva Ek", date(2024, 1, 1), None)
    formula[7] = "=HYPERLINK(1)"
    plan, _applied = bring_in(register, save(folder, WARSAME, bad, formula))
    path = write_rejects(plan, folder / "avvist")
    assert path is not None
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:-1] == HEADER
    assert sheet["E2"].value.date() == date(2024, 1, 1)
    assert sheet["F2"].value == "31.02.2027"
    assert "31.02.2027" in sheet["J2"].value
    assert sheet["F2"].fill.fill_type == "solid"
    sheet["F2"].value = "28.02.2027"
    sheet["F3"].value = "tidsubestemt"
    book.save(path)
    again, _applied = bring_in(register, path)
    assert outcomes(again) == [Outcome.NEW, Outcome.NEW]
    assert len(contracts(register)) == 3


def test_nothing_rejected_means_no_workbook(register: Register, folder: Path) -> None:
    plan, _applied = bring_in(register, save(folder, WARSAME))
    assert write_rejects(plan, folder / "avvist") is None
    assert not (folder / "avvist").exists()


def test_a_backup_is_taken_before_and_none_when_nothing_changes(register: Register, folder: Path) -> None:
    path = save(folder, WARSAME)
    _plan, applied = bring_in(register, path)
    assert applied.backup is not None
    assert applied.backup.is_file()
    before = len(list_backups(register.backups))
    bring_in(register, path)
    assert len(list_backups(register.backups)) == before


def test_stopping_leaves_the_register_as_it_was(register: Register, folder: Path) -> None:
    plan = plan_file(register, save(folder, WARSAME, HADDAD), today=TODAY)
    before = counts(register)
    asked = iter([False, False, False, True])
    with pytest.raises(ReadingCancelled):
        apply_plan(register, plan, who="Kari", now=NOW, cancelled=lambda: next(asked))
    assert counts(register) == before
    apply_plan(register, plan, who="Kari", now=NOW)
    assert len(contracts(register)) == 2


def test_a_failure_half_way_leaves_the_register_as_it_was(register: Register, folder: Path) -> None:
    plan = plan_file(register, save(folder, WARSAME, HADDAD), today=TODAY)
    before = counts(register)

    def fail(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "INSERT INTO source_row" in statement:
            raise RuntimeError("the power went")

    event.listen(register.engine, "before_cursor_execute", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        apply_plan(register, plan, who="Kari", now=NOW)
    event.remove(register.engine, "before_cursor_execute", fail)
    assert counts(register) == before
    assert check_register(register.engine).ok


def test_a_plan_made_before_somebody_else_wrote_is_made_anew(register: Register, folder: Path) -> None:
    early = plan_file(register, save(folder, WARSAME, HADDAD), today=TODAY)
    bring_in(register, save(folder, WARSAME, name="annen.xlsx"))
    applied = apply_plan(register, early, who="Kari", now=NOW)
    assert applied.totals[Outcome.NEW] == 1
    assert applied.totals[Outcome.UNCHANGED] == 1
    assert len(contracts(register)) == 2


def test_columns_without_a_field_stay_with_the_record(register: Register, folder: Path) -> None:
    bring_in(register, save(folder, WARSAME))
    assert contracts(register)[0]["extra"] == {"Nøkkelskap": "A1"}


def test_a_column_can_be_given_another_meaning(register: Register, folder: Path) -> None:
    path = save(folder, WARSAME)
    sheet = load_workbook(path).active
    assert sheet is not None
    overrides = Overrides({(sheet.title, 1): SheetChoices(columns={8: "contract_number", 6: None})})
    bring_in(register, path, overrides=overrides)
    contract = contracts(register)[0]
    assert contract["number"] == "A1"
    assert contract["monthly_rent"] is None
    assert contract["extra"] == {"Husleie": "8500"}


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


def test_a_unit_that_is_let_again_is_no_longer_vacant(register: Register, folder: Path) -> None:
    bring_in(register, save(folder, row("K1", "Storgata 1", "ledig fra 1.4.2026", None, None)))
    with reading(register.engine) as connection:
        unit = connection.execute(select(schema.unit)).mappings().one()
        assert (unit["status"], unit["vacant_from"]) == (UnitStatus.VACANT, date(2026, 4, 1))
    plan, _applied = bring_in(
        register, save(folder, row("K1", "Storgata 1", "Ali Omar", date(2026, 6, 1), date(2029, 5, 31)))
    )
    assert outcomes(plan) == [Outcome.NEW]
    with reading(register.engine) as connection:
        unit = connection.execute(select(schema.unit)).mappings().one()
    assert (unit["status"], unit["vacant_from"]) == (UnitStatus.IN_USE, None)


def test_the_same_duf_number_is_the_same_household_wherever_it_lives(register: Register, folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Adresse", "Leietaker", "DUF-nr", "Kontrakt fra", "Kontrakt til", "Husleie"])
    sheet.append(["Storgata 1", "Ali Omar", "201812345604", "01.01.2020", "31.12.2022", 8000])
    sheet.append(["Storgata 2", "Ali Omar Hassan", "201812345604", "01.01.2023", "31.12.2025", 8000])
    sheet.append(["Storgata 3", "Kari Nordmann", "201812345604", "01.01.2026", "31.12.2028", 8000])
    book.save(folder / "duf.xlsx")
    plan, _applied = bring_in(register, folder / "duf.xlsx")
    assert outcomes(plan) == [Outcome.NEW, Outcome.NEW, Outcome.CONFLICT]
    assert len({one["household_id"] for one in contracts(register)}) == 1
