"""The tenants after the first one in a row, each with a name and days of his own: a contract for each on the unit."""

from __future__ import annotations

from collections.abc import Sequence

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.importing.facts import RowFacts, Tenancy
from bokart_desk.importing.further_columns import FurtherColumns
from bokart_desk.importing.known import name_key
from bokart_desk.importing.layout import DataRow
from bokart_desk.importing.names import is_no_household, persons_in, says_vacant, without_births
from bokart_desk.importing.rows.cells import Cells
from bokart_desk.importing.rows.further import ended_before, read_tenancy


def read_beside(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Read the further tenants of a row whose first one is understood; what cannot be sets the row aside."""
    if facts.outcome is not None or facts.start is None:
        return
    read: list[tuple[RowFacts, Tenancy]] = [
        (facts, Tenancy(facts.start, facts.end, facts.indefinite, facts.monthly_rent))
    ]
    for place, columns in enumerate(cells.beside):
        name = row.texts[columns.tenant] if columns.tenant is not None else ""
        if not name or says_vacant(name) or is_no_household(name):
            _tell_of_days(facts, row, columns)
            _keep(cells, facts, row, (columns,))
            continue
        found = read_tenancy(cells, facts, row, columns, read[-1][1])
        if facts.outcome is not None:
            return
        tenant = _tenant(cells, facts, name)
        if found is None or name_key(tenant.name) in {name_key(one.name) for one, _tenancy in read}:
            facts.warnings.append(_("The row tells of another tenant's contract too: only the first is taken in."))
            _keep(cells, facts, row, cells.beside[place:])
            break
        read[-1] = (read[-1][0], ended_before(facts, read[-1][1], found))
        read.append((tenant, found))
    if len(read) > 1:
        _settle(cells, facts, read)


def keep_beside(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Keep what a row tells of further tenants with the record, where its first one is none: it is pointed out."""
    if any(row.texts[one.tenant] for one in cells.beside if one.tenant is not None):
        facts.warnings.append(_("The row names a tenant after one who is none: he is not taken in."))
        _keep(cells, facts, row, cells.beside)


def _keep(cells: Cells, facts: RowFacts, row: DataRow, columns: Sequence[FurtherColumns]) -> None:
    for one in columns:
        for index in (one.tenant, one.start, one.end, one.period, one.rent):
            if index is not None and row.texts[index]:
                heading = cells.headers.get(index, "")
                facts.extra[heading if heading not in facts.extra else f"{heading} ({index + 1})"] = row.texts[index]


def _settle(cells: Cells, facts: RowFacts, read: list[tuple[RowFacts, Tenancy]]) -> None:
    own_rents = any(columns.rent is not None for columns in cells.beside)
    for one, tenancy in read:
        one.start, one.end, one.indefinite = tenancy.start, tenancy.end, tenancy.indefinite
    for one, tenancy in read[1:]:
        one.monthly_rent = tenancy.monthly_rent if own_rents else None
    if not own_rents:  # one column for the rent tells of the contract that is the last
        facts.own_rent, read[-1][0].monthly_rent = False, facts.monthly_rent
    if facts.notes and facts.protection is Protection.NONE:  # nobody can tell which of the tenants a remark is about
        facts.unit_notes = "\n".join(text for text in (facts.unit_notes, facts.notes) if text)
        facts.notes = None
    facts.beside = tuple(one for one, _tenancy in read[1:])


def _tenant(cells: Cells, facts: RowFacts, name: str) -> RowFacts:
    """The row as far as it tells of the unit, with another tenant."""
    return RowFacts(
        facts.row,
        facts.cells,
        facts.digest,
        number=facts.number,
        address=facts.address,
        unit=facts.unit,
        protection=facts.protection,
        shared_house=facts.shared_house,
        persons=persons_in(without_births(name), cells.order),
    )


def _tell_of_days(facts: RowFacts, row: DataRow, columns: FurtherColumns) -> None:
    if any(row.texts[index] for index in (columns.start, columns.period) if index is not None):
        facts.warnings.append(_("The row has dates of a contract, but no tenant."))
