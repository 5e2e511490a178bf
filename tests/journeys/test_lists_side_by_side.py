"""Several contracts beside each other in one row: taken as contracts when it is certain, else asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from list_making import NOW, bring_in, outcomes, records, rows_of, workbook
from sqlalchemy import select

from bokart_desk.domain.codes import Protection
from bokart_desk.importing.choices import Overrides, SheetChoices
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.plan import FilePlan
from bokart_desk.importing.problems import Problem
from bokart_desk.services.doing import By
from bokart_desk.services.editing import change, create
from bokart_desk.services.households import set_protection
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo_import import take_back
from bokart_desk.storage import schema
from bokart_desk.storage.engine import reading

NUMBERED = ["Adresse", "Leietaker", "Husleie", "Kontrakt 1 fra", "Kontrakt 1 til", "Kontrakt 2 fra", "Kontrakt 2 til"]
SELAM = ["Storgata 1", "Selam Tesfay", 8500, "01.09.2020", "31.08.2023", "01.09.2023", "31.08.2027"]
OLENA = ["Storgata 2", "Olena Melnyk", 9000, "01.02.2024", "31.01.2027", None, None]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW)
    yield opened
    opened.close()


def take(register: Register, folder: Path, headings: list[Any], *rows: list[Any], **said: Any) -> FilePlan:
    path = workbook(folder / "Liste.xlsx", {"Liste": [headings, *rows]})
    choices = {("Liste", 1): SheetChoices(**said)} if said else {}
    return bring_in(register, path, overrides=Overrides(sheets=choices))


def links_of(register: Register) -> list[int]:
    """The rows that contracts came from."""
    links = schema.source_link.c
    with reading(register.engine) as connection:
        return list(connection.execute(select(links.source_row_id).where(links.kind == "contract")).scalars())


def spans(register: Register) -> list[tuple[date, date | None, int | None]]:
    found = [(one["start_date"], one["end_date"], one["monthly_rent"]) for one in records(register, "contract")]
    return sorted((start, end, int(rent) if rent is not None else None) for start, end, rent in found)


@pytest.mark.parametrize(
    "headings",
    [
        NUMBERED,
        ["Adresse", "Leietaker", "Husleie", "Fra", "Til", "Fra 2", "Til 2"],
        ["Adresse", "Leietaker", "Husleie", "Fra", "Til", "Kontrakt 2 fra", "Kontrakt 2 til"],
        ["Adresse", "Leietaker", "Husleie", "Fra", "Til", "Forlenget fra", "Forlenget til"],
        ["Adresse", "Leietaker", "Husleie", "1. kontrakt fra", "1. kontrakt til", "2. kontrakt fra", "2. kontrakt til"],
    ],
)
def test_numbered_contracts_are_all_taken(register: Register, tmp_path: Path, headings: list[Any]) -> None:
    plan = take(register, tmp_path, headings, SELAM, OLENA)
    assert outcomes(plan) == [Outcome.NEW, Outcome.NEW]
    assert spans(register) == [
        (date(2020, 9, 1), date(2023, 8, 31), None),
        (date(2023, 9, 1), date(2027, 8, 31), 8500),
        (date(2024, 2, 1), date(2027, 1, 31), 9000),
    ]
    first, second, _other = records(register, "contract")
    assert second["renews_contract_id"] == first["id"]
    assert len(records(register, "household")) == 2
    assert [unit["monthly_rent"] for unit in records(register, "unit")] == [8500, 9000]


def test_headings_in_two_rows_and_a_rent_for_each(register: Register, tmp_path: Path) -> None:
    above = [None, None, "Kontrakt 1", None, None, "Kontrakt 2", None, None]
    below = ["Adresse", "Leietaker", "Fra", "Til", "Leie", "Fra", "Til", "Leie"]
    row = ["Storgata 1", "Selam Tesfay", "01.09.2020", "31.08.2023", 7000, "31.08.2023", "31.08.2027", 8000]
    path = workbook(tmp_path / "Liste.xlsx", {"Liste": [above, below, row]}, merged=("C1:E1", "F1:H1"))
    plan = bring_in(register, path)
    assert spans(register) == [
        (date(2020, 9, 1), date(2023, 8, 30), 7000),
        (date(2023, 8, 31), date(2027, 8, 31), 8000),
    ]
    assert "slutte dagen før" in rows_of(plan)[0].warnings[0]


def test_the_same_list_again_brings_nothing_and_a_third_contract_is_added(register: Register, tmp_path: Path) -> None:
    take(register, tmp_path, NUMBERED, SELAM, OLENA)
    assert outcomes(take(register, tmp_path, NUMBERED, SELAM, OLENA)) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    longer = [*NUMBERED, "Kontrakt 3 fra", "Kontrakt 3 til"]
    third = ["01.09.2027", "31.08.2030"]
    plan = take(register, tmp_path, longer, [*SELAM, *third], [*OLENA, None, None])
    assert outcomes(plan) == [Outcome.NEW, Outcome.UNCHANGED]
    assert [start for start, _end, _rent in spans(register)] == [
        date(2020, 9, 1),
        date(2023, 9, 1),
        date(2024, 2, 1),
        date(2027, 9, 1),
    ]


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        (["01.09.2023", "31.08.2022"], Problem.END_BEFORE_START),
        (["01.09.2023", "snart"], Problem.NOT_UNDERSTOOD),
        (["01.09.2023", None], Problem.END_MISSING),
        (["01.09.2022", "31.08.2027"], Problem.OVERLAP),
    ],
)
def test_a_row_is_taken_whole_or_not_at_all(
    register: Register, tmp_path: Path, days: list[Any], problem: Problem
) -> None:
    rows = [["Storgata 1", "Selam Tesfay", 8500, "01.09.2020", "31.08.2023", *days]]
    rows += [
        [f"Storgata {n}", f"Olena Melnyk{n}", 9000, "01.02.2020", "31.01.2023", "01.02.2023", "31.01.2026"]
        for n in range(20, 32)
    ]
    plan = take(register, tmp_path, NUMBERED, *rows)
    assert rows_of(plan)[0].problem is problem
    assert len(records(register, "contract")) == 24


def test_a_second_contract_that_overlaps_a_known_one_takes_nothing_of_the_row(
    register: Register, tmp_path: Path
) -> None:
    known = ["Storgata 1", "Nour Haddad", 8000, "01.01.2021", "31.12.2021", None, None]
    plan = take(register, tmp_path, NUMBERED, known, SELAM, OLENA)
    assert outcomes(plan) == [Outcome.NEW, Outcome.CONFLICT, Outcome.NEW]
    assert len(records(register, "household")) == 2


def test_what_is_not_certain_is_asked_about(register: Register, tmp_path: Path) -> None:
    headings = ["Adresse", "Leietaker", "Husleie", "Fra", "Til", "Fra", "Til"]
    plan = take(register, tmp_path, headings, SELAM, OLENA)
    guess = plan.sheets[0].guesses.further
    assert guess is not None
    assert (guess.value, guess.asked) == ("notes", True)
    assert "kan være en kontrakt til" in rows_of(plan)[0].warnings[0]
    assert rows_of(plan)[1].warnings == ()
    assert spans(register)[0] == (date(2020, 9, 1), date(2023, 8, 31), 8500)


def test_the_answer_takes_them(register: Register, tmp_path: Path) -> None:
    headings = ["Adresse", "Leietaker", "Husleie", "Fra", "Til", "Ny kontrakt fra", "Ny kontrakt til"]
    plan = take(register, tmp_path, headings, SELAM, OLENA, further=True)
    assert rows_of(plan)[0].warnings == ()
    assert len(spans(register)) == 3


def test_the_answer_leaves_them(register: Register, tmp_path: Path) -> None:
    plan = take(register, tmp_path, NUMBERED, SELAM, OLENA, further=False)
    assert len(spans(register)) == 2
    assert rows_of(plan)[0].warnings == ()
    assert records(register, "contract")[0]["extra"]["Kontrakt 2 fra"] == "01.09.2023"


TENANTS = ["Adresse", "Husleie", "Leietaker 1", "Fra 1", "Til 1", "Leietaker 2", "Fra 2", "Til 2"]
ONE_AFTER_THE_OTHER = [
    "Storgata 1", 8500, "Selam Tesfay", "01.09.2020", "31.08.2023", "Olena Melnyk", "01.09.2023", "31.08.2027",
]  # fmt: skip
ALONE = ["Storgata 2", 9000, "Nour Haddad", "01.02.2024", "31.01.2027", None, None, None]


@pytest.mark.parametrize(
    "headings",
    [
        TENANTS,
        ["Adresse", "Husleie", "Leietaker", "Fra", "Til", "Leietaker 2", "Fra 2", "Til 2"],
        ["Adresse", "Husleie", "Leietaker", "Fra", "Til", "Leietaker", "Fra", "Til"],
        ["Adresse", "Husleie", "Leietaker", "Fra", "Til", "Neste leietaker", "Neste fra", "Neste til"],
    ],
)
def test_each_tenant_with_days_of_his_own_gets_his_contract(
    register: Register, tmp_path: Path, headings: list[Any]
) -> None:
    plan = take(register, tmp_path, headings, ONE_AFTER_THE_OTHER, ALONE)
    assert outcomes(plan) == [Outcome.NEW, Outcome.NEW]
    assert [row.warnings for row in rows_of(plan)] == [(), ()]
    assert spans(register) == [
        (date(2020, 9, 1), date(2023, 8, 31), None),
        (date(2023, 9, 1), date(2027, 8, 31), 8500),
        (date(2024, 2, 1), date(2027, 1, 31), 9000),
    ]
    homes = {one["id"]: one["name"] for one in records(register, "household")}
    first, second, _other = records(register, "contract")
    assert (homes[first["household_id"]], homes[second["household_id"]]) == ("Selam Tesfay", "Olena Melnyk")
    assert first["unit_id"] == second["unit_id"]
    assert second["renews_contract_id"] is None
    assert first["extra"] is None
    assert len(records(register, "person")) == 3
    assert "Olena Melnyk · 01.09.2023 til 31.08.2027" in rows_of(plan)[0].summary
    rows = {row["id"]: row["row"] for row in records(register, "source_row")}
    assert sorted(rows[link] for link in links_of(register)) == [2, 2, 3]


def test_the_same_tenants_again_bring_nothing_and_a_third_is_added(register: Register, tmp_path: Path) -> None:
    take(register, tmp_path, TENANTS, ONE_AFTER_THE_OTHER, ALONE)
    assert outcomes(take(register, tmp_path, TENANTS, ONE_AFTER_THE_OTHER, ALONE)) == [Outcome.UNCHANGED] * 2
    longer = [*TENANTS, "Leietaker 3", "Fra 3", "Til 3"]
    third = ["Amina Hussein", "01.09.2027", "31.08.2030"]
    plan = take(register, tmp_path, longer, [*ONE_AFTER_THE_OTHER, *third], [*ALONE, None, None, None])
    assert outcomes(plan)[0] is Outcome.NEW
    assert len(records(register, "contract")) == 4
    assert len(records(register, "household")) == 4
    last = records(register, "import_batch")[-1]["id"]
    assert take_back(register, last, who="Kari", now=NOW).removed["contract"] == 1


def test_tenants_of_the_same_time_are_no_contracts_one_after_the_other(register: Register, tmp_path: Path) -> None:
    row = ["Storgata 1", 8500, "Selam Tesfay", "01.09.2020", "31.08.2023", "Olena Melnyk", "01.09.2020", "31.08.2023"]
    plan = take(register, tmp_path, TENANTS, row)
    assert len(spans(register)) == len(records(register, "person")) == 1
    assert "kontrakten til en annen leietaker" in rows_of(plan)[0].warnings[0]


def test_a_number_that_may_be_any_tenants_leaves_the_second_for_a_person(register: Register, tmp_path: Path) -> None:
    plan = take(register, tmp_path, [*TENANTS, "Telefon"], [*ONE_AFTER_THE_OTHER, "41234567"])
    assert len(spans(register)) == 1
    assert "kontrakten til en annen leietaker" in rows_of(plan)[0].warnings[0]


def test_a_row_whose_tenants_overlap_is_taken_whole_or_not_at_all(register: Register, tmp_path: Path) -> None:
    rows = [[f"Storgata {n}", *ONE_AFTER_THE_OTHER[1:2], f"Selam Tesfay{n}", *ONE_AFTER_THE_OTHER[3:5],
             f"Olena Melnyk{n}", *ONE_AFTER_THE_OTHER[6:]] for n in range(20, 32)]  # fmt: skip
    wrong = ["Storgata 1", 8500, "Ali Karimi", "01.09.2020", "31.08.2023", "Omar Said", "01.01.2022", "31.08.2027"]
    plan = take(register, tmp_path, TENANTS, wrong, *rows)
    assert rows_of(plan)[0].problem is Problem.OVERLAP
    assert len(records(register, "contract")) == 24


def test_a_remark_of_such_a_row_is_kept_with_the_unit(register: Register, tmp_path: Path) -> None:
    take(register, tmp_path, [*TENANTS, "Merknad"], [*ONE_AFTER_THE_OTHER, "betaler sent"])
    assert [one["notes"] for one in records(register, "contract")] == [None, None]
    assert [one["notes"] for one in records(register, "unit")] == ["betaler sent"]


def test_a_next_tenant_who_must_not_be_placed_keeps_the_whole_row_out(register: Register, tmp_path: Path) -> None:
    made = create(register, "household", {"name": "Olena Melnyk"}, by=By("Kari", NOW, NOW.date())).record
    assert made is not None
    olena = {"household_id": made, "given_name": "Olena", "family_name": "Melnyk", "main_person": True}
    create(register, "person", olena, by=By("Kari", NOW, NOW.date()))
    set_protection(register, made, Protection.STRICTLY_CONFIDENTIAL, by=By("Kari", NOW, NOW.date()))
    plan = take(register, tmp_path, TENANTS, ONE_AFTER_THE_OTHER, ALONE)
    assert rows_of(plan)[0].problem is Problem.STRICTLY_CONFIDENTIAL
    assert len(records(register, "contract")) == 1
    assert not [row for row in records(register, "source_row") if "Storgata 1" in row["cells"]]


def test_a_tenant_after_none_is_pointed_out_and_kept(register: Register, tmp_path: Path) -> None:
    vacant = ["Storgata 3", 7000, "LEDIG", None, None, "Omar Said", "01.01.2024", "31.12.2026"]
    twice = ["Storgata 4", 7000, "Ali Karimi", "01.01.2021", "31.12.2023", "Ali Karimi", "01.01.2024", "31.12.2026"]
    plan = take(register, tmp_path, TENANTS, vacant, twice, ONE_AFTER_THE_OTHER)
    assert "etter en som ikke er det" in rows_of(plan)[0].warnings[-1]
    assert "bare den første" in rows_of(plan)[1].warnings[-1]
    assert records(register, "unit")[0]["extra"]["Leietaker 2"] == "Omar Said"
    (ali,) = (one for one in records(register, "contract") if one["end_date"] == date(2023, 12, 31))
    assert ali["extra"] == {"Leietaker 2": "Ali Karimi", "Fra 2": "01.01.2024", "Til 2": "31.12.2026"}


def test_the_user_can_keep_the_next_tenants_as_notes(register: Register, tmp_path: Path) -> None:
    plan = take(register, tmp_path, TENANTS, ONE_AFTER_THE_OTHER, ALONE, further=False)
    assert len(spans(register)) == 2
    assert "kontrakten til en annen leietaker" in rows_of(plan)[0].warnings[0]


def test_taking_the_import_back_takes_all_its_contracts(register: Register, tmp_path: Path) -> None:
    take(register, tmp_path, NUMBERED, SELAM, OLENA)
    batch = records(register, "import_batch")[0]["id"]
    taken = take_back(register, batch, who="Kari", now=NOW)
    assert (taken.removed["contract"], taken.kept) == (3, ())
    assert records(register, "contract") == []


def test_both_contracts_know_the_row_they_came_from(register: Register, tmp_path: Path) -> None:
    take(register, tmp_path, NUMBERED, SELAM, OLENA)
    rows = {row["id"]: row["row"] for row in records(register, "source_row")}
    links = links_of(register)
    assert sorted(rows[link] for link in links) == [2, 2, 3]


def test_a_renewal_in_a_row_of_its_own_goes_with_what_it_renews(register: Register, tmp_path: Path) -> None:
    rows = [[*SELAM[:5]], [*SELAM[:3], "01.09.2023", "31.08.2027"], [*SELAM[:3], "01.09.2027", "31.08.2030"]]
    take(register, tmp_path, NUMBERED[:5], *rows)
    taken = take_back(register, records(register, "import_batch")[0]["id"], who="Kari", now=NOW)
    assert (taken.removed["contract"], taken.kept) == (3, ())


def test_what_a_contract_that_stays_renews_stays_too(register: Register, tmp_path: Path) -> None:
    take(register, tmp_path, NUMBERED, SELAM, OLENA)
    later = next(one for one in records(register, "contract") if one["renews_contract_id"] is not None)
    change(register, "contract", later["id"], {"notes": "Ringt"}, seen=later, by=By("Kari", NOW, NOW.date()))
    taken = take_back(register, records(register, "import_batch")[0]["id"], who="Kari", now=NOW)
    assert taken.removed["contract"] == 1
    assert {one["id"] for one in records(register, "contract")} == {later["id"], later["renews_contract_id"]}
