"""Names are found and sorted whatever the spelling: diacritics, case, Norwegian letters, numbers by value."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.text_keys import match_key, search_key, sort_key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Čović", "cov"), ("Ødegård", "odeg"), ("ØDEGÅRD", "ødegård"), ("O’Brien", "o'brien"), ("Łukasz", "luk")],
)
def test_a_name_is_found_without_its_marks(one: str, other: str) -> None:
    assert search_key(other) in search_key(one)


def test_norwegian_letters_stand_last_and_in_order() -> None:
    names = ["Åse", "Ærlend", "Øyvind", "Zara", "Aisha", "ali", "Émile", "Elin", "Fatima"]
    assert sorted(names, key=sort_key) == [
        "Aisha", "ali", "Elin", "Émile", "Fatima", "Zara", "Ærlend", "Øyvind", "Åse",
    ]  # fmt: skip


def test_house_numbers_sort_by_value() -> None:
    assert sorted(["Storgata 10", "Storgata 9", "Storgata 100"], key=sort_key) == [
        "Storgata 9", "Storgata 10", "Storgata 100",
    ]  # fmt: skip


@given(st.text())
def test_keys_are_stable_and_do_not_depend_on_how_letters_are_composed(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert match_key(composed) == match_key(apart)


@given(st.text(alphabet="abcæøåÆØÅäöéč -'", max_size=30))
def test_case_never_matters(text: str) -> None:
    assert search_key(text.upper()) == search_key(text.lower())
    assert sort_key(text.upper()) == sort_key(text.lower())
