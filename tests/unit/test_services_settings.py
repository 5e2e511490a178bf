"""Settings, consultants and criteria: saved field by field, refused with a reason, undone, and nothing in use lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bokart_desk.services import consultants, criteria
from bokart_desk.services import municipality as own
from bokart_desk.services.doing import By, ChangedMeanwhile, Refused
from bokart_desk.services.editing import change
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo import undo
from bokart_desk.storage.schema import household, met_criterion, need
from bokart_desk.storage.work import unit_of_work

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
BY = By("Kari", NOW, date(2026, 11, 22))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "r.db", now=NOW)
    yield opened
    opened.close()


def test_each_field_is_saved_on_its_own_and_can_be_undone(register: Register) -> None:
    first = own.change(register, {"name": "Solvik"}, seen={"name": ""}, by=BY, name="Kommune")
    assert first.title == "Innstillinger: Kommune"
    own.change(register, {"talk_months": 18}, seen={"talk_months": 12}, by=BY)
    last = own.change(register, {"review_months": 9}, seen={"review_months": 6}, by=BY)
    held = own.municipality(register)
    assert (held.name, held.ladder.talk_months, held.ladder.review_months) == ("Solvik", 18, 9)
    undo(register, last, BY)
    assert own.municipality(register).ladder.review_months == 6
    assert own.municipality(register).ladder.talk_months == 18


@pytest.mark.parametrize(
    ("name", "value", "seen"),
    [
        ("number", "39", None), ("number", "39ab", None), ("default_term_months", 0, 36), ("most_extensions", -1, 1),
        ("vacancy_limit_days", 400, 60), ("talk_months", 5, 12), ("advance_notice_months", 7, 3),
        ("logo", b"x" * 500_001, None),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_beside_its_field(
    register: Register, name: str, value: object, seen: object
) -> None:
    with pytest.raises(Refused) as refused:
        own.change(register, {name: value}, seen={name: seen}, by=BY)
    assert set(refused.value.fields) == {name}
    assert own.municipality(register) == own.Municipality()


def test_another_windows_change_is_never_written_over(register: Register) -> None:
    own.change(register, {"talk_months": 18}, seen={"talk_months": 12}, by=BY)
    with pytest.raises(ChangedMeanwhile) as refused:
        own.change(register, {"talk_months": 15}, seen={"talk_months": 12}, by=BY)
    assert (refused.value.field, refused.value.theirs) == ("talk_months", 18)


def test_the_values_of_a_form_are_those_that_can_be_changed(register: Register) -> None:
    for name, value in own.values_of(own.Municipality()).items():
        assert not own.change(register, {name: value}, seen={name: value}, by=BY)
    assert own.municipality(register) == own.Municipality()


def test_consultants_are_added_renamed_and_retired(register: Register) -> None:
    kari = consultants.add(register, "  Kari  Holm ", by=BY).record
    assert kari is not None
    assert consultants.choices(register) == ((kari, "Kari Holm"),)
    with pytest.raises(Refused):
        consultants.add(register, "kari holm", by=BY)
    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        keys = {"name": "A", "name_key": "a", "name_sort": "a", "protection": "none", "case_number": "1"}
        work.insert(household, {**keys, "consultant_id": kari})
    with pytest.raises(Refused):
        consultants.remove(register, kari, by=BY)
    done = consultants.retire(register, kari, by=BY)
    assert consultants.choices(register) == ()
    assert consultants.consultants(register)[0].uses == 1
    with pytest.raises(Refused, match="tatt ut av bruk"):
        consultants.add(register, "Kari Holm", by=BY)
    undo(register, done, BY)
    change(register, "consultant", kari, {"name": "Kari Lie"}, seen={"name": "Kari Holm"}, by=BY)
    assert consultants.choices(register) == ((kari, "Kari Lie"),)


def test_usual_criteria_come_once_and_none_counts_waiting(register: Register) -> None:
    done = criteria.add_usual(register, by=BY)
    rows = criteria.criteria(register)
    assert len(rows) == len(criteria.USUAL)
    assert not any(criteria.counts_waiting(row.name, row.explanation) for row in rows)
    assert [row.weight for row in rows] == sorted((row.weight for row in rows), reverse=True)
    with pytest.raises(Refused):
        criteria.add_usual(register, by=BY)
    undo(register, done, BY)
    assert criteria.criteria(register) == ()


def test_a_criterion_that_was_met_stays(register: Register) -> None:
    made = criteria.add(register, "Barn", by=BY).record
    assert made is not None
    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        keys = {"name": "A", "name_key": "a", "name_sort": "a", "protection": "none", "case_number": "1"}
        lives = work.insert(household, keys)
        wish = work.insert(need, {"household_id": lives, "kind": "first_time"})
        work.insert(met_criterion, {"need_id": wish, "priority_criterion_id": made})
    with pytest.raises(Refused):
        criteria.remove(register, made, by=BY)
    criteria.retire(register, made, by=BY)
    assert criteria.criteria(register)[0].retired
    criteria.take_back(register, made, by=BY)
    assert not criteria.criteria(register)[0].retired


@pytest.mark.parametrize("weight", [0, 11])
def test_a_weight_out_of_reason_is_refused(register: Register, weight: int) -> None:
    with pytest.raises(Refused) as refused:
        criteria.add(register, "Barn", weight=weight, by=BY)
    assert "weight" in refused.value.fields


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Ventetid", True), ("Måneder på venteliste", True), ("Har ventet lengst", True), ("Ansiennitet", True),
        ("Antall måneder siden søknad", True), ("Waiting time", True), ("Venteliste", True), ("I kø", True),
        ("Barn i husstanden", False), ("Helse", False), ("Må flytte fra mottak", False), ("Køyeseng", False),
        ("Venter barn", False),
    ],
)  # fmt: skip
def test_a_criterion_that_counts_waiting_is_recognised(name: str, counts: bool) -> None:
    assert criteria.counts_waiting(name) is counts
