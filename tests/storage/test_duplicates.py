"""Names are found whatever the spelling, and a household that is there already is pointed out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bokart_desk.services.duplicates import Likeness, duplicates_of, likely_same
from bokart_desk.services.register import Register
from bokart_desk.services.suggestions import did_you_mean
from tests.register_builder import building, new_register

DUF = "202012345636"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        with building(opened) as made:
            for name in ("Amina Hussein", "Đorđe Čović", "Selam Tesfay Gebremedhin", "Nour Haddad"):
                made.household(name)
            made.unit("Storgata 8")
            made.unit("Bakkeveien 3")
        yield opened


def names(found: tuple[object, ...]) -> list[str]:
    return [one.name for one in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["Hussein, Amina", "amina hussein", "HUSSEIN  Amina"])
def test_the_same_name_in_any_order_and_case(register: Register, typed: str) -> None:
    (same,) = likely_same(register, typed)
    assert (same.name, same.likeness, same.certain) == ("Amina Hussein", Likeness.SAME_NAME, False)


@pytest.mark.parametrize("typed", ["Amina Husein", "Dorde Covic", "Selam Tesfai Gebremedhin"])
def test_a_name_with_a_letter_wrong_or_without_its_signs(register: Register, typed: str) -> None:
    assert len(likely_same(register, typed)) == 1


@pytest.mark.parametrize("typed", ["", "Al", "Olena Kovalenko", "Amina Mohammed"])
def test_other_names_are_not_taken_for_the_same(register: Register, typed: str) -> None:
    assert likely_same(register, typed) == ()


def test_a_number_is_beyond_doubt_and_namesakes_born_on_another_day_are_not_the_same(tmp_path: Path) -> None:
    with new_register(tmp_path) as register:
        with building(register) as made:
            one = made.household("Amina Hussein")
            made.add("person", household_id=one, given_name="Sara", name_key="sara", duf_number=DUF, main_person=False)
            other = made.household("Amina Hussein")
            made.add(
                "person", household_id=other, given_name="Omar", family_name="Ali", name_key="omar ali",
                born_on=date(1990, 5, 4), main_person=False,
            )  # fmt: skip
        (same,) = likely_same(register, "Somebody Else", duf="2020 123456 36")
        assert same.certain
        assert same.household_id == one
        assert likely_same(register, "Omar Ali", date(1990, 5, 4))[0].likeness is Likeness.NAME_AND_BIRTH
        assert likely_same(register, "Omar Ali", date(1991, 5, 4)) == ()
        assert [found.household_id for found in duplicates_of(register, one)] == [other]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hussien", "Amina Hussein"),
        ("husein amina", "Amina Hussein"),
        ("Gebremedin", "Selam Tesfay Gebremedhin"),
        ("tesfya sel", "Selam Tesfay Gebremedhin"),
        ("čovič", "Đorđe Čović"),
        ("Stroga 8", "Storgata 8"),
        ("bakeveien", "Bakkeveien 3"),
    ],
)
def test_small_typing_errors_bring_a_suggestion(register: Register, typed: str, meant: str) -> None:
    assert did_you_mean(register, typed)[0] == meant


@pytest.mark.parametrize("typed", ["", " ", "x", "Kowalski", "Amina Kowalski", "99"])
def test_nothing_is_suggested_where_nothing_is_near(register: Register, typed: str) -> None:
    assert did_you_mean(register, typed) == ()


def test_a_new_name_is_suggested_at_once(register: Register) -> None:
    assert did_you_mean(register, "Kovalenka") == ()
    with building(register) as made:
        made.household("Olena Kovalenko")
    assert did_you_mean(register, "Kovalenka") == ("Olena Kovalenko",)
