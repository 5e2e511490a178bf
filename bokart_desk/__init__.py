"""BOKART Desk: an offline register of tenancies."""

__version__ = "0.1.0"
