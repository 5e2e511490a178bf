"""The occupancy timeline of 2,000 units: painting it against bare Qt, reading the register against bare sqlite3."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from time import thread_time
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, insert

from benchmarks.figures import Figure
from benchmarks.pairs import Timed, compare
from benchmarks.registers import FAMILY, GIVEN, OUT, STREETS, TODAY
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.text_keys import search_key, sort_key
from bokart_desk.storage import schema
from bokart_desk.storage.engine import make_engine, writing
from bokart_desk.storage.files import remove_database
from bokart_desk.storage.listing import rebuild_listing
from bokart_desk.storage.migrator import ensure_schema

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPaintEvent

UNITS = 2_000
PAINT_TARGET = 3.0
FRAME_MS = 16.0
SIZE = (1150, 560)
_CONTRACTS_A_UNIT = 5
_NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def run(*, quick: bool = False) -> list[Figure]:
    """Measure with 2,000 units and 10,000 contracts, with 40 units when it must be ``quick``."""
    units, rounds = (40, 1) if quick else (UNITS, 15)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from bokart_desk import i18n
    from bokart_desk.services.register import open_register
    from bokart_desk.services.timeline import timeline
    from bokart_desk.ui.theme import apply_theme

    i18n.use_language("nb")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    apply_theme(app)
    path = timeline_register(OUT / "timeline.bokart", units)
    register = open_register(path, now=_NOW)
    try:
        rows = timeline(register, TODAY).rows
        reading = compare(_working(lambda: timeline(register, TODAY)), _working(lambda: _raw(path)), rounds=rounds)
    finally:
        register.close()
        remove_database(path)
    note = f"{len(rows)} units, {sum(len(row.bars) for row in rows)} contracts"
    return [
        *_paint_figures(rows, rounds, note),
        Figure("timeline: reading the register / bare sqlite3", reading.ratio, "×", None, f"{reading.seconds}, {note}"),
    ]


def _paint_figures(rows: Any, rounds: int, note: str) -> list[Figure]:
    """Time a new picture of rows that are at hand, and merely filling the same areas and writing the same words."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QApplication, QWidget

    from bokart_desk.ui.timeline.canvas import TimelineCanvas

    canvas = TimelineCanvas(TODAY)
    canvas.resize(*SIZE)
    canvas.show_rows(rows, TODAY)
    canvas.show()
    QApplication.processEvents()
    fills, frames, words = _recorded(canvas)

    class Bare(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            painter = QPainter(self)
            for area, ground in fills:
                painter.fillRect(area, ground)
            painter.drawRects(frames)
            for area, flags, text in words:
                painter.drawText(area, flags, text)
            painter.end()

    bare = Bare()
    bare.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    bare.resize(*SIZE)
    bare.show()
    QApplication.processEvents()

    def first_paint() -> None:
        canvas.show_rows(rows, TODAY)
        canvas.viewport().repaint()

    first = compare(_working(first_paint), _working(bare.repaint), rounds=rounds)
    again = compare(_working(canvas.viewport().repaint), _working(bare.repaint), rounds=rounds)
    for widget in (canvas, bare):
        widget.close()
        widget.deleteLater()
    QApplication.processEvents()
    shapes = f"{len(fills)} areas, {len(frames)} outlines and {len(words)} texts in view of {note}"
    return [
        Figure("timeline: first paint", first.ours * 1000, "ms", FRAME_MS, f"{note}, in one frame"),
        Figure("timeline: first paint / bare Qt", first.ratio, "×", None, f"{first.seconds}, {shapes}"),
        Figure("timeline: each later paint / bare Qt", again.ratio, "×", PAINT_TARGET, f"{again.seconds}, scrolling"),
    ]


def _working(work: Callable[[], object]) -> Timed:
    """Return ``work`` timed by how long this thread was at it: what else the machine does, does not count."""

    def run() -> float:
        begun = thread_time()
        work()
        return thread_time() - begun

    return run


def _recorded(canvas: Any) -> tuple[list[tuple[QRectF, Any]], list[QRectF], list[tuple[QRectF, Any, str]]]:
    """Return every area that the canvas fills in one painting, every outline, and every text it writes."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QPixmap

    from bokart_desk.ui.palette import palette
    from bokart_desk.ui.timeline.painting import Shown, paint
    from bokart_desk.ui.timeline.texts import Texts

    fills: list[tuple[QRectF, Any]] = []
    frames: list[QRectF] = []
    words: list[tuple[QRectF, Any, str]] = []

    class Noting(QPainter):
        def fillRect(self, area: QRectF, ground: Any) -> None:
            fills.append((QRectF(area), ground))

        def drawRect(self, area: QRectF) -> None:
            frames.append(QRectF(area))

        def drawText(self, area: QRectF, flags: Any, text: str) -> None:
            words.append((QRectF(area), flags, text))

    ground = QPixmap(canvas.viewport().size())
    painter = Noting(ground)
    paint(painter, Shown(canvas.geometry_now, palette(), Texts(canvas.font()), 1.0))
    painter.end()
    return fills, frames, words


def _raw(path: Path) -> int:
    """Read the same columns with the driver alone."""
    import sqlcipher3.dbapi2 as driver

    connection = driver.connect(str(path))
    try:
        units = connection.execute(
            "SELECT unit.id, dwelling.id, number, address, label, disposal, unit.status, vacant_from, address_key "
            "FROM unit JOIN dwelling ON dwelling.id = dwelling_id ORDER BY address_sort, dwelling.id, label_key"
        ).fetchall()
        contracts = connection.execute(
            "SELECT unit_id, contract.id, name, name_key, start_date, end_date, moved_out_on, vacate_notice_on "
            "FROM contract JOIN household ON household.id = household_id ORDER BY unit_id, start_date"
        ).fetchall()
        return len(units) + len(contracts)
    finally:
        connection.close()


def timeline_register(path: Path, units: int, seed: int = 3) -> Path:
    """Make a register of ``units`` units with five contracts each, shared houses and head leases among them."""
    remove_database(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    ensure_schema(path, now=_NOW, backups=path.parent / "backups")
    engine = make_engine(path)
    try:
        with writing(engine) as connection:
            _fill(connection, units, Random(seed))
            rebuild_listing(connection)
            connection.exec_driver_sql("ANALYZE")
    finally:
        engine.dispose()
    return path


def _fill(connection: Connection, units: int, random: Random) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "dwelling": [],
        "unit": [],
        "head_lease": [],
        "household": [],
        "contract": [],
    }
    while len(rows["unit"]) < units:
        home = len(rows["dwelling"]) + 1
        rooms = random.choice((2, 3, 5)) if random.random() < 0.08 else 1
        private = random.random() < 0.3
        rows["dwelling"].append(_dwelling(home, random, private=private))
        if private:
            end = TODAY + timedelta(days=random.randint(60, 2000)) if random.random() < 0.8 else None
            rows["head_lease"].append(
                {"id": home, "dwelling_id": home, "start_date": date(2019, 1, 1), "end_date": end}
            )
        for room in range(1, rooms + 1):
            place = len(rows["unit"]) + 1
            label = f"Rom {room}" if rooms > 1 else f"H0{random.randint(1, 4)}0{random.randint(1, 6)}"
            rows["unit"].append(
                {"id": place, "dwelling_id": home, "label": label, "label_key": search_key(label), "status": "in_use"}
            )
            for dates in _tenancies(random):
                number = len(rows["contract"]) + 1
                rows["household"].append(_household(number, random))
                rows["contract"].append({"id": number, "unit_id": place, "household_id": number, **dates})
    for name, values in rows.items():
        table: Table = schema.metadata.tables[name]
        if values:
            connection.execute(insert(table), values)


def _dwelling(number: int, random: Random, *, private: bool) -> dict[str, Any]:
    address = f"{random.choice(STREETS).replace('_', ' ')} {random.randint(1, 180)}"
    return {
        "id": number,
        "number": f"B{number:04d}",
        "number_key": f"b{number:04d}",
        "address": address,
        "address_key": search_key(address),
        "address_sort": sort_key(address),
        "disposal": "private" if private else "municipal",
    }


def _household(number: int, random: Random) -> dict[str, Any]:
    name = f"{random.choice(GIVEN)} {random.choice(FAMILY)}"
    return {
        "id": number,
        "case_number": f"S{number:06d}",
        "name": name,
        "name_key": search_key(name),
        "name_sort": sort_key(name),
        "protection": random.choices(("none", "confidential", "strictly_confidential"), (970, 20, 10))[0],
    }


def _tenancies(random: Random) -> list[dict[str, Any]]:
    """Return the dates of five contracts on one unit, newest first, now and then with empty weeks between."""
    found: list[dict[str, Any]] = []
    end = TODAY + timedelta(days=random.randint(-120, 1000))
    for number in range(_CONTRACTS_A_UNIT):
        start = add_months(end, -random.choice((12, 24, 36, 36))) + timedelta(days=1)
        moved = end if number or (end < TODAY and random.random() < 0.5) else None
        indefinite = moved is None and random.random() < 0.1
        dates = {"start_date": start, "end_date": None if indefinite else end, "indefinite": indefinite}
        found.append(dates | {"moved_out_on": moved})
        end = start - timedelta(days=1 if random.random() < 0.7 else random.randint(10, 120))
    return found
