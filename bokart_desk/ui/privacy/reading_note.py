"""Notes that the case of a household whose address is protected was opened, without holding the window up."""

from __future__ import annotations

from bokart_desk.domain.codes import Protection
from bokart_desk.ui.context import Desk


def note_case(desk: Desk, household_id: int, protection: Protection) -> None:
    """Write down who opened the case; nothing of a household that is not protected, or where nothing can be written."""
    if protection is Protection.NONE or not desk.has_register or desk.register.read_only:
        return
    from bokart_desk.services.privacy.reading import note_reading  # noqa: PLC0415 - few cases are protected

    register, who, now = desk.register, desk.who, desk.now()
    desk.tasks.run(lambda _task: note_reading(register, household_id, who=who, now=now))
