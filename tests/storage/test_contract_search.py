"""The search finds what reading every contract's text would find, in the order of the list, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from benchmarks.registers import FAMILY, GIVEN, STREETS, TODAY, build_register
from bokart_desk.domain.text_keys import search_key
from bokart_desk.services.contracts import (
    ContractQuery,
    ContractSort,
    ContractState,
    count_contracts,
    find_contracts,
)
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage.engine import reading, writing
from bokart_desk.storage.queries.kept_lists import HEAD, KeptLists
from bokart_desk.storage.schema import contract, contract_listing, household

CONTRACTS = 1_500
ALL = ContractState.ALL


@pytest.fixture(scope="module", params=[HEAD, 40], ids=["all texts kept", "few texts kept"])
def register(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Register]:
    path = build_register(tmp_path_factory.mktemp("search") / "register.db", CONTRACTS, seed=7)
    opened = open_register(path, now=datetime(2026, 11, 22, tzinfo=UTC))
    opened.lists = KeptLists(opened.engine, head=request.param)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def texts(register: Register) -> dict[int, str]:
    with reading(register.engine) as connection:
        found = connection.execute(select(contract_listing.c.contract_id, contract_listing.c.search_text))
        return {record: text.replace("^", "") for record, text in found}


def by_reading_all(texts: dict[int, str], typed: str) -> set[int]:
    """One or two letters must begin a word; signs beside them, or alone, mean nothing."""
    words = search_key(typed).split()
    parts = [word for word in words if len(word) > 2]
    parts += [" " + letters for word in words if len(word) < 3 for letters in re.findall(r"[^\W_]+", word)]
    return {record for record, text in texts.items() if all(part in text for part in parts)}


def found(register: Register, typed: str, **more: object) -> list[int]:
    query = ContractQuery(text=typed, state=ALL, **more)  # type: ignore[arg-type]
    ids: list[int] = []
    while True:
        page = find_contracts(register, query, TODAY, offset=len(ids), limit=40)
        ids += [row.id for row in page.rows]
        if not page.more:
            return ids


TYPED = st.lists(
    st.tuples(
        st.sampled_from([*GIVEN, *FAMILY, *STREETS, "12", "7A", "b0001", "2014", "h0201", "abc%", '"xyz"']),
        st.integers(1, 12),
    ).map(lambda pair: pair[0].replace("_", " ")[: pair[1]]),
    max_size=3,
).map(" ".join)


@given(typed=TYPED)
def test_the_search_finds_what_reading_everything_finds(register: Register, texts: dict[int, str], typed: str) -> None:
    ids = found(register, typed)
    assert len(ids) == len(set(ids))
    assert set(ids) == by_reading_all(texts, typed)
    assert count_contracts(register, ContractQuery(text=typed, state=ALL), TODAY) == len(ids)


@pytest.mark.parametrize("typed", ["amina hassan", "kirkegata 7 h0201", "b00071", "storgata 1 a"])
def test_typing_on_finds_what_the_whole_text_finds(register: Register, texts: dict[int, str], typed: str) -> None:
    for end in (*range(1, len(typed) + 1), *range(len(typed), 0, -1)):
        query = ContractQuery(text=typed[:end], state=ALL)
        first = find_contracts(register, query, TODAY, limit=3).rows
        assert [row.id for row in first] == found(register, typed[:end])[:3]
        assert set(found(register, typed[:end])) == by_reading_all(texts, typed[:end])


@pytest.mark.parametrize("sort", list(ContractSort))
@pytest.mark.parametrize("typed", ["", "a", "al", "amina", "storgata 1"])
def test_a_search_keeps_the_order_of_the_list(register: Register, sort: ContractSort, typed: str) -> None:
    everything = found(register, "", sort=sort)
    hits = set(found(register, typed, sort=sort))
    assert found(register, typed, sort=sort) == [record for record in everything if record in hits]
    assert found(register, typed, sort=sort, descending=True) == found(register, typed, sort=sort)[::-1]


def test_letters_with_marks_are_found_without_them(register: Register) -> None:
    assert found(register, "odegard") == found(register, "Ødegård")
    assert found(register, "covic")


def test_signs_alone_and_the_marker_of_words_find_everything_or_nothing_special(register: Register) -> None:
    assert len(found(register, "^ - .")) == CONTRACTS
    assert found(register, "^amina") == found(register, "amina")


def small_register(folder: Path) -> Register:
    return open_register(build_register(folder / "register.db", 20, seed=3), now=datetime(2026, 11, 22, tzinfo=UTC))


def test_a_change_shows_at_once_also_one_made_by_another_program(tmp_path: Path) -> None:
    path = build_register(tmp_path / "register.db", 60, seed=3)
    here, elsewhere = (open_register(path, now=datetime(2026, 11, 22, tzinfo=UTC)) for _ in range(2))
    try:
        before = found(here, ""), found(here, "storgata")
        for register in (here, elsewhere):
            with writing(register.engine) as connection:
                gone = found(register, "")[0]
                connection.execute(delete(contract).where(contract.c.id == gone))
            assert gone not in found(here, "")
            assert found(here, "storgata") == [record for record in before[1] if record in found(here, "")]
        assert len(found(here, "")) == len(before[0]) - 2
    finally:
        here.close()
        elsewhere.close()


def test_a_row_shows_what_it_holds_now(tmp_path: Path) -> None:
    register = open_register(
        build_register(tmp_path / "register.db", 20, seed=3), now=datetime(2026, 11, 22, tzinfo=UTC)
    )
    try:
        query = ContractQuery(state=ALL)
        first = find_contracts(register, query, TODAY).rows[0]
        with writing(register.engine) as connection:
            connection.execute(update(household).where(household.c.id == first.household_id).values(name="Nytt Navn"))
        assert find_contracts(register, query, TODAY).rows[0].household == "Nytt Navn"
    finally:
        register.close()


def test_a_closed_register_can_be_asked_again(tmp_path: Path) -> None:
    register = open_register(
        build_register(tmp_path / "register.db", 20, seed=3), now=datetime(2026, 11, 22, tzinfo=UTC)
    )
    before = found(register, "")
    register.close()
    assert found(register, "") == before
    register.close()
