"""A register with a whole case to erase, and what may be found of it in the bytes of its files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bokart_desk.domain.codes import CodeList, DecisionKind, FollowUpKind, NeedKind, OfferAnswer, Protection
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services import editing
from bokart_desk.services.answer_statistics import Subject
from bokart_desk.services.contracts import ContractQuery, ContractState, count_contracts
from bokart_desk.services.doing import By
from bokart_desk.services.due import due_items
from bokart_desk.services.households import set_protection
from bokart_desk.services.merging import merge
from bokart_desk.services.overview import overview
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.answer_counts import decision_groups, offer_groups

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
BY = By("Kari", NOW, TODAY)
NAMES = ("Đorđe Čović", "Mirjana Čović", "Dorde Covic Gammel", "Luka Čović")
TRACES = (
    "Čović", "Covic", "covic", "ČOVIĆ", "Mirjana", "mirjana", "Đorđe", "dorde", "200012345607", "41234567",
    "diagnosen", "sykehuset", "hemmelig merknad", "klager over trappen", "psykolog", "Luka", "2016/044",
)  # fmt: skip
"""Pieces of what is known of the household: names, numbers, notes, and the case number."""
LIST = """Nr;Adresse;Leietaker;Født;DUF-nr;Innflytting;Kontrakt utgår;Husleie;Merknad
K1;Storgata 8;Đorđe Čović;12.03.1980;200012345607;01.02.2016;31.01.2019;8500;hemmelig merknad
K2;Bakkeveien 3;Amina Hussein;;;01.02.2024;31.01.2027;7000;naboen Mirjana Čović klaget
K3;Fjordgata 1;LEDIG;;;;;6500;nøkkel hos Đorđe Čović
K4;;Čović, Đorđe;;;;;;uten adresse
"""


@dataclass(frozen=True, slots=True)
class Archived:
    """Stands for a case file that was exported."""

    path: Path
    sha256: str
    pages: int = 1


def archived(folder: Path) -> Archived:
    file = folder / "sak.pdf"
    file.write_bytes(b"%PDF-1.7\nthe case\n%%EOF\n")
    return Archived(file, hashlib.sha256(file.read_bytes()).hexdigest())


def fill(register: Register, folder: Path, *, protection: Protection = Protection.NONE) -> int:
    """Fill a register by a list and by hand; return the household whose case is over and full of traces."""
    file = folder / "Leieliste Đorđe Čović.csv"
    file.write_text(LIST, encoding="utf-8")
    apply_plan(register, plan_file(register, file, today=TODAY), who="Kari", now=NOW)
    of = _id(register, "household", "name_key LIKE '%covic%'")
    contract = _id(register, "contract", f"household_id = {of}")
    unit = _id(register, "unit", "1 = 1")
    first = _id(register, "person", f"household_id = {of}")

    def make(table: str, **values: Any) -> int:
        made = editing.create(register, table, values, by=BY).record
        assert made is not None
        return made

    def change(table: str, record: int, **values: Any) -> None:
        held = editing.record(register, table, record)
        assert held is not None
        editing.change(register, table, record, values, seen={name: held[name] for name in values}, by=BY)

    change("household", of, case_number="2016/044", notes="diagnosen er kjent", needs="nær sykehuset")
    change("household", of, notes="diagnosen er en annen")
    change("person", first, phone="412 34 567")
    gone = make("person", household_id=of, given_name="Luka", family_name="Čović")
    make("person", household_id=of, given_name="Mirjana", family_name="Čović", phone="412 34 567")
    editing.remove(register, "person", gone, by=BY)
    other = make("household", name="Dorde Covic Gammel", notes="hemmelig merknad om psykolog")
    make("person", household_id=other, given_name="Đorđe", family_name="Čović")
    merge(register, of, other, by=BY)
    change("contract", contract, notes="klager over trappen", moved_out_why="sykehuset", moved_out_on=date(2019, 1, 31))
    need = make(
        "need", household_id=of, kind=NeedKind.FIRST_TIME, applied_on=date(2015, 9, 1), assessment="psykolog sier"
    )
    change("need", need, closed_on=date(2016, 1, 1))
    make("offer", household_id=of, unit_id=unit, offered_on=date(2015, 10, 1), answer=OfferAnswer.DECLINED,
         answered_on=date(2015, 10, 9), reason_code="location", reason="Mirjana vil bo nær sykehuset")  # fmt: skip
    make("decision", household_id=of, kind=DecisionKind.GRANT, decided_on=date(2016, 1, 5),
         notified_on=date(2016, 1, 6), appeal_by=date(2016, 1, 27),
         assessment="Husstanden har snakket med en psykolog, og diagnosen gjør at de må bo sentralt.")  # fmt: skip
    make("follow_up", household_id=of, kind=FollowUpKind.HOME_VISIT, done_on=date(2017, 5, 5), notes="Luka er syk")
    make("housing_plan", household_id=of, goal="Mirjana vil kjøpe", housing_school_on=date(2018, 3, 1))
    change("dwelling", _id(register, "dwelling", "1 = 1"), notes="Đorđe Čović har nøkkel, tlf. 412 34 567")
    if protection is not Protection.NONE:
        set_protection(register, of, protection, by=BY)
    return of


def namesake(register: Register) -> int:
    """Register somebody else of the same name; return the household."""
    of = editing.create(register, "household", {"name": "Đorđe Čović"}, by=BY).record
    assert of is not None
    editing.create(register, "person", {"household_id": of, "given_name": "Đorđe", "family_name": "Čović"}, by=BY)
    return of


def _id(register: Register, table: str, where: str) -> int:
    with reading(register.engine) as connection:
        return int(connection.execute(text(f"SELECT id FROM {table} WHERE {where} ORDER BY id LIMIT 1")).scalar_one())


def traces(folder: Path, words: tuple[str, ...] = TRACES) -> list[tuple[str, str]]:
    """Return (file, word) of all that can be read in the files of a folder, as ``strings`` would find it."""
    found = []
    for file in sorted(one for one in folder.iterdir() if one.is_file()):
        content = file.read_bytes()
        for word in words:
            forms = {word.encode(), word.encode("utf-16-le"), json.dumps(word)[1:-1].encode()}
            if any(form in content for form in forms):
                found.append((file.name, word))
    return found


def numbers(register: Register, today: date = TODAY) -> dict[str, Any]:
    """Return every number that a screen or a paper tells."""
    seen = overview(register, today)
    with reading(register.engine) as connection:
        groups = [sorted(map(repr, ask(connection))) for ask in (offer_groups, decision_groups)]
        counts = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("household", "contract", "offer", "decision", "need", "follow_up", "housing_plan", "unit")
        }
        stays = connection.execute(
            text("SELECT unit_id, start_date, end_date, moved_out_on, monthly_rent FROM contract ORDER BY 1, 2")
        ).all()
        settled = connection.execute(
            text("SELECT settlement_kind, settled_on, count(*) FROM household GROUP BY 1, 2 ORDER BY 1, 2")
        ).all()
    return {
        "overview": [getattr(seen, name) for name in ("dwellings", "units", "households", "contracts", "open_contracts",
                     "indefinite", "became_indefinite", "past_end_count", "ending_by_month", "vacant_count")],
        "due": len(due_items(register, today, within_days=400)),
        "states": {state: count_contracts(register, ContractQuery(state=state), today) for state in ContractState},
        "groups": groups,
        "subjects": tuple(Subject),
        "lists": tuple(CodeList),
        "counts": counts,
        "stays": [tuple(one) for one in stays],
        "settled": [tuple(one) for one in settled],
    }  # fmt: skip
