"""The search finds what reading every contract's text would find, in the order of the list, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

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
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import contract_listing

CONTRACTS = 1_500
ALL = ContractState.ALL


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    path = build_register(tmp_path_factory.mktemp("search") / "register.db", CONTRACTS, seed=7)
    opened = open_register(path, now=datetime(2026, 11, 22, tzinfo=UTC))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def texts(register: Register) -> dict[int, str]:
    with reading(register.engine) as connection:
        found = connection.execute(select(contract_listing.c.contract_id, contract_listing.c.search_text))
        return {record: text.replace("^", "") for record, text in found}


def by_reading_all(texts: dict[int, str], typed: str) -> set[int]:
    def holds(text: str, term: str) -> bool:
        return term in text if len(term) > 2 else f" {term}" in text

    return {record for record, text in texts.items() if all(holds(text, term) for term in search_key(typed).split())}


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
