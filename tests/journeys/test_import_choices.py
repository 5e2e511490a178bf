"""What the user says otherwise about a list: kinds, headings, columns, days, names, rows; and saved for next time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from bokart_desk.app.main import main
from bokart_desk.domain.codes import Disposal
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.choices import (
    LEFT_OUT,
    AnotherHousehold,
    BlankEnd,
    NotesFate,
    Overrides,
    SameHousehold,
    SheetChoices,
    own_field,
)
from bokart_desk.importing.groups import GroupKind, groups_of
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.notes import Sensitive
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.plan import FilePlan, plan_again, plan_file
from bokart_desk.importing.presets import mapping_of, policy_of, shapes_of, sheets_of
from bokart_desk.importing.problems import Problem, problem_words
from bokart_desk.importing.rejects import write_rejects
from bokart_desk.services import presets
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage import schema
from bokart_desk.storage.engine import reading

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BY = By("Kari", NOW, TODAY)
HEADER = "Bolig nr;Adresse;Leietaker;Kontrakt fra;Kontrakt til;Husleie;Merknad"
SELAM = "1;Storgata 1;Selam Tesfay;01.12.2023;30.11.2026;8500;"
OLENA = "2;Storgata 2;Olena Melnyk;01.02.2024;31.01.2027;9000;"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW)
    yield opened
    opened.close()


def write(folder: Path, *lines: str, name: str = "Liste.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def plan(register: Register, path: Path, **said: object) -> FilePlan:
    return plan_file(register, path, today=TODAY, overrides=Overrides(**said))  # type: ignore[arg-type]


def about(**said: object) -> dict[tuple[str, int], SheetChoices]:
    return {("", 1): SheetChoices(**said)}  # type: ignore[arg-type]


def bring_in(register: Register, made: FilePlan) -> None:
    apply_plan(register, made, who="Kari", now=NOW)


def outcomes(made: FilePlan) -> list[Outcome]:
    return [row.outcome for row in made.sheets[0].rows]


def records(register: Register, kind: str) -> list[dict[str, object]]:
    with reading(register.engine) as connection:
        table = schema.metadata.tables[kind]
        return [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]


def test_a_column_is_left_out_kept_under_a_name_or_given_a_field(register: Register, tmp_path: Path) -> None:
    path = write(tmp_path, "Adresse;Leietaker;Fra;Til;Skap;Hemmelig", "Storgata 1;Ali Karimi;1.1.24;31.12.26;A1;x9y")
    bring_in(register, plan(register, path, sheets=about(columns={4: own_field("Nøkkelskap"), 5: LEFT_OUT})))
    (contract,) = records(register, "contract")
    assert contract["extra"] == {"Nøkkelskap": "A1"}
    (row,) = records(register, "source_row")
    assert "x9y" not in row["cells"]
    again = plan(register, path, sheets=about(columns={4: own_field("Nøkkelskap"), 5: LEFT_OUT}))
    assert outcomes(again) == [Outcome.UNCHANGED]


def test_a_sheet_that_is_no_list_for_the_program_is_one_for_the_user(register: Register, tmp_path: Path) -> None:
    path = write(tmp_path, "Hvor;Hvem;A;B", "Storgata 1;Ali Karimi;1.1.2024;31.12.2026")
    assert plan(register, path).sheets[0].kind is SheetKind.NOT_A_LIST
    said = about(kind=SheetKind.CONTRACTS, columns={0: "address", 1: "tenant", 2: "start", 3: "end"})
    assert outcomes(plan(register, path, sheets=said)) == [Outcome.NEW]


def test_a_list_can_be_left_alone(register: Register, tmp_path: Path) -> None:
    made = plan(register, write(tmp_path, HEADER, SELAM), sheets=about(kind=SheetKind.NOT_A_LIST))
    assert not made.changes_register
    assert made.sheets[0].rows == ()


def test_the_row_of_headings_is_where_the_user_says(register: Register, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, HEADER, SELAM)
    made = plan(register, path, sheets=about(header_row=2))
    assert made.sheets[0].header_row == 2
    assert outcomes(made) == [Outcome.NEW]


def test_days_are_read_month_first_when_the_user_says_so(register: Register, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, "1;Storgata 1;Selam Tesfay;03/04/2024;05/06/2027;8500;")
    guess = plan(register, path).sheets[0].guesses.days
    assert guess is not None
    assert (guess.value, guess.asked) == ("day", True)
    assert "april" in guess.sample
    made = plan(register, path, sheets=about(month_first=True))
    assert made.sheets[0].rows[0].facts.start == date(2024, 3, 4)
    assert made.sheets[0].rows[0].facts.end == date(2027, 5, 6)


def test_names_are_read_in_the_order_the_user_says(register: Register, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, SELAM)
    guess = plan(register, path).sheets[0].guesses.names
    assert guess is not None
    assert guess.value == "given"
    made = plan(register, path, sheets=about(family_first=True))
    (one,) = made.sheets[0].rows[0].facts.persons
    assert (one.given, one.family) == ("Tesfay", "Selam")


def test_who_owns_is_said_where_the_list_does_not(register: Register, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, SELAM)
    guess = plan(register, path).sheets[0].guesses.owner
    assert guess is not None
    assert guess.asked
    bring_in(register, plan(register, path, sheets=about(disposal=Disposal.PRIVATE)))
    assert [one["disposal"] for one in records(register, "dwelling")] == ["private"]


def test_a_blank_end_means_what_the_user_says(register: Register, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, SELAM.replace("30.11.2026", ""))
    made = plan(register, path)
    assert made.sheets[0].rows[0].problem is Problem.END_MISSING
    assert made.sheets[0].guesses.blank_end is not None
    made = plan(register, path, sheets=about(blank_end=BlankEnd.INDEFINITE))
    assert outcomes(made) == [Outcome.NEW]
    assert made.sheets[0].rows[0].facts.indefinite


def test_a_corrected_cell_comes_in_and_the_file_is_known_again(register: Register, tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, SELAM.replace("30.11.2026", "30.11.2016"), OLENA)
    made = plan(register, path)
    assert made.sheets[0].rows[0].problem is Problem.END_BEFORE_START
    corrected = plan_again(
        register, made, on_duplicate=OnDuplicate.UPDATE, overrides=Overrides(cells={("", 2, 4): "30.11.2026"})
    )
    assert outcomes(corrected) == [Outcome.NEW, Outcome.NEW]
    bring_in(register, corrected)
    assert "30.11.2016" in records(register, "source_row")[0]["cells"], "the row as it stood"  # type: ignore[operator]
    assert outcomes(plan(register, path)) == [Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_a_row_is_left_out(register: Register, tmp_path: Path) -> None:
    made = plan(register, write(tmp_path, HEADER, SELAM, OLENA), left_out=frozenset({("", 3)}))
    assert outcomes(made) == [Outcome.NEW, Outcome.SKIPPED]
    assert made.sheets[0].rows[1].reason


def test_what_a_known_row_says_otherwise_is_told_and_taken_row_by_row(register: Register, tmp_path: Path) -> None:
    bring_in(register, plan(register, write(tmp_path, HEADER, SELAM, OLENA)))
    newer = write(tmp_path, HEADER, SELAM.replace("8500", "8900"), OLENA.replace("9000", "9900"), name="Ny.csv")
    made = plan(register, newer, on_duplicate={("", 3): OnDuplicate.SKIP})
    assert outcomes(made) == [Outcome.UPDATED, Outcome.DUPLICATE]
    rents = [[(str(one.before), str(one.after), one.taken) for one in row.changes if one.kind == "contract"]
             for row in made.sheets[0].rows]  # fmt: skip
    assert rents == [[("8500", "8900", True)], [("9000", "9900", False)]]
    assert made.sheets[0].rows[1].problem is Problem.OTHER_VALUES


def test_one_of_the_same_name_is_the_same_or_another_as_the_user_says(register: Register, tmp_path: Path) -> None:
    bring_in(register, plan(register, write(tmp_path, HEADER, SELAM)))
    (household,) = records(register, "household")
    moved = write(tmp_path, HEADER, "9;Havnegata 9;Selam Tesfay;01.12.2026;30.11.2029;9500;", name="Ny.csv")
    asked = plan(register, moved).sheets[0].rows[0]
    assert [one.household_id for one in asked.facts.namesakes] == [household["id"]]
    assert asked.warnings
    other = plan(register, moved, households={("", 2): AnotherHousehold()})
    assert not other.sheets[0].rows[0].warnings
    bring_in(register, plan(register, moved, households={("", 2): SameHousehold(household["id"])}))  # type: ignore[arg-type]
    assert len(records(register, "household")) == 1
    assert {one["household_id"] for one in records(register, "contract")} == {household["id"]}


def test_rows_of_one_file_are_said_to_be_the_same_household(register: Register, tmp_path: Path) -> None:
    moved = "9;Havnegata 9;Selam Tesfay;01.12.2026;30.11.2029;9500;"
    path = write(tmp_path, HEADER, SELAM, moved)
    (namesake,) = plan(register, path).sheets[0].rows[1].facts.namesakes
    assert namesake.row == ("", 2)
    bring_in(register, plan(register, path, households={("", 3): SameHousehold(row=namesake.row)}))
    assert len(records(register, "household")) == 1


@pytest.mark.parametrize(
    ("fate", "where"),
    [
        (NotesFate.HOUSEHOLD, "household"),
        (NotesFate.UNIT, "unit"),
        (NotesFate.DROP, None),
        (NotesFate.KEEP, "contract"),
    ],
)
def test_remarks_with_a_door_code_go_where_the_user_says(
    register: Register, tmp_path: Path, fate: NotesFate, where: str | None
) -> None:
    path = write(tmp_path, HEADER, SELAM + "Portkode 4711. Betaler strøm selv")
    made = plan(register, path, sheets=about(sensitive={Sensitive.DOOR_CODE: fate}))
    assert made.sheets[0].rows[0].warnings == ()
    bring_in(register, made)
    held = {kind: str(records(register, kind)[0]["notes"]) for kind in ("household", "unit", "contract")}
    assert [kind for kind, notes in held.items() if "4711" in notes] == ([where] if where else [])
    assert "strøm" in held["contract"]
    assert ("4711" in str(records(register, "source_row")[0]["cells"])) is (fate is not NotesFate.DROP)
    assert outcomes(plan(register, path)) == [Outcome.UNCHANGED]


def saved(register: Register, made: FilePlan, name: str = "Boligkontoret") -> None:
    presets.save(register, name, shapes_of(made), mapping_of(made), by=BY)


def test_a_saved_mapping_is_proposed_for_a_list_of_the_same_shape_and_read_again(
    register: Register, tmp_path: Path
) -> None:
    choices = about(columns={6: "assessment", 5: None}, blank_end=BlankEnd.INDEFINITE, disposal=Disposal.FOUNDATION)
    first = plan(register, write(tmp_path, HEADER, SELAM), sheets=choices)
    saved(register, first)
    next_month = plan(register, write(tmp_path, HEADER, OLENA.replace("31.01.2027", ""), name="Desember.csv"))
    (found,) = presets.presets_for(register, shapes_of(next_month))
    assert found.name == "Boligkontoret"
    assert policy_of(found.mapping) is OnDuplicate.UPDATE
    read = plan(register, next_month.path, presets=sheets_of(found.mapping))
    assert outcomes(read) == [Outcome.NEW]
    assert [column.field for column in read.sheets[0].columns][5:] == [None, "assessment"]
    assert read.sheets[0].rows[0].facts.disposal is Disposal.FOUNDATION
    other = plan(register, write(tmp_path, "Adresse;Leietaker;Fra;Til", "Storgata 3;Ali Karimi;1.1.24;31.12.26"))
    assert presets.presets_for(register, shapes_of(other)) == ()


def test_own_choices_stand_above_a_saved_mapping(register: Register, tmp_path: Path) -> None:
    made = plan(register, write(tmp_path, HEADER, SELAM), sheets=about(columns={5: None}))
    saved(register, made)
    (found,) = presets.presets(register)
    again = plan(register, made.path, presets=sheets_of(found.mapping), sheets=about(columns={5: "monthly_rent"}))
    assert [column.field for column in again.sheets[0].columns][5:] == ["monthly_rent", "notes"]


def test_a_saved_mapping_knows_where_its_headings_stand(register: Register, tmp_path: Path) -> None:
    lines = ("Hvor;Hvem;A;B", "Adresse;Leietaker;Fra;Til", "Storgata 1;Ali Karimi;1.1.2024;31.12.2026")
    said = about(kind=SheetKind.CONTRACTS, header_row=1, columns={0: "address", 1: "tenant", 2: "start", 3: "end"})
    made = plan(register, write(tmp_path, *lines), sheets=said)
    assert made.sheets[0].header_row == 1
    saved(register, made)
    (found,) = presets.presets(register)
    assert plan(register, made.path, presets=sheets_of(found.mapping)).sheets[0].header_row == 1


def test_saved_mappings_are_replaced_renamed_and_deleted(register: Register, tmp_path: Path) -> None:
    made = plan(register, write(tmp_path, HEADER, SELAM))
    saved(register, made)
    saved(register, made, "boligkontoret")
    (only,) = presets.presets(register)
    assert only.name == "boligkontoret"
    saved(register, made, "NAV")
    with pytest.raises(Refused):
        presets.rename(register, only.id, "NAV", by=BY)
    with pytest.raises(Refused):
        presets.rename(register, only.id, "  ", by=BY)
    presets.rename(register, only.id, "Eiendom", by=BY)
    presets.remove(register, only.id, by=BY)
    assert [one.name for one in presets.presets(register)] == ["NAV"]
    assert presets.preset_named(register, " nav ") is not None


def test_hidden_rows_are_taken_unless_the_user_leaves_them_out(register: Register, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Liste"
    for line in (HEADER, SELAM, OLENA):
        sheet.append(line.split(";"))
    sheet.row_dimensions[3].hidden = True
    workbook.save(tmp_path / "Skjult.xlsx")
    made = plan(register, tmp_path / "Skjult.xlsx")
    assert outcomes(made) == [Outcome.NEW, Outcome.NEW]
    assert made.sheets[0].hidden_rows == 1
    without = plan(register, tmp_path / "Skjult.xlsx", sheets={("Liste", 1): SheetChoices(without_hidden=True)})
    assert outcomes(without) == [Outcome.NEW, Outcome.SKIPPED]


def test_the_command_line_reads_a_list_by_the_same_saved_mapping(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_end = SELAM.replace("30.11.2026", "")
    made = plan(register, write(tmp_path, HEADER, open_end), sheets=about(blank_end=BlankEnd.INDEFINITE))
    presets.save(register, "Boligkontoret", shapes_of(made), mapping_of(made), by=BY)
    register.close()
    december = str(write(tmp_path, HEADER, open_end, name="Desember.csv"))
    call = ["--register", str(register.path), "import", december, "--dry-run"]
    assert main(call) == 1
    assert main([*call, "--preset", "boligkontoret"]) == 0
    assert main([*call, "--preset", "ukjent"]) == 2
    assert "ukjent" in capsys.readouterr().err


def test_rows_are_grouped_by_what_is_the_matter(register: Register, tmp_path: Path) -> None:
    backwards = SELAM.replace("2026", "2016")
    other = OLENA.replace("2027", "2017")
    noted = "3;Storgata 3;Ali Karimi;01.02.2024;31.01.2027;9000;Ring legen"
    made = plan(register, write(tmp_path, HEADER, backwards, other, noted))
    found = [(group.kind, group.detail, [row.row.row for row in group.rows]) for group in groups_of(made)]
    assert found == [(GroupKind.WRONG, "end_before_start", [2, 3]), (GroupKind.SENSITIVE, "health", [4])]
    again = plan(register, made.path, left_out=frozenset({("", 2)}))
    assert [group.kind for group in groups_of(again)] == [GroupKind.WRONG, GroupKind.SENSITIVE, GroupKind.SAID]


@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_has_words(problem: Problem) -> None:
    words = problem_words(problem, "Navn")
    assert words
    assert "{" not in words


def test_a_row_corrected_in_vain_is_saved_as_it_was_corrected(register: Register, tmp_path: Path) -> None:
    wrong = "3;Storgata 3;Ali Karimi;snart;31.02.2027;9000;"
    made = plan(register, write(tmp_path, HEADER, SELAM, wrong), cells={("", 3, 3): "01.03.2024"})
    saved = write_rejects(made, tmp_path / "avvist")
    assert saved is not None
    sheet = load_workbook(saved).worksheets[0]
    assert [sheet.cell(2, column).value for column in (3, 4, 5)] == ["Ali Karimi", "01.03.2024", "31.02.2027"]


def test_the_column_that_says_what_is_wrong_is_not_kept_when_the_rows_come_again(
    register: Register, tmp_path: Path
) -> None:
    said = about(disposal=Disposal.FOUNDATION)
    made = plan(register, write(tmp_path, HEADER, SELAM, OLENA.replace("31.01.2027", "31.02.2027")), sheets=said)
    saved = write_rejects(made, tmp_path / "avvist")
    assert saved is not None
    book = load_workbook(saved)
    book.worksheets[0]["E2"] = "31.01.2027"
    book.save(saved)
    again = plan(register, saved)
    assert outcomes(again) == [Outcome.NEW]
    assert again.sheets[0].rows[0].facts.extra == {}
    assert shapes_of(again) == shapes_of(made)
    bring_in(register, again)
    assert records(register, "contract")[0]["extra"] is None


def test_a_formula_for_a_name_is_one_name(register: Register, tmp_path: Path) -> None:
    made = plan(register, write(tmp_path, HEADER, SELAM.replace("Selam Tesfay", "=cmd|'/c calc'!A1")))
    assert [one.full for one in made.sheets[0].rows[0].facts.persons] == ["=cmd|'/c calc'!A1"]
