"""Makes a fresh clone ready on Debian or Ubuntu: uv, the locked packages in .venv, and the libraries Qt needs.

Runs on whatever python3 the machine has, so it uses the standard library only and no new syntax. It changes nothing
outside the project except, as root, by apt-get; without root it stops with the command to run.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_HOME = ROOT / ".uv"
OLDEST_PYTHON = (3, 11)

# What Qt's core, widgets and offscreen drawing load, and the package that brings it.
QT_LIBRARIES = {
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
# What a window on an X display loads besides.
DISPLAY_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class NotReadyError(Exception):
    """The clone cannot be made ready; the message says what to do."""


def say(text: str) -> None:
    """Tell what is being done, at once."""
    print(text, flush=True)


def quiet(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command and keep its output."""
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


# -- system packages ---------------------------------------------------------------------------------------------


def package_name(name: str) -> str:
    """Return the name this release knows the package by: newer ones renamed some of them with ``t64``."""
    for candidate in (name + "t64", name):
        if quiet("apt-cache", "show", "--no-all-versions", candidate).returncode == 0:
            return candidate
    return name


def install_packages(packages: list[str]) -> None:
    """Install Debian packages as root, or stop with the command that does."""
    reason = f"The system lacks packages that the program needs: {', '.join(packages)}."
    if not shutil.which("apt-get"):
        raise NotReadyError(
            f"{reason}\nThese are Debian's names, and this system has no apt-get. "
            "Install what they hold, and run the same command again."
        )
    if os.geteuid() != 0:
        known = " ".join(package_name(name) for name in packages)
        raise NotReadyError(
            f"{reason}\nRun this, then the same command again:\n\n"
            f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {known}\n"
        )
    say(f"{reason}\nInstalling them ...")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run(["apt-get", "-qq", "update"], env=environment, check=False, stdin=subprocess.DEVNULL)
    names = [package_name(name) for name in packages]
    command = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *names]
    done = subprocess.run(command, env=environment, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise NotReadyError(f"The packages could not be installed. The command was:\n\n    {' '.join(command)}\n")


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Return the packages of those libraries that cannot be loaded here."""
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def missing_qt_packages() -> list[str]:
    """Return the packages of the libraries that Qt's wheels leave to the system and that are not here."""
    needed = dict(QT_LIBRARIES)
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        needed.update(DISPLAY_LIBRARIES)
    return missing_packages(needed)


# -- python ------------------------------------------------------------------------------------------------------


def find_python() -> str | None:
    """Return a Python that is new enough: the one running this, else another on the path."""
    if sys.version_info >= OLDEST_PYTHON:
        return sys.executable
    for minor in range(14, OLDEST_PYTHON[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and quiet(found, "-c", "").returncode == 0:
            return found
    return None


def can_import(python: str, modules: str) -> bool:
    """Tell whether that Python has these modules; Debian ships venv and pip apart."""
    return quiet(python, "-c", "import " + modules).returncode == 0


def python_too_old() -> NotReadyError:
    """Say that no fitting Python was found or could be fetched."""
    have = ".".join(str(part) for part in sys.version_info[:3])
    oldest = ".".join(str(part) for part in OLDEST_PYTHON)
    return NotReadyError(
        f"Python {oldest} or newer is needed, this is Python {have}, and fetching one failed.\n"
        "Debian 12 and Ubuntu 24.04 have it. On Ubuntu 22.04 run this, then the same command again:\n\n"
        "    sudo apt-get update && sudo apt-get install -y python3.11 python3.11-venv\n"
    )


# -- uv ----------------------------------------------------------------------------------------------------------


def oldest_uv() -> str:
    """Return the oldest version of uv the project file accepts."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'^required-version = ">=([0-9.]+)"', text, re.MULTILINE)
    if not found:
        raise NotReadyError("pyproject.toml does not say which uv is needed ([tool.uv] required-version).")
    return found.group(1)


def version_of(uv: str) -> tuple[int, ...]:
    """Return the version of a uv program, () when it does not run."""
    try:
        words = quiet(uv, "--version").stdout.split()
    except OSError:
        return ()
    numbers = re.match(r"\d+(\.\d+)*", words[1]) if len(words) > 1 else None
    return tuple(int(part) for part in numbers.group().split(".")) if numbers else ()


def own_uv() -> str:
    """Return the path of the project's own uv, there or not."""
    return str(UV_HOME / "bin" / "uv")


def find_uv(oldest: str) -> str | None:
    """Return a uv that is new enough: the project's own, else one on the path."""
    wanted = tuple(int(part) for part in oldest.split("."))
    for candidate in (own_uv(), shutil.which("uv")):
        if candidate and version_of(candidate) >= wanted:
            return candidate
    return None


def packages_for_uv() -> list[str]:
    """Return what Debian has to bring before uv can be installed: nothing where Python has venv or pip."""
    python = find_python() or sys.executable
    if can_import(python, "venv, ensurepip") or can_import(python, "pip"):
        return []
    return ["python3-venv" if python == sys.executable else Path(python).name + "-venv"]


def install_uv(oldest: str) -> str:
    """Install uv from the package index into the project's .uv folder and return its path."""
    python = find_python() or sys.executable
    say(f"Installing uv into {UV_HOME.name}/ ...")
    shutil.rmtree(UV_HOME, ignore_errors=True)
    requirement = f"uv>={oldest},<1"
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-warn-script-location"]
    if can_import(python, "venv, ensurepip"):
        commands = [
            [python, "-m", "venv", str(UV_HOME)],
            [str(UV_HOME / "bin" / "python"), *install, requirement],
        ]
    else:
        commands = [[python, *install, "--target", str(UV_HOME), requirement]]
    for step in commands:
        if subprocess.run(step, check=False, stdin=subprocess.DEVNULL).returncode:
            shutil.rmtree(UV_HOME, ignore_errors=True)
            if not find_python():
                raise python_too_old()
            raise NotReadyError(
                "uv could not be installed (see above). Is the network, or a proxy, in the way? "
                "A uv on the path is used if there is one: https://docs.astral.sh/uv/"
            )
    return own_uv()


def sync(uv: str) -> None:
    """Bring .venv to exactly what the lock file says."""
    environment = dict(os.environ)
    for name in ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "UV_PROJECT"):
        environment.pop(name, None)
    first = not (ROOT / ".venv" / "bin" / "pytest").exists()
    command = [uv, "sync", "--locked", *(["--compile-bytecode"] if first else ["--quiet"])]
    python = find_python()
    if first and python:
        command += ["--python", python]
    if first:
        say("Installing the locked packages into .venv/ ...")
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, stdin=subprocess.DEVNULL)
    if done.returncode and not python:
        raise python_too_old()
    if done.returncode:
        raise NotReadyError("The locked packages could not be installed (see above).")


def main() -> int:
    """Make the clone ready; return 1 and say what to do when that fails."""
    try:
        oldest = oldest_uv()
        uv = find_uv(oldest)
        missing = missing_qt_packages() + ([] if uv else packages_for_uv())
        if missing:
            install_packages(missing)
        sync(uv or install_uv(oldest))
    except NotReadyError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
