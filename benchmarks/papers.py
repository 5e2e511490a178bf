"""The expiry list of 1,000 rows, whole processes: against plain drawing of the same, and against LibreOffice."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from benchmarks.figures import Figure, not_measured
from benchmarks.office import office
from benchmarks.pairs import compare, timed
from benchmarks.processes import MAIN, PROGRAMS, run_time
from benchmarks.processes import python as with_python
from benchmarks.registers import OUT, TODAY, build_register, kept_register
from bokart_desk import i18n
from bokart_desk.reporting import ReportDocument, write_report
from bokart_desk.reporting.papers import expiry_list
from bokart_desk.reporting.pdf import look
from bokart_desk.reporting.pdf.pages import Paginator
from bokart_desk.reporting.pdf.painter import Painter
from bokart_desk.reporting.pdf.typesetting import Typesetter
from bokart_desk.services.register import open_register
from bokart_desk.storage.engine import make_engine, writing
from bokart_desk.storage.listing import rebuild_listing

MONTH = date(2027, 8, 1)
PLAIN = PROGRAMS / "plain_expiry.py"
_NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
_AGAINST_PLAIN = "expiry list as PDF / plain reportlab"
_AGAINST_OFFICE = "expiry list as PDF / LibreOffice"


def run(*, quick: bool = False) -> list[Figure]:
    """Measure with 1,000 rows, with 50 when it must be ``quick``."""
    rows, rounds = (50, 1) if quick else (1_000, 9)
    i18n.use_language("nb")
    register = ending_register(rows)
    document = document_of(register)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        pages, sheet, out = place / "pages.json", place / "list.xlsx", place / "list.pdf"
        pages.write_text(json.dumps(drawn(document)), encoding="utf-8")
        write_report(document, sheet)
        ours = [
            *with_python(MAIN, "--register", register, "report", "expiry-list"),
            *("--month", f"{MONTH:%Y-%m}", "--on", f"{TODAY}", "--out", out),
        ]
        plain = compare(
            lambda: run_time(ours),
            lambda: run_time(with_python(PLAIN, pages, place / "plain.pdf")),
            rounds=rounds,
        )
        note = (
            f"{plain.seconds}, {rows} rows on {_pages(document)} pages, whole processes, ours with reading the register"
        )
        return [
            Figure(_AGAINST_PLAIN, plain.ratio, "×", 1.5, note),
            _drawing(document, pages, place, rounds),
            _against_office(ours, sheet, 1 if quick else 5),
        ]


def _drawing(document: ReportDocument, pages: Path, place: Path, rounds: int) -> Figure:
    """Compare what remains when both have their libraries loaded."""
    import runpy
    import sys

    def plainly() -> None:
        before = sys.argv
        sys.argv = [str(PLAIN), str(pages), str(place / "plain.pdf")]
        try:
            runpy.run_path(str(PLAIN))
        finally:
            sys.argv = before

    drawing = compare(timed(lambda: write_report(document, place / "drawn.pdf")), timed(plainly), rounds=rounds)
    return Figure("expiry list, drawing alone / plain", drawing.ratio, "×", None, f"{drawing.seconds}, in one process")


def _against_office(ours: list[str | Path], sheet: Path, rounds: int) -> Figure:
    with office() as other:
        if other is None:
            return not_measured(_AGAINST_OFFICE, "×", 0.4, "LibreOffice is not installed here")
        seen = compare(lambda: run_time(ours), lambda: other.convert(sheet, "pdf"), rounds=rounds)
    return Figure(_AGAINST_OFFICE, seen.ratio, "×", 0.4, f"{seen.seconds}, the same list as xlsx, whole processes")


def ending_register(rows: int) -> Path:
    """Return a register of which ``rows`` contracts end in one month, made from a kept one's recipe."""
    path = OUT / f"ending-{rows}-{kept_register(10).stem.rpartition('-')[2]}.bokart"
    if path.is_file():
        return path
    unfinished = build_register(path.with_suffix(".new"), -(-rows * 100 // 92))
    engine = make_engine(unfinished)
    try:
        with writing(engine) as connection:
            connection.exec_driver_sql(
                "UPDATE contract SET indefinite = 0, end_date = date(?, '+' || (id % 31) || ' days') "
                "WHERE moved_out_on IS NULL",
                (f"{MONTH}",),
            )
            rebuild_listing(connection)
    finally:
        engine.dispose()
    unfinished.replace(path)
    return path


def document_of(register_path: Path) -> ReportDocument:
    """Return the list as the program prints it."""
    register = open_register(register_path, now=_NOW)
    try:
        return expiry_list(register, month=MONTH, today=TODAY, printed_at=_NOW)
    finally:
        register.close()


class _Notes(Painter):
    """Notes what a page shows instead of drawing it."""

    def __init__(self, setter: Typesetter) -> None:
        super().__init__(setter)
        self.page: dict[str, list[tuple[object, ...]]] = {"texts": [], "lines": [], "boxes": []}

    def text(self, x: float, y: float, line: str, type_: look.Type) -> None:
        if line:
            self.page["texts"].append((x, y, type_.size, type_.bold, line))

    def text_upwards(self, x: float, y: float, line: str, type_: look.Type) -> None:
        self.text(x, y, line, type_)

    def rule(self, x: float, y: float, length: float, pen: look.Pen) -> None:  # noqa: ARG002
        self.page["lines"].append((x, y, length))

    def square(self, x: float, y: float, side: float, pen: look.Pen) -> None:  # noqa: ARG002
        self.page["boxes"].append((x, y, side))


def drawn(document: ReportDocument) -> dict[str, object]:
    """Return every line of text and of the grid that the paper shows, with its place: what the plain program draws."""
    setter = Typesetter(Canvas("", pagesize=look.page_size(document))._doc)
    pages = []
    for page in Paginator(document, setter, 0.0).pages():
        notes = _Notes(setter)
        for top, block in page:
            block.draw(notes, top)
        pages.append(notes.page)
    fonts = i18n.resources_folder() / "fonts"
    return {
        "regular": str(fonts / "NotoSans-Regular.ttf"),
        "bold": str(fonts / "NotoSans-Bold.ttf"),
        "sheet": look.page_size(document),
        "pages": pages,
    }


def _pages(document: ReportDocument) -> int:
    return len(drawn(document)["pages"])  # type: ignore[arg-type]
