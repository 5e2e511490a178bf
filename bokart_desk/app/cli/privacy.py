"""The command ``access``: everything held about a household or one of its members, as a paper or for programs."""

from __future__ import annotations

from argparse import Namespace

from bokart_desk.app.cli.calling import Call, Exit, say, tell
from bokart_desk.i18n import _


def access(call: Call, arguments: Namespace) -> int:
    """Write the answer to a request for access (personvernforordningen art. 15)."""
    from bokart_desk.domain.codes import Protection  # noqa: PLC0415
    from bokart_desk.reporting.access_paper import write_access  # noqa: PLC0415
    from bokart_desk.services.doing import By, Refused  # noqa: PLC0415
    from bokart_desk.services.privacy.access import access_answer  # noqa: PLC0415
    from bokart_desk.services.privacy.reading import note_reading  # noqa: PLC0415

    with call.opened() as register:
        note_reading(register, arguments.household, who=call.who, now=call.now)
        try:
            answer = access_answer(
                register,
                arguments.household,
                arguments.person,
                landlords=arguments.landlord,
                by=By(call.who, call.now, call.today),
            )
        except Refused as refused:
            tell(refused.message)
            return Exit.WRONG_USAGE
    write_access(answer, arguments.out)
    if answer.about.protection is Protection.CONFIDENTIAL:
        tell(_("The address is confidential and stands in the answer. Give it to the person only."))
    for number in answer.elsewhere:
        told = _("The name also stands in the case {number}. That was not told; look whether it should be.")
        tell(told.format(number=number))
    say(_("Written: {file}").format(file=arguments.out))
    return Exit.DONE
