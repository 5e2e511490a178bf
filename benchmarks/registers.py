"""Registers of any size for the benchmarks: made-up people and places, the same for the same seed, kept for reuse."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, insert

from bokart_desk.domain.terms import end_of_term
from bokart_desk.domain.text_keys import search_key, sort_key
from bokart_desk.storage import schema
from bokart_desk.storage.engine import make_engine, writing
from bokart_desk.storage.files import remove_database
from bokart_desk.storage.listing import rebuild_listing
from bokart_desk.storage.migrator import ensure_schema

OUT = Path(__file__).parent / "out"
TODAY = date(2026, 11, 22)
_NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
_CHUNK = 10_000


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIVEN = _words(
    "Amina Mohammed Fatima Ahmad Yonas Selam Olena Dmytro Iryna Oleksandr Zahra Ali Hodan Abdi Mariam Ibrahim "
    "Leyla Hassan Natalia Serhii Rahel Tesfay Asmaa Khaled Nour Omar Sahra Mustafa Halima Yusuf Svitlana Andrii "
    "Kateryna Volodymyr Eyerusalem Filmon Luwam Kidane Bahar Reza Parisa Navid Ruken Baran Jwan Dilan Chantal "
    "Innocent Divine Esperance Samir Lejla Čedomir Đorđe Žana Søren Åse Øyvind Bjørg"
)
FAMILY = _words(
    "Hassan Tesfamariam Kovalenko Shevchenko Rahimi Ahmadi Warsame Jama Osman Bondarenko Gebremedhin Tekle Haile "
    "Al-Masri Haddad Najjar Khalil Mahmoud Karimi Hosseini Tkachenko Melnyk Polishchuk Lysenko Ndayishimiye "
    "Uwimana Habimana Čović Đurić Demir Yılmaz Kaya Barzani Nuri Abdullahi Farah Mohamud Ali Said Ibrahim Berhane "
    "Weldemichael Ogbazghi Zerai Petrenko Savchenko Rudenko Marchenko Ødegård Sæther Bø"
)
STREETS = _words(
    "Storgata Kirkegata Parkveien Skolegata Fjordveien Elvegata Bjørkeveien Granveien Furuveien Solbakken "
    "Nedregate Øvregate Havnegata Strandgata Jernbanegata Industriveien Åsveien Myrveien Lundeveien Torggata "
    "Dronningens_gate Kongens_gate Fabrikkveien Møllergata Prestegårdsveien Østre_vei Vestre_vei"
)
_KINDS = ("apartment", "apartment", "apartment", "row_house", "house", "bedsit", "shared_house")
_DISPOSALS = ("municipal",) * 6 + ("private", "private", "foundation", "company", "municipal_enterprise")


@dataclass(frozen=True, slots=True)
class _Size:
    contracts: int

    @property
    def running(self) -> int:
        """Contracts that are the newest on their unit; the rest are earlier ones on the same units."""
        return max(1, self.contracts * 92 // 100)

    @property
    def vacant(self) -> int:
        return self.contracts * 2 // 100


def build_register(path: Path, contracts: int = 100_000, seed: int = 1) -> Path:
    """Make a register with ``contracts`` tenancies at ``path`` and return the path."""
    remove_database(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    ensure_schema(path, now=_NOW, backups=path.parent / "backups")
    engine = make_engine(path)
    try:
        with writing(engine) as connection:
            _fill(connection, _Size(contracts), Random(seed))
            rebuild_listing(connection)
            connection.exec_driver_sql("ANALYZE")
    finally:
        engine.dispose()
    return path


def kept_register(contracts: int = 100_000, seed: int = 1) -> Path:
    """Return such a register from ``benchmarks/out``, made the first time and again when the schema changed."""
    path = OUT / f"register-{contracts}-{seed}-{_recipe()}.bokart"
    if not path.exists():
        unfinished = build_register(path.with_suffix(f".{os.getpid()}"), contracts, seed)
        remove_database(path)
        unfinished.replace(path)
    return path


def _recipe() -> str:
    """Return what changes when a register made before would come out differently now."""
    root = Path(__file__).parents[1]
    made_from = [
        Path(__file__),
        root / "bokart_desk/storage/listing.py",
        *sorted(root.glob("migrations/versions/*.py")),
    ]
    return sha256(b"".join(file.read_bytes() for file in made_from)).hexdigest()[:8]


def _fill(connection: Connection, size: _Size, random: Random) -> None:
    units = size.running + size.vacant
    _insert(connection, schema.dwelling, (_dwelling(number, random) for number in range(1, units + 1)))
    _insert(connection, schema.unit, (_unit(number, size.running, random) for number in range(1, units + 1)))
    names = [(random.choice(GIVEN), random.choice(FAMILY)) for _ in range(size.contracts)]
    _insert(connection, schema.household, (_household(n, *name, random) for n, name in enumerate(names, 1)))
    _insert(connection, schema.person, (_person(n, *name, random) for n, name in enumerate(names, 1)))
    _insert(connection, schema.contract, _contracts(size, random))


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while chunk := list(islice(rows, _CHUNK)):
        connection.execute(insert(table), chunk)


def _dwelling(number: int, random: Random) -> dict[str, Any]:
    street = random.choice(STREETS).replace("_", " ")
    address = f"{street} {random.randint(1, 180)}{random.choice(('', '', '', 'A', 'B', 'C'))}"
    return {
        "id": number,
        "number": f"B{number:06d}",
        "number_key": f"b{number:06d}",
        "address": address,
        "address_key": search_key(address),
        "address_sort": sort_key(address),
        "postcode": f"{random.randint(1000, 9990):04d}",
        "place": "Solvik",
        "kind": random.choice(_KINDS),
        "disposal": random.choice(_DISPOSALS),
    }


def _unit(number: int, running: int, random: Random) -> dict[str, Any]:
    label = f"H{random.randint(1, 5):02d}{random.randint(1, 12):02d}"
    let = number <= running
    return {
        "id": number,
        "dwelling_id": number,
        "label": label,
        "label_key": search_key(label),
        "bedrooms": random.randint(1, 4),
        "area_m2": float(random.randint(22, 120)),
        "status": "in_use" if let else "vacant",
        "vacant_from": None if let else TODAY - timedelta(days=random.randint(1, 400)),
    }


def _household(number: int, given: str, family: str, random: Random) -> dict[str, Any]:
    name = f"{given} {family}"
    protection = random.choices(("none", "confidential", "strictly_confidential"), (980, 15, 5))[0]
    return {
        "id": number,
        "case_number": f"S{number:06d}",
        "name": name,
        "name_key": search_key(name),
        "name_sort": sort_key(f"{family} {given}"),
        "protection": protection,
        "size": random.randint(1, 7),
    }


def _person(number: int, given: str, family: str, random: Random) -> dict[str, Any]:
    return {
        "household_id": number,
        "given_name": given,
        "family_name": family,
        "name_key": search_key(f"{given} {family}"),
        "born_on": date(1950, 1, 1) + timedelta(days=random.randint(0, 20_000)),
        "duf_number": _duf(number, random),
        "main_person": True,
    }


def _duf(number: int, random: Random) -> str:
    year, serial = f"{random.randint(2010, 2025)}", f"{number:06d}"
    weights = (4, 6, 3, 2, 7, 5, 4, 6, 3, 2)
    control = sum(weight * int(digit) for weight, digit in zip(weights, serial + year, strict=True)) % 11
    return f"{year}{serial}{control:02d}"


def _contracts(size: _Size, random: Random) -> Iterator[dict[str, Any]]:
    for number in range(1, size.contracts + 1):
        newest = number <= size.running
        unit = number if newest else number - size.running
        start = date(2020, 1, 1) + timedelta(days=random.randint(1100, 2500))
        if not newest:
            start = date(2017, 1, 1) + timedelta(days=random.randint(0, 300))
        indefinite = newest and random.random() < 0.12
        end = None if indefinite else end_of_term(start, 36)
        yield {
            "id": number,
            "unit_id": unit,
            "household_id": number,
            "number": f"K{number:06d}",
            "start_date": start,
            "end_date": end,
            "indefinite": indefinite,
            "monthly_rent": Decimal(random.randint(45, 160) * 100),
            "moved_out_on": None if newest else end,
        }
