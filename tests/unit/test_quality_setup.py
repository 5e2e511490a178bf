"""A fresh clone becomes ready with the README's commands: lock file, Makefile, bootstrap, and what the README says."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tools import bootstrap

ROOT = Path(__file__).resolve().parents[2]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="make and apt are not for Windows")


def text_of(name: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, object]:
    """Return the [project] table."""
    table: dict[str, object] = tomllib.loads(text_of("pyproject.toml"))["project"]
    return table


def test_every_locked_file_has_a_hash() -> None:
    packages = tomllib.loads(text_of("uv.lock"))["package"]
    files = [
        (package["name"], file)
        for package in packages
        for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    ]
    assert len(files) > 100
    assert [name for name, file in files if not file.get("hash", "").startswith("sha256:")] == []


def test_every_dependency_is_locked_from_the_public_index() -> None:
    packages = {package["name"]: package for package in tomllib.loads(text_of("uv.lock"))["package"]}
    wanted = {re.split(r"[><=,\[;]", line)[0] for line in project()["dependencies"]}  # type: ignore[attr-defined]
    assert wanted <= packages.keys()
    sources = {package["source"].get("registry") for package in packages.values() if package["name"] != "bokart-desk"}
    assert sources == {"https://pypi.org/simple"}


def test_warnings_fail_the_tests() -> None:
    options = tomllib.loads(text_of("pyproject.toml"))["tool"]["pytest"]["ini_options"]
    assert options["filterwarnings"] == ["error"]
    assert options["qt_log_level_fail"] == "WARNING"


def make_targets() -> set[str]:
    """Return the targets of the Makefile."""
    return set(re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_make_commands_that_are_told_exist(name: str) -> None:
    told = set(re.findall(r"\bmake (\w+)`", text_of(name)))
    assert told
    assert told <= make_targets()


def test_the_readme_tells_the_two_commands_and_those_for_windows() -> None:
    readme = text_of("README.md")
    for command in ("make demo", "make test", "make run", "make lint", "make bench", "uv run main.py", "uv run pytest"):
        assert command in readme


def documents() -> list[Path]:
    """Return all texts about the project."""
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "resources").rglob("README.md")]


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_names_only_what_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    missing = [target for target in links if target and not (path.parent / target).exists()]
    named = re.findall(r"`((?:bokart_desk|tools|tests|docs|migrations|resources|benchmarks)/[\w./-]*)`", text)
    missing += [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_each_decision_has_a_number_of_its_own_and_stands_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    index = re.findall(r"^- \[(\d{4})\]\((.+)\) (.+)$", text_of("docs/decisions/README.md"), re.MULTILINE)
    titles = [path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for path in files]
    assert [(path.name[:4], path.name, title) for path, title in zip(files, titles, strict=True)] == index
    assert len({number for number, _name, _title in index}) == len(index)


@posix_only
def test_ci_runs_what_the_readme_says() -> None:
    ci = ROOT / ".ci" / "run"
    assert os.access(ci, os.X_OK)
    commands = [line for line in ci.read_text(encoding="utf-8").splitlines() if "make" in line and line[0] != "#"]
    assert commands == ["exec make test </dev/null"]


@posix_only
@pytest.mark.parametrize(
    ("version", "fits"), [("0.4.30", False), ("0.9.0", True), ("0.13.2", True), ("nonsense", False)]
)
def test_an_old_uv_on_the_path_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, fits: bool
) -> None:
    uv = tmp_path / "uv"
    uv.write_text(f"#!/bin/sh\necho uv {version}\n", encoding="utf-8")
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(bootstrap, "UV_HOME", tmp_path / "none")

    assert bootstrap.find_uv(bootstrap.oldest_uv()) == (str(uv) if fits else None)


@posix_only
def test_without_root_a_missing_library_ends_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "QT_LIBRARIES", {"libnowhere.so.7": "libnowhere7", "libc.so.6": "libc6"})
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "package_name", lambda name: name + "t64")

    with pytest.raises(bootstrap.NotReadyError) as told:
        bootstrap.install_packages(bootstrap.missing_qt_packages())

    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends libnowhere7t64\n" in str(told.value)


@posix_only
def test_without_apt_the_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.NotReadyError, match="libegl1, libgl1"):
        bootstrap.install_packages(["libegl1", "libgl1"])


def test_a_python_that_is_too_old_is_told_what_to_do() -> None:
    text = str(bootstrap.python_too_old())
    assert str(project()["requires-python"]) == ">=" + ".".join(map(str, bootstrap.OLDEST_PYTHON))
    assert "Python 3.11 or newer is needed" in text
    assert "sudo apt-get install" in text
