"""Colours of the window, light and dark: every colour has a meaning, and nothing names a colour elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.due import DueKind


class Tone(StrEnum):
    """What a colour says about the thing it marks; there is always a text that says the same."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class ToneColours:
    """``text``: readable on ``soft`` and on a surface; ``soft``: a quiet ground; ``strong``: bars, dots and edges."""

    text: str
    soft: str
    strong: str


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours of one scheme, as "#rrggbb"."""

    dark: bool
    window: str
    surface: str
    sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    selection: str
    selection_text: str
    focus: str
    nav: str
    nav_text: str
    nav_muted: str
    nav_hover: str
    nav_active: str
    nav_active_text: str
    tones: dict[Tone, ToneColours]

    def tone(self, tone: Tone) -> ToneColours:
        """Return the colours of ``tone``."""
        return self.tones[tone]


LIGHT = Palette(
    dark=False,
    window="#f5f3ef",
    surface="#ffffff",
    sunken="#edeae4",
    hover="#f0ede7",
    border="#dcd7ce",
    border_strong="#968f84",
    text="#1c2325",
    text_muted="#576163",
    text_disabled="#8d9596",
    accent="#0f5d6f",
    accent_hover="#0b4c5b",
    accent_pressed="#083c48",
    on_accent="#ffffff",
    selection="#cfe5e9",
    selection_text="#0b3540",
    focus="#1787a1",
    nav="#103c47",
    nav_text="#d8e6e9",
    nav_muted="#9dbbc1",
    nav_hover="#174a57",
    nav_active="#215e6d",
    nav_active_text="#ffffff",
    tones={
        Tone.NEUTRAL: ToneColours("#465052", "#e9e6e0", "#8a9293"),
        Tone.INFO: ToneColours("#1d5788", "#e2edf7", "#3b82bd"),
        Tone.SUCCESS: ToneColours("#1c653f", "#e0f1e6", "#2f9560"),
        Tone.WARNING: ToneColours("#7a4a00", "#fcefd3", "#d08a12"),
        Tone.DANGER: ToneColours("#a3261c", "#fbe5e1", "#cf3f33"),
        Tone.ACCENT: ToneColours("#0b5365", "#dcecee", "#17788e"),
    },
)

DARK = Palette(
    dark=True,
    window="#141819",
    surface="#1d2325",
    sunken="#101415",
    hover="#262d2f",
    border="#323a3c",
    border_strong="#6f7b7c",
    text="#e8eceb",
    text_muted="#a6b1b1",
    text_disabled="#6d7778",
    accent="#1e7489",
    accent_hover="#258aa2",
    accent_pressed="#185f70",
    on_accent="#ffffff",
    selection="#24515c",
    selection_text="#f2f7f8",
    focus="#63c3d7",
    nav="#0e2229",
    nav_text="#cddcdf",
    nav_muted="#8fabb1",
    nav_hover="#163038",
    nav_active="#1c4450",
    nav_active_text="#ffffff",
    tones={
        Tone.NEUTRAL: ToneColours("#bcc5c5", "#2b3335", "#7f8a8b"),
        Tone.INFO: ToneColours("#90c5f2", "#1a2f42", "#4b93cf"),
        Tone.SUCCESS: ToneColours("#83d5a5", "#183524", "#3da86f"),
        Tone.WARNING: ToneColours("#f2c06a", "#3a2d13", "#d9962a"),
        Tone.DANGER: ToneColours("#ff9f94", "#421f1c", "#e0594c"),
        Tone.ACCENT: ToneColours("#74cbdd", "#1a3a42", "#3aa6bd"),
    },
)

_STATUS_TONES = {
    ContractStatus.UPCOMING: Tone.INFO,
    ContractStatus.RUNNING: Tone.SUCCESS,
    ContractStatus.ENDS_SOON: Tone.WARNING,
    ContractStatus.INDEFINITE: Tone.NEUTRAL,
    ContractStatus.PAST_END: Tone.DANGER,
    ContractStatus.NOTICE_GIVEN: Tone.WARNING,
    ContractStatus.BECAME_INDEFINITE: Tone.DANGER,
    ContractStatus.ENDED: Tone.NEUTRAL,
}
_URGENT_KINDS = {DueKind.CONTRACT_ENDED, DueKind.BECOMES_INDEFINITE}
_KINDS_OF_GOOD_PRACTICE = {DueKind.FOLLOW_UP_DUE, DueKind.MID_TERM_REVIEW_DUE}
URGENT_DAYS = 14
SOON_DAYS = 60


def status_tone(status: ContractStatus) -> Tone:
    """Return the tone of a contract's status; the words are ``labels.status_label``'s."""
    return _STATUS_TONES[status]


def due_tone(kind: DueKind, days: int) -> Tone:
    """Return the tone of something due in ``days`` (negative: overdue)."""
    if days < 0 and kind in _KINDS_OF_GOOD_PRACTICE:
        return Tone.WARNING
    if days < 0 or (kind in _URGENT_KINDS and days <= URGENT_DAYS):
        return Tone.DANGER
    return Tone.WARNING if days <= SOON_DAYS else Tone.NEUTRAL


FORCED = "bokart_scheme"
"""Property of the application: "light" or "dark" whatever the system says."""


def palette() -> Palette:
    """Return the colours in use: those of the system's scheme unless one was forced."""
    app = QGuiApplication.instance()
    forced = app.property(FORCED) if app is not None else None
    if forced in ("light", "dark"):
        return DARK if forced == "dark" else LIGHT
    return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
