"""The sources keep the rules of the house: lint, format, types, layers, size, and no trace of one machine."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
NOT_OURS = {
    ".git", ".venv", ".uv", ".cache", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis",
    ".import_linter_cache", "build", "dist", "out",
}  # fmt: skip
TEXT_FILES = {".py", ".md", ".toml", ".mako", ".po", ".svg", ".txt", ".csv", ".json", ".ini", ".yml", ".html", ""}
# Kari and Ola live nowhere: tests of paths may visit them.
PLACES = re.compile(rf"(?<![\w.])/(?:{'|'.join(('work', 'home', 'tmp'))})/(?!kari|ola)")


def files() -> Iterator[Path]:
    """Yield the project's own files."""
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.name in NOT_OURS or path == ROOT / "demo":
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


def modules(*folders: str) -> list[Path]:
    """Return the Python files in these folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tool(name: str, *arguments: str) -> None:
    """Run a tool of the environment in the project; fail with what it printed."""
    program = shutil.which(name, path=str(Path(sys.executable).parent))
    assert program, f"{name} is not installed: uv sync"
    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        pytest.fail(f"{name} {' '.join(arguments)}\n{done.stdout}{done.stderr}", pytrace=False)


def test_lint() -> None:
    tool("ruff", "check", "--no-cache", ".")


def test_formatting() -> None:
    tool("ruff", "format", "--no-cache", "--check", ".")


@pytest.mark.timeout(900)
def test_types() -> None:
    tool("mypy")


def test_layers() -> None:
    tool("lint-imports", "--no-cache")


def without_purpose(source: str) -> bool:
    """Tell whether a module's first line fails to say what it is for."""
    tree = ast.parse(source)
    first = (ast.get_docstring(tree) or "").strip().splitlines()[:1]
    starts = source.startswith(('"""', 'r"""', "#!"))
    return not (starts and first and len(first[0].split()) > 2)


def test_each_module_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in modules("bokart_desk", "tools", "benchmarks", "migrations", "tests")
        if path.stat().st_size
        and path.parent.name != "versions"  # a migration's first line is its title
        and without_purpose(path.read_text(encoding="utf-8"))
    ]
    assert silent == []


def test_a_module_without_purpose_is_found() -> None:
    assert without_purpose("import os\n")
    assert without_purpose('import os\n"""Too late to say it."""\n')
    assert without_purpose('"""Helpers."""\n')
    assert not without_purpose('"""Reads a list into rows."""\n')


def test_no_module_is_too_long_to_read() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in modules("bokart_desk")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}, f"split what has more than {LONGEST} lines"


def places(text: str) -> list[str]:
    """Return the lines that name a folder of one machine."""
    return [line for line in text.splitlines() if PLACES.search(line)]


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {line.strip()[:120]}"
        for path in files()
        if path.suffix in TEXT_FILES
        for line in places(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


@pytest.mark.parametrize("folder", ["work", "home", "tmp"])
def test_a_folder_of_one_machine_is_found(folder: str) -> None:
    assert places(f'open("/{folder}/me/list.csv")')
    assert places(f"see file:///{folder}/me")
    assert not places(f"/{folder}/kari/register.db")
    assert not places(f"docs/{folder}/list.csv https://example.org/{folder}/me")
