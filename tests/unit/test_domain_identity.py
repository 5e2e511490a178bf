"""DUF and national identity numbers: a wrong digit is noticed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.identity import birth_date_of, digits_of, is_duf, is_national_identity


def duf_of(year: int, running: int) -> str:
    digits = [int(digit) for digit in f"{running:06}{year:04}"]
    control = sum(w * d for w, d in zip((4, 6, 3, 2, 7, 5, 4, 6, 3, 2), digits, strict=True)) % 11
    return f"{year:04}{running:06}{control:02}"


@given(st.integers(1990, 2030), st.integers(0, 999_999))
def test_a_duf_number_with_its_control_is_one_and_a_changed_digit_is_noticed(year: int, running: int) -> None:
    number = duf_of(year, running)
    assert is_duf(number)
    changed = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not is_duf(changed)


@pytest.mark.parametrize("number", ["", "123", "2023123456789", "20231234567x", "٢٠٢٣١٢٣٤٥٦٧٨"])
def test_what_has_not_twelve_digits_is_no_duf_number(number: str) -> None:
    assert not is_duf(number)


def test_a_national_identity_number_is_held_to_both_its_controls() -> None:
    assert is_national_identity("01010750160")
    assert not is_national_identity("01010750161")
    assert not is_national_identity("00000000000")
    assert not is_national_identity("0101075016")


def test_a_d_number_gives_its_birth_date() -> None:
    assert birth_date_of("41010112345") == date(1901, 1, 1)
    assert birth_date_of("01010750160") == date(2007, 1, 1)
    assert birth_date_of("31020750160") is None


def test_blanks_and_signs_in_numbers_do_not_matter() -> None:
    assert digits_of("010107 50160") == "01010750160"
    assert digits_of("2023-123456-78") == "202312345678"
