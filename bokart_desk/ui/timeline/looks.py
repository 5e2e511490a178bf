"""How each kind of bar looks: a colour, and a sign and a pattern that say the same without it."""

from __future__ import annotations

from dataclasses import dataclass

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Look:
    """``sign``: an icon; ``dashed``: an outline of dashes without ground; ``framed``: with an outline at all."""

    tone: Tone
    sign: str
    dashed: bool = False
    framed: bool = True


LOOKS = {
    ContractStatus.RUNNING: Look(Tone.SUCCESS, "check"),
    ContractStatus.ENDS_SOON: Look(Tone.WARNING, "clock"),
    ContractStatus.PAST_END: Look(Tone.DANGER, "hourglass"),
    ContractStatus.NOTICE_GIVEN: Look(Tone.WARNING, "mail"),
    ContractStatus.BECAME_INDEFINITE: Look(Tone.DANGER, "triangle-alert"),
    ContractStatus.INDEFINITE: Look(Tone.INFO, "infinity"),
    ContractStatus.UPCOMING: Look(Tone.INFO, "calendar-clock", dashed=True),
    ContractStatus.ENDED: Look(Tone.NEUTRAL, "", framed=False),
}
PROTECTED_SIGN = "shield"
"""Stands for the household of a bar whose name is not shown."""
