"""Choosing a household or a unit in a form by a few letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bokart_desk.services import choosing
from bokart_desk.services.register import Register
from tests.register_builder import TODAY, building, new_register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        with building(opened) as made:
            made.let("Đorđe Čović", "Storgata 8", date(2024, 1, 1), None, protection="confidential")
            made.household("Amina Hussein", size=4)
            made.unit("Bakkeveien 3", "Rom 2", status="vacant", bedrooms=2)
        yield opened


def test_a_household_is_found_by_parts_of_its_name_and_never_with_an_address(register: Register) -> None:
    ((_id, title, subtitle),) = choosing.choose_household(register, "covic dor")
    assert title == "Đorđe Čović"
    assert "Storgata" not in subtitle
    ((_id, title, subtitle),) = choosing.choose_household(register, "amina")
    assert "4 personer" in subtitle


def test_an_empty_text_offers_the_newest_households_and_the_vacant_units_first(register: Register) -> None:
    assert [title for _id, title, _more in choosing.choose_household(register, "")] == ["Amina Hussein", "Đorđe Čović"]
    units = choosing.choose_unit(register, "", TODAY)
    assert [title for _id, title, _more in units] == ["Bakkeveien 3 Rom 2", "Storgata 8"]
    assert "Ledig" in units[0][2]
    assert "2 soverom" in units[0][2]


def test_what_is_chosen_is_shown_by_its_words_and_what_is_gone_by_none(register: Register) -> None:
    ((unit_id, title, _more),) = choosing.choose_unit(register, "bakke rom", TODAY)
    assert choosing.unit_words(register, unit_id, TODAY)[0] == title
    assert choosing.unit_words(register, 99, TODAY) == ("", "")
    assert choosing.household_words(register, 99) == ("", "")


def test_what_was_typed_begins_the_first_choice_which_enter_takes(tmp_path: Path) -> None:
    with new_register(tmp_path) as register:
        with building(register) as made:
            for name in ("Jean-Paul Abdullahi", "Jean-Paul Ibrahim"):
                made.household(name)
            made.let("Amina Hussein", "Storgata 11", date(2024, 1, 1), None)
            made.unit("Storgata 211", status="vacant")
        found = [title for _id, title, _more in choosing.choose_household(register, "jean-paul i")]
        assert found == ["Jean-Paul Ibrahim", "Jean-Paul Abdullahi"]
        units = [title for _id, title, _more in choosing.choose_unit(register, "storgata 11", TODAY)]
        assert units == ["Storgata 11", "Storgata 211"]
