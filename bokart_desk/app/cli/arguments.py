"""What can be written on the command line, with help and complaints in the user's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from bokart_desk import i18n
from bokart_desk.app.cli.calling import Exit
from bokart_desk.i18n import N_, _, ngettext

_ENDINGS_OF_PAPERS = (".pdf", ".xlsx")
_ENDINGS_OF_EXPORTS = (".json", ".xlsx")
_ENDINGS_OF_ACCESS = (".pdf", ".json")
_LISTS = ("dwellings", "units", "households", "contracts", "offers", "decisions", "refusals", "imports")
_LONGEST_NUMBER, _LARGEST = 15, 10**15
"""Longer numbers count as this one: nothing is as large, and a database holds it."""
_ARGPARSE_TEXTS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("argument %(argument_name)s: %(message)s"),
)
"""Python's own texts about arguments, for the catalogue."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong together with the whole help, and ends with the exit code for wrong usage."""

    def error(self, message: str) -> NoReturn:
        self.print_help(_stderr())
        self.exit(
            Exit.WRONG_USAGE, "\n" + _("%(prog)s: error: %(message)s\n") % {"prog": self.prog, "message": message}
        )


def _stderr() -> Any:
    import sys  # noqa: PLC0415 - the stream of the moment, not the one of the import

    return sys.stderr


@contextmanager
def _in_our_language() -> Iterator[None]:
    """Let argparse take its texts from our catalogue."""
    module: Any = argparse
    before = module._, module.ngettext
    module._, module.ngettext = i18n._, i18n.ngettext
    try:
        yield
    finally:
        module._, module.ngettext = before


def parse(argv: list[str]) -> argparse.Namespace:
    """Return the arguments; wrong ones and ``--help`` end the program (SystemExit) after saying what there is."""
    with _in_our_language():
        return _program().parse_args(argv)


def language_in(argv: list[str]) -> str | None:
    """Return the language asked for, before the rest is read, so that complaints are in it; None for none."""
    for place, word in enumerate(argv):
        value = argv[place + 1] if word == "--language" and place + 1 < len(argv) else ""
        if word.startswith("--language="):
            value = word.partition("=")[2]
        if value in i18n.LANGUAGES:
            return value
    return None


def _program() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="bokart-desk",
        description=_("A register of dwellings let to refugees. Without a command the window opens."),
        allow_abbrev=False,
    )
    _add_common(parser, default=None)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"), parser_class=_Parser)
    _add_import(commands)
    _add_lists(commands)
    _add_reports(commands)
    _add_privacy(commands)
    _add_keeping(commands)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, default: Any) -> None:
    parser.add_argument(
        "--register",
        type=Path,
        metavar=_("FILE"),
        default=default,
        help=_("the register; otherwise BOKART_REGISTER, otherwise the one in your data folder"),
    )
    parser.add_argument(
        "--language", choices=i18n.LANGUAGES, default=default, help=_("the language of texts and papers")
    )


def _command(commands: Any, name: str, help_text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=help_text, description=help_text, allow_abbrev=False
    )
    _add_common(parser, default=argparse.SUPPRESS)
    return parser


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one JSON document for programs"))


def _add_import(commands: Any) -> None:
    parser = _command(commands, "import", _("bring in lists: xlsx, xlsm, xls, xlsb, ods or csv"))
    parser.add_argument("files", nargs="+", type=Path, metavar=_("FILE"))
    parser.add_argument("--dry-run", action="store_true", help=_("only show what would happen"))
    parser.add_argument("--preset", metavar=_("NAME"), help=_("read the columns as in this saved mapping"))
    parser.add_argument(
        "--on-duplicate",
        choices=("skip", "update", "fill"),
        help=_("what to do with a row the register has already: leave it, update it, or fill in what is missing"),
    )
    parser.add_argument(
        "--rejects", type=Path, metavar=_("FOLDER"), help=_("write rows that were not imported to a workbook here")
    )
    _add_json(parser)
    undo = _command(commands, "undo-import", _("take back what an import brought"))
    undo.add_argument("batch", type=_whole_number, metavar=_("NUMBER"), help=_("the import's number in list imports"))


def _add_lists(commands: Any) -> None:
    listing = _command(commands, "list", _("print a list of the register"))
    listing.add_argument("what", choices=_LISTS)
    listing.add_argument("--search", metavar=_("TEXT"), default="", help=_("only what holds these words"))
    listing.add_argument("--status", metavar=_("STATUS"), help=_("only what has this status"))
    _add_json(listing)
    due = _command(commands, "due", _("print what is due, soonest first"))
    due.add_argument("--on", type=_day, metavar=_("DATE"), help=_("as seen from this day instead of today"))
    due.add_argument("--within", type=_days, metavar=_("DAYS"), default=365, help=_("how many days ahead"))
    _add_json(due)


