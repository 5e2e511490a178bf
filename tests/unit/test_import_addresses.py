"""Addresses with the unit, the postcode and words about the dwelling inside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.addresses import address_key, split_address

STYLES = (
    "{a} {u}", "{a}, {u}", "{a} - {u}", "{a} ({u})", "{a}/{u}", "{a} – {u}", "{a}, leil. {u}", "{a} leil.nr. {u}",
    "{a} bolignr. {u}", "{a}, leilighet {u}", "{a} H-nr {u}", "{u} {a}", "{u}, {a}", "Leil. {u}, {a}",
    "{a}, {u}, 7970 Kolvereid", "{a}, 7970 Kolvereid, {u}",
)  # fmt: skip


@given(
    st.sampled_from(["Storgata", "Øvre Torggate", "Nils Pedersens veg", "St. Olavs gate", "Haugen"]),
    st.integers(1, 999),
    st.sampled_from(["", "B"]),
    st.sampled_from(["H0101", "H0204", "U0101", "L0302"]),
    st.sampled_from(STYLES),
)
def test_the_unit_is_found_in_every_style(street: str, number: int, letter: str, unit: str, style: str) -> None:
    address = f"{street} {number}{letter}"
    place = split_address(style.format(a=address, u=unit))
    assert (place.address, place.unit) == (address, unit)


@pytest.mark.parametrize(
    ("text", "address", "unit"),
    [
        ("Storgata 8 - Underetasje", "Storgata 8", "Underetasje"),
        ("Storgata 8 Rom 2", "Storgata 8", "Rom 2"),
        ("Storgata 8 A", "Storgata 8 A", ""),
        ("Storgata 8 (bofellesskap)", "Storgata 8", ""),
        ("Storgata 8 - bofellesskap", "Storgata 8", ""),
        ("Storgata 8, 2. etg", "Storgata 8", "2. etg"),
        ("Haugen 22", "Haugen 22", ""),
        ("7. juni-gata 3 H0101", "7. juni-gata 3", "H0101"),
    ],
)
def test_words_behind_the_number(text: str, address: str, unit: str) -> None:
    place = split_address(text)
    assert (place.address, place.unit) == (address, unit)


def test_spellings_of_one_street_are_one() -> None:
    assert address_key("Storgt. 8 b") == address_key("Storgata 8B")
