"""What a column holds: how many of its values read as dates, names, addresses, amounts and so on."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from bokart_desk.domain.addresses import looks_like_address, split_address
from bokart_desk.domain.identity import digits_of
from bokart_desk.domain.text_keys import match_key
from bokart_desk.importing.amounts import parse_amount, parse_yes_no
from bokart_desk.importing.codes import (
    contract_type_of,
    disposal_of,
    dwelling_kind_of,
    is_refusal_by_municipality,
    unit_status_of,
)
from bokart_desk.importing.names import looks_like_name, says_vacant
from bokart_desk.importing.values import (
    Cell,
    NotUnderstood,
    parse_day,
    parse_period,
    parse_term,
    says_open_ended,
    text_of,
)

_SAMPLE = 200
_LARGEST_SMALL = 60
_UNIT = re.compile(
    r"^(?:[HULK][\s\-]?\d{4}|(?:rom|hybel|leil|leilighet|leilegheit|bolig|room)\s*\.?\s*(?:[HULK]?\d{1,4}[a-z]?|[a-z]))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0 to 1) of the filled cells of a column that read as each kind of value."""

    filled: int
    day: float = 0.0
    period: float = 0.0
    term: float = 0.0
    open_ended: float = 0.0
    amount: float = 0.0
    small_number: float = 0.0
    running: bool = False
    postcode: float = 0.0
    address: float = 0.0
    unit: float = 0.0
    name: float = 0.0
    vacant: float = 0.0
    duf: float = 0.0
    identity: float = 0.0
    dwelling_kind: float = 0.0
    unit_status: float = 0.0
    disposal: float = 0.0
    contract_type: float = 0.0
    words: float = 0.0
    address_unit: float = 0.0
    single_letter: float = 0.0
    yes_no: float = 0.0
    refused_by: float = 0.0


def profile_of(cells: Sequence[Cell]) -> Profile:
    """Return the profile of a column's cells."""
    values = [cell for cell in cells if cell is not None and (not isinstance(cell, str) or cell.strip())]
    sample = values[:_SAMPLE]
    if not sample:
        return Profile(0)
    texts = Counter(text_of(cell) for cell in sample)

    def share(test: Callable[[str], object]) -> float:
        return sum(count for text, count in texts.items() if test(text)) / len(sample)

    return Profile(
        filled=len(values),
        day=sum(map(_is_day, sample)) / len(sample),
        period=share(_is_period),
        term=share(parse_term),
        open_ended=sum(map(says_open_ended, sample)) / len(sample),
        amount=sum(map(_is_amount, sample)) / len(sample),
        small_number=share(lambda text: text.isdigit() and int(text) <= _LARGEST_SMALL),
        running=_is_running(values),
        postcode=share(lambda text: len(text) in (3, 4) and text.isdigit()),
        address=share(looks_like_address),
        unit=share(_UNIT.match),
        name=share(looks_like_name),
        vacant=share(says_vacant),
        duf=share(lambda text: len(digits_of(text)) == 12 and digits_of(text).isdigit()),
        identity=share(lambda text: len(digits_of(text)) == 11 and digits_of(text).isdigit()),
        dwelling_kind=share(dwelling_kind_of),
        unit_status=share(unit_status_of),
        disposal=share(disposal_of),
        contract_type=share(contract_type_of),
        words=share(lambda text: sum(character.isalpha() for character in text) >= 4),
        yes_no=sum(1 for cell in sample if parse_yes_no(cell) is not None) / len(sample),
        refused_by=share(lambda text: is_refusal_by_municipality(text) is not None),
        single_letter=share(lambda text: len(text) == 1 and text.isalpha()),
        address_unit=share(lambda text: looks_like_address(text) and split_address(text).unit),
    )


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, (date, datetime)):
        return True
    if not isinstance(cell, str):
        return False
    try:
        return isinstance(parse_day(cell), date)
    except NotUnderstood:
        return False


def _is_period(text: str) -> bool:
    try:
        return parse_period(text) is not None
    except NotUnderstood:
        return True


def _is_amount(cell: Cell) -> bool:
    try:
        amount = parse_amount(cell)
    except NotUnderstood:
        return False
    return amount is not None and 500 <= amount <= 100_000


def _is_running(values: Sequence[Cell]) -> bool:
    """Whether the column only counts the rows: 1, 2, 3 …"""
    if len(values) < 3 or text_of(values[0]).rstrip(".") not in ("0", "1"):
        return False
    texts = [text_of(cell).rstrip(".") for cell in values]
    if not all(text.isdigit() for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers[0] in (0, 1) and all(b - a in (0, 1) for a, b in itertools.pairwise(numbers))


@lru_cache(maxsize=4096)
def header_key(text: str) -> str:
    """Return the key of a heading: folded, letters and digits only, without what stands in brackets."""
    return match_key(re.sub(r"[(\[][^)\]]*[)\]]", " ", text)) or match_key(text)
