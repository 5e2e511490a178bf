"""Keeps the translation catalogues in step with the sources: update, compile, check."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def extract() -> Catalog:
    """Return a catalogue of every text for users in the sources."""
    catalogue = Catalog(project="BOKART Desk", charset="utf-8")
    found = extract_from_dir(
        str(ROOT / "bokart_desk"), [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for filename, line, message, comments, context in found:
        catalogue.add(message, locations=[(f"bokart_desk/{filename}", line)], auto_comments=comments, context=context)
    return catalogue


def languages() -> list[Path]:
    """Return the catalogue files of all languages."""
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/bokart.po"))


def load(path: Path) -> Catalog:
    """Return the catalogue in ``path``."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def save(catalogue: Catalog, path: Path) -> None:
    """Write ``catalogue`` sorted and without line numbers, so that a change of code does not change it."""
    text = io.BytesIO()
    write_po(text, catalogue, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
    path.write_bytes(text.getvalue())


def update() -> None:
    """Bring new texts into every language's catalogue and drop those that are gone."""
    template = extract()
    for path in languages():
        catalogue = load(path)
        catalogue.update(template, no_fuzzy_matching=True)
        save(catalogue, path)


def compile_all() -> None:
    """Write the .mo file beside every .po file."""
    for path in languages():
        path.with_suffix(".mo").write_bytes(compiled(path))


def compiled(path: Path) -> bytes:
    """Return the .mo content of a .po file."""
    content = io.BytesIO()
    write_mo(content, load(path))
    return content.getvalue()


def untranslated(path: Path) -> list[str]:
    """Return the texts of the sources that ``path`` lacks a translation of."""
    catalogue = load(path)
    missing = []
    for message in extract():
        if not message.id:
            continue
        known = catalogue.get(message.id, context=message.context)
        texts = known.string if known is not None else ""
        forms = texts if isinstance(texts, (tuple, list)) else (texts,)
        if known is None or known.fuzzy or not all(forms):
            missing.append(str(message.id))
    return missing


def main() -> int:
    """Run the command named on the command line; return 1 when a text lacks its translation."""
    command = sys.argv[1] if len(sys.argv) > 1 else "check"
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    missing = untranslated(TRANSLATIONS / "nb" / "LC_MESSAGES" / "bokart.po") if command == "check" else []
    for text in missing:
        print(text)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
