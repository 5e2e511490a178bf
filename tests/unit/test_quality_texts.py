"""Every text people see passes through the catalogue, and the catalogue is complete in bokmål."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import catalogue, user_texts

BOKMAAL = catalogue.TRANSLATIONS / "nb" / "LC_MESSAGES" / "bokart.po"


def bypassing(source: str, own: str = "") -> list[str]:
    """Return the texts that the checker finds in a module with this source."""
    tree = ast.parse(source)
    helpers = user_texts.own_texts({"own.py": ast.parse(own)})
    errors = user_texts.error_classes({"sample.py": tree})
    return [finding.text for finding in user_texts.check("sample.py", tree, errors, helpers)]


def test_no_text_for_users_bypasses_the_catalogue() -> None:
    found = user_texts.findings()
    assert not found, "put these through _() of bokart_desk.i18n:\n" + "\n".join(map(str, found))


def test_every_text_has_its_bokmaal() -> None:
    missing = catalogue.untranslated(BOKMAAL)
    assert not missing, "without bokmål:\n" + "\n".join(missing)


@pytest.mark.parametrize("path", catalogue.languages(), ids=lambda path: path.parent.parent.name)
def test_a_translation_has_the_placeholders_of_its_source(path: Path) -> None:
    assert list(catalogue.wrong_placeholders(catalogue.load(path))) == []


@pytest.mark.parametrize("path", catalogue.languages(), ids=lambda path: path.parent.parent.name)
def test_the_compiled_catalogue_is_what_the_text_file_says(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(path), "run: python tools/catalogue.py compile"


def test_the_catalogue_finds_all_ways_to_mark_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "bokart_desk"
    package.mkdir()
    (package / "some.py").write_text(
        '_("Save")\nN_("Later")\nngettext("{n} day", "{n} days", 2)\npgettext("row", "new")\n', encoding="utf-8"
    )
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    empty = tmp_path / "nb" / "LC_MESSAGES" / "bokart.po"
    empty.parent.mkdir(parents=True)
    catalogue.save(Catalog(locale="nb"), empty)

    assert sorted(catalogue.untranslated(empty)) == ["Later", "Save", "row|new", "{n} day"]


def test_a_translation_with_another_placeholder_is_found() -> None:
    sample = Catalog(locale="nb")
    sample.add("{count} rows", "{antall} rader")
    sample.add("{name} saved", "Lagret")
    sample.add(("{n} day", "{n} days"), ("én dag", "{n} dager"))
    sample.add(("one day", "{n} days"), ("én dag", "{n} dager"))
    sample.add("All", "Alle")

    assert set(catalogue.wrong_placeholders(sample)) == {"{count} rows", "{n} day", "{name} saved"}


@pytest.mark.parametrize(
    "source",
    [
        'QLabel("Contracts")',
        'QPushButton(icon, "Save")',
        'window.setWindowTitle("Contracts")',
        'field.setPlaceholderText("Search")',
        'button.setToolTip(f"{count} contracts")',
        'button.setText("{n} left".format(n=3))',
        'button.setText("Left: " + name)',
        'button.setText("On" if on else "Off")',
        'button.setText(N_("Save"))',
        'TITLE = "Contracts"\nlabel.setText(TITLE)',
        'model.setHorizontalHeaderLabels(["Name", "Address"])',
        'box.addItem("Vacant", "vacant")',
        'tabs.addTab(page, "Contracts")',
        'QMessageBox.warning(self, _("Import"), "Nothing was read.")',
        'QFileDialog.getOpenFileName(self, _("Choose"), folder, "Lists (*.xlsx)")',
        'form.addRow("Rent", field)',
        'self.tr("Save")',
        'parser.add_argument("--out", help="where to write it")',
        'ArgumentParser(description="A register")',
        'print("done")',
        'sys.stderr.write("failed\\n")',
        'canvas.drawString(10, 20, "Page")',
        'Column(title="Name", key="name")',
        '_(f"{count} rows")',
        '_("{n} rows".format(n=3))',
        '_("Rows: " + name)',
        'class ListError(Exception): pass\nraise ListError("the file is empty")',
        'class ListError(Exception):\n    text = "the file is empty"',
        'def headerData(self, section):\n    return "Name"',
        'helper("The list was empty, and nothing was read.")',
        'words = {"a": "Contract ends"}',
    ],
)
def test_the_checker_finds_text_that_bypasses_the_catalogue(source: str) -> None:
    assert bypassing(source), source


def test_the_checker_knows_the_programs_own_widgets() -> None:
    own = "class Card:\n    def __init__(self, icon, title): ...\ndef pill(text): ..."
    assert bypassing('Card("house", "Vacant")', own) == ["Vacant"]
    assert bypassing('pill("Vacant")', own) == ["Vacant"]
    assert bypassing('Column("name", "Name")', "class Column:\n    key: str\n    title: str") == ["Name"]
    assert bypassing('pill("Vacant")', 'def pill(what): ...\npill(_("Let"))') == ["Vacant"]
    assert bypassing('pill(N_("Vacant"))', own) == []


@pytest.mark.parametrize(
    "source",
    [
        'QLabel(_("Contracts"))',
        'label.setText(ngettext("{n} day", "{n} days", n).format(n=n))',
        'label.setText(f"{name} – {address}")',
        'label.setText("–")',
        'widget.setObjectName("contracts")',
        'box.addItem(_("Vacant"), "vacant")',
        'log.info("read %s rows in all", count)',
        'raise ValueError("a key has 32 bytes")',
        'class ListError(Exception): pass\nraise ListError("empty")',
        '"""What this is for."""',
        'window.setWindowTitle("BOKART Desk")',
        "print(json.dumps(rows, indent=1))",
        'app.setStyleSheet("QLabel { color: red; }")',
    ],
)
def test_the_checker_leaves_other_text_alone(source: str) -> None:
    assert bypassing(source) == []
