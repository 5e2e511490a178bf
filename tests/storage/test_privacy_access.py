"""Access: everything held about a household or a member is told, and nothing about anybody else."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from register_builder import NOW, TODAY, Builder, building, new_register
from sqlalchemy import JSON, CheckConstraint, Date, String, Table, Text

from bokart_desk.domain.retention import RetentionRules
from bokart_desk.domain.text_keys import search_key
from bokart_desk.reporting.access_paper import access_paper
from bokart_desk.reporting.document import Tone
from bokart_desk.reporting.pdf import render_pdf
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.merging import merge
from bokart_desk.services.privacy import coverage
from bokart_desk.services.privacy.access import access_answer, possible_landlords
from bokart_desk.services.privacy.answer import AccessAnswer
from bokart_desk.services.privacy.as_json import as_bytes, as_document
from bokart_desk.services.privacy.file_names import case_file_name
from bokart_desk.services.privacy.naming import Certainty
from bokart_desk.services.privacy.retention import set_retention_rules
from bokart_desk.services.register import Register
from bokart_desk.storage import schema
from bokart_desk.storage.work import unit_of_work

BY = By("Kari Konsulent", NOW, TODAY)
DUF = "201512345678"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as made:
        yield made


def ask(register: Register, household: int, person: int | None = None, **more: Any) -> AccessAnswer:
    return access_answer(register, household, person, by=BY, **more)


def told(answer: AccessAnswer) -> str:
    return as_bytes(answer).decode("utf-8")


def printed(answer: AccessAnswer) -> str:
    """The text of the paper without blanks and hyphens, which lines may break at."""
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(access_paper(answer)).content)).pages
    return re.sub(r"[\s-]+", "", "".join(page.extract_text() for page in pages))


# Completeness ------------------------------------------------------------------------------------------------------


def test_every_table_is_looked_into_or_said_to_hold_nothing() -> None:
    tables = set(schema.metadata.tables)
    assert tables == coverage.covered() | set(coverage.NOTHING)
    assert not coverage.covered() & set(coverage.NOTHING)


def reaching_a_person() -> set[str]:
    """Tables that point at a household or a person, over however many others, and those that these point at."""
    found = {"household", "person", "contract_listing", "history", "source_row", "source_link", "import_batch"}
    while True:
        more = {
            table.name
            for table in schema.metadata.sorted_tables
            for key in table.foreign_keys
            if key.column.table.name in found & set(coverage.RECORDS)
        }
        if more <= found:
            return found
        found |= more


def test_every_table_that_points_at_a_person_is_told_column_by_column_or_in_a_part_of_its_own() -> None:
    assert reaching_a_person() <= set(coverage.RECORDS) | set(coverage.TRACES)


def marker(table: str, column: str, turn: str) -> str:
    return f"Mrk{turn}{table}{column}".replace("_", "")


def free_columns(table: Table) -> list[str]:
    """Columns that may hold any words."""
    fixed = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
    return [
        column.name
        for column in table.c
        if isinstance(column.type, (Text, String, JSON))
        and not isinstance(column.type, (Date,))
        and type(column.type).__name__ != "UtcMoment"
        and f"ck_{table.name}_{column.name}_known" not in fixed
        and not column.primary_key
        and column.name not in ("protection", "duf_number", "identity_number")
    ]


def marked(table: str, turn: str, **values: Any) -> dict[str, Any]:
    for name in free_columns(schema.metadata.tables[table]):
        word = marker(table, name, turn)
        is_json = isinstance(schema.metadata.tables[table].c[name].type, JSON)
        values.setdefault(name, {f"{word}heading": word} if is_json else word)
    return values


CODES: dict[str, dict[str, Any]] = {
    "household": {"protection": "none"},
    "person": {"born_on": date(1990, 2, 3), "duf_number": DUF, "identity_number": "03029012345"},
    "need": {"kind": "first_time"},
    "contract": {"start_date": date(2024, 1, 1), "indefinite": True},
    "review": {"held_on": date(2025, 1, 1)},
    "offer": {"answer": "declined"},
    "decision": {"kind": "grant"},
    "follow_up": {"kind": "home_visit"},
    "housing_plan": {},
}


def fill(register: Register) -> tuple[int, set[str], set[str]]:
    """A case with a word of its own in every column; then changed, and some of it deleted.

    Returns the household, the words that stand in fields, and those that stand in history alone.
    """
    held: set[str] = set()
    past: set[str] = set()
    with building(register) as make:
        unit = make.unit("Storgata 8", "H0101")
        ids: dict[str, int] = {"unit_id": unit}

        def put(table: str, turn: str = "x") -> int:
            columns = schema.metadata.tables[table].c
            references = {name: ids[name] for name in ids if name in columns}
            if table == "contract":
                references |= {"start_date": date(2024, 1, 1) if turn == "x" else date(2020, 1, 1)}
            return make.add(table, **marked(table, turn, **{**CODES[table], **references}))

        for table in CODES:
            ids[f"{table}_id"] = put(table)
        criterion = make.add("priority_criterion", name="Mrkcriterion", weight=1)
        make.add("met_criterion", need_id=ids["need_id"], priority_criterion_id=criterion)
        make.add(
            "erasure", **marked("erasure", "x", at=NOW, household_id=ids["household_id"], what="person", why="decision")
        )
    for table in CODES:
        held |= words_of(marked(table, "x"), table)
    with unit_of_work(register.engine, what="edit", who="Mrkwho", at=NOW) as work:
        for table, fixed in CODES.items():
            record = ids[f"{table}_id"]
            values = {name: value for name, value in marked(table, "y").items() if name not in fixed}
            work.update(schema.metadata.tables[table], record, values)
            past |= words_of(values, table)
    held, past = past, held | {"Mrkwho"}
    with unit_of_work(register.engine, what="delete", who="test", at=NOW) as work:
        make = Builder(work)
        for table in ("need", "review", "offer", "decision", "follow_up", "housing_plan"):
            columns = schema.metadata.tables[table].c
            references = {name: ids[name] for name in ids if name in columns and name != f"{table}_id"}
            record = make.add(table, **marked(table, "z", **{**CODES[table], **references}))
            work.delete(schema.metadata.tables[table], record)
            past |= words_of(marked(table, "z"), table)
        reader = schema.metadata.tables["reading_log"]
        work.insert(reader, {"at": NOW, "who": "Mrkreader", "household_id": ids["household_id"]})
        held |= {"Mrkreader", "Mrkcriterion"} | words_of(marked("erasure", "x"), "erasure")
    return ids["household_id"], held, past


def words_of(values: dict[str, Any], table: str) -> set[str]:
    names = free_columns(schema.metadata.tables[table])
    return {
        marker(table, name, match.group(1))
        for name in names
        if (match := re.search("Mrk([xyz])", str(values.get(name))))
    }


def test_a_word_planted_in_any_column_of_a_case_comes_out_in_both_forms(register: Register) -> None:
    household, held, past = fill(register)
    answer = ask(register, household)
    document, paper = told(answer), printed(answer)
    assert len(held) > 45
    assert [word for word in sorted(held | past) if word not in document] == []
    keys = ("namekey", "namesort")  # of the past they follow from the names; of today they stand in a part of their own
    assert [word for word in sorted(held) if word not in paper] == []
    assert [word for word in sorted(past) if word not in paper and not word.endswith(keys)] == []


def batch(make: Builder, rows: list[tuple[list[str], str, list[tuple[str, int]]]], file: str = "Liste.xlsx") -> None:
    headers = ["Navn", "Født", "DUF", "Adresse", "Merknad"]
    columns = dict(zip(headers, ("tenant", "born_on", "duf_number", "address", "notes"), strict=True))
    sheets = [{"name": "Ark1", "kind": "contracts", "first_row": 1, "headers": headers, "columns": columns}]
    which = make.add(
        "import_batch", file_name=file, file_sha256="0" * 64, file_size=1, imported_at=NOW, sheets=sheets, totals={}
    )
    links = schema.metadata.tables["source_link"]
    for number, (cells, outcome, linked) in enumerate(rows, start=2):
        reason = None if outcome == "new" else f"Mrkreason{number}"
        place = {"batch_id": which, "sheet": "Ark1", "row": number}
        row = make.add("source_row", **place, cells=cells, digest=bytes(16), outcome=outcome, field=None, reason=reason)
        for kind, record in linked:
            make.work.connection.execute(links.insert().values(kind=kind, record_id=record, source_row_id=row))


def person_of(register: Register, household: int, name: str) -> int:
    with unit_of_work(register.engine, what="x", who="x", at=NOW) as work:
        table = schema.metadata.tables["person"]
        found = work.connection.execute(
            table.select().where(table.c.household_id == household, table.c.given_name == name)
        ).first()
    assert found is not None
    return int(found[0])


def test_rows_of_lists_are_told_with_headings_and_how_sure_it_is(register: Register) -> None:
    with building(register) as make:
        home = make.unit("Storgata 8")
        amina = make.household("Amina Hussein")
        contract = make.contract(home, amina, date(2024, 1, 1), None)
        other = make.household("Selam Tesfay")
        table = schema.metadata.tables["person"]
        make.work.connection.execute(
            table.update().where(table.c.household_id == amina).values(born_on=date(1990, 2, 3), duf_number=DUF)
        )
        batch(make, [
            (["Amina Hussein", "", "", "Storgata 8", "koblet"], "new", [("contract", contract), ("household", amina)]),
            (["Feil Stavet", "", "2015 123456 78", "", "duf"], "invalid", []),
            (["Hussein, Amina", "3.2.1990", "", "", "fodt"], "duplicate", []),
            (["Amina Hussein", "", "", "Storgata 8, H0101", "adresse"], "skipped", []),
            (["Amina Hussein", "", "", "Elvegata 3", "navnesoster"], "invalid", []),
            (["Selam Tesfay", "", "", "Elvegata 4", "fremmed"], "new", [("household", other)]),
        ])  # fmt: skip
    answer = ask(register, amina)
    assert [(row.row, row.certainty) for row in answer.sources] == [
        (2, Certainty.LINKED),
        (3, Certainty.NUMBER),
        (4, Certainty.NAME_AND_BIRTH_DATE),
        (5, Certainty.NAME_AND_ADDRESS),
    ]
    assert answer.sources[1].cells == (("Navn", "Feil Stavet"), ("DUF", "2015 123456 78"), ("Merknad", "duf"))
    assert answer.sources[1].reason == "Mrkreason3"
    paper = printed(answer)
    assert "Liste.xlsx" in paper
    assert "Mrkreason4" in paper
    assert "navnesoster" not in told(answer)
    assert "fremmed" not in told(answer)


def test_a_dwellings_text_that_names_the_person_is_told_and_other_texts_are_not(register: Register) -> None:
    with building(register) as make:
        make.unit("Storgata 8", notes="Amina Hussein knuste ruta, Selam Tesfay så det")
        make.unit("Storgata 9", notes="Dørkode 1234")
        amina = make.household("Amina Hussein")
        make.household("Selam Tesfay", notes="Kusine av Amina Hussein")
    answer = ask(register, amina)
    assert [one.text for one in answer.mentions] == ["Amina Hussein knuste ruta, [annen person] så det"]
    assert "Kusine" not in told(answer)
    assert len(answer.elsewhere) == 1
    assert "Kusine" not in printed(answer)


def test_what_was_merged_into_the_household_is_told_too(register: Register) -> None:
    with building(register) as make:
        amina = make.household("Amina Hussein")
        double = make.household("Amina Husein", notes="Mrkdouble")
        make.add("follow_up", household_id=double, kind="home_visit", due_on=TODAY, notes="Mrkvisit")
    merge(register, amina, double, by=BY)
    text = told(ask(register, amina))
    assert "Mrkdouble" in text
    assert "Mrkvisit" in text


def test_a_person_who_was_deleted_and_came_again_is_one(register: Register) -> None:
    with building(register) as make:
        first = make.household("Amina Hussein")
        made = make.add(
            "person", household_id=first, given_name="Mrkgone", family_name="X", name_key="x", duf_number=DUF
        )
        make.work.delete(schema.metadata.tables["person"], made)
        again = make.household("Amina Hussein")
        make.add("person", household_id=again, given_name="Amina", family_name="H", name_key="a", duf_number=DUF)
    assert "Mrkgone" in told(ask(register, again))


# Nobody else -------------------------------------------------------------------------------------------------------


def joined(register: Register) -> tuple[int, int, list[str]]:
    with building(register) as make:
        home = make.unit("Storgata 8")
        both = make.household("Amina Hussein", notes="Amina sier at Omar (tlf. 912 34 567) er syk. Omar 1.5.1988.")
        contract = make.contract(home, both, date(2024, 1, 1), None, notes="Signert av Omar og Amina Hussein")
        omar = make.add("person", household_id=both, given_name="Omar", family_name="Hussein", name_key="omar hussein",
                        born_on=date(1988, 5, 1), duf_number="201599999988", phone="91234567")  # fmt: skip
        make.household("Selam Tesfay")
        batch(make, [
            (["Amina og Omar Hussein", "03.02.1990 / 01.05.1988", "201599999988", "Storgata 8", "Nabo: Selam Tesfay"],
             "new", [("contract", contract), ("household", both)]),
            (["Omar Hussein", "01.05.1988", "", "", "Mrkalone"], "new", [("person", omar), ("household", both)]),
        ])  # fmt: skip
    with unit_of_work(register.engine, what="edit", who="test", at=NOW) as work:
        work.update(
            schema.metadata.tables["household"],
            both,
            {"name": "Amina og Omar Hussein", "name_key": "amina og omar hussein"},
        )
        work.update(schema.metadata.tables["person"], omar, {"phone": "98765432"})
    return (
        both,
        person_of(register, both, "Amina"),
        ["Omar", "omar", "91234567", "912 34 567", "98765432", "201599999988", "1988", "Mrkalone"],
    )


def test_for_one_member_the_others_are_taken_out_of_everything(register: Register) -> None:
    household, amina, others = joined(register)
    answer = ask(register, household, amina)
    document, paper = told(answer), printed(answer)
    for word in [*others, "Selam Tesfay"]:
        assert word not in document, word
        assert word.replace(" ", "") not in paper, word
    assert "Amina og [annen person] Hussein" in document
    assert "Storgata 8" in document
    assert len(answer.of_kind("person")) == 1
    assert answer.left_out


def test_for_the_household_all_members_are_told_and_strangers_are_not(register: Register) -> None:
    household, _amina, others = joined(register)
    document = told(ask(register, household))
    assert [word for word in others if word not in document] == []
    assert "Selam" not in document


def test_another_household_is_never_named_in_history(register: Register) -> None:
    with building(register) as make:
        first, second = make.household("Amina Hussein"), make.household("Selam Tesfay")
        visit = make.add("follow_up", household_id=first, kind="home_visit", notes="Mrkbefore")
    with unit_of_work(register.engine, what="correct", who="test", at=NOW) as work:
        work.update(schema.metadata.tables["follow_up"], visit, {"household_id": second})
        work.update(schema.metadata.tables["follow_up"], visit, {"notes": "Mrkafter"})
    mine, theirs = told(ask(register, first)), told(ask(register, second))
    assert "Selam" not in mine
    assert "Amina" not in theirs
    assert "Mrkbefore" in mine
    assert "Mrkafter" not in mine
    assert "Mrkafter" in theirs


def test_a_member_of_another_household_is_refused(register: Register) -> None:
    with building(register) as make:
        first, second = make.household("Amina Hussein"), make.household("Selam Tesfay")
    with pytest.raises(Refused):
        ask(register, first, person_of(register, second, "Selam"))
    with pytest.raises(Refused):
        ask(register, 999)


def test_a_private_landlord_is_told_when_it_is_the_same_person(register: Register) -> None:
    with building(register) as make:
        amina = make.household("Amina Hussein")
        values = {"name": "Amina Hussein", "name_key": "amina hussein", "kind": "private_person", "email": "Mrkmail"}
        landlord = make.add("landlord", **values)
        company = make.add("landlord", **values | {"kind": "company", "email": "Mrkcompany"})
    assert [one.id for one in possible_landlords(register, amina)] == [landlord]
    assert "Mrkmail" not in told(ask(register, amina))
    assert "Mrkmail" in told(ask(register, amina, landlords=[landlord]))
    assert "Mrkcompany" not in told(ask(register, amina, landlords=[landlord, company]))


# Protected addresses -----------------------------------------------------------------------------------------------


def protected(register: Register, protection: str) -> int:
    with building(register) as make:
        contract = make.let("Amina Hussein", "Hemmeligveien 12", date(2024, 1, 1), None)
        table = schema.metadata.tables["contract"]
        row = make.work.connection.execute(table.select().where(table.c.id == contract)).mappings().one()
        household, unit = row["household_id"], row["unit_id"]
        make.work.update(table, contract, {"notes": "Flyttet fra Hemmeligveien 12"})
        make.work.update(table, contract, {"notes": None})
        make.add("offer", household_id=household, unit_id=unit, answer="accepted", offered_address="Hemmeligveien 12")
        batch(
            make,
            [(["Amina Hussein", "", "", "Hemmeligveien 12", "bor i Hemmeligveien"], "new", [("contract", contract)])],
        )
        home = schema.metadata.tables["unit"]
        make.work.update(home, unit, {"notes": "Amina Hussein bor her"})
    with unit_of_work(register.engine, what="protect", who="test", at=NOW) as work:
        work.update(schema.metadata.tables["household"], household, {"protection": protection})
    return int(household)


def test_a_confidential_address_is_told_to_the_person_itself(register: Register) -> None:
    answer = ask(register, protected(register, "confidential"))
    assert "Hemmeligveien 12" in told(answer)
    assert "Hemmeligveien12" in printed(answer)
    assert "fortrolig og står i dette papiret" in " ".join(access_paper(answer).meta)


def test_a_strictly_confidential_address_stands_nowhere(register: Register) -> None:
    answer = ask(register, protected(register, "strictly_confidential"))
    for text in (told(answer), printed(answer)):
        assert "hemmelig" not in text.casefold()
    assert "Amina Hussein" in told(answer)
    assert any("strengt fortrolig" in text for text in answer.left_out)


# Form --------------------------------------------------------------------------------------------------------------


def test_the_json_has_its_documented_fields_and_iso_days(register: Register) -> None:
    with building(register) as make:
        contract = make.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), None)
        table = schema.metadata.tables["contract"]
        household = (
            make.work.connection.execute(table.select().where(table.c.id == contract)).mappings().one()["household_id"]
        )
    document = json.loads(told(ask(register, household)))
    assert " ".join(document) == (
        "format version made_at made_by register municipality about processing records history sources reading_log "
        "mentions left_out"
    )
    assert (document["format"], document["version"]) == ("bokart-access", 1)
    assert document["records"]["contract"][0]["values"]["start_date"] == "2024-01-01"
    assert document["records"]["contract"][0]["values"]["monthly_rent"] == 8500
    assert datetime.fromisoformat(document["made_at"]) == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert as_document(ask(register, household)) == as_document(ask(register, household))


def test_what_the_municipality_must_confirm_is_marked_in_both_forms(register: Register) -> None:
    with building(register) as make:
        household = make.household("Amina Hussein")
    answer = ask(register, household)
    processing = json.loads(told(answer))["processing"]
    asked = {key for key, point in processing.items() if key != "as_of" and point["to_confirm"]}
    assert asked == {"legal_basis", "recipients", "kept_for"}
    assert "forvaltningen ble vedtatt i 2025" in processing["legal_basis"]["to_confirm"]
    assert "har ikke satt" in processing["kept_for"]["text"]
    assert "beholdes i 2 år" in processing["kept_for"]["text"]
    (section, *_rest) = access_paper(answer).sections
    marked = [row for row in section.rows if row.tone is Tone.WARNING]
    assert [row.cells[0] for row in marked] == ["Dette må kommunen bekrefte først"] * 3
    assert "EØS" in str(marked[1].cells[1])
    set_retention_rules(register, RetentionRules(tenancy_years=5, reading_log_years=3), by=BY)
    text = json.loads(told(ask(register, household)))["processing"]["kept_for"]["text"]
    assert "5 år etter" in text
    assert "beholdes i 3 år" in text
    assert "har ikke satt" not in text


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("2026/12", "innsyn-2026-12-2026-11-22.pdf"),
        ("H-00042", "innsyn-H-00042-2026-11-22.pdf"),
        ("Hussein 2024", "innsyn-nr-7-2026-11-22.pdf"),
        ("", "innsyn-nr-7-2026-11-22.pdf"),
    ],
)
def test_a_file_name_never_holds_a_name(number: str, name: str) -> None:
    assert case_file_name("innsyn", number, 7, TODAY, ".pdf") == name


def test_names_in_other_scripts_come_out_on_paper(register: Register) -> None:
    with building(register) as make:
        household = make.household("ሰላም Ødegård")
    assert render_pdf(access_paper(ask(register, household))).missing == frozenset()
    assert search_key("Ødegård") in told(ask(register, household))


def test_a_private_landlord_is_not_told_along(register: Register) -> None:
    with building(register) as make:
        values = {"name": "Per Olsen", "name_key": "per olsen", "kind": "private_person", "phone": "900 11 222"}
        make.add("landlord", **values)
        contract = make.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), None, notes="Ring Per Olsen, 90011222")
        batch(make, [(["Amina Hussein", "", "", "Storgata 8", "Utleier Olsen, Per"], "new", [("contract", contract)])])
        table = schema.metadata.tables["contract"]
        of = make.work.connection.execute(table.select().where(table.c.id == contract)).mappings().one()["household_id"]
    document = told(ask(register, of))
    assert "Olsen" not in document
    assert "90011222" not in document
    assert "Ring [annen person], [annen person]" in document


def test_a_member_who_moved_to_another_household_is_told_as_he_was_when_he_left(register: Register) -> None:
    with building(register) as make:
        first, second = make.household("Amina Hussein"), make.household("Selam Tesfay")
        omar = make.add(
            "person", household_id=first, given_name="Omar", family_name="Ali", name_key="omar ali", phone="1"
        )
    with unit_of_work(register.engine, what="edit", who="test", at=NOW) as work:
        work.update(schema.metadata.tables["person"], omar, {"household_id": second})
        work.update(schema.metadata.tables["person"], omar, {"phone": "Mrknewphone"})
    document = told(ask(register, first))
    assert "Omar" in document
    assert "Mrknewphone" not in document
    assert "Mrknewphone" in told(ask(register, second, omar))
    with pytest.raises(Refused):
        ask(register, first, omar)
