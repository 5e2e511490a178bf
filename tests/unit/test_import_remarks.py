"""Notes taken apart: nothing is lost but what is dropped, and what is dropped is in no other part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.importing.choices import NotesFate, SheetChoices
from bokart_desk.importing.notes import Sensitive
from bokart_desk.importing.rows.remarks import sensitive_in, taken_apart, without_dropped

PARTS = st.sampled_from(
    ["Portkode 4711", "Betaler strøm selv", "ring 92 34 56 78", "Bruker rullestol", "Ny vask i 2024", "kl. 10"]
)
ENDS = st.sampled_from([". ", "; ", "\n", ", ", " "])
NOTES = st.lists(st.tuples(PARTS, ENDS), min_size=1, max_size=6).map(
    lambda parts: "".join(text + end for text, end in parts)
)
FATES = st.dictionaries(st.sampled_from(list(Sensitive)), st.sampled_from(list(NotesFate)))


def words(text: str) -> list[str]:
    return sorted(text.replace(";", " ").replace(".", " ").replace(",", " ").split())


@given(NOTES | st.text(max_size=200), FATES)
def test_every_word_goes_one_way(note: str, fates: dict[Sensitive, NotesFate]) -> None:
    assert words(" ".join(taken_apart(note, fates).values())) == words(note)


@given(NOTES, st.sampled_from(list(Sensitive)))
def test_what_is_dropped_is_in_no_other_part(note: str, kind: Sensitive) -> None:
    assert kind not in sensitive_in(without_dropped(note, {kind: NotesFate.DROP}))


@given(st.text(max_size=200))
def test_a_note_nobody_chose_about_stays_as_it_is(note: str) -> None:
    assert without_dropped(note, {}) == note


@pytest.mark.parametrize(
    ("note", "kept", "dropped"),
    [
        ("Portkode 4711. Betaler strøm selv", "Betaler strøm selv", "Portkode 4711."),
        ("Betaler strøm selv; portkode 4711", "Betaler strøm selv", "portkode 4711"),
        ("Portkode 4711", "", "Portkode 4711"),
    ],
)
def test_only_the_remark_with_the_code_goes(note: str, kept: str, dropped: str) -> None:
    parts = taken_apart(note, {Sensitive.DOOR_CODE: NotesFate.DROP})
    assert parts.get(NotesFate.KEEP, "") == kept
    assert parts[NotesFate.DROP] == dropped


def test_own_choices_stand_above_those_below_and_say_nothing_else() -> None:
    base = SheetChoices(header_row=3, columns={0: "address", 1: None}, month_first=True)
    own = SheetChoices(columns={1: "tenant"}, month_first=False)
    both = own.over(base)
    assert (both.header_row, both.columns, both.month_first) == (3, {0: "address", 1: "tenant"}, False)
    assert SheetChoices().over(base) == base
    assert SheetChoices().reading == ""
    assert own.reading != base.reading
