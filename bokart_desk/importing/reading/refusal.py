"""How the reading process says that a file is no list it can read: a code, and details for the message."""

from __future__ import annotations


class Refusal(Exception):
    """A reason not to read the file; the parent turns the code into a text for the user."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


Note = tuple[str, dict[str, str | int]]
"""A code and details of something seen that the user should know; the parent makes a text of it."""
