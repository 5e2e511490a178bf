"""A register with two protected households, and what must never stand beside their names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk_walking import Walker, at_the_desk
from pytestqt.qtbot import QtBot
from register_builder import NOW, building

from bokart_desk.domain.codes import Protection
from bokart_desk.services.doing import By
from bokart_desk.services.households import set_protection
from bokart_desk.services.register import Register, open_register

TODAY = date(2026, 11, 22)


PLACES = ("kanarifugl", "k-canary")


CONFIDENTIAL, STRICT, OPEN = "Ravneberg", "Uglesund", "Storhaug"


PROTECTED = (CONFIDENTIAL, STRICT)


NOTE = "Nøkkel hentet i Kanarifuglveien 79"


def places_in(text: str) -> list[str]:
    """Return what of a text tells the protected places."""
    return [place for place in PLACES if place in text.casefold()]


def beside(text: str) -> bool:
    """Tell whether a text tells a protected place together with the name of somebody who lives there."""
    return bool(places_in(text)) and any(name in text for name in PROTECTED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register" / "register.db"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    path.parent.mkdir()
    opened = open_register(path, now=NOW)
    fill(opened)
    yield opened
    opened.close()


def fill(register: Register) -> dict[str, int]:
    """Let three dwellings, each after an offer, with need, decision, review, visit and notes; return the households."""
    homes: dict[str, int] = {}
    with building(register) as build:
        landlord = build.add("landlord", name="Solvik Bolig", name_key="solvik bolig", kind="municipality")
        lets = (
            (f"Hemmelig {CONFIDENTIAL}", "Kanarifuglveien 77", "K-CANARY77", date(2026, 12, 31)),
            (f"Skjult {STRICT}", "Kanarifuglveien 79", "K-CANARY79", date(2026, 10, 31)),
            (f"Åpen {OPEN}", "Storgata 8", "S008", date(2026, 12, 31)),
        )
        for name, address, number, end in lets:
            room = build.unit(address, bedrooms=2)
            of_unit = build.work.connection.exec_driver_sql(f"SELECT dwelling_id FROM unit WHERE id = {room}")
            build.work.update(_table("dwelling"), of_unit.scalar_one(), {
                "number": number, "number_key": number.casefold(), "landlord_id": landlord,
            })  # fmt: skip
            lives = homes[name] = build.household(name)
            made = build.contract(room, lives, date(2023, 12, 1), end, notes=NOTE if STRICT in name else None)
            build.add("offer", household_id=lives, unit_id=room, offered_on=date(2023, 11, 1), answer="accepted",
                      answered_on=date(2023, 11, 3))  # fmt: skip
            build.add("offer", household_id=lives, unit_id=room, offered_on=date(2026, 11, 10), answer="declined",
                      answered_on=date(2026, 11, 12), reason_code="size", reason="For lite")  # fmt: skip
            need = build.add("need", household_id=lives, kind="change", applied_on=date(2026, 10, 1), bedrooms=3)
            build.add("decision", household_id=lives, kind="refuse", unit_id=room, need_id=need,
                      decided_on=date(2026, 11, 15), notified_on=date(2026, 11, 18), appeal_by=date(2026, 12, 9),
                      assessment="Trenger ikke større bolig etter en samlet vurdering.",
                      reason_code="others_had_priority")  # fmt: skip
            build.add("review", contract_id=made, held_on=date(2026, 9, 1), outcome="end")
            build.add("follow_up", household_id=lives, kind="home_visit", due_on=date(2026, 11, 25))
            build.add("follow_up", household_id=lives, kind="talk", done_on=date(2026, 9, 2),
                      notes="Møttes i Kanarifuglveien 77" if CONFIDENTIAL in name else None)  # fmt: skip
        build.unit("Granveien 2", status="vacant", status_since=date(2026, 8, 1), bedrooms=3)
    by = By("Kari Konsulent", NOW, TODAY)
    set_protection(register, homes[f"Hemmelig {CONFIDENTIAL}"], Protection.CONFIDENTIAL, by=by)
    return homes


def _table(name: str) -> Any:
    from bokart_desk.storage.schema import metadata

    return metadata.tables[name]


@pytest.fixture
def walk(qtbot: QtBot, register: Register) -> Iterator[Walker]:
    with at_the_desk(qtbot, register, TODAY) as walker:
        yield walker
