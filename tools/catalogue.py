"""Keeps the translation catalogues in step with the sources: update, compile, check."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"\{(\w+)[^{}]*\}")


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


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return the singular and plural forms of a text, or its only form."""
    return (text,) if isinstance(text, str) else tuple(text)


def named(message: Message) -> str:
    """Return a message as a report names it: its context, if any, and its (first) text."""
    text = forms(message.id)[0]
    return f"{message.context}|{text}" if message.context else text


def untranslated(path: Path) -> list[str]:
    """Return the texts of the sources that ``path`` lacks a translation of."""
    catalogue = load(path)
    missing = []
    for message in extract():
        if not message.id:
            continue
        known = catalogue.get(message.id, context=message.context)
        if known is None or known.fuzzy or not known.string or not all(forms(known.string)):
            missing.append(named(message))
    return missing


def placeholders(text: str) -> set[str]:
    """Return the names in braces that the program fills in."""
    return set(PLACEHOLDER.findall(text))


def wrong_placeholders(catalogue: Catalog) -> Iterator[str]:
    """Yield the messages of which a translation names other placeholders than the source does.

    Where the source's singular leaves the number out ("one day left"), so may any form but the last.
    """
    for message in catalogue:
        if not message.id or not message.string:
            continue
        sources, translations = forms(message.id), forms(message.string)
        allowed = [placeholders(source) for source in sources]
        fits = all(placeholders(text) in allowed for text in translations if text)
        if not fits or (translations[-1] and placeholders(translations[-1]) != allowed[-1]):
            yield named(message)


def problems() -> Iterator[str]:
    """Yield all that is wrong with the catalogues, in words."""
    for text in untranslated(TRANSLATIONS / "nb" / "LC_MESSAGES" / "bokart.po"):
        yield f"nb lacks: {text}"
    for path in languages():
        language = path.parent.parent.name
        for text in wrong_placeholders(load(path)):
            yield f"{language} has other placeholders than the source: {text}"
        compiled_file = path.with_suffix(".mo")
        if not compiled_file.exists() or compiled_file.read_bytes() != compiled(path):
            yield f"{language}: the .mo file is not what the .po file says; run tools/catalogue.py compile"


def main() -> int:
    """Run the command named on the command line; return 1 when a check finds something."""
    command = sys.argv[1] if len(sys.argv) > 1 else "check"
    if command not in {"update", "compile", "check"}:
        print("usage: catalogue.py [update | compile | check]", file=sys.stderr)
        return 2
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    found = list(problems()) if command == "check" else []
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
