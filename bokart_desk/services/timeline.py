"""The occupancy timeline: every unit with its tenancies, empty times and head leases, and what they mean in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from bokart_desk.domain.codes import Disposal, UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus
from bokart_desk.domain.text_keys import sort_key
from bokart_desk.domain.timeline import Bar, Gap, LeaseSpan, occupancy
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import timeline as queries
from bokart_desk.storage.queries.search_terms import typed_words

_CALLS_FOR_ACTION = {
    ContractStatus.ENDS_SOON,
    ContractStatus.PAST_END,
    ContractStatus.NOTICE_GIVEN,
    ContractStatus.BECAME_INDEFINITE,
}


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A tenancy. Of a protected household ``contract_id`` is None and ``household`` empty (rule 11)."""

    bar: Bar
    contract_id: int | None
    household: str

    @property
    def protected(self) -> bool:
        """Whether nothing may tell here who it is."""
        return self.contract_id is None


@dataclass(frozen=True, slots=True)
class TimelineLease:
    """A head lease and whom the municipality rents from."""

    span: LeaseSpan
    landlord: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A unit through time. ``shared``: the dwelling has other units too. ``searched``: its folded text."""

    unit_id: int
    dwelling_id: int
    number: str
    address: str
    unit: str
    disposal: Disposal
    status: UnitStatus
    shared: bool
    bars: tuple[TimelineBar, ...]
    gaps: tuple[Gap, ...]
    leases: tuple[TimelineLease, ...]
    lanes: int
    searched: str

    @property
    def place(self) -> str:
        """Address and unit."""
        return f"{self.address} {self.unit}".strip()

    @property
    def vacant(self) -> bool:
        """Whether nobody lives there today and somebody could."""
        return self.status is not UnitStatus.WITHDRAWN and any(gap.lasting for gap in self.gaps)

    @property
    def needs_somebody(self) -> bool:
        """Whether it stands empty, or a contract on it ends soon, is past its end or has become indefinite."""
        return self.vacant or any(entry.bar.status in _CALLS_FOR_ACTION for entry in self.bars)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All units as seen on ``today``, by address."""

    today: date
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """Which units are shown. ``text``: in address, number or the name of a household; never a protected one's."""

    text: str = ""
    disposal: Disposal | None = None
    needing: bool = False


def timeline(register: Register, today: date) -> Timeline:
    """Return all units with their tenancies."""
    with reading(register.engine) as connection:
        units = queries.unit_lines(connection)
        tenancies = queries.tenancy_lines(connection)
        leases = queries.lease_lines(connection)
    on_unit = {key: list(lines) for key, lines in groupby(tenancies, attrgetter("unit_id"))}
    on_dwelling = {key: _leases(lines) for key, lines in groupby(leases, attrgetter("dwelling_id"))}
    rows: list[TimelineRow] = []
    for dwelling_id, lines in groupby(units, attrgetter("dwelling_id")):
        rooms = sorted(lines, key=lambda line: sort_key(line.label))
        rows += (
            _row(line, on_unit.get(line.id, ()), on_dwelling.get(dwelling_id, ()), today, shared=len(rooms) > 1)
            for line in rooms
        )
    return Timeline(today, tuple(rows))


def filtered(rows: Iterable[TimelineRow], wanted: TimelineFilter) -> tuple[TimelineRow, ...]:
    """Return the rows that fit, in their order."""
    words = typed_words(wanted.text)
    return tuple(
        row
        for row in rows
        if (wanted.disposal is None or row.disposal is wanted.disposal)
        and (not wanted.needing or row.needs_somebody)
        and all(word in row.searched for word in words)
    )


def _leases(lines: Iterable[queries.LeaseLine]) -> tuple[TimelineLease, ...]:
    return tuple(TimelineLease(LeaseSpan(line.start, line.end), line.landlord or "") for line in lines)


def _row(
    line: queries.UnitLine,
    tenancies: Sequence[queries.TenancyLine],
    leases: tuple[TimelineLease, ...],
    today: date,
    *,
    shared: bool,
) -> TimelineRow:
    status = UnitStatus(line.status)
    dates = [
        ContractDates(tenancy.start, tenancy.end, tenancy.moved_out_on, tenancy.vacate_notice_on)
        for tenancy in tenancies
    ]
    empty = status not in (UnitStatus.IN_USE, UnitStatus.WITHDRAWN)
    taken = occupancy(dates, today, vacant_from=None if status is UnitStatus.IN_USE else line.vacant_from, empty=empty)
    return TimelineRow(
        unit_id=line.id,
        dwelling_id=line.dwelling_id,
        number=line.number or "",
        address=line.address,
        unit=line.label,
        disposal=Disposal(line.disposal),
        status=status,
        shared=shared,
        bars=tuple(
            TimelineBar(bar, tenancies[bar.number].contract_id, tenancies[bar.number].household or "")
            for bar in taken.bars
        ),
        gaps=taken.gaps,
        leases=leases,
        lanes=taken.lanes,
        searched=" ".join([line.searched, *(tenancy.searched for tenancy in tenancies if tenancy.searched)]),
    )
