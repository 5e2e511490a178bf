"""Names for files that tell a case: the case number and the day, never a name of a person."""

from __future__ import annotations

import re
from datetime import date

_PLAIN_NUMBER = re.compile(r"[A-Za-zÆØÅæøå]{0,3}[\s./_-]*\d[\d\s./_-]*")
"""A case number as archives write them. Any other may hold a name, and is left out."""


def case_file_name(word: str, case_number: str, household_id: int, today: date, ending: str) -> str:
    """Return "innsyn-2026-12-2026-11-22.pdf"; the household's number in the register where the case's may tell a name.

    ``word``: what kind of file it is; ``ending`` with its dot.
    """
    number = case_number.strip()
    if _PLAIN_NUMBER.fullmatch(number):
        told = re.sub(r"[^0-9A-Za-zÆØÅæøå]+", "-", number).strip("-")
    else:
        told = f"nr-{household_id}"
    return f"{word}-{told}-{today.isoformat()}{ending}"
