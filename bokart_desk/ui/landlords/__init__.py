"""Landlords: whom the municipality rents from, with their dwellings and head leases."""

from bokart_desk.ui.landlords.view import LandlordsView

__all__ = ["LandlordsView"]
