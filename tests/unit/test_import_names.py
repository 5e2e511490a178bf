"""Names in cells: order, several persons, vacancy words and tenants that are no household."""

from __future__ import annotations

import pytest

from bokart_desk.importing.names import (
    NameOrder,
    PersonName,
    is_no_household,
    order_of,
    persons_in,
    says_vacant,
    split_name,
)


@pytest.mark.parametrize(
    "text",
    [
        "Ali Hassan (2 barn)", "Ali Hassan + 3", "Ali Hassan m/barn", "Ali Hassan m/ 2 barn", "Ali Hassan med familie",
    ],
)  # fmt: skip
def test_those_who_are_only_counted_are_no_part_of_the_name(text: str) -> None:
    assert persons_in(text, NameOrder.GIVEN_FIRST) == (PersonName("Ali", "Hassan"),)


@pytest.mark.parametrize(
    "text", ["Ali Hassan og Amina Hassan", "Ali og Amina Hassan", "Ali Hassan / Amina", "Ali Hassan\nAmina Hassan"]
)
def test_several_persons_share_a_cell(text: str) -> None:
    assert persons_in(text, NameOrder.GIVEN_FIRST) == (PersonName("Ali", "Hassan"), PersonName("Amina", "Hassan"))


def test_a_comma_means_family_name_first() -> None:
    assert split_name("Sæther Ali, Nour", NameOrder.GIVEN_FIRST) == PersonName("Nour", "Sæther Ali")


def test_a_column_votes_on_the_order_of_its_names() -> None:
    assert order_of(["Bondarenko Olena", "Warsame Fatima", "Xylo Plem"]) is NameOrder.FAMILY_FIRST
    assert order_of(["Olena Bondarenko", "Fatima Warsame", "Xylo Plem"]) is NameOrder.GIVEN_FIRST


@pytest.mark.parametrize(
    "text", ["LEDIG", "ledig fra 1.4.", "-", "", "Tom", "Står tom", "(ledig)", "Ikke utleid", "Tomgang"]
)
def test_words_for_nobody(text: str) -> None:
    assert says_vacant(text)


@pytest.mark.parametrize(
    "text",
    [
        "Passiv",
        "Driftsavdelingen",
        "Driftsavd.",
        "Flyktningtjenesten",
        "Voksenopplæringen",
        "Legevakta",
        "Internt",
        "Rus og psykiatri",
        "NAV",
    ],
)
def test_tenants_that_are_no_household(text: str) -> None:
    assert is_no_household(text)


@pytest.mark.parametrize(
    "text", ["Ali Hassan", "Olena Bondarenko", "Tomas Ledang", "Kari Vik", "Nour Sæther Ali", "Jean-Paul O'Brien"]
)
def test_people_are_people(text: str) -> None:
    assert not is_no_household(text)
    assert not says_vacant(text)
