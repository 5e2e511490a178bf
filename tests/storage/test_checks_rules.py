"""Each rule of the full check finds what breaks it, whoever broke it, and a whole register breaks none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bokart_desk.domain.text_keys import search_key, sort_key
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage.checks import CheckStopped, Problem, Repair, check_register, quick_check
from bokart_desk.storage.checks.derived import make_anew
from bokart_desk.storage.engine import connect, writing
from bokart_desk.storage.schema import contract, decision, dwelling, household, need, offer, person, review, unit
from bokart_desk.storage.work import Work, unit_of_work

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
AMINA, OLENA, HIDDEN = 1, 2, 3


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """Three households; the third is strictly confidential. The first has a contract, a review and a renewal."""
    opened = open_register(tmp_path / "register.db", now=NOW)
    with unit_of_work(opened.engine, what="test", who="test", at=NOW) as work:
        for name, protection in (("Amina Hussein", "none"), ("Olena Kovalenko", "none"), ("Nour Haddad", "none")):
            enter(work, name, protection)
        room = place(work, "Storgata 8")
        first = let(work, room, AMINA, date(2021, 1, 1), date(2023, 12, 31))
        work.insert(review, {"contract_id": first, "held_on": date(2023, 6, 1), "outcome": "extend"})
        let(work, room, AMINA, date(2024, 1, 1), date(2026, 12, 31), renews_contract_id=first)
        let(work, place(work, "Parkveien 12"), HIDDEN, date(2024, 1, 1), None)
        work.insert(need, {"household_id": OLENA, "kind": "first_time"})
        work.insert(offer, {"household_id": OLENA, "need_id": 1, "answer": "pending"})
        work.insert(decision, {"household_id": AMINA, "contract_id": first, "kind": "grant"})
    with unit_of_work(opened.engine, what="protect", who="test", at=NOW) as work:
        work.update(household, HIDDEN, {"protection": "strictly_confidential"})
        work.update(contract, 1, {"monthly_rent": None, "notes": "Ring på hos naboen."})
    yield opened
    opened.close()


def enter(work: Work, name: str, protection: str) -> int:
    given, family = name.split()
    names = {"name": name, "name_key": search_key(name), "name_sort": sort_key(f"{family} {given}")}
    record = work.insert(household, {**names, "case_number": name[:3], "protection": protection})
    names = {"given_name": given, "family_name": family, "name_key": search_key(name)}
    work.insert(person, {"household_id": record, "main_person": True, **names})
    return record


def place(work: Work, address: str) -> int:
    keys = {
        "address_key": search_key(address),
        "address_sort": sort_key(address),
        "address_search": search_key(address),
    }
    home = work.insert(dwelling, {"address": address, "disposal": "municipal", **keys})
    return work.insert(unit, {"dwelling_id": home, "label": "", "label_key": "", "status": "in_use"})


def let(work: Work, room: int, lives: int, start: date, end: date | None, **more: object) -> int:
    dates = {"start_date": start, "end_date": end, "indefinite": end is None}
    return work.insert(contract, {"unit_id": room, "household_id": lives, **dates, **more})


def broken(register: Register, *statements: str) -> list[Problem]:
    """Write past the program into the file, and return what the check finds, but for the lists that are derived."""
    with closing(connect(register.path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
    return [problem for problem in check_register(register.engine).found if problem.repair is None]


def test_a_register_that_the_program_wrote_breaks_no_rule(register: Register) -> None:
    assert check_register(register.engine).problems == []
    assert quick_check(register.engine).ok


@pytest.mark.parametrize(
    ("statement", "words", "kind", "record"),
    [
        ("UPDATE contract SET start_date = '2023-12-31' WHERE id = 2", "Storgata 8", "contract", 2),
        ("UPDATE review SET outcome = 'buy'", "Amina Hussein", "contract", 2),
        ("DELETE FROM review", "Amina Hussein", "contract", 2),
        ("UPDATE contract SET end_date = '2020-12-31' WHERE id = 1", "Amina Hussein", "contract", 1),
        ("UPDATE contract SET renews_contract_id = 3 WHERE id = 2", "Amina Hussein", "contract", 2),
        ("UPDATE review SET held_on = '2020-01-01'", "Amina Hussein", "contract", 1),
        ("UPDATE need SET household_id = 1", "Olena Kovalenko", "offer", 1),
        ("UPDATE decision SET contract_id = 3", "Amina Hussein", "decision", 1),
        ("UPDATE person SET main_person = 0 WHERE id = 2", "Olena Kovalenko", "household", 2),
        (
            "INSERT INTO person (household_id, given_name, name_key, main_person) VALUES (2, 'Ivan', 'ivan', 1)",
            "Olena Kovalenko",
            "household",
            2,
        ),
    ],
)
def test_what_breaks_a_rule_is_told_with_its_record(
    register: Register, statement: str, words: str, kind: str, record: int
) -> None:
    found = broken(register, statement)
    assert any(words in one.text and (one.kind, one.record_id) == (kind, record) for one in found)


@pytest.mark.parametrize(
    ("statement", "words", "record"),
    [
        ("UPDATE contract SET household_id = 3 WHERE id = 1", "strengt fortrolig", None),
        (
            "INSERT INTO contract (unit_id, household_id, start_date, indefinite) VALUES (1, 3, '2027-01-01', 1)",
            "strengt fortrolig",
            ("contract", 4),
        ),
        (
            "INSERT INTO offer (household_id, answer, offered_address) VALUES (3, 'pending', 'Elvegata 1')",
            "strengt fortrolig",
            ("offer", 2),
        ),
    ],
)
def test_a_strictly_confidential_household_gets_no_contract_and_no_address(
    register: Register, statement: str, words: str, record: tuple[str, int] | None
) -> None:
    found = broken(register, statement)
    if record is not None:
        assert any(words in one.text and (one.kind, one.record_id) == record for one in found)
    assert not any("Nour" in one.text or "Parkveien" in one.text or "Elvegata" in one.text for one in found)


def test_a_protected_household_is_never_named_whatever_is_wrong(register: Register) -> None:
    found = broken(
        register,
        "UPDATE contract SET household_id = 3, unit_id = 2 WHERE id = 1",
        "UPDATE contract SET start_date = '2027-01-01' WHERE id = 3",
        "UPDATE person SET main_person = 0, name_key = 'x'",
        "UPDATE offer SET household_id = 3",
    )
    assert found
    assert not any("Nour" in one.text or "Haddad" in one.text or "Parkveien" in one.text for one in found)


@pytest.mark.parametrize(
    ("statement", "words", "record"),
    [
        ("UPDATE contract SET notes = 'x' WHERE id = 1", "nummer 1:", ("contract", 1)),
        ("UPDATE household SET protection = 'none' WHERE id = 3", "nummer 3:", ("household", 3)),
        ("DELETE FROM history WHERE kind = 'person' AND record_id = 2", "nummer 2:", ("household", 2)),
        ("DELETE FROM person WHERE id = 2", "nummer 2:", ("", None)),
        ("DELETE FROM contract WHERE id = 1", "nummer 1:", ("", None)),
        (
            "INSERT INTO history (at, work, what, who, kind, record_id, action)"
            " SELECT at, 9, what, who, kind, record_id, 'created' FROM history WHERE kind = 'unit' AND record_id = 1",
            "nummer 1:",
            ("unit", 1),
        ),
        (
            "INSERT INTO history (at, work, what, who, kind, record_id, action)"
            " SELECT at, 9, what, who, kind, record_id, 'deleted' FROM history WHERE kind = 'unit' AND record_id = 1",
            "nummer 1:",
            ("unit", 1),
        ),
    ],
)
def test_history_that_tells_otherwise_than_the_record_is_found(
    register: Register, statement: str, words: str, record: tuple[str, int | None]
) -> None:
    found = [one for one in broken(register, statement) if "historikk" in one.text.casefold()]
    assert any(words in one.text and (one.kind, one.record_id) == record for one in found)


def test_history_of_fields_and_kinds_that_are_no_more_is_passed_over(register: Register) -> None:
    found = broken(
        register,
        """UPDATE history SET after = json_set(after, '$.fax', '123') WHERE kind = 'contract' AND action = 'changed'""",
        "INSERT INTO history (at, work, what, who, kind, record_id, action, after)"
        " SELECT at, 9, what, who, 'telegram', 1, 'changed', '{\"x\": 1}' FROM history LIMIT 1",
    )
    assert found == []


def test_what_was_erased_from_history_is_not_missed(register: Register) -> None:
    found = broken(
        register,
        "UPDATE history SET erased = 1, before = NULL, after = NULL WHERE kind = 'contract' AND action = 'changed'",
        "UPDATE contract SET notes = NULL WHERE id = 1",
    )
    assert found == []


def test_a_change_that_was_undone_leaves_history_in_step(register: Register) -> None:
    from bokart_desk.services.doing import By, doing
    from bokart_desk.services.undo import undo

    by = By("Kari", NOW, date(2026, 11, 22))
    with doing(register, "delete", by, title="x") as it:
        it.job.delete("offer", 1)
    undo(register, it.done, by)
    with doing(register, "edit", by, title="x") as it:
        it.job.update("contract", 1, {"notes": "Ny", "monthly_rent": None})
    undo(register, it.done, by)
    assert check_register(register.engine).problems == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE household SET name_key = 'x' WHERE id = 1",
        "UPDATE dwelling SET address_sort = 'x'",
        "UPDATE contract_listing SET rent = 1",
        "UPDATE contract_listing SET open = 0 WHERE contract_id = 2",
        "DELETE FROM contract_listing WHERE contract_id = 2",
        "INSERT INTO contract_search(contract_search) VALUES ('delete-all')",
        "INSERT INTO contract_search(rowid, search_text) VALUES (1, '^naboen')",
    ],
)
def test_lists_and_search_out_of_step_are_found_and_made_anew(register: Register, statement: str) -> None:
    with closing(connect(register.path)) as connection:
        connection.execute(statement)
    found = check_register(register.engine).found
    assert found
    assert {one.repair for one in found} == {Repair.LISTS}
    with writing(register.engine) as connection:
        make_anew(connection)
    assert check_register(register.engine).problems == []


def test_of_many_alike_the_first_hundred_are_told_and_the_rest_counted(register: Register) -> None:
    rows = "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 159)"
    found = broken(
        register,
        f"INSERT INTO offer (id, household_id, answer, offered_address) {rows} SELECT i, 3, 'pending', 'x' FROM n",
        "DELETE FROM history",
    )
    assert len(found) == 101
    assert "50" in found[-1].text


def test_a_check_tells_how_far_it_is_and_stops_when_told(register: Register) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, steps: int) -> bool:
        if steps:
            told.append((done, steps))
        return False

    check_register(register.engine, progress=progress)
    assert [done for done, _steps in told] == sorted(done for done, _steps in told)
    assert told[0][0] == 0
    with pytest.raises(CheckStopped):
        check_register(register.engine, progress=lambda done, _steps: done > 3)
    assert check_register(register.engine).ok


def test_an_address_in_a_note_of_a_strictly_confidential_household_is_found(register: Register) -> None:
    """Whatever wrote it there; the household is not named, and neither is the address."""
    from bokart_desk.services.checking import check_in_full

    assert check_in_full(register).problems == []
    broken(
        register,
        "UPDATE household SET notes = 'Bor i Parkveien 12' WHERE id = 3",
        "UPDATE household SET notes = 'Bor i Parkveien 12' WHERE id = 2",
    )
    (found,) = check_in_full(register).found
    assert (found.kind, found.record_id) == ("household", HIDDEN)
    assert "Nour" not in found.text
    assert "Parkveien" not in found.text
