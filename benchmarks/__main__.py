"""Measures everything, or what is named: ``python -m benchmarks [names] [--quick] [--write-readme]``."""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module
from inspect import signature
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.report import print_table, write_json, write_readme

NAMES = ("imports", "search", "due", "cases", "screens", "starts", "papers", "timeline", "encryption")
"""The benchmarks, each a module with ``run``."""
ROOT = Path(__file__).parents[1]
OUT = Path(__file__).parent / "out"


def main(argv: list[str] | None = None) -> int:
    """Measure, print the table and write the files; 1 when a target is missed."""
    arguments = _parse(argv)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    figures: list[Figure] = []
    for name in arguments.names or NAMES:
        begun = time.perf_counter()
        print(f"{name} …", end=" ", flush=True)
        found = measure(name, quick=arguments.quick)
        print(f"{time.perf_counter() - begun:.0f} s", flush=True)
        write_json(name, found, OUT / "quick" if arguments.quick else OUT)
        figures += found
    print()
    print_table(figures)
    if arguments.write_readme:
        write_readme(ROOT / "README.md", figures)
    return 0 if all(figure.met or figure.value is None for figure in figures) else 1


def measure(name: str, *, quick: bool) -> list[Figure]:
    """Return the figures of one benchmark."""
    run = import_module(f"benchmarks.{name}").run
    return list(run(quick=quick) if "quick" in signature(run).parameters else run())


def _parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"what to measure: {', '.join(NAMES)} (all without)")
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that it works, not how fast it is")
    parser.add_argument("--write-readme", action="store_true", help="put the table into README.md")
    arguments = parser.parse_args(argv)
    unknown = [name for name in arguments.names if name not in NAMES]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    if arguments.write_readme and (arguments.names or arguments.quick):
        parser.error("the README shows all of it, in full size")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
