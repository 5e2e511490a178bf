"""The benchmarks at small sizes: they run, they give figures, and they tell them; how fast is not asked here."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from benchmarks import __main__ as program
from benchmarks import cases, due, imports, papers, registers, report, screens, starts, timeline
from benchmarks.figures import Figure, not_measured
from benchmarks.pairs import compare


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what the benchmarks make out of the project, and LibreOffice out of the tests."""
    for module in ("registers", "lists", "papers", "timeline", "__main__"):
        monkeypatch.setattr(f"benchmarks.{module}.OUT", tmp_path / "out")
    monkeypatch.setattr("benchmarks.office.find_office", lambda: None)
    return tmp_path


@pytest.mark.parametrize(
    "module", [imports, due, cases, screens, starts, papers, timeline], ids=lambda module: module.__name__
)
def test_each_benchmark_gives_its_figures(module: object) -> None:
    figures = module.run(quick=True)  # type: ignore[attr-defined]
    assert figures
    for figure in figures:
        if figure.value is None:
            assert "LibreOffice" in figure.note
        else:
            assert math.isfinite(figure.value)
            assert figure.unit


def test_the_raw_scan_finds_what_the_program_finds() -> None:
    path = registers.kept_register(200, seed=2)
    register = due.open_register(path, now=due.datetime.now(due.UTC))
    connection = due.driver.connect(str(path))
    try:
        for within in (0, 30, 400):
            raw = due.raw_items(connection, registers.TODAY, within_days=within)
            ours = due.due_items(register, registers.TODAY, within_days=within)
            assert sorted(map(due.as_raw, ours), key=repr) == sorted(raw, key=repr)
    finally:
        connection.close()
        register.close()


def test_the_plain_drawing_has_every_text_of_the_paper() -> None:
    document = papers.document_of(papers.ending_register(30))
    texts = {text for page in papers.drawn(document)["pages"] for *_, text in page["texts"]}  # type: ignore[attr-defined]
    assert len(document.sections[0].rows) == 30
    assert {"02.08.2027", "31.08.2027"} <= texts


def test_a_ratio_is_the_median_of_its_pairs() -> None:
    ours, theirs = iter([9.0, 2.0, 8.0, 3.0]), iter([9.0, 1.0, 2.0, 1.0])
    seen = compare(lambda: next(ours), lambda: next(theirs), rounds=3)
    assert (seen.ratio, seen.ours, seen.theirs) == (3.0, 3.0, 1.0)


def test_figures_say_whether_they_keep_to_their_target() -> None:
    assert Figure("a", 2.0, "×", 2).verdict == "met"
    assert Figure("a", 3.0, "×", 2).verdict == "missed by 50 %"
    assert Figure("a", 3.0, "×").verdict == ""
    assert not_measured("a", "×", 2, "nothing to measure with").verdict == "not measured"


def test_the_table_goes_between_the_marks_of_the_readme(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("Above\n<!-- benchmarks -->\nold\n<!-- /benchmarks -->\nBelow\n", encoding="utf-8")
    report.write_readme(readme, [Figure("import", 1.5, "×", 6, "2 s | 3 s")])
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("Above\n<!-- benchmarks -->\n")
    assert text.endswith("<!-- /benchmarks -->\nBelow\n")
    assert "| import | 1.50 × | 6 × | met | 2 s \\| 3 s |" in text
    assert "old" not in text


def test_the_program_measures_what_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program.main(["due", "--quick"])
    assert "expiry scan / raw SQL" in capsys.readouterr().out
    record = json.loads((tmp_path / "out" / "quick" / "due.json").read_text(encoding="utf-8"))
    assert record["figures"][0]["target"] == 2


def test_the_program_refuses_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        program.main(["teapots"])
    assert "teapots" in capsys.readouterr().err
