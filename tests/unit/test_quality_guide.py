"""The user guide and the help name only what the program has: its buttons, its screens, its keys, its pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bokart_desk.domain.tenancy import ContractStep
from tools import catalogue

ROOT = Path(__file__).resolve().parents[2]
GUIDE, HELP = ROOT / "docs" / "brukerveiledning.md", ROOT / "resources" / "help" / "nb.md"
TEXTS = (GUIDE, HELP)
EMPHASIS = {
    "tidsubestemt", "skriftlig", "etter", "før", "fortrolig", "strengt fortrolig", "egen husstand",
    "individuelle vurderingen", "gjenopprette en sikkerhetskopi", "Hent inn … rader", "Utløper", "Frister",
    "Oversikten", "Når du begynner", "Dagene", "Når noe ikke stemmer", "Oppslag", "Alt lagres mens du arbeider.",
    "Det som har følger, har et eget vindu:", "Alt kan angres", "Datoer kan skrives kort:", "Navn finnes",
}  # fmt: skip
"""What is set in bold for its weight, not because it stands on a button."""
KEYS = re.compile(r"(?:Ctrl|Alt|Shift|F\d)(?:\+\S+)*")


def told(path: Path) -> str:
    """Return a text."""
    return path.read_text(encoding="utf-8")


def named(text: str) -> set[str]:
    """Return what a text names as standing in the window: words in bold, questions and keys left out."""
    bold = {words.rstrip(":") if words not in EMPHASIS else words for words in re.findall(r"\*\*(.+?)\*\*", text)}
    return {words for words in bold - EMPHASIS if not KEYS.fullmatch(words) and not words.startswith("… ")}


def shown() -> set[str]:
    """Return the texts of the window in bokmål, without marks for keys."""
    found = catalogue.load(catalogue.TRANSLATIONS / "nb" / "LC_MESSAGES" / "bokart.po")
    texts = (text for entry in found for text in (entry.string if isinstance(entry.string, tuple) else [entry.string]))
    return {text.replace("&", "") for text in texts}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_what_is_named_stands_in_the_window(path: Path) -> None:
    assert sorted(named(told(path)) - shown()) == []


def test_a_button_that_is_not_there_would_be_found() -> None:
    assert named("Velg **Slett alt** og trykk **Ctrl+Z**. **… hva nå?**") == {"Slett alt"}


def keys_in(module: str, before: str) -> set[str]:
    """Return the keys with Ctrl and Shift that stand after ``before`` in a module of the window."""
    source = (ROOT / "bokart_desk" / "ui" / module).read_text(encoding="utf-8")
    return set(re.findall(rf'{before}"(Ctrl\+Shift\+[A-Y])"', source))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_the_keys_told_are_those_of_the_program(path: Path) -> None:
    everywhere = keys_in("main_window.py", r"_shortcut\(")
    steps = keys_in("tenancy/actions_bar.py", r"ContractStep\.\w+: ")
    assert len(steps) == len(ContractStep)
    assert everywhere.isdisjoint(steps), "neither of two equal shortcuts works"
    assert set(re.findall(r"Ctrl\+Shift\+[A-Z]\b", told(path))) == everywhere | steps


def test_each_picture_is_shown_in_the_guide() -> None:
    assert {path.name for path in (ROOT / "docs" / "images").iterdir()} == {
        Path(name).name for name in re.findall(r"\]\((images/[^)]+)\)", told(GUIDE))
    }


def test_each_chapter_of_the_guide_is_found_from_its_top() -> None:
    text = told(GUIDE)
    titles = re.findall(r"^## (.+)$", text, re.M)
    chapters = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"^- \[.+\]\(#(.+)\)$", text, re.M)) == chapters
