"""What the occupancy timeline reads: all units in order, who had them, and nothing of protected households."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from register_builder import TODAY, Builder, building, new_register

from bokart_desk.domain.codes import Disposal
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.services.register import Register
from bokart_desk.services.timeline import TimelineFilter, TimelineRow, filtered, timeline
from bokart_desk.services.timeline_words import gap_words
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.timeline import tenancy_lines


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def room(build: Builder, of_unit: int, label: str) -> int:
    """Add another unit to the dwelling of a unit."""
    home = build.work.connection.exec_driver_sql("SELECT dwelling_id FROM unit WHERE id = ?", (of_unit,)).scalar_one()
    return build.add("unit", dwelling_id=home, label=label, label_key=label.lower(), status="in_use")


def rows_of(register: Register) -> dict[str, TimelineRow]:
    return {row.place: row for row in timeline(register, TODAY).rows}


def test_units_come_by_address_with_the_rooms_of_a_house_in_their_order(register: Register) -> None:
    with building(register) as build:
        build.unit("Øvre Torggate 1")
        first = build.unit("Storgata 10", "Rom 10")
        room(build, first, "Rom 2")
        build.unit("Storgata 9")
    rows = timeline(register, TODAY).rows
    assert [row.place for row in rows] == ["Storgata 9", "Storgata 10 Rom 2", "Storgata 10 Rom 10", "Øvre Torggate 1"]
    assert [row.shared for row in rows] == [False, True, True, False]


def test_a_unit_has_all_its_tenancies_and_the_time_it_stood_empty(register: Register) -> None:
    with building(register) as build:
        unit = build.unit("Storgata 8", "H0201")
        start, end = date(2020, 1, 1), date(2022, 12, 31)
        old = build.contract(unit, build.household("Amina Ali"), start, end, moved_out_on=end)
        new = build.contract(unit, build.household("Yusuf Osman"), date(2023, 3, 1), date(2026, 10, 31))
    row = rows_of(register)["Storgata 8 H0201"]
    assert [(entry.contract_id, entry.household, entry.bar.status) for entry in row.bars] == [
        (old, "Amina Ali", ContractStatus.ENDED),
        (new, "Yusuf Osman", ContractStatus.PAST_END),
    ]
    assert [(gap.start, gap.last) for gap in row.gaps] == [(date(2023, 1, 1), date(2023, 2, 28))]
    assert not row.vacant
    assert row.needs_somebody


@pytest.mark.parametrize("protection", ["confidential", "strictly_confidential"])
def test_a_protected_household_is_neither_named_nor_numbered_nor_found(register: Register, protection: str) -> None:
    with building(register) as build:
        build.let("Hemmelig Person", "Storgata 8", date(2024, 1, 1), date(2027, 12, 31), protection=protection)
    with reading(register.engine) as connection:
        (line,) = tenancy_lines(connection)
    assert (line.contract_id, line.household, line.searched) == (None, None, None)
    (row,) = timeline(register, TODAY).rows
    assert row.bars[0].protected
    assert "hemmelig" not in repr(row).casefold()
    assert filtered([row], TimelineFilter("hemmelig")) == ()
    assert filtered([row], TimelineFilter("storgata")) == (row,)


def test_head_leases_belong_to_every_unit_of_their_dwelling(register: Register) -> None:
    with building(register) as build:
        owner = build.add("landlord", name="Bygg AS", name_key="bygg as")
        first = build.unit("Fjordgata 1", "Rom 1", disposal="private")
        room(build, first, "Rom 2")
        home = build.work.connection.exec_driver_sql("SELECT dwelling_id FROM unit WHERE id = ?", (first,)).scalar_one()
        build.add(
            "head_lease", dwelling_id=home, landlord_id=owner, start_date=date(2020, 1, 1), end_date=date(2027, 6, 30)
        )
    rows = timeline(register, TODAY).rows
    assert [[(lease.span.end, lease.landlord) for lease in row.leases] for row in rows] == [
        [(date(2027, 6, 30), "Bygg AS")]
    ] * 2


def test_a_unit_that_was_never_let_is_empty_since_it_was_noted(register: Register) -> None:
    with building(register) as build:
        build.unit("Granveien 2", status="vacant", vacant_from=date(2026, 8, 1))
        build.unit("Granveien 3", status="vacant", status_since=date(2026, 9, 1))
        build.unit("Granveien 4")
        build.unit("Granveien 5", status="withdrawn", status_since=date(2026, 9, 1))
    rows = rows_of(register)
    assert {place: [gap.start for gap in row.gaps] for place, row in rows.items()} == {
        "Granveien 2": [date(2026, 8, 1)],
        "Granveien 3": [date(2026, 9, 1)],
        "Granveien 4": [],
        "Granveien 5": [date(2026, 9, 1)],
    }
    assert [place for place, row in rows.items() if row.vacant] == ["Granveien 2", "Granveien 3"]


def test_rows_are_filtered_by_text_disposal_and_need(register: Register) -> None:
    with building(register) as build:
        build.let("Đorđe Čović", "Ødegårdsveien 4", date(2025, 1, 1), date(2029, 12, 31))
        build.let("Selam Tesfay", "Bakkeveien 3", date(2024, 1, 1), date(2027, 2, 28))
        build.unit("Privat vei 1", disposal="private", status="vacant", vacant_from=date(2026, 10, 1))
    rows = timeline(register, TODAY).rows

    def places(wanted: TimelineFilter) -> list[str]:
        return [row.place for row in filtered(rows, wanted)]

    assert places(TimelineFilter("covic")) == ["Ødegårdsveien 4"]
    assert places(TimelineFilter("odegard")) == ["Ødegårdsveien 4"]
    assert places(TimelineFilter("selam bakke")) == ["Bakkeveien 3"]
    assert places(TimelineFilter(disposal=Disposal.PRIVATE)) == ["Privat vei 1"]
    assert places(TimelineFilter(needing=True)) == ["Bakkeveien 3", "Privat vei 1"]
    assert places(TimelineFilter("finnes ikke")) == []


def test_an_empty_register_has_no_rows(register: Register) -> None:
    assert timeline(register, TODAY).rows == ()


def test_a_vacant_unit_counts_also_where_nobody_noted_since_when(register: Register) -> None:
    with building(register) as build:
        build.unit("Storgata 8", status="vacant")
        build.unit("Storgata 9", status="withdrawn")
        build.unit("Storgata 10")
    rows = rows_of(register)
    assert [place for place, row in rows.items() if row.vacant] == ["Storgata 8"]
    assert [row.place for row in filtered(rows.values(), TimelineFilter(needing=True))] == ["Storgata 8"]
    (gap,) = rows["Storgata 8"].gaps
    assert "Det er ikke notert siden når." in gap_words(rows["Storgata 8"], gap)
    assert not any("dager" in line for line in gap_words(rows["Storgata 8"], gap))
