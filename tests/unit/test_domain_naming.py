"""A name is found in any order and writing, and nothing else is taken for it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.naming import called
from bokart_desk.domain.text_keys import fold, search_key

WHO = called(["Đorđe Čović", "Anne-Marie Al-Hassan Ali"], ["200012345607", "412 34 567"])


def test_a_name_is_found_whichever_part_stands_first_and_with_or_without_marks() -> None:
    for text in ("Čović, Đorđe", "dorde covic", "ĐORĐE ČOVIĆ", "Ali Anne-Marie Al-Hassan", "Anne Marie Al Hassan Ali"):
        assert WHO.blank(f"ring {text} i dag", "…") == "ring … i dag"


def test_numbers_are_found_however_they_are_parted() -> None:
    assert WHO.blank("DUF 200012 345607, tlf. 412 34 567.", "…") == "DUF …, tlf. …."


def test_parts_of_a_name_far_apart_are_no_name() -> None:
    for text in ("Đorđe Petrović og Luka Čović", "Čović flyttet. Etterpå kom Đorđe", "4123456", "Anne-Marie Ali"):
        assert WHO.blank(text, "…") == text


def test_a_row_names_somebody_over_two_cells() -> None:
    assert WHO.in_row(["K1", "Čović", "Storgata 8", "Đorđe"])
    assert not WHO.in_row(["K1", "Čović", "Storgata 8"])
    assert WHO.blank_row(["K1", "Čović", "Storgata 8", "Đorđe"], "…") == ["K1", "…", "Storgata 8", "…"]


def test_a_name_that_is_somebody_elses_too_is_left() -> None:
    left = WHO.without(["Čović Đorđe"])
    assert not left.in_text("Đorđe Čović")
    assert left.in_text("200012345607")


def test_a_name_of_one_word_is_not_looked_for() -> None:
    assert not called(["Hussein", ""], ["12345", None])


def test_what_stands_in_a_value_of_json_is_blanked_with_its_keys() -> None:
    held = {"notes": "Đorđe Čović", "Čović Đorđe": ["x", {"a": 1}], "n": None}
    assert WHO.blank_within(held, "…") == {"notes": "…", "…": ["x", {"a": 1}], "n": None}


@given(st.text(), st.text())
def test_after_blanking_nobody_is_named(before: str, after: str) -> None:
    text = f"{before} Đorđe Čović 200012345607 {after}"
    assert not WHO.in_text(WHO.blank(text, " – "))


@given(
    st.text(),
    st.text(),
    st.sampled_from(["Čović, Đorđe", "ĐORĐE\u00a0čović", "41\u00ad2 34 567", "anne-marie al hassan ali", ""]),
)
def test_among_many_texts_none_that_names_them_is_passed_over(before: str, after: str, name: str) -> None:
    texts = ["Storgata 8", f"{before}{name}{after}", "Åse", "a\0b", f"{before} {name} {after}", "\U0001e900"]
    certain = [at for at, text in enumerate(texts) if WHO.in_text(text)]
    for forms in (
        texts,
        [json.dumps(text) for text in texts],
        [json.dumps(text, ensure_ascii=False) for text in texts],
    ):
        assert set(certain) <= set(WHO.among(forms))


def test_among_many_texts_others_are_left() -> None:
    assert WHO.among(["Đorđe Petrović", "412 34 56", '"\\u0110or\\u0111e \\u010covi\\u0107"', "x", "Čović Đorđe"]) == [
        2,
        4,
    ]


@given(st.text())
def test_a_long_text_is_folded_as_its_search_key(text: str) -> None:
    folded, key = " ".join(fold(text).split()), search_key(text)
    assert folded.replace("`", "'") == key.replace("`", "'")
