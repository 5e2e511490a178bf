"""Decides for each understood row which records it makes, changes or meets, and what speaks against it."""

from bokart_desk.importing.matching.matcher import Matcher

__all__ = ["Matcher"]
