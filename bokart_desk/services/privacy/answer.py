"""What an answer to "what do you hold about me" is made of, before it is a paper or a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.retention import RetentionRules
from bokart_desk.services.history import FieldChange
from bokart_desk.services.privacy.naming import Certainty
from bokart_desk.services.privacy.reading import Reading


@dataclass(frozen=True, slots=True)
class About:
    """Whom the answer is about: one member (``person_id``), or the household with all its members."""

    household_id: int
    person_id: int | None
    case_number: str
    name: str
    protection: Protection
    persons: int
    """How many members the household has."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of a record: its name, what it is called, its value as JSON holds it, and the value in words.

    ``shown``: False where a strictly confidential place stands in it; then there is no value.
    """

    field: str
    label: str
    value: Any
    words: str
    shown: bool = True


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """A record of a table (``kind``) with all it holds. ``title`` tells it from others of its kind."""

    kind: str
    id: int
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class HistoryFacts:
    """A line of history: as kept (``before``, ``after``) and in words (``done``, ``record``, ``changes``)."""

    at: datetime
    who: str
    job: str
    done: str
    kind: str
    record_id: int
    record: str
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    changes: tuple[FieldChange, ...]
    file_name: str


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A row of a list as it stood, what came of it, and how sure it is that it is about the one who asks."""

    file_name: str
    sheet: str
    row: int
    imported_at: datetime
    undone_at: datetime | None
    outcome: str
    outcome_words: str
    field: str
    reason: str
    cells: tuple[tuple[str, str], ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that belongs to something else (a dwelling, a landlord) and names the one who asks."""

    kind: str
    record_id: int
    field: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Sender:
    """The municipality that answers."""

    name: str
    number: str
    office: str
    contact: str
    logo: bytes | None


@dataclass(frozen=True, slots=True)
class AccessAnswer:
    """Everything that is held. ``left_out``: what is not told, and why, in words for the one who asks.

    ``elsewhere``: case numbers of other households whose texts name the one who asks: for the office only, to be
    judged by a person, and in no paper.
    """

    about: About
    sender: Sender
    made_at: datetime
    made_by: str
    today: date
    register_id: str
    retention: RetentionRules
    records: tuple[RecordFacts, ...]
    history: tuple[HistoryFacts, ...]
    sources: tuple[SourceFacts, ...]
    readings: tuple[Reading, ...]
    mentions: tuple[Mention, ...]
    left_out: tuple[str, ...]
    elsewhere: tuple[str, ...]

    def of_kind(self, kind: str) -> tuple[RecordFacts, ...]:
        """Return the records of one table."""
        return tuple(record for record in self.records if record.kind == kind)
