"""The commands that keep the register safe: ``check``, ``backup`` and ``restore``."""

from __future__ import annotations

from argparse import Namespace

from bokart_desk.app.cli.calling import Call, Exit, print_json, say, tell
from bokart_desk.i18n import N_, _, format_date, format_moment

_COUNTED = {
    "dwelling": N_("Dwellings"),
    "unit": N_("Units"),
    "household": N_("Households"),
    "contract": N_("Contracts"),
    "offer": N_("Offers"),
    "decision": N_("Decisions"),
    "import_batch": N_("Imports"),
}


def check(call: Call, arguments: Namespace) -> int:
    """Check the register and say what needs a look."""
    from bokart_desk.services.keeping import check_now  # noqa: PLC0415

    with call.opened() as register:
        report = check_now(register)
    if arguments.json:
        print_json(report.as_json())
    elif report.ok:
        say(_("The register is whole. Version {version}.").format(version=report.schema))
        for name, words in _COUNTED.items():
            say(f"  {_(words)}: {report.counts.get(name, 0)}")
        say(
            _("Last backup: {moment}").format(moment=format_moment(report.last_backup.astimezone()))
            if report.last_backup
            else _("There is no backup yet.")
        )
    else:
        for problem in report.problems:
            tell(problem)
    return Exit.DONE if report.ok else Exit.NEEDS_A_LOOK


def backup(call: Call, arguments: Namespace) -> int:
    """Take a backup and check it."""
    from bokart_desk.services.keeping import back_up  # noqa: PLC0415

    with call.opened() as register:
        written = back_up(register, arguments.out, now=call.now)
    say(_("The backup was taken and checked: {file}").format(file=written))
    return Exit.DONE


def restore(call: Call, arguments: Namespace) -> int:
    """Put a backup in the register's place."""
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415
    from bokart_desk.services.keeping import put_back  # noqa: PLC0415

    kept = put_back(arguments.file, call.register, backups=backups_folder(call.register), now=call.now).kept
    say(
        _("The register was restored from {backup}, as of {day}.").format(
            backup=arguments.file, day=format_date(call.today)
        )
    )
    if kept is not None:
        say(_("What was there before is kept: {file}").format(file=kept))
    return Exit.DONE
