"""Which tables an answer is made from, and which hold nothing about a person: a test holds this against the schema."""

from __future__ import annotations

from typing import Final

RECORDS: Final = (
    "household", "person", "need", "met_criterion", "contract", "review", "offer", "decision", "follow_up",
    "housing_plan", "erasure", "contract_listing",
)  # fmt: skip
"""Tables whose records are told column by column."""

PLACES: Final = {
    "dwelling": ("number", "address", "postcode", "place", "area_of_town", "kind"),
    "unit": ("label", "bedrooms", "rooms", "area_m2", "monthly_rent", "rent_includes"),
}
"""The homes of a case, and which columns are told: those that say where somebody lives and in what.

The others are about the house; they are told where they name the person (``NAMED_IN``).
"""

TRACES: Final = ("history", "source_row", "source_link", "import_batch", "reading_log")
"""Tables told in parts of their own: what was done, the rows of lists with their files, and who has read."""

IN_WORDS: Final = ("consultant", "priority_criterion", "code_value")
"""Tables that a case points at, told by the name of the record where it does."""

NAMED_IN: Final = (
    "landlord", "dwelling", "head_lease", "unit", "settlement_year", "code_value", "priority_criterion", "municipality",
)  # fmt: skip
"""Tables that are about something else: each of their texts that names the person is told.

A private landlord is told whole when the telephone is the same, or when the office says that it is the same person.
"""

NOTHING: Final = {
    "import_preset": "how the columns of lists are read: headings and fields, and nobody",
}
"""Tables that hold nothing about a person, and why."""


def covered() -> frozenset[str]:
    """Return every table that is looked into."""
    return frozenset({*RECORDS, *PLACES, *TRACES, *IN_WORDS, *NAMED_IN})