def _add_reports(commands: Any) -> None:
    report = _command(commands, "report", _("write a paper"))
    papers = report.add_subparsers(dest="paper", metavar=_("PAPER"), title=_("papers"), required=True)
    expiry = _command(papers, "expiry-list", _("the contracts that end in a month, and those past their end"))
    expiry.add_argument("--month", type=_month, required=True, metavar=_("YYYY-MM"))
    expiry.add_argument("--months", type=_months, default=1, metavar=_("COUNT"), help=_("how many months from it on"))
    expiry.add_argument("--on", type=_day, metavar=_("DATE"), help=_("as seen from this day instead of today"))
    expiry.add_argument("--out", type=_ending_in(_ENDINGS_OF_PAPERS), required=True, metavar=_("FILE"))
    meeting = _command(papers, "allocation-meeting", _("the paper for an allocation meeting"))
    meeting.add_argument("--date", type=_day, required=True, metavar=_("DATE"), help=_("the day of the meeting"))
    meeting.add_argument(
        "--since", type=_day, metavar=_("DATE"), help=_("offers declined and refusals from this day on")
    )
    meeting.add_argument("--anonymous", action="store_true", help=_("case numbers instead of names and addresses"))
    meeting.add_argument("--out", type=_ending_in(_ENDINGS_OF_PAPERS), required=True, metavar=_("FILE"))
    export = _command(commands, "export", _("write everything in the register to a file"))
    export.add_argument("--out", type=_ending_in(_ENDINGS_OF_EXPORTS), required=True, metavar=_("FILE"))


def _add_privacy(commands: Any) -> None:
    access = _command(commands, "access", _("write everything that is held about a household or one of its members"))
    access.add_argument(
        "household", type=_whole_number, metavar=_("HOUSEHOLD"), help=_("its number in list households --json")
    )
    access.add_argument("--person", type=_whole_number, metavar=_("NUMBER"), help=_("only this member"))
    access.add_argument(
        "--landlord",
        type=_whole_number,
        action="append",
        default=[],
        metavar=_("NUMBER"),
        help=_("a private landlord who is the same person"),
    )
    access.add_argument("--out", type=_ending_in(_ENDINGS_OF_ACCESS), required=True, metavar=_("FILE"))


def _add_keeping(commands: Any) -> None:
    check = _command(commands, "check", _("check the register and its backups"))
    _add_json(check)
    backup = _command(commands, "backup", _("take a backup and check it"))
    backup.add_argument("--out", type=Path, metavar=_("FILE"), help=_("where to; otherwise the backup folder"))
    restore = _command(commands, "restore", _("put a backup in the register's place; what is there is kept"))
    restore.add_argument("file", type=Path, metavar=_("FILE"))
    _add_without_password(restore)
    pack = _command(commands, "pack", _("put the register into one file, for another PC"))
    pack.add_argument("--out", type=Path, required=True, metavar=_("FILE"))
    unpack = _command(commands, "unpack", _("put a register from another PC in place; what is there is kept"))
    unpack.add_argument("file", type=Path, metavar=_("FILE"))
    _add_without_password(unpack)
    demo = _command(commands, "demo", _("make a demo register with its papers, and open it"))
    demo.add_argument("folder", type=Path, metavar=_("FOLDER"))


def _add_without_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--without-password",
        action="store_true",
        help=_("what has no password stays so, also in the place of a register that has one: anybody can read it"),
    )


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(_("{text} is not a whole number").format(text=repr(text)))
    return int(text) if len(text) <= _LONGEST_NUMBER else _LARGEST


def _days(text: str) -> int:
    most = 36_500
    return min(_whole_number(text), most)


def _months(text: str) -> int:
    count, most = _whole_number(text), 120
    if not 1 <= count <= most:
        raise argparse.ArgumentTypeError(_("the number of months must be from 1 to {most}").format(most=most))
    return count


def _day(text: str) -> date:
    day = _calendar_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(_("{text} is not a date like 2027-08-31").format(text=repr(text)))
    return day


def _month(text: str) -> date:
    first = _calendar_day(f"{text}-01")
    if first is None:
        raise argparse.ArgumentTypeError(_("{text} is not a month like 2027-08").format(text=repr(text)))
    return first


def _calendar_day(text: str) -> date | None:
    """Return the day, None where the text is none or lies outside the years that a tenancy can be in."""
    if not re.fullmatch(r"(19[5-9]|20\d|21\d)\d-\d\d-\d\d", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _ending_in(endings: tuple[str, ...]) -> Any:
    def file(text: str) -> Path:
        path = Path(text)
        if path.suffix.lower() not in endings:
            message = _("the name of the file must end in {endings}").format(endings=" / ".join(endings))
            raise argparse.ArgumentTypeError(message)
        return path

    return file


def expected_arguments(count: int) -> str:
    """Return argparse's complaint about a number of arguments, for the catalogue."""
    return ngettext("expected %s argument", "expected %s arguments", count) % count
