"""The timeline's screen: who has each unit, since when, until when, and what stands empty."""

from bokart_desk.ui.timeline.view import TimelineView

__all__ = ["TimelineView"]
