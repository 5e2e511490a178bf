"""Door codes, telephone numbers and health are found in notes, and what only resembles them is left alone."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.importing.notes import Finding, Sensitive, find_sensitive, without

CODE, PHONE, HEALTH = Sensitive.DOOR_CODE, Sensitive.TELEPHONE, Sensitive.HEALTH


def found(text: str) -> list[tuple[Sensitive, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find_sensitive(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Portkode 4711", [(CODE, "Portkode 4711")]),
        ("Kode til ytterdør: #4711*", [(CODE, "Kode til ytterdør: #4711*")]),
        ("Nøkkelboks ved inngang, 1234", [(CODE, "Nøkkelboks ved inngang, 1234")]),
        ("Nøkleboks 88A1", []),
        ("Nøkleboks A881", [(CODE, "Nøkleboks A881")]),
        ("PIN 9 8 7 6", [(CODE, "PIN 9 8 7 6")]),
        ("4711 (portkode)", [(CODE, "4711 (portkode")]),
        ("dørkoda er 2024", [(CODE, "dørkoda er 2024")]),
        ("Ring vaktmester 99 88 77 66", [(PHONE, "99 88 77 66")]),
        ("tlf.nr 41234567.", [(PHONE, "41234567")]),
        ("Tlf: +47 22 33 44 55", [(PHONE, "+47 22 33 44 55")]),
        ("Svoger 912 34 567", [(PHONE, "912 34 567")]),
        ("bror i Sverige +46 70 123 45 67", [(PHONE, "+46 70 123 45 67")]),
        ("Mor har kreft og bruker rullestol", [(HEALTH, "kreft"), (HEALTH, "rullestol")]),
        ("Legeerklæring levert", [(HEALTH, "Legeerklæring")]),
        ("Er sjukmeld, går til psykolog", [(HEALTH, "sjukmeld"), (HEALTH, "psykolog")]),
        ("Høyrselshemma son", [(HEALTH, "Høyrselshemma")]),
        ("Oppfølging fra DPS", [(HEALTH, "DPS")]),
        ("Gravid, termin i mai. Kode 4711", [(HEALTH, "Gravid"), (CODE, "Kode 4711")]),
    ],
)
def test_what_should_not_stand_in_notes_is_found_where_it_stands(
    text: str, expected: list[tuple[Sensitive, str]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Portkode byttet i 2024",
        "Ny portkode sendt på SMS",
        "Kode 6",
        "Kode 7, skjermet",
        "Postkode 7999 Solvik",
        "Husleie 12 500,-",
        "Depositum kr 20 000 000",
        "Kontrakt fra 01.08.2023 til 31.07.2026",
        "20240801",
        "Signert 31082024",
        "Saksnr 24681357",
        "Org.nr 912345678",
        "Målernr 70620012",
        "DUF 201812345604",
        "Fnr 010190 12345",
        "Konto 1234.56.78901",
        "Målt 68 m2, 3 rom, 2 bad",
        "Sykehusveien 3",
        "Sjukehusvegen 4",
        "Legevegen 8",
        "Boligen er rullestoltilpasset",
        "Nær helsestasjon og helsesenter",
        "Sykkelbod i kjeller, sykler må stå ute",
        "Leggetid, legges ut på nytt",
        "Trapp og heis, ny lås, nye nøkler",
        "Blindgate",
        "H0201",
        "Rusten dør",
        "Ønsker Vestbyen 20",
    ],
)
def test_what_only_resembles_it_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=200))
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    findings = find_sensitive(text)
    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(one.end <= other.start for one, other in itertools.pairwise(findings))


@given(
    st.text(alphabet="abcdefg hij.,\n", max_size=40),
    st.sampled_from(["Portkode 4711", "99 88 77 66", "diabetes", "nøkkelboks: 1234", "sjukehus"]),
    st.text(alphabet="abcdefg hij.,\n", max_size=40),
)
def test_it_is_found_whatever_stands_around_it(before: str, what: str, after: str) -> None:
    text = f"{before} {what} {after}"
    start = len(before) + 1
    assert any(one.start == start and one.end == start + len(what) for one in find_sensitive(text))


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2069, 12, 31)), st.integers(0, 99999))
def test_days_and_amounts_are_no_codes_and_no_telephone_numbers(day: date, amount: int) -> None:
    assert found(f"Flyttet {day:%d.%m.%Y}, husleie kr {amount},- fra {day:%Y-%m-%d} og {day:%d%m%Y}") == []


def test_taking_it_out_leaves_the_rest() -> None:
    text = "Portkode 4711, ring 99 88 77 66"
    assert without(text, find_sensitive(text)) == "ring"
    assert without(text, [Finding(CODE, 0, 13)]) == "ring 99 88 77 66"
