"""The commands that print: ``list`` and ``due``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bokart_desk.app.cli.calling import Call, Exit, print_json, print_table, say, tell
from bokart_desk.app.cli.codes import code_label
from bokart_desk.domain.codes import CodeList
from bokart_desk.i18n import N_, _, format_amount, format_date, format_moment, ngettext

if TYPE_CHECKING:
    from bokart_desk.services.register import Register

_DATES = frozenset({"start", "end", "vacant_since", "offered_on", "answer_by", "decided_on", "notified_on", "date"})

_HEADINGS = {
    "id": N_("No."),
    "number": N_("Number"),
    "dwelling": N_("Dwelling no."),
    "household": N_("Household"),
    "name": N_("Household"),
    "case_number": N_("Case number"),
    "address": N_("Address"),
    "unit": N_("Unit"),
    "start": N_("From"),
    "end": N_("To"),
    "monthly_rent": N_("Monthly rent"),
    "disposal": N_("Disposal"),
    "status": N_("Status"),
    "kind": N_("Kind"),
    "bedrooms": N_("Bedrooms"),
    "vacant_since": N_("Vacant since"),
    "units": N_("Units"),
    "let": N_("Let"),
    "landlord": N_("Landlord"),
    "persons": N_("Persons"),
    "consultant": N_("Consultant"),
    "offered_on": N_("Offered"),
    "answer": N_("Answer"),
    "answer_by": N_("Answer by"),
    "reason": N_("Reason"),
    "reason_code": N_("Reason code"),
    "decided_on": N_("Decided"),
    "notified_on": N_("Notice given"),
    "by": N_("By"),
    "date": N_("Date"),
    "file": N_("File"),
    "imported_at": N_("Imported"),
    "place": N_("Place"),
}
_SHOWN = {
    "dwellings": ("id", "number", "address", "place", "kind", "disposal", "landlord", "units", "let"),
    "units": ("id", "address", "unit", "kind", "bedrooms", "monthly_rent", "disposal", "status", "vacant_since"),
    "households": ("id", "case_number", "name", "persons", "consultant", "status"),
    "contracts": ("id", "household", "address", "unit", "start", "end", "monthly_rent", "disposal", "status"),
    "offers": ("id", "household", "address", "unit", "offered_on", "answer_by", "answer", "reason"),
    "decisions": ("id", "kind", "decided_on", "household", "reason_code", "reason", "notified_on"),
    "refusals": ("id", "by", "date", "household", "address", "reason_code", "reason"),
    "imports": ("id", "file", "imported_at", "status"),
}


def print_list(call: Call, arguments: Namespace) -> int:
    """Print a list of the register."""
    from bokart_desk.services.lists import STATUSES, records  # noqa: PLC0415

    known = STATUSES[arguments.what]
    if arguments.status is not None and arguments.status not in known:
        tell(
            _("{status} is not a status of {what}. Choose one of: {known}.").format(
                status=repr(arguments.status), what=arguments.what, known=", ".join(known)
            )
        )
        return Exit.WRONG_USAGE
    with call.opened() as register:
        found = records(register, arguments.what, call.today, search=arguments.search, status=arguments.status)
        if not arguments.json:
            _name_reasons(found, register)
    if arguments.json:
        print_json(found)
    else:
        columns = _SHOWN[arguments.what]
        print_table(
            [_(_HEADINGS[name]) for name in columns], [[_shown(name, one) for name in columns] for one in found]
        )
    return Exit.DONE


def _name_reasons(found: Sequence[dict[str, Any]], register: Register) -> None:
    """Put the municipality's own words in place of the codes of reasons."""
    from bokart_desk.services.code_lists import words  # noqa: PLC0415

    codes = words(register)
    for record in found:
        if record.get("reason_code"):
            declined = record.get("by") == "household" or "answer" in record
            which = CodeList.DECLINED_BECAUSE if declined else CodeList.REFUSED_BECAUSE
            record["reason_code"] = codes.of(which, record["reason_code"])


def _shown(name: str, record: dict[str, Any]) -> str:
    value = record[name]
    if name == "end" and record["indefinite"]:
        return _("no end")
    if value is None:
        return ""
    if name in _DATES:
        return format_date(date.fromisoformat(value))
    if name == "imported_at":
        return format_moment(datetime.fromisoformat(value))
    if name == "monthly_rent":
        return format_amount(Decimal(str(value)))
    return code_label(name, str(value))


def print_due(call: Call, arguments: Namespace) -> int:
    """Print what is due, soonest first."""
    from bokart_desk.services.due import due_items  # noqa: PLC0415
    from bokart_desk.services.labels import due_label  # noqa: PLC0415
    from bokart_desk.services.lists import due_record  # noqa: PLC0415

    today = arguments.on or call.today
    with call.opened() as register:
        items = due_items(register, today, within_days=arguments.within)
    if arguments.json:
        print_json([due_record(item) for item in items])
        return Exit.DONE
    rows = [
        [
            format_date(item.due),
            due_label(item.kind),
            item.household,
            f"{item.address} {item.unit}".strip(),
            item.message,
        ]
        for item in items
    ]
    print_table([_("Due"), _("What"), _("Household"), _("Dwelling"), _("Explanation")], rows)
    if rows:
        say(ngettext("{count} thing is due.", "{count} things are due.", len(rows)).format(count=len(rows)))
    return Exit.DONE
