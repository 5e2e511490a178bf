"""Tells what was measured: as a table for people, as JSON, and in the README."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure

_BEGIN, _END = "<!-- benchmarks -->", "<!-- /benchmarks -->"
_HEADINGS = ("Figure", "Measured", "At most", "Verdict", "How")


def rows_of(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """Return the cells of the table, headings first."""
    return [_HEADINGS, *(_cells(figure) for figure in figures)]


def print_table(figures: Sequence[Figure]) -> None:
    """Print the table in columns."""
    rows = rows_of(figures)
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADINGS) - 1)]
    for row in rows:
        print("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]))


def write_json(name: str, figures: Sequence[Figure], folder: Path) -> Path:
    """Write the figures of one benchmark, with the moment and the machine, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    record = {
        "measured_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "python": platform.python_version(),
        "system": platform.system(),
        "figures": [asdict(figure) | {"verdict": figure.verdict} for figure in figures],
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def write_readme(readme: Path, figures: Sequence[Figure]) -> None:
    """Put the table between the README's marks."""
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    if not rest or _END not in text:
        raise ValueError(f"{readme.name} lacks the marks {_BEGIN} and {_END}")
    readme.write_text(f"{before}{_BEGIN}\n{as_markdown(figures)}\n{_END}{after}", encoding="utf-8", newline="\n")


def as_markdown(figures: Sequence[Figure]) -> str:
    """Return a sentence on how to read it, and the table."""
    heading, *rows = rows_of(figures)
    lines = [heading, tuple("---" for _ in heading), *rows]
    table = "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
    return (
        "`make bench` measures each figure against something known on the same machine, in the same run: the two are "
        "run in turn, and the median of their ratios counts. Ratios matter, seconds are those of one small machine.\n\n"
        f"{table}\n\nPython {platform.python_version()} on {platform.system()}, {datetime.now(UTC):%Y-%m-%d}."
    )


def _cells(figure: Figure) -> tuple[str, ...]:
    value = "–" if figure.value is None else _with_unit(figure.value, figure.unit)
    target = "" if figure.target is None else _with_unit(figure.target, figure.unit)
    return figure.name, value, target, figure.verdict, figure.note


def _with_unit(value: float, unit: str) -> str:
    digits = f"{value:.2f}" if value < 10 and value != int(value) else f"{value:.4g}"
    return f"{digits} {unit}".strip()
