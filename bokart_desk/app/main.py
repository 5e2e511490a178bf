"""Where the program starts: the window, or one command of the command line."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from pathlib import Path

from bokart_desk import i18n
from bokart_desk.i18n import _

_READING_PROCESS = "--reading-process"
_COMMANDS = {
    "import": ("importing", "import_lists"),
    "undo-import": ("importing", "undo_import"),
    "list": ("lists", "print_list"),
    "due": ("lists", "print_due"),
    "report": ("reports", "write_paper"),
    "export": ("reports", "export"),
    "access": ("privacy", "access"),
    "check": ("keeping", "check"),
    "backup": ("keeping", "backup"),
    "restore": ("keeping", "restore"),
    "pack": ("moving", "pack"),
    "unpack": ("moving", "unpack"),
    "demo": ("demo", "make_demo"),
}
"""Command to module of ``app.cli`` and function, loaded only when it is asked for."""


def main(argv: list[str] | None = None) -> int:
    """Run the program with ``argv`` (those of the process unless given) and return its exit code."""
    if argv is not None:
        return _start(argv)
    gc.disable()  # loading modules leaves no circles behind, and a command ends soon; the window collects by itself
    code = _start(sys.argv[1:])
    if "PySide6" not in sys.modules:
        gc.freeze()  # the process ends: nothing has to be taken apart piece by piece
    return code


def _start(words: list[str]) -> int:
    from bokart_desk.app.cli.calling import Exit, speak_utf8, tell  # noqa: PLC0415
    from bokart_desk.platform.dumps import leave_no_dumps  # noqa: PLC0415

    leave_no_dumps()
    if words == [_READING_PROCESS]:  # a frozen program starts itself to read a file
        from bokart_desk.importing.reading.child import main as read_one_file  # noqa: PLC0415

        read_one_file()
    if not words:
        return _window(None, None)
    from bokart_desk.app.cli.arguments import language_in, parse  # noqa: PLC0415

    speak_utf8()
    i18n.use_language(language_in(words) or i18n.DEFAULT_LANGUAGE)
    try:
        arguments = parse(words)
    except SystemExit as done:
        return int(done.code or 0)
    if arguments.command is None:
        return _window(arguments.register, arguments.language)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        tell(_("Stopped. What was not finished has been left undone."))
        return Exit.NEEDS_A_LOOK
    except BrokenPipeError:  # whoever read the output has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:
        return _failed(error)
    return code


def _window(register: Path | None, language: str | None) -> int:
    from bokart_desk.app.display import can_open_window  # noqa: PLC0415
    from bokart_desk.app.gui import run_window  # noqa: PLC0415 - Qt, only where a window opens

    if not can_open_window():
        from bokart_desk.app.cli.calling import Exit, tell  # noqa: PLC0415

        i18n.use_language(language or i18n.DEFAULT_LANGUAGE)
        tell(
            _(
                "There is no display here, so the window cannot be opened. Nothing was changed. Start the program from "
                "a desktop, or use its commands: --help lists them."
            )
        )
        return Exit.WRONG_USAGE
    named = os.environ.get("BOKART_REGISTER")
    try:
        return run_window(register or (Path(named) if named else None), language)
    except Exception as error:  # before there is a window to say it in
        return _failed(error)


def _run(arguments: argparse.Namespace) -> int:
    from bokart_desk.app.cli.calling import this_call  # noqa: PLC0415

    module, function = _COMMANDS[arguments.command]
    call = this_call(_register(arguments.register), arguments.language)
    run = getattr(import_module(f"bokart_desk.app.cli.{module}"), function)
    return int(run(call, arguments))


def _register(named: Path | None) -> Path:
    if named is not None:
        return named
    if os.environ.get("BOKART_REGISTER"):
        return Path(os.environ["BOKART_REGISTER"])
    from bokart_desk.platform.places import default_register  # noqa: PLC0415

    return default_register()


def _failed(error: Exception) -> int:
    """Say calmly what went wrong: in the error's own words where it has any, else with the place of the log."""
    from bokart_desk.app.cli.calling import Exit, tell  # noqa: PLC0415

    message = getattr(error, "message", None) or (str(error) if _has_own_words(error) else None)
    if message is None and isinstance(error, OSError):
        name = Path(error.filename).name if isinstance(error.filename, str) else ""
        message = _(
            "A file could not be read or written: {name} ({reason}). The register was not changed by this. "
            "Check the name, the folder and the room on the disk, and try again."
        ).format(name=name, reason=_reason(error))
    if message is not None:
        tell(message)
        return Exit.REGISTER_FAILED
    tell(_fault(error))
    return Exit.REGISTER_FAILED


def _reason(error: OSError) -> str:
    """Say in a few words of the catalogue why a file could not be used; else in the system's own words."""
    known: dict[type[OSError], str] = {
        FileExistsError: _("a file stands where a folder should be"),
        NotADirectoryError: _("a file stands where a folder should be"),
        IsADirectoryError: _("it is a folder"),
        FileNotFoundError: _("it cannot be found or made"),
        PermissionError: _("it is write-protected or in use"),
    }
    from bokart_desk.storage.errors import environment_error, environment_reason  # noqa: PLC0415

    told = environment_reason(error) if environment_error(error) is not None else None
    return known.get(type(error)) or told or error.strerror or type(error).__name__


def _has_own_words(error: Exception) -> bool:
    from bokart_desk.reporting.errors import ReportNotWritten  # noqa: PLC0415

    return isinstance(error, ReportNotWritten)


def _fault(error: Exception) -> str:
    from bokart_desk.platform.logs import log_error, start_log, stop_log  # noqa: PLC0415

    log = start_log()
    place = log_error(error, "fault")
    stop_log()
    return _(
        "Something went wrong in the program. What was saved before is safe; what this command was doing was undone. "
        "If it happens again, send the log to those who support the program. It holds no names and no addresses.\n"
        "Log: {log}\nError code: {place}"
    ).format(log=log if log is not None else "–", place=place)
