"""What the database itself refuses, whoever writes to it: impossible dates, codes, numbers and doubles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from bokart_desk.storage.engine import make_engine, reading, writing
from bokart_desk.storage.migrator import ensure_schema
from bokart_desk.storage.schema import history, household, metadata
from bokart_desk.storage.work import unit_of_work

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY, BEFORE = date(2026, 3, 1), date(2026, 2, 1)

WHOLE: dict[str, dict[str, Any]] = {
    "landlord": {"name": "Bergset Utleie", "name_key": "bergset utleie"},
    "dwelling": {"address": "Storgata 8", "address_key": "storgata 8", "address_sort": "x", "disposal": "municipal"},
    "unit": {"dwelling_id": 1, "label": "H0101", "label_key": "h0101", "status": "in_use"},
    "head_lease": {"dwelling_id": 1, "start_date": DAY},
    "household": {"case_number": "26/1", "name": "A", "name_key": "a", "name_sort": "a", "protection": "none"},
    "person": {"household_id": 1, "family_name": "A", "name_key": "a", "duf_number": "123456789012"},
    "need": {"household_id": 1, "kind": "first_time", "applied_on": DAY},
    "priority_criterion": {"name": "Barn"},
    "met_criterion": {"need_id": 1, "priority_criterion_id": 1},
    "contract": {"unit_id": 1, "household_id": 1, "start_date": DAY, "indefinite": True},
    "review": {"contract_id": 1, "held_on": DAY},
    "offer": {"household_id": 1, "answer": "pending", "offered_on": DAY},
    "decision": {"household_id": 1, "kind": "grant", "decided_on": DAY},
    "follow_up": {"household_id": 1, "kind": "talk"},
    "housing_plan": {"household_id": 1, "goal": "eie"},
    "settlement_year": {"year": 2026, "decided": 20},
    "municipality": {"id": 1},
    "consultant": {"name": "Kari"},
    "code_value": {"list": "refused_because", "code": "own"},
    "import_preset": {"name": "FDVU", "shape": "x", "mapping": {}},
}
"""A record of each kind that is allowed, in an order in which what they point at comes first."""

REFUSED = [
    ("landlord", {"kind": "friend"}),
    ("landlord", {"name": "  "}),
    ("dwelling", {"disposal": "rented"}),
    ("dwelling", {"kind": "castle"}),
    ("dwelling", {"postcode": "140"}),
    ("dwelling", {"landlord_id": 99}),
    ("unit", {"status": "let", "label_key": "2"}),
    ("unit", {"bedrooms": -1, "label_key": "2"}),
    ("unit", {"most_persons": -1, "label_key": "2"}),
    ("unit", {}),
    ("head_lease", {"end_date": BEFORE}),
    ("head_lease", {"security_amount": Decimal(-1)}),
    ("household", {"case_number": "26/2", "protection": "secret"}),
    ("household", {"case_number": "26/2", "settlement_kind": "tourist"}),
    ("household", {"case_number": "26/2", "introduction_from": DAY, "introduction_to": BEFORE}),
    ("household", {}),
    ("person", {}),
    ("person", {"duf_number": "12345"}),
    ("person", {"duf_number": None, "family_name": ""}),
    ("need", {"kind": "wish"}),
    ("need", {"closed_on": BEFORE}),
    ("met_criterion", {}),
    ("contract", {"start_date": date(2026, 4, 1), "indefinite": False}),
    ("contract", {"start_date": date(2026, 4, 1), "indefinite": True, "end_date": date(2027, 3, 31)}),
    ("contract", {"start_date": date(2026, 4, 1), "indefinite": False, "end_date": BEFORE}),
    ("contract", {"start_date": date(2026, 4, 1), "moved_out_on": BEFORE}),
    ("contract", {"start_date": date(2026, 4, 1), "vacate_notice_on": BEFORE}),
    ("contract", {"start_date": date(1926, 4, 1)}),
    ("contract", {"start_date": date(2026, 4, 1), "monthly_rent": Decimal(-1)}),
    ("contract", {"start_date": date(2026, 4, 1), "unit_id": 99}),
    ("contract", {"start_date": date(2026, 4, 1), "id": 7, "renews_contract_id": 7}),
    ("contract", {}),
    ("review", {"outcome": "maybe"}),
    ("review", {"next_review_on": BEFORE}),
    ("offer", {"answer": "perhaps"}),
    ("offer", {"answer_by": BEFORE}),
    ("decision", {"kind": "think"}),
    ("decision", {"notified_on": BEFORE}),
    ("decision", {"notified_on": DAY, "appeal_by": BEFORE}),
    ("decision", {"appeal_outcome": "unsure"}),
    ("follow_up", {"kind": "letter"}),
    ("housing_plan", {"goal": ""}),
    ("settlement_year", {}),
    ("settlement_year", {"year": 20}),
    ("settlement_year", {"year": 2027, "quarter_3": -1}),
    ("municipality", {"id": 2}),
    ("consultant", {}),
    ("code_value", {"code": "x", "list": "reasons"}),
    ("code_value", {}),
    ("import_preset", {}),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("rules") / "register.db"
    ensure_schema(path, now=NOW, backups=path.parent)
    made = make_engine(path)
    with writing(made) as connection:
        for name, values in WHOLE.items():
            connection.execute(insert(metadata.tables[name]).values(**values))
    yield made
    made.dispose()


@pytest.mark.parametrize(("name", "wrong"), REFUSED, ids=lambda one: str(one)[:60])
def test_what_cannot_be_is_refused_by_the_database(engine: Engine, name: str, wrong: dict[str, Any]) -> None:
    values = WHOLE[name] | wrong
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(metadata.tables[name]).values(**values))


def test_a_household_with_a_contract_cannot_be_erased_by_accident(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(household.delete())


def test_a_change_and_its_history_are_written_together_or_not_at_all(engine: Engine) -> None:
    with pytest.raises(IntegrityError), unit_of_work(engine, what="test", who="Kari", at=NOW) as work:  # noqa: PT012
        work.update(household, 1, {"name": "Endret"})
        work.update(household, 1, {"protection": "secret"})
    with reading(engine) as connection:
        assert connection.execute(select(household.c.name)).scalar_one() == "A"
        assert connection.execute(select(history)).first() is None
    with unit_of_work(engine, what="test", who="Kari", at=NOW) as work:
        work.update(household, 1, {"name": "Endret"})
    with reading(engine) as connection:
        line = connection.execute(select(history)).mappings().one()
    assert (line["before"], line["after"], line["who"]) == ({"name": "A"}, {"name": "Endret"}, "Kari")
    assert line["at"] == NOW
    with writing(engine) as connection:
        connection.execute(update(household).values(name="A"))
        connection.execute(history.delete())
