"""The tables of the register, with the rules the database itself holds: keys, checks, uniqueness."""

from bokart_desk.storage.schema.base import metadata
from bokart_desk.storage.schema.dwellings import dwelling, head_lease, landlord, unit
from bokart_desk.storage.schema.erasures import erasure
from bokart_desk.storage.schema.households import household, met_criterion, need, person
from bokart_desk.storage.schema.listing import RAW_DDL, contract_listing
from bokart_desk.storage.schema.settings import (
    code_value,
    consultant,
    municipality,
    priority_criterion,
    settlement_year,
)
from bokart_desk.storage.schema.tenancies import contract, decision, follow_up, housing_plan, offer, review
from bokart_desk.storage.schema.traces import history, import_batch, import_preset, reading_log, source_link, source_row

__all__ = [
    "RAW_DDL",
    "code_value",
    "consultant",
    "contract",
    "contract_listing",
    "decision",
    "dwelling",
    "erasure",
    "follow_up",
    "head_lease",
    "history",
    "household",
    "housing_plan",
    "import_batch",
    "import_preset",
    "landlord",
    "met_criterion",
    "metadata",
    "municipality",
    "need",
    "offer",
    "person",
    "priority_criterion",
    "reading_log",
    "review",
    "settlement_year",
    "source_link",
    "source_row",
    "unit",
]
