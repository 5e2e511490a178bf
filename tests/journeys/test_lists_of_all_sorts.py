"""Whatever a list holds: the register holds together, every row has an outcome, the same list again brings nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from list_making import NOW, TODAY

from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.choices import Overrides
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.plan import FilePlan, plan_workbook
from bokart_desk.importing.reading.sheets import Sheet, Workbook
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import reading

NAMES = ("Ali Rahimi", "Sara Haile", "Omar Noor", "Hiba Tesfay", "Ali og Sara Rahimi", "Noor, Omar / Haile, Sara")
PERSONS = (*NAMES, "Ali Rahimi\nSara Haile", "Omar Noor (f. 01.02.1990)", "LEDIG", "Passiv", "201812345604", "Ali")
DAYS = (date(2024, 8, 1), date(2027, 7, 31), date(2021, 8, 1), date(2024, 7, 31), "1.4.", "aug 2024", "tidsubestemt")
ANYTHING = (None, "", "-", "x", 5, 3.5, date(2024, 1, 1), "31.02.2024", "ja", "strengt fortrolig", True, "Sum", "=A1")
COLUMNS: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("Leietaker", "Navn", "Person 1", "Person 2", "Ektefelle", "Barn", "hovedsoker"), PERSONS),
    **dict.fromkeys(("Fra", "Til", "Kontrakt utgår", "Statusdato"), DAYS),
    **dict.fromkeys(("Født", "Født 2"), (date(1985, 1, 1), "01.02.90", "1990", "01.02.1990 / 03.04.1992")),
    **dict.fromkeys(("DUF-nr", "DUF-nr 2"), ("201812345604", "201912345606", "123", None)),
    **dict.fromkeys(("Fra dag", "Til dag"), (1, 31, None)),
    **dict.fromkeys(("Fra måned", "Til mnd"), (1, 8, "august", None)),
    **dict.fromkeys(("Fra år", "Til år"), (2024, 24, 2027, None)),
    **dict.fromkeys(("Jan", "Feb", "Mar", "Apr", "Mai", "Jun"), (*NAMES, 8000, None)),
    "H-nr": ("H0101", "H0102", "Rom 1", None),
    "Kontraktnr": ("K1", "K2", None),
    "Rolle": ("Hovedperson", "Barn", "Ektefelle", None),
    "Husleie": (8000, "8 500,-", None),
    "Periode": ("01.08.2024 - 31.07.2027", "1.4.-31.12.", None),
    "Status": ("UTLEID", "KLAR_FOR_INNFLYTTING", "VEDLIKEHOLD", None),
    "Bolig nr": ("1", "2", "-", None),
    "Antall personer": (1, 2, 3, None),
    "Etternavn": ("Rahimi", "Noor / Haile", None),
    "Fornavn": ("Ali", "Ali og Sara", None),
    "Merknad": ("Portkode 4711", "Kode 7", "Nymalt", None),
    "Utleier": ("Solvik kommune", "Per Vik", None),
}
SHEETS = ("2023", "2024", "2025", "Ark1", "Bofellesskap", "Private boliger")


def a_sheet(random: Random, name: str) -> Sheet:
    others = random.sample(sorted(COLUMNS), random.randint(2, 12))
    header = list(dict.fromkeys(["Adresse", random.choice(["Leietaker", "Navn", "Person 1"]), *others, "Fra", "Til"]))
    rows: list[list[Any]] = [[*header]]
    for _row in range(random.randint(1, 9)):
        told = [f"Storgata {random.randint(1, 3)}", *(random.choice(COLUMNS[name]) for name in header[1:])]
        rows.append([random.choice(ANYTHING) if random.random() < 0.05 else cell for cell in told])
    merged = []
    if len(rows) > 3 and random.random() < 0.4:
        top, column = random.randint(1, len(rows) - 2), random.randrange(len(header))
        merged.append((top, column, random.randint(top + 1, len(rows) - 1), column))
    return Sheet(name=name, rows=rows, merged=tuple(merged))


def looked_through(register: Register, book: Workbook, choice: OnDuplicate) -> FilePlan:
    with reading(register.engine) as connection:
        return plan_workbook(connection, book, today=TODAY, on_duplicate=choice, overrides=Overrides())


@settings(max_examples=25)
@given(st.integers(0, 10_000_000), st.sampled_from(OnDuplicate))
def test_nothing_in_a_list_breaks_the_register(seed: int, choice: OnDuplicate) -> None:
    random = Random(seed)
    sheets = [a_sheet(random, name) for name in random.sample(SHEETS, random.randint(1, 3))]
    with TemporaryDirectory() as folder:
        register = open_register(Path(folder) / "register.db", now=NOW)
        book = Workbook(Path(folder) / "liste.xlsx", "xlsx", sheets, "0" * 64, 1)
        for policy in (choice, OnDuplicate.UPDATE):
            plan = looked_through(register, book, policy)
            for sheet, planned in zip(sheets, plan.sheets, strict=True):
                filled = [number for number, row in enumerate(sheet.rows[1:], 2) if any(cell for cell in row)]
                assert [row.row for row in planned.rows] in (filled, [])
                assert all(row.reason for row in planned.rows if row.outcome.rejected)
            apply_plan(register, plan, who="Kari", now=NOW)
            assert check_register(register.engine).problems == []
        again = looked_through(register, book, OnDuplicate.UPDATE)
        assert again.totals[Outcome.NEW] == 0
        register.close()
