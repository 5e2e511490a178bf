"""Mentions that a person must judge before somebody is erased: where they stand, and the words around them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.services.doing import Refused
from bokart_desk.services.jobs import kind_name, record_title
from bokart_desk.services.labels import source_place
from bokart_desk.services.privacy.telling import label_of
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.erasing.doubts import Doubt, Judged, Place

_AROUND = 70
"""Letters that are shown on each side of a mention."""
_TELL_WHERE = frozenset({"dwelling", "unit", "head_lease"})


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A mention: ``where`` it stands, and the found ``word`` with the words ``before`` and ``after`` it.

    The words around it are not told where they may tell the address of a household that is protected (rule 11).
    """

    place: Place
    where: str
    before: str
    word: str
    after: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """What there is to judge, and up to where in history it was looked for."""

    lines: tuple[MentionLine, ...] = ()
    mark: tuple[int, int] | None = None

    def judged(self, meant: Collection[int]) -> Judged:
        """Return what erasing asks for: all were seen, and those of these lines (counted from 0) are meant."""
        from bokart_desk.storage.erasing.doubts import Judged  # noqa: PLC0415

        seen = frozenset(line.place for line in self.lines)
        return Judged(seen, frozenset(self.lines[at].place for at in meant), self.mark)


def doubtful_mentions(register: Register, household_id: int, person_id: int | None = None) -> Mentions:
    """Return the mentions outside the case that may be of a household's people, or of one of them, or of others.

    Goes through the whole register: not on the window's thread. Raise ``Refused`` when the household is gone.
    """
    from bokart_desk.storage.erasing.case import records_of_case  # noqa: PLC0415
    from bokart_desk.storage.erasing.doubts import find_doubts, mark_now  # noqa: PLC0415
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    with reading(register.engine) as connection:
        held = read_record(connection, "household", household_id)
        if held is None:
            raise Refused(_("This household is no longer in the register. Nothing was changed."))
        records = {"person": {person_id}} if person_id else records_of_case(connection, household_id)
        teller = _Teller(connection, household_id, Protection(held["protection"]))
        found = tuple(teller.line(one) for one in find_doubts(connection, records))
        return Mentions(found, mark_now(connection))


class _Teller:
    """Puts mentions into words; what is told of a record is looked up once."""

    def __init__(self, connection: Connection, household_id: int, protection: Protection) -> None:
        self._connection = connection
        self._household = household_id
        self._strict = protection is Protection.STRICTLY_CONFIDENTIAL
        self._titles: dict[tuple[str, int], tuple[str, bool]] = {}

    def line(self, one: Doubt) -> MentionLine:
        """Return a mention in words."""
        key = (one.kind, one.of)
        if key not in self._titles:
            self._titles[key] = self._title(*key)
        title, guarded = self._titles[key]
        before, after = ("", "") if guarded else _around(one)
        return MentionLine(one.place, self._where(one, title), before, one.place.word, after)

    def _where(self, one: Doubt, title: str) -> str:
        if one.kind in ("source_row", "import_batch"):
            return title
        if one.place.table == "history":
            field = label_of(one.kind, str(one.place.path[0])) if one.place.path else ""
            return _("{record}, {field}, as it was earlier").format(record=title, field=field)
        return _("{record}, {field}").format(record=title, field=label_of(one.kind, one.place.column))

    def _title(self, kind: str, of: int) -> tuple[str, bool]:
        """What a record is called, and whether the words around a mention in it are kept back."""
        from bokart_desk.storage.queries.people import protection_of  # noqa: PLC0415
        from bokart_desk.storage.queries.sources import about_protected, source_line  # noqa: PLC0415

        if kind == "source_row":
            return source_place(source_line(self._connection, of)), bool(about_protected(self._connection, [of]))
        if kind == "import_batch":
            return _("Name of an imported list or of its headings"), False
        owner = self._owner(kind, of)
        if owner not in (None, self._household) and protection_of(self._connection, owner) is not Protection.NONE:
            return _("Protected household"), True
        if self._strict and kind in _TELL_WHERE:
            return kind_name(kind), False
        return record_title(self._connection, kind, of), False

    def _owner(self, kind: str, of: int) -> int | None:
        from bokart_desk.storage.queries.about import owners_of  # noqa: PLC0415
        from bokart_desk.storage.queries.erasures import owner_in_history  # noqa: PLC0415

        for owner in owners_of(self._connection, [(kind, of)]):
            return owner
        return owner_in_history(self._connection, kind, of)


def _around(one: Doubt) -> tuple[str, str]:
    text, begin, end = one.text, one.place.begin, one.place.end
    before, after = text[max(0, begin - _AROUND) : begin], text[end : end + _AROUND]
    return (
        ("…" if begin > _AROUND else "") + " ".join(f"|{before}|".split())[1:-1],
        " ".join(f"|{after}|".split())[1:-1] + ("…" if end + _AROUND < len(text) else ""),
    )
