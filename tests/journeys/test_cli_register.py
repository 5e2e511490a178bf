"""From lists to a register and back, all by the command line: what scripts read and what files are written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from register_builder import building
from sqlalchemy import select

from bokart_desk.app.cli.calling import this_call
from bokart_desk.app.main import main
from bokart_desk.storage import schema
from bokart_desk.storage.engine import reading
from bokart_desk.storage.work import unit_of_work

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"
HOUSES = DEMO / "Solvik kommune - boligliste.xlsx"
FDVU = DEMO / "FDVU kontrakter.csv"
ANSWERS = DEMO / "Takket nei og avslag.xls"
Ask = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.db"


@pytest.fixture
def ask(path: Path, capsys: pytest.CaptureFixture) -> Ask:
    """Run a command with --json and return what it prints, checking its exit code."""

    def asked(*words: object, code: int = 0) -> Any:
        assert main(["--register", str(path), *map(str, words), "--json"]) == code
        told = capsys.readouterr()
        return json.loads(told.out)

    return asked


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture) -> Ask:
    """Run a command and return what it prints, checking its exit code."""

    def ran(*words: object, code: int = 0) -> str:
        assert main(["--register", str(path), *map(str, words)]) == code
        told = capsys.readouterr()
        return told.out + told.err

    return ran


def write_list(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("Adresse;Leietaker;Kontrakt fra;Kontrakt til;Husleie", *rows)), encoding="utf-8")
    return path


def test_an_import_tells_what_became_of_every_row(ask: Ask) -> None:
    (told,) = ask("import", FDVU)
    assert set(told) >= {"file", "batch", "dry_run", "sheets", "totals"}
    assert (told["batch"], told["dry_run"]) == (1, False)
    (sheet,) = told["sheets"]
    assert sheet["kind"] == "contracts"
    assert sheet["header_row"] == 1
    assert sheet["columns"]["Leietaker"] == "tenant"
    assert sheet["unmapped"] == ["Behandlingsstatus"]
    assert all(set(row) == {"row", "outcome", "field", "reason", "contract", "warnings"} for row in sheet["rows"])
    assert {name: count for name, count in told["totals"].items() if count} == {"new": 38, "skipped": 2}
    listed = {row["id"] for row in ask("list", "contracts")}
    assert {row["contract"] for row in sheet["rows"] if row["outcome"] == "new"} == listed


def test_a_dry_run_changes_nothing_and_makes_no_register(ask: Ask, path: Path) -> None:
    (told,) = ask("import", FDVU, "--dry-run")
    assert (told["batch"], told["dry_run"], told["totals"]["new"]) == (None, True, 38)
    assert {row["contract"] for sheet in told["sheets"] for row in sheet["rows"]} == {None}
    assert not path.exists()


def test_rows_that_need_a_look_end_with_1_and_are_written_for_their_keeper(
    ask: Ask, tmp_path: Path, path: Path
) -> None:
    file = write_list(
        tmp_path / "liste.csv",
        "Storgata 1;Amina Ali;01.02.2025;31.01.2028;8500",
        "Storgata 2;Olena Melnyk;01.02.2025;31.02.2028;8500",
    )
    (told,) = ask("import", file, "--rejects", tmp_path / "avvist", code=1)
    outcomes = [row["outcome"] for row in told["sheets"][0]["rows"]]
    assert outcomes == ["new", "invalid"]
    assert told["sheets"][0]["rows"][1]["reason"]
    (rejects,) = (tmp_path / "avvist").iterdir()
    cells = [cell.value for row in openpyxl.load_workbook(rejects).worksheets[0].iter_rows() for cell in row]
    assert "Olena Melnyk" in cells
    assert "Amina Ali" not in cells


def test_a_file_that_cannot_be_read_stops_no_other(ask: Ask, tmp_path: Path) -> None:
    broken = tmp_path / "ødelagt.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    missing = tmp_path / "borte.xlsx"
    told = ask("import", broken, missing, FDVU, code=4)
    assert [("error" in one) for one in told] == [True, True, False]
    assert told[0]["sheets"] == []
    assert told[2]["totals"]["new"] == 38


def test_contracts_as_scripts_read_them(ask: Ask) -> None:
    ask("import", HOUSES)
    rows = ask("list", "contracts", "--search", "fatima warsame")
    assert len(rows) == 1
    assert set(rows[0]) >= {
        "id", "household", "given_name", "family_name", "dwelling", "address", "unit", "start", "end", "indefinite",
        "monthly_rent", "disposal", "status", "source",
    }  # fmt: skip
    assert rows[0] | {"id": 0, "dwelling": "", "case_number": ""} == {
        "id": 0,
        "household": "Fatima Warsame",
        "case_number": "",
        "given_name": "Fatima",
        "family_name": "Warsame",
        "dwelling": "",
        "address": "Storgata 1",
        "unit": None,
        "start": "2025-02-01",
        "end": "2028-01-31",
        "indefinite": False,
        "monthly_rent": 8500,
        "disposal": "municipal",
        "status": "running",
        "moved_out": None,
        "source": {"file": HOUSES.name, "sheet": "Kommunale", "row": 4},
    }
    assert [row["unit"] for row in ask("list", "contracts", "--search", "Asgardsvegen 6, h0302")] == ["H0302"]
    assert {row["status"] for row in ask("list", "contracts", "--status", "indefinite")} == {"indefinite"}
    assert ask("list", "contracts", "--search", "ODEGARD") == ask("list", "contracts", "--search", "ødegård") != []


def test_units_and_refusals_as_scripts_read_them(ask: Ask, run: Ask) -> None:
    ask("import", HOUSES, ANSWERS)
    vacant = ask("list", "units", "--status", "vacant")
    assert len(vacant) == 10
    assert set(vacant[0]) >= {
        "id", "address", "unit", "kind", "bedrooms", "area_m2", "monthly_rent", "disposal", "status", "vacant_since",
    }  # fmt: skip
    assert {row["status"] for row in ask("list", "units")} == {"vacant", "let"}
    refusals = ask("list", "refusals")
    assert {row["by"] for row in refusals} == {"household", "municipality"}
    assert len(refusals) == 26
    assert set(refusals[0]) >= {"id", "by", "date", "household", "address", "reason_code", "reason"}
    for what in ("dwellings", "households", "offers", "decisions", "imports"):
        assert ask("list", what)
        assert run("list", what)


def test_an_unknown_status_is_wrong_usage(run: Ask) -> None:
    run("import", FDVU)
    told = run("list", "contracts", "--status", "happy", code=2)
    assert "running" in told


def test_what_is_due_as_scripts_read_it(ask: Ask) -> None:
    ask("import", HOUSES)
    items = ask("due", "--on", "2026-11-22", "--within", "90")
    assert set(items[0]) == {"kind", "due", "days", "contract", "household", "address", "unit", "message"}
    assert [item["due"] for item in items] == sorted(item["due"] for item in items)
    assert all(item["days"] <= 90 for item in items)
    assert {item["kind"] for item in items} >= {"contract_ends", "contract_ended", "becomes_indefinite", "review_due"}


def test_a_protected_household_has_no_address_in_any_list_or_paper(
    ask: Ask, run: Ask, path: Path, tmp_path: Path
) -> None:
    ask("import", FDVU)
    with this_call(path, "nb").opened() as register, building(register) as build:
        build.let(
            "Amina Hemmelig",
            "Skjulveien 99",
            build_day("2023-10-01"),
            build_day("2026-12-15"),
            protection="confidential",
        )
    (row,) = ask("list", "contracts", "--search", "amina hemmelig")
    assert (row["address"], row["unit"], row["dwelling"]) == (None, None, None)
    assert ask("list", "contracts", "--search", "skjulveien") == []
    due = [item for item in ask("due", "--on", "2026-11-22") if item["household"] == "Amina Hemmelig"]
    assert due
    assert {item["address"] for item in due} == {None}
    paper = tmp_path / "liste.pdf"
    run("report", "expiry-list", "--month", "2026-12", "--on", "2026-11-22", "--out", paper)
    text = "".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "Hemmelig" in text
    assert "Skjulveien" not in text


def build_day(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def test_papers_are_written_where_they_are_asked_for(run: Ask, tmp_path: Path) -> None:
    run("import", HOUSES, ANSWERS)
    run("report", "expiry-list", "--month", "2026-12", "--months", "3", "--out", tmp_path / "a.pdf")
    run("report", "expiry-list", "--month", "2026-12", "--out", tmp_path / "a.xlsx")
    run("report", "allocation-meeting", "--date", "2026-12-01", "--out", tmp_path / "m.pdf")
    run("report", "allocation-meeting", "--date", "2026-12-01", "--anonymous", "--out", tmp_path / "u.pdf")
    assert all((tmp_path / name).stat().st_size > 1000 for name in ("a.pdf", "a.xlsx", "m.pdf", "u.pdf"))
    named, unnamed = (
        "".join(page.extract_text() for page in PdfReader(tmp_path / name).pages) for name in ("m.pdf", "u.pdf")
    )
    assert "Yusuf Karimi" in named
    assert "Yusuf Karimi" not in unnamed


def test_a_paper_that_cannot_be_written_is_told(run: Ask, tmp_path: Path) -> None:
    run("import", FDVU)
    told = run("report", "expiry-list", "--month", "2026-12", "--out", tmp_path / "borte" / "a.pdf", code=3)
    assert "a.pdf" in told
    assert "Traceback" not in told


def test_everything_is_exported_and_text_stays_text(run: Ask, ask: Ask, tmp_path: Path) -> None:
    file = write_list(tmp_path / "liste.csv", "=SUM(1) gate 1;Amina Ali;01.02.2025;31.01.2028;8500,50")
    run("import", file)
    run("export", "--out", tmp_path / "alt.json")
    run("export", "--out", tmp_path / "alt.xlsx")
    everything = json.loads((tmp_path / "alt.json").read_text(encoding="utf-8"))
    (contract,) = everything["contract"]
    assert (contract["start_date"], contract["monthly_rent"], contract["indefinite"]) == ("2025-02-01", 8500.5, False)
    assert set(everything) >= {table for table in schema.metadata.tables if table != "contract_listing"}
    book = openpyxl.load_workbook(tmp_path / "alt.xlsx")
    sheet = book["dwelling"]
    headings = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, headings.index("address") + 1)
    assert str(cell.value).startswith("=SUM")
    assert cell.data_type == "s"


def test_check_says_whether_all_is_well(ask: Ask, run: Ask) -> None:
    ask("import", FDVU)
    report = ask("check")
    assert set(report) == {"ok", "integrity", "schema", "counts", "last_backup", "problems"}
    assert (report["ok"], report["counts"]["contract"]) == (True, 38)
    assert report["last_backup"]
    assert "Registeret" in run("check")


def test_a_backup_brings_back_what_was_lost(run: Ask, ask: Ask, tmp_path: Path) -> None:
    run("import", FDVU)
    copy = tmp_path / "kopi.db"
    run("backup", "--out", copy)
    run("import", HOUSES)
    told = run("restore", copy)
    assert "kopi.db" in told
    assert len(ask("list", "contracts")) == 38
    run("restore", tmp_path / "borte.db", code=3)
    assert len(ask("list", "contracts")) == 38


def test_an_import_is_taken_back_whole(run: Ask, ask: Ask) -> None:
    run("import", FDVU)
    before = ask("list", "contracts")
    run("import", HOUSES)
    told = run("undo-import", 2)
    assert "575" in told
    assert ask("list", "contracts") == before
    assert [row["status"] for row in ask("list", "imports")] == ["undone", "done"]
    assert ask("check")["ok"]
    run("undo-import", 2, code=2)
    run("undo-import", 99, code=2)
    (again,) = ask("import", HOUSES)
    assert again["totals"]["new"] == 120


def test_what_was_changed_since_is_kept_when_an_import_is_taken_back(
    run: Ask, ask: Ask, path: Path, tmp_path: Path
) -> None:
    run("import", write_list(tmp_path / "a.csv", "Storgata 1;Amina Ali;01.02.2025;31.01.2028;8500"))
    run(
        "import",
        write_list(
            tmp_path / "b.csv",
            "Storgata 1;Amina Ali;01.02.2025;31.01.2028;9000",
            "Storgata 2;Olena Melnyk;01.03.2025;28.02.2028;7000",
            "Storgata 3;Nour Haddad;01.03.2025;28.02.2028;7000",
        ),
        "--on-duplicate",
        "update",
    )
    rents = {row["household"]: row["monthly_rent"] for row in ask("list", "contracts")}
    assert rents == {"Amina Ali": 9000, "Olena Melnyk": 7000, "Nour Haddad": 7000}
    with this_call(path, "nb").opened() as register:
        with reading(register.engine) as connection:
            olena = connection.execute(
                select(schema.household.c.id).where(schema.household.c.name == "Olena Melnyk")
            ).scalar_one()
        with unit_of_work(register.engine, what="note", who="Kari", at=this_call(path, None).now) as work:
            work.update(schema.household, olena, {"notes": "Ringte 20.11."})
    told = run("undo-import", 2, code=1)
    assert "Husstand" in told
    rents = {row["household"]: row["monthly_rent"] for row in ask("list", "contracts")}
    assert rents["Amina Ali"] == 8500
    assert "Nour Haddad" not in rents
    kept = {row["name"]: row["persons"] for row in ask("list", "households")}
    assert kept == {"Amina Ali": 1, "Olena Melnyk": 1}
    assert ask("check")["ok"]


def test_the_demo_starts_over_but_never_on_somebodys_own_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    from bokart_desk.app.cli import demo

    monkeypatch.setattr(demo, "_show", lambda call, folder: 0)
    folder = tmp_path / "demo"
    for _ in range(2):
        assert main(["demo", str(folder)]) == 0
        told = capsys.readouterr().out
        assert "Takket nei og avslag.xls" in told
        assert len(list(folder.glob("*.pdf"))) == 3
    own = tmp_path / "mitt"
    own.mkdir()
    shutil.copy(folder / "register.db", own / "register.db")
    assert main(["demo", str(own)]) == 3
    assert "ikke er en demo" in capsys.readouterr().err


def test_a_display_is_known_when_there_is_one(tmp_path: Path) -> None:
    from bokart_desk.app.display import has_display

    (tmp_path / "X0").touch()
    assert has_display({}, "win32")
    assert has_display({"DISPLAY": ":0.0"}, "linux", tmp_path)
    assert has_display({"DISPLAY": "elsewhere:10"}, "linux", tmp_path)
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert not has_display({}, "linux")
    assert not has_display({"DISPLAY": ":99"}, "linux", tmp_path)
    assert not has_display({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", tmp_path)


def test_a_file_without_a_list_needs_a_look(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "notat.csv"
    file.write_text("Husk;melk\nog;brød\n", encoding="utf-8")
    (told,) = ask("import", file, code=1)
    assert {sheet["kind"] for sheet in told["sheets"]} == {"not a list"}
    assert told["batch"] is None
