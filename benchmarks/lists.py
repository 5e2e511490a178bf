"""Lists of any length for the benchmarks: a municipality's contracts as a workbook, 15 columns wide."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from benchmarks.registers import FAMILY, GIVEN, OUT
from bokart_desk.domain.terms import end_of_term

HEADINGS = (
    "Bolig nr", "Gateadresse", "Postnr", "Sted", "H-nr", "Type", "Soverom", "Areal m2", "Leietaker", "Antall personer",
    "Innflytting", "Kontrakt utløper", "Husleie pr mnd", "Utleier", "Merknad",
)  # fmt: skip
_NAMES = (
    "Storgata", "Kirkevegen", "Fjordgata", "Skoleveien", "Sjøgata", "Industrivegen", "Prestmarka", "Åsgårdsvegen",
    "Torggata",
)  # fmt: skip
_PARTS_OF_TOWN = (
    "", "Nordre ", "Vestre ", "Austre ", "Indre ", "Ytre ", "Midtre ", "Nedre ", "Gamle ", "Nye ", "Lille ", "Store ",
    "Heimre ",
)  # fmt: skip
STREETS = tuple(part + name for part in _PARTS_OF_TOWN for name in _NAMES)
"""So many that no house of 100,000 has a number above 999: lists of real houses never need more to be understood."""


def list_of(rows: int) -> Path:
    """Return a workbook with a list of ``rows`` contracts, made once and again when this file changes."""
    path = OUT / f"list-{rows}-{sha256(Path(__file__).read_bytes()).hexdigest()[:8]}.xlsx"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, rows)
    return path


def _write(path: Path, rows: int) -> None:
    from xlsxwriter import Workbook

    random = Random(rows)
    with Workbook(path, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet("Kommunale")
        sheet.write_row(0, 0, ["Solvik kommune - kommunale boliger"])
        sheet.write_row(2, 0, HEADINGS)
        for number in range(rows):
            start = date(2020, 1, 1) + timedelta(days=random.randrange(2400))
            end = end_of_term(start, random.choice((12, 24, 36, 60)))
            name = f"{random.choice(GIVEN)} {random.choice(GIVEN)} {random.choice(FAMILY)}"  # few have the same name
            cells = [
                f"K{number:06}", f"{STREETS[number % len(STREETS)]} {number // len(STREETS) + 1}", "7999", "Solvik",
                f"H0{random.randrange(1, 5)}01", random.choice(("Leilighet", "Rekkehus", "Hybel")),
                random.randrange(1, 5), random.randrange(25, 120), name, random.randrange(1, 8), start, end,
                random.randrange(5000, 13000, 250), "Solvik kommune", "Strøm inkl.",
            ]  # fmt: skip
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(number + 3, column, cell, day)
                else:
                    sheet.write(number + 3, column, cell)
