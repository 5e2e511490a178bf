"""The command ``demo``: a register made from made-up lists, its papers, and the window on it."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bokart_desk.app.cli.calling import Call, Exit, print_table, say, tell
from bokart_desk.app.display import has_display
from bokart_desk.i18n import _, current_language, format_date, ngettext, resources_folder
from bokart_desk.storage.files import remove_database
from bokart_desk.storage.keyfile import remove_keys

if TYPE_CHECKING:
    from bokart_desk.services.register import Register

_MARK = "demo.txt"
_REGISTER = "register.db"
_MUNICIPALITY, _OFFICE = "Solvik kommune", "Flyktningtjenesten"
_DAYS_SHOWN, _LINES_SHOWN = 60, 12
_ANSWERS_YEARS = 2


def make_demo(call: Call, arguments: Namespace) -> int:
    """Make the demo anew in a folder, print what is in it, write its papers and open the window."""
    folder = arguments.folder.absolute()
    call = replace(call, register=folder / _REGISTER)
    if not _begin(folder):
        tell(
            _(
                "{folder} holds a register that is not a demo. Nothing was changed. Choose another folder for the demo."
            ).format(folder=folder)
        )
        return Exit.REGISTER_FAILED
    with call.opened(create=True, ask=False) as register:
        _fill(register, call)
        _tell_what_is_due(register, call)
        for paper in _write_papers(register, call, folder):
            say(_("Written: {file}").format(file=paper))
    return _show(call, folder)


def _begin(folder: Path) -> bool:
    """Make the folder ready, without the register of an earlier demo; False when the one there is somebody's own."""
    mark, register = folder / _MARK, folder / _REGISTER
    if register.exists() and not mark.is_file():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    remove_database(register)
    remove_keys(register)
    text = _("The register in this folder is a demo with made-up people. It is made anew each time the demo starts.")
    mark.write_text(text + "\n", encoding="utf-8")
    return True


def _fill(register: Register, call: Call) -> None:
    from bokart_desk.app.cli.importing import totals_in_words  # noqa: PLC0415
    from bokart_desk.importing.apply import apply_plan  # noqa: PLC0415
    from bokart_desk.importing.plan import plan_file  # noqa: PLC0415
    from bokart_desk.services.municipality import Municipality, save_municipality  # noqa: PLC0415

    settings = Municipality(name=_MUNICIPALITY, office=_OFFICE, language=current_language())
    save_municipality(register, settings, who=call.who, now=call.now)
    say(_("Imported into {register}:").format(register=register.path))
    for file in sorted((resources_folder() / "demo").iterdir()):
        plan = plan_file(register, file, today=call.today)
        apply_plan(register, plan, who=call.who, now=call.now)
        say(f"  {file.name}: {totals_in_words(plan)}")


def _tell_what_is_due(register: Register, call: Call) -> None:
    from bokart_desk.services.due import count_by_kind, due_items  # noqa: PLC0415
    from bokart_desk.services.labels import due_label  # noqa: PLC0415

    items = due_items(register, call.today, within_days=_DAYS_SHOWN)
    say()
    say(
        ngettext(
            "{count} thing is overdue or due within {days} days:",
            "{count} things are overdue or due within {days} days:",
            len(items),
        ).format(count=len(items), days=_DAYS_SHOWN)
    )
    for kind, count in sorted(count_by_kind(items).items(), key=lambda one: -one[1]):
        say(f"  {count:4} {due_label(kind)}")
    say()
    ahead = [item for item in items if item.days >= 0][:_LINES_SHOWN]
    print_table(
        [_("Due"), _("Household"), _("Explanation")],
        [[format_date(item.due), item.household or f"{item.address} {item.unit}", item.message] for item in ahead],
    )
    say()


def _write_papers(register: Register, call: Call, folder: Path) -> list[Path]:
    from bokart_desk.domain.terms import add_months  # noqa: PLC0415
    from bokart_desk.reporting import write_report  # noqa: PLC0415
    from bokart_desk.reporting.papers import allocation_meeting, expiry_list  # noqa: PLC0415

    meeting = call.today + timedelta(days=7)
    since = add_months(call.today, -12 * _ANSWERS_YEARS)
    expiry = folder / _("Expiry list {month}.pdf").format(month=f"{call.today:%Y-%m}")
    write_report(expiry_list(register, month=call.today, today=call.today, printed_at=call.now), expiry)
    named = folder / _("Allocation meeting {day}.pdf").format(day=meeting.isoformat())
    unnamed = folder / _("Allocation meeting {day} without names.pdf").format(day=meeting.isoformat())
    for path, anonymous in ((named, False), (unnamed, True)):
        document = allocation_meeting(
            register, meeting=meeting, since=since, anonymous=anonymous, today=call.today, printed_at=call.now
        )
        write_report(document, path)
    return [expiry, named, unnamed]


def _show(call: Call, folder: Path) -> int:
    if has_display():
        from bokart_desk.app.gui import run_window  # noqa: PLC0415

        return run_window(call.register, call.language)
    from bokart_desk.app.picture import save_picture  # noqa: PLC0415

    picture = folder / _("The window.png")
    if not save_picture(call.register, call.language, picture):
        tell(_("There is no display here, and no picture of the window could be made."))
        return Exit.NEEDS_A_LOOK
    say(_("There is no display here, so the window was not opened. A picture of it: {file}").format(file=picture))
    return Exit.DONE
