"""Headings of all sorts of lists: what each means, and which must not be taken for the tenancy's."""

from __future__ import annotations

import pytest

from bokart_desk.importing.fields import Field
from bokart_desk.importing.headings import per_other_time, preference, recognise


def field_of(text: str) -> Field | None:
    found = recognise(text)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Adresse", Field.ADDRESS),
        ("Adresse/leilighet", Field.ADDRESS),
        ("Leil./Bolignr/H-nr", Field.UNIT),
        ("Navn på leietaker", Field.TENANT),
        ("Leigetakar namn", Field.TENANT),
        ("Utleid til", Field.TENANT),
        ("Leietaker Etternavn", Field.FAMILY_NAME),
        ("Startdato kontrakt", Field.START),
        ("Dato inn", Field.START),
        ("Gyldig frå", Field.START),
        ("Flyttet inn", Field.START),
        ("Leie f.o.m.", Field.START),
        ("Innflyttet dato", Field.START),
        ("Tenancy start", Field.START),
        ("Utløp kontrakt", Field.END),
        ("Leieslutt", Field.END),
        ("Kontrakt t.o.m", Field.END),
        ("Kontrakten går ut", Field.END),
        ("Kontrakt gjelder til", Field.END),
        ("Valid to", Field.END),
        ("Fra - til", Field.PERIOD),
        ("Leieperiode (år)", Field.TERM),
        ("Husleie (kr/mnd)", Field.MONTHLY_RENT),
        ("Dagens husleie", Field.MONTHLY_RENT),
        ("Husleie pr. 01.01.2026", Field.MONTHLY_RENT),
        ("Husleie fra leietaker", Field.MONTHLY_RENT),
        ("Navn utleier", Field.LANDLORD),
        ("Utflytting", Field.ACTUAL_END),
        ("Avslag fra kommunen – grunn", Field.REASON),
    ],
)
def test_a_heading_is_understood_by_its_words(text: str, field: Field) -> None:
    assert field_of(text) is field


@pytest.mark.parametrize(
    "text",
    [
        "Intro start", "Introprogram til", "Opphold utløper", "Oppholdstillatelse til", "Garanti utløper",
        "Forsikring til", "Innleie fra", "Innleiekontrakt til", "Kontrakt utleier fra", "Avtale huseier til",
        "Husleie til utleier", "Leie til huseier", "Ny adresse", "Tidligere adresse", "Adresse huseier",
        "Utleiers adresse", "Neste vurdering", "Leietaker nr", "Til (innleie)", "Utleier tlf",
    ],
)  # fmt: skip
def test_another_matter_is_not_taken_for_the_tenancy(text: str) -> None:
    assert field_of(text) not in (
        Field.START,
        Field.END,
        Field.ADDRESS,
        Field.MONTHLY_RENT,
        Field.DWELLING_NUMBER,
        Field.TENANT,
    )


@pytest.mark.parametrize(
    "text", ["Husleie (pr år)", "Årlig leie", "Husleie/år", "Leie (år)", "Annual rent", "Årleg husleige", "Leie pr kvm"]
)
def test_a_sum_for_a_year_or_a_square_metre_is_no_monthly_rent(text: str) -> None:
    assert field_of(text) is None
    assert per_other_time(text)


def test_of_two_rents_the_newest_goes_first() -> None:
    assert (
        preference("Husleie 2025") > preference("Husleie 2024") > preference("Husleie") > preference("Gammel husleie")
    )
