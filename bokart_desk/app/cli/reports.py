"""The commands that write files for others: ``report`` and ``export``."""

from __future__ import annotations

import json
from argparse import Namespace

from bokart_desk.app.cli.calling import Call, Exit, say
from bokart_desk.i18n import _


def write_paper(call: Call, arguments: Namespace) -> int:
    """Write the expiry list or the paper for an allocation meeting."""
    from bokart_desk.reporting import write_report  # noqa: PLC0415
    from bokart_desk.reporting.papers import allocation_meeting, expiry_list  # noqa: PLC0415

    with call.opened() as register:
        if arguments.paper == "expiry-list":
            document = expiry_list(
                register,
                month=arguments.month,
                months=arguments.months,
                today=arguments.on or call.today,
                printed_at=call.now,
            )
        else:
            document = allocation_meeting(
                register,
                meeting=arguments.date,
                since=arguments.since,
                anonymous=arguments.anonymous,
                today=call.today,
                printed_at=call.now,
            )
    write_report(document, arguments.out)
    say(_("Written: {file}").format(file=arguments.out))
    return Exit.DONE


def export(call: Call, arguments: Namespace) -> int:
    """Write everything in the register to one file."""
    from bokart_desk.reporting.atomic import write_bytes  # noqa: PLC0415
    from bokart_desk.services.everything import as_document, as_tables  # noqa: PLC0415
    from bokart_desk.services.workbook import write_tables  # noqa: PLC0415

    with call.opened() as register:
        if arguments.out.suffix.lower() == ".json":
            document = json.dumps(as_document(register), ensure_ascii=False, indent=1)
            write_bytes(arguments.out, document.encode("utf-8"))
        else:
            write_tables(arguments.out, as_tables(register))
    say(_("Written: {file}").format(file=arguments.out))
    return Exit.DONE
