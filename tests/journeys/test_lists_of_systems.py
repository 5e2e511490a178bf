"""Exports of property systems and KOBO's sheet come in with all their columns, codes told apart from free text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from list_making import NOW, Row, bring_in, outcomes, records, rows_of, terms, workbook

from bokart_desk.importing.outcomes import Outcome
from bokart_desk.services.register import Register, open_register

D = date
NEW, UPDATED, UNCHANGED, CONFLICT = Outcome.NEW, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.CONFLICT
KOBO = [
    *("kommunenummer", "gnrbnr", "festenummer", "seksjonsnummer", "bruksenhetsnummer", "gatenavn", "husnummer"),
    *("husbokstav", "postnummer", "ekstrareferanse", "koboboligtype", "underkategoriboligtype"),
    *("kobodisposisjonsform", "boligeiersnavn", "boligeiersorganisasjonsnummer", "boligeiersmobilnummer"),
    *("boligstatus", "statusdato", "manedsleie", "malernummerstrom", "malernummervann", "depositum"),
    *("errullestoltilpasset", "antallsoverom", "skolekretsbarneskole", "skolekretsungdomsskole", "ovriginformasjon"),
    *("kvalifiserermvakompensasjon", "erbofellesskap", "erdognbemannet", "harpersonalbase", "hovedsoker"),
    *("leieforholdertidsubegrenset", "leieforholdstartdato", "leieforholdsluttdato"),
]
"""The columns of the sheet that KOBO takes dwellings in, as its documentation names them."""
LET: dict[str, Any] = {
    "kommunenummer": "7999", "gnrbnr": "12/34", "festenummer": "0", "seksjonsnummer": "5",
    "bruksenhetsnummer": "H0201", "gatenavn": "Storgata", "husnummer": 8, "husbokstav": "B", "postnummer": "999",
    "ekstrareferanse": "K1", "koboboligtype": "ORDINAR_BOLIG", "underkategoriboligtype": "LEILIGHET",
    "kobodisposisjonsform": "INNLEID_FRA_PRIVAT_FORETAK", "boligeiersnavn": "Solvik Utleie AS",
    "boligeiersorganisasjonsnummer": "999888777", "boligeiersmobilnummer": "99887766", "boligstatus": "UTLEID",
    "statusdato": "2024-01-01", "manedsleie": 8500, "malernummerstrom": "7062", "depositum": 20000,
    "errullestoltilpasset": "JA", "antallsoverom": 2, "skolekretsbarneskole": "Solvik skole",
    "ovriginformasjon": "Nymalt", "erbofellesskap": "NEI", "hovedsoker": "Ali Rahimi",
    "leieforholdertidsubegrenset": "NEI", "leieforholdstartdato": "2024-01-01", "leieforholdsluttdato": "2026-12-31",
}  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW)
    yield opened
    opened.close()


def kobo(path: Path, *rows: dict[str, Any]) -> Path:
    return workbook(path, {"Boliger": [KOBO, *([row.get(name) for name in KOBO] for row in rows)]})


def filled(record: dict[str, Any], *left_out: str) -> dict[str, Any]:
    derived = ("_key", "_sort", "_search")
    return {
        name: value
        for name, value in record.items()
        if value is not None and name != "id" and not name.endswith(derived) and name not in left_out
    }


def test_every_column_of_kobos_sheet_goes_to_its_field_or_stays_with_the_record(
    register: Register, tmp_path: Path
) -> None:
    assert outcomes(bring_in(register, kobo(tmp_path / "kobo.xlsx", LET))) == [NEW]
    assert filled(records(register, "dwelling")[0]) == {
        "number": "K1", "address": "Storgata 8B", "postcode": "0999", "cadastral_number": "12/34/0/5",
        "kind": "apartment", "disposal": "company", "landlord_id": 1, "wheelchair": True,
    }  # fmt: skip
    assert filled(records(register, "landlord")[0]) == {
        "name": "Solvik Utleie AS", "kind": "company", "organisation_number": "999888777", "phone": "99887766",
    }  # fmt: skip
    assert filled(records(register, "unit")[0]) == {
        "dwelling_id": 1, "label": "H0201", "bedrooms": 2, "monthly_rent": Decimal(8500), "status": "in_use",
        "status_since": D(2024, 1, 1),
    }  # fmt: skip
    contract = records(register, "contract")[0]
    assert filled(contract, "unit_id", "household_id") == {
        "start_date": D(2024, 1, 1), "end_date": D(2026, 12, 31), "indefinite": False, "monthly_rent": Decimal(8500),
        "security_amount": Decimal(20000), "notes": "Nymalt",
        "extra": {
            "kommunenummer": "7999", "koboboligtype": "ORDINAR_BOLIG", "malernummerstrom": "7062",
            "skolekretsbarneskole": "Solvik skole",
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "disposal"),
    [
        ("KOMMUNALT_EID", "municipal"),
        ("INNLEID_FRA_KOMMUNALT_FORETAK", "municipal_enterprise"),
        ("INNLEID_FRA_STIFTELSE", "foundation"),
        ("INNLEID_FRA_PRIVAT_FORETAK", "company"),
        ("INNLEID_FRA_PRIVATPERSON", "private"),
    ],
)
def test_kobos_ways_of_disposal(register: Register, tmp_path: Path, code: str, disposal: str) -> None:
    bring_in(register, kobo(tmp_path / "kobo.xlsx", LET | {"kobodisposisjonsform": code}))
    assert records(register, "dwelling")[0]["disposal"] == disposal


@pytest.mark.parametrize(
    ("coarse", "fine", "shared", "kind"),
    [
        ("ORDINAR_BOLIG", "LEILIGHET", "NEI", "apartment"),
        ("ORDINAR_BOLIG", None, "JA", "shared_house"),
        ("ORDINAR_BOLIG", None, None, None),
        ("OMSORGSBOLIG", "LEILIGHET", "JA", "care_home"),
        ("TJENESTEBOLIG", "ENEBOLIG", None, "house"),
        ("ANNET_UTLEIEOBJEKT", None, None, "other"),
    ],
)
def test_kobos_kinds_of_dwelling(
    register: Register, tmp_path: Path, coarse: str, fine: str | None, shared: str | None, kind: str | None
) -> None:
    told = {"koboboligtype": coarse, "underkategoriboligtype": fine, "erbofellesskap": shared}
    bring_in(register, kobo(tmp_path / "kobo.xlsx", LET | told))
    assert records(register, "dwelling")[0]["kind"] == kind


EMPTY: dict[str, Any] = {
    "gatenavn": "Fjordveien", "husnummer": 2, "bruksenhetsnummer": "H0101", "statusdato": "2026-02-01",
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "status", "vacant_from"),
    [
        ("KLAR_FOR_INNFLYTTING", "vacant", D(2026, 2, 1)),
        ("VEDLIKEHOLD", "under_repair", None),
        ("IKKE_TILGJENGELIG", "withdrawn", None),
        ("UTLEID", "in_use", None),
    ],
)
def test_kobos_status_of_a_dwelling_without_a_tenant_and_its_day(
    register: Register, tmp_path: Path, code: str, status: str, vacant_from: date | None
) -> None:
    bring_in(register, kobo(tmp_path / "kobo.xlsx", EMPTY | {"boligstatus": code}))
    unit = records(register, "unit")[0]
    assert (unit["status"], unit["status_since"], unit["vacant_from"]) == (status, D(2026, 2, 1), vacant_from)
    assert terms(register) == []


def test_a_newer_sheet_of_kobos_tells_of_a_new_status(register: Register, tmp_path: Path) -> None:
    bring_in(register, kobo(tmp_path / "kobo.xlsx", EMPTY | {"boligstatus": "KLAR_FOR_INNFLYTTING"}))
    newer = EMPTY | {"boligstatus": "VEDLIKEHOLD", "statusdato": "2026-05-01"}
    assert outcomes(bring_in(register, kobo(tmp_path / "ny.xlsx", newer))) == [UPDATED]
    unit = records(register, "unit")[0]
    assert (unit["status"], unit["status_since"]) == ("under_repair", D(2026, 5, 1))


def test_an_indefinite_tenancy_in_kobos_sheet(register: Register, tmp_path: Path) -> None:
    row = LET | {"leieforholdertidsubegrenset": "JA", "leieforholdsluttdato": None}
    both = EMPTY | {"hovedsoker": "Sara Haile", "leieforholdertidsubegrenset": "JA"}
    both |= {"leieforholdstartdato": "2024-01-01", "leieforholdsluttdato": "2026-12-31"}
    assert outcomes(bring_in(register, kobo(tmp_path / "kobo.xlsx", row, both))) == [NEW, CONFLICT]
    assert terms(register) == [("Storgata 8B", D(2024, 1, 1), None)]


def test_a_number_for_the_main_applicant_finds_who_has_it_and_nobody_else(register: Register, tmp_path: Path) -> None:
    row = LET | {"hovedsoker": "201812345604"}
    assert outcomes(bring_in(register, kobo(tmp_path / "kobo.xlsx", row))) == [CONFLICT]
    rows: list[Row] = [
        ["Adresse", "Leietaker", "DUF-nr", "Fra", "Til"],
        ["Fjordveien 1", "Ali Rahimi", "201812345604", D(2020, 1, 1), D(2022, 12, 31)],
    ]
    bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert outcomes(bring_in(register, kobo(tmp_path / "kobo.xlsx", row))) == [NEW]
    assert len(records(register, "household")) == 1
    assert len(terms(register)) == 2


SECTIONS: list[Row] = [
    ["Nummer", "Navn", "Adresse", "Formål", "Status utleie", "Seksjonstype", "Antall rom", "Utleibar", "Leietaker",
     "Eierform"],
    ["200", "Storgata 8 H0201", "Storgata 8", "Flyktning", "Utleid", "Leilighet", 3, "Ja", "Rahimi Ali", "Eid"],
    ["201", "Storgata 8 H0202", "Storgata 8", "Flyktning", "Ledig", "Leilighet", 3, "Ja", "", "Eid"],
    ["202", "Fjordveien 2 - Rom 1", "Fjordveien 2", "Flyktning", "Utleid", "Hybel", 1, "Ja", "Haile Sara", "Innleid"],
    ["203", "Fjordveien 4", "Fjordveien 4", "Flyktning", "Utleid", "Leilighet", 3, "Ja", "Driftsavdelingen", "Eid"],
]  # fmt: skip
CONTRACTS: list[Row] = [
    ["Løpenummer", "Leietaker", "Nummer", "Fra", "Til", "Sum", "Kontrakt utgår", "Regulering", "Kontrakttype",
     "Behandlingsstatus", "Sikkerhetstype", "Sikkerhetsbeløp", "Fasilitet", "Merknad"],
    [1, "Rahimi Ali", "200", "01.01.2024", "", "8 000,00", "31.12.2026", "KPI", "A-Flyktning", "Løpende", "Garanti",
     "20 000", "Storgata 8, H0201", ""],
]  # fmt: skip


def save_csv(path: Path, rows: list[Row]) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def test_sections_bring_dwellings_and_say_that_their_tenants_have_no_dates(register: Register, tmp_path: Path) -> None:
    path = save_csv(tmp_path / "FDVU seksjoner.csv", SECTIONS)
    plan = bring_in(register, path)
    assert [str(sheet.kind) for sheet in plan.sheets] == ["dwellings"]
    assert outcomes(plan) == [NEW, NEW, NEW, Outcome.SKIPPED]
    assert [bool(row.warnings) for row in rows_of(plan)] == [True, False, True, False]
    units = [(one["label"], one["rooms"], one["status"]) for one in records(register, "unit")]
    assert units == [("H0201", 3, "in_use"), ("H0202", 3, "vacant"), ("Rom 1", 1, "in_use")]
    assert records(register, "household") == []
    assert set(outcomes(bring_in(register, path))) == {UNCHANGED, Outcome.SKIPPED}


def test_contracts_and_sections_meet_in_the_same_dwellings(register: Register, tmp_path: Path) -> None:
    bring_in(register, save_csv(tmp_path / "FDVU seksjoner.csv", SECTIONS))
    bring_in(register, save_csv(tmp_path / "FDVU kontrakter.csv", CONTRACTS))
    assert len(records(register, "dwelling")) == 3
    assert terms(register) == [("Storgata 8", D(2024, 1, 1), D(2026, 12, 31))]
    newer = [SECTIONS[0], [*SECTIONS[1][:6], 4, *SECTIONS[1][7:]]]
    plan = bring_in(register, save_csv(tmp_path / "FDVU seksjoner.csv", newer))
    assert (outcomes(plan), rows_of(plan)[0].warnings) == ([UPDATED], ())


def test_to_is_the_actual_end_beside_an_agreed_one_and_the_agreed_one_alone(register: Register, tmp_path: Path) -> None:
    moved = [*CONTRACTS[1][:4], "30.06.2025", *CONTRACTS[1][5:]]
    bring_in(register, save_csv(tmp_path / "FDVU kontrakter.csv", [CONTRACTS[0], moved]))
    contract = records(register, "contract")[0]
    assert (contract["end_date"], contract["moved_out_on"]) == (D(2026, 12, 31), D(2025, 6, 30))
    without = [[*row[:6], *row[7:]] for row in (CONTRACTS[0], [*moved[:2], "209", *moved[3:12], "Fjordveien 9", ""])]
    bring_in(register, save_csv(tmp_path / "FDVU kontrakter.csv", without))
    contract = records(register, "contract")[1]
    assert (contract["end_date"], contract["moved_out_on"]) == (D(2025, 6, 30), None)


def test_a_column_of_door_codes_is_pointed_out(register: Register, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Adresse", "Leietaker", "Fra", "Til", "Portkode"],
        ["Storgata 1", "Ali Rahimi", D(2024, 1, 1), D(2026, 12, 31), "4711"],
    ]
    plan = bring_in(register, workbook(tmp_path / "liste.xlsx", {"Ark1": rows}))
    assert "dørkoder" in plan.sheets[0].columns[-1].reason


def test_the_guide_to_lists_tells_of_every_column_of_kobos_sheet() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "importlister.md").read_text(encoding="utf-8")
    assert [name for name in KOBO if name not in guide] == []
