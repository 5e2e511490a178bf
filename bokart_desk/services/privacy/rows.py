"""The rows of lists that are about somebody: those records came from, and those not taken that plainly name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bokart_desk.i18n import N_, _
from bokart_desk.services.privacy.answer import SourceFacts
from bokart_desk.services.privacy.naming import Certainty, Names

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.services.privacy.telling import OwnTeller
    from bokart_desk.storage.queries.about import Scope
    from bokart_desk.storage.queries.about_rows import KeptRow

_LINKED = ("household", "person", "contract", "offer", "decision")
"""Kinds whose rows are about the household. A dwelling's rows are told when they name the person."""
_OUTCOMES = {
    "new": N_("Brought in as new"),
    "updated": N_("Changed what was there"),
    "unchanged": N_("Was there already"),
    "duplicate": N_("Not taken: there already, and different"),
    "conflict": N_("Not taken: in conflict with the register"),
    "invalid": N_("Not taken: something in it is wrong"),
    "skipped": N_("Not taken: passed over"),
}
_SAFE_WHEN_STRICT = frozenset(
    {
        "tenant", "given_name", "family_name", "born_on", "duf_number", "identity_number", "phone", "role",
        "member_name", "member_given_name", "member_family_name", "member_born_on", "member_duf_number",
        "member_identity_number", "household_size", "settled_on", "languages", "protection", "case_number",
        "consultant", "contract_number", "contract_type", "signed_on", "start", "end", "actual_end", "period", "term",
        "indefinite", "date_day", "date_month", "date_year", "monthly_rent", "security", "security_kind",
        "security_amount", "offered_on", "answer_by", "answer", "refused_by", "reasonable_ground", "decided_on", "day",
    }
)  # fmt: skip
"""Columns whose cells say nothing of where somebody lives."""


class RowsOf:
    """Finds the rows about a household, or about one of its members (``persons`` of ``members``)."""

    def __init__(
        self, connection: Connection, scope: Scope, persons: set[int], teller: OwnTeller, names: Names
    ) -> None:
        self._connection, self._scope, self._teller, self._names = connection, scope, teller, names
        self._members = scope.ids["person"]
        self._persons = persons

    def told(self) -> tuple[SourceFacts, ...]:
        """Return the rows, the oldest import first."""
        from bokart_desk.storage.queries import about_rows  # noqa: PLC0415

        ids = {"household": self._scope.households, **{kind: self._scope.ids[kind] for kind in _LINKED[1:]}}
        linked = about_rows.linked_rows(self._connection, ids)
        links = about_rows.links_of(self._connection, [row.id for row in linked])
        mine = [row for row in linked if not self._only_of_others(links.get(row.id, []))]
        known = {row.id for row in linked}
        told = [*((row, Certainty.LINKED) for row in mine), *self._unlinked(known)]
        told.sort(key=lambda one: (one[0].imported_at, one[0].batch_id, one[0].id))
        return tuple(self._facts(row, how) for row, how in told)

    def _only_of_others(self, links: Iterable[tuple[str, int]]) -> bool:
        """Tell whether a row is about members who are not told about, by the persons that came from it."""
        persons = {record for kind, record in links if kind == "person"} & self._members
        return bool(persons) and not persons & self._persons

    def _unlinked(self, known: set[int]) -> Iterator[tuple[KeptRow, Certainty]]:
        from bokart_desk.storage.queries import about_rows  # noqa: PLC0415

        found = []
        for row in about_rows.all_rows(self._connection):
            if row.id not in known:
                how = self._names.in_row(text for _heading, text in _cells(row))
                if how is not None:
                    found.append((row, how))
        links = about_rows.links_of(self._connection, [row.id for row, _how in found])
        for row, how in found:
            if how is Certainty.NUMBER or not self._of_other_household(links.get(row.id, [])):
                yield row, how

    def _of_other_household(self, links: Iterable[tuple[str, int]]) -> bool:
        """Tell whether somebody else's records came from the row: then a name alone is theirs."""
        from bokart_desk.storage.queries import about  # noqa: PLC0415

        of_people = [(kind, record) for kind, record in links if kind in _LINKED]
        return bool(about.owners_of(self._connection, of_people) - self._scope.households)

    def _facts(self, row: KeptRow, how: Certainty) -> SourceFacts:
        text = self._teller.text
        reason = "" if self._teller.hides(row.reason or "") else text(row.reason or "")
        return SourceFacts(
            text(row.file_name), text(row.sheet), row.row, row.imported_at, row.undone_at, row.outcome,
            _(_OUTCOMES[row.outcome]), text(row.field or ""), reason, tuple(self._told_cells(row)), how,
        )  # fmt: skip

    def _told_cells(self, row: KeptRow) -> Iterator[tuple[str, str]]:
        mapped = _mapped(row)
        for heading, cell in _cells(row):
            if self._teller.strict and (mapped.get(heading) not in _SAFE_WHEN_STRICT or self._teller.hides(cell)):
                self._teller.skipped += 1
                yield heading, _("not shown")
            else:
                yield self._teller.text(heading), self._teller.text(cell)


def _cells(row: KeptRow) -> tuple[tuple[str, str], ...]:
    from bokart_desk.storage.queries.sources import cells_under_headings, headings_over  # noqa: PLC0415

    return cells_under_headings(row.cells, headings_over(row.sheets, row.sheet, row.row))


def _mapped(row: KeptRow) -> Mapping[str, Any]:
    """Return the field that each heading of the row's sheet was taken for."""
    for entry in row.sheets if isinstance(row.sheets, list) else ():
        if isinstance(entry, Mapping) and entry.get("name") == row.sheet:
            columns = entry.get("columns")
            if isinstance(columns, Mapping):
                return columns
    return {}
