"""The municipality's own codes: added, renamed, put in order, retired and taken back; what is in use stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bokart_desk.domain.codes import STANDARD_CODES, CodeList
from bokart_desk.services import code_lists, labels
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.history import history_of
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo import undo
from bokart_desk.storage.schema import household, offer
from bokart_desk.storage.work import unit_of_work

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
BY = By("Kari", NOW, date(2026, 11, 22))
LIST = CodeList.DECLINED_BECAUSE


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "r.db", now=NOW)
    yield opened
    opened.close()


def names(register: Register, which: CodeList = LIST) -> list[str]:
    return [name for _code, name in code_lists.choices(register, which)]


def decline(register: Register, code: str) -> None:
    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        lives = work.insert(
            household, {"name": "A", "name_key": "a", "name_sort": "a", "protection": "none", "case_number": code}
        )
        work.insert(offer, {"household_id": lives, "answer": "declined", "reason_code": code, "reason": "…"})


@pytest.mark.parametrize("which", CodeList)
def test_a_new_register_offers_the_standard_codes(register: Register, which: CodeList) -> None:
    assert tuple(code for code, _name in code_lists.choices(register, which)) == STANDARD_CODES[which]
    assert all(name for name in names(register, which))


def test_an_added_code_is_offered_before_other(register: Register) -> None:
    code_lists.add(register, LIST, "  Allergi   mot dyr ", by=BY)
    assert names(register)[-2:] == ["Allergi mot dyr", "Annen grunn"]
    assert code_lists.choices(register, LIST)[-2][0] == "allergi_mot_dyr"
    assert code_lists.label(register, LIST, "allergi_mot_dyr") == "Allergi mot dyr"


@pytest.mark.parametrize("name", ["", "   ", "Annen grunn", "annen  GRUNN", "x" * 81])
def test_a_name_that_says_nothing_new_is_refused(register: Register, name: str) -> None:
    with pytest.raises(Refused) as refused:
        code_lists.add(register, LIST, name, by=BY)
    assert refused.value.fields["label"]
    assert len(names(register)) == len(STANDARD_CODES[LIST])


def test_a_standard_code_is_renamed_and_gets_its_own_name_back(register: Register) -> None:
    code_lists.rename(register, LIST, "size", "For liten", by=BY)
    assert code_lists.label(register, LIST, "size") == "For liten"
    assert code_lists.label(register, CodeList.REFUSED_BECAUSE, "other") == "Annen grunn"
    code_lists.rename(register, LIST, "size", "", by=BY)
    assert code_lists.label(register, LIST, "size") == labels.reason_label("size")


def test_a_retired_code_is_not_offered_but_still_told_and_can_come_back(register: Register) -> None:
    decline(register, "rent")
    code_lists.retire(register, LIST, "rent", by=BY)
    assert "rent" not in dict(code_lists.choices(register, LIST))
    assert code_lists.label(register, LIST, "rent") == labels.reason_label("rent")
    last = code_lists.entries(register, LIST)[-1]
    assert (last.code, last.retired, last.uses) == ("rent", True, 1)
    with pytest.raises(Refused, match="tatt ut av bruk"):
        code_lists.add(register, LIST, labels.reason_label("rent").upper(), by=BY)
    code_lists.take_back(register, LIST, "rent", by=BY)
    assert tuple(code for code, _name in code_lists.choices(register, LIST)) == STANDARD_CODES[LIST]


def test_the_last_code_there_is_to_choose_stays(register: Register) -> None:
    which = CodeList.MOVED_OUT_TO
    *others, last = STANDARD_CODES[which]
    for code in others:
        code_lists.retire(register, which, code, by=BY)
    with pytest.raises(Refused):
        code_lists.retire(register, which, last, by=BY)


def test_a_code_in_use_or_a_standard_one_is_never_deleted(register: Register) -> None:
    code_lists.add(register, LIST, "Hund", by=BY)
    decline(register, "hund")
    for code in ("hund", "size"):
        with pytest.raises(Refused):
            code_lists.remove(register, LIST, code, by=BY)
    code_lists.add(register, LIST, "Katt", by=BY)
    code_lists.remove(register, LIST, "katt", by=BY)
    assert "Katt" not in names(register)
    assert "Hund" in names(register)


def test_every_change_can_be_undone(register: Register) -> None:
    before = code_lists.entries(register, LIST)
    for change in (
        lambda: code_lists.add(register, LIST, "Hund", by=BY),
        lambda: code_lists.rename(register, LIST, "size", "For liten", by=BY),
        lambda: code_lists.move(register, LIST, "other", 0, by=BY),
        lambda: code_lists.retire(register, LIST, "rent", by=BY),
    ):
        done = change()
        assert done.title
        assert code_lists.entries(register, LIST) != before
        undo(register, done, BY)
        assert [(one.code, one.label, one.retired) for one in code_lists.entries(register, LIST)] == [
            (one.code, one.label, one.retired) for one in before
        ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_moving_puts_a_code_where_it_was_meant_to_be(register: Register, data: st.DataObject) -> None:
    order = [code for code, _name in code_lists.choices(register, LIST)]
    code = data.draw(st.sampled_from(order))
    place = data.draw(st.integers(0, len(order) - 1))
    code_lists.move(register, LIST, code, place, by=BY)
    order.remove(code)
    order.insert(place, code)
    assert [code for code, _name in code_lists.choices(register, LIST)] == order


def test_an_unknown_code_is_told_as_it_stands(register: Register) -> None:
    assert code_lists.label(register, LIST, "fra en gammel liste") == "fra en gammel liste"
    assert code_lists.label(register, LIST, None) == ""


def test_history_tells_a_reason_by_the_municipalitys_own_words(register: Register) -> None:
    code_lists.rename(register, LIST, "size", "For liten", by=BY)
    decline(register, "rent")
    with unit_of_work(register.engine, what="edit", who="Kari", at=NOW) as work:
        work.update(offer, 1, {"reason_code": "size"})
    told = [change for entry in history_of(register, {"offer": [1]}) for change in entry.changes if change.before]
    assert [(one.before, one.after) for one in told] == [(labels.reason_label("rent"), "For liten")]
    assert code_lists.words(register).of(LIST, "size") == "For liten"
