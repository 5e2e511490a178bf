"""The tables of the register, with the rules the database itself holds: keys, checks, uniqueness."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bokart_desk.domain import codes
from bokart_desk.storage.types import Kroner, UtcMoment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _ref(table: str, name: str | None = None, *, required: bool = False, cascade: bool = False) -> Column[int]:
    """A foreign key, indexed; deleting what it points at is refused unless it ``cascade``s."""
    return Column(
        name or f"{table}_id",
        ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else "RESTRICT"),
        nullable=not required,
        index=True,
    )


def _words(name: str, *, required: bool = False) -> Column[str]:
    return Column(name, Text, nullable=not required)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=True, name=name), nullable=True)


def _code(name: str, *, required: bool = True) -> Column[str]:
    return Column(name, String(40), nullable=not required)


def _one_of(name: str, values: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{name} IN ({listed})", name=f"{name}_known")


def _in_order(first: str, last: str) -> CheckConstraint:
    return CheckConstraint(f"{last} IS NULL OR {first} IS NULL OR {last} >= {first}", name=f"{last}_after_{first}")


def _not_negative(name: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IS NULL OR {name} >= 0", name=f"{name}_not_negative")


def _filled(name: str) -> CheckConstraint:
    return CheckConstraint(f"length(trim({name})) > 0", name=f"{name}_filled")


def _extra() -> Column[dict[str, str]]:
    """Columns of an imported list that have no field of their own, by their heading; never thrown away."""
    return Column("extra", JSON, nullable=True)


# What the municipality decides ------------------------------------------------------------------

municipality = Table(
    "municipality",
    metadata,
    _id(),
    Column("name", Text, nullable=False, server_default=""),
    Column("number", String(4)),
    _words("office"),
    _words("contact"),
    Column("logo", LargeBinary),
    Column("logo_name", Text),
    Column("language", String(2), nullable=False, server_default="nb"),
    Column("default_term_months", Integer, nullable=False, server_default="36"),
    Column("extension_months", Integer, nullable=False, server_default="36"),
    Column("most_extensions", Integer, nullable=False, server_default="1"),
    Column("warning_ladder", JSON),
    Column("vacancy_limit_days", Integer, nullable=False, server_default="60"),
    Column("made_ready_limit_days", Integer, nullable=False, server_default="30"),
    Column("appeal_bodies", JSON),
    Column("retention_years", Integer),
    CheckConstraint("id = 1", name="only_one"),
    _one_of("language", ("nb", "nn", "en")),
    CheckConstraint("default_term_months BETWEEN 1 AND 360", name="term_sensible"),
)

consultant = Table(
    "consultant",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    _words("phone"),
    _words("email"),
    Column("retired", Boolean(create_constraint=True, name="retired"), nullable=False, server_default=text("0")),
    UniqueConstraint("name"),
    _filled("name"),
)

code_value = Table(
    "code_value",
    metadata,
    _id(),
    Column("list", String(40), nullable=False),
    Column("code", String(60), nullable=False),
    Column("label", Text),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("retired", Boolean(create_constraint=True, name="retired"), nullable=False, server_default=text("0")),
    UniqueConstraint("list", "code"),
    _one_of("list", codes.CodeList),
    _filled("code"),
)

priority_criterion = Table(
    "priority_criterion",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    _words("explanation"),
    Column("weight", Integer, nullable=False, server_default="1"),
    Column("retired", Boolean(create_constraint=True, name="retired"), nullable=False, server_default=text("0")),
    UniqueConstraint("name"),
    _filled("name"),
)

settlement_year = Table(
    "settlement_year",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("decided", Integer, nullable=False, server_default="0"),
    Column("quarter_1", Integer),
    Column("quarter_2", Integer),
    Column("quarter_3", Integer),
    Column("quarter_4", Integer),
    Column("settled", Integer),
    _words("notes"),
    CheckConstraint("year BETWEEN 1980 AND 2200", name="year_sensible"),
    _not_negative("decided"),
    _not_negative("settled"),
)

# Dwellings --------------------------------------------------------------------------------------

landlord = Table(
    "landlord",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    _code("kind", required=False),
    _words("organisation_number"),
    _words("contact_person"),
    _words("phone"),
    _words("email"),
    _words("notes"),
    _one_of("kind", codes.LandlordKind),
    _filled("name"),
)

dwelling = Table(
    "dwelling",
    metadata,
    _id(),
    Column("number", Text),
    Column("number_key", Text, index=True),
    Column("address", Text, nullable=False),
    Column("address_key", Text, nullable=False),
    Column("address_sort", Text, nullable=False),
    Column("postcode", String(4)),
    _words("place"),
    _words("area_of_town"),
    _words("cadastral_number"),
    _code("kind", required=False),
    _code("disposal"),
    _ref("landlord"),
    _flag("reserved_first_settlement"),
    _words("standard"),
    _words("floor"),
    _flag("lift"),
    _flag("wheelchair"),
    _flag("near_centre"),
    _flag("near_transport"),
    _flag("near_school"),
    _flag("near_nursery"),
    _words("strengths"),
    _words("faults"),
    _words("notes"),
    _extra(),
    Index(None, "address_key", "postcode"),
    _one_of("kind", codes.DwellingKind),
    _one_of("disposal", codes.Disposal),
    _filled("address"),
    CheckConstraint("postcode IS NULL OR length(postcode) = 4", name="postcode_four_digits"),
)

head_lease = Table(
    "head_lease",
    metadata,
    _id(),
    _ref("dwelling", required=True),
    _ref("landlord"),
    Column("start_date", Date, nullable=False),
    Column("end_date", Date, index=True),
    Column("notice_months", Integer),
    Column("monthly_rent", Kroner),
    Column("security_amount", Kroner),
    _words("security_kind"),
    _words("maintained_by"),
    _words("notes"),
    _in_order("start_date", "end_date"),
    _not_negative("notice_months"),
    _not_negative("monthly_rent"),
)

unit = Table(
    "unit",
    metadata,
    _id(),
    _ref("dwelling", required=True),
    Column("label", Text, nullable=False, server_default=""),
    Column("label_key", Text, nullable=False, server_default=""),
    Column("bedrooms", Integer),
    Column("rooms", Integer),
    Column("area_m2", Numeric(8, 2, asdecimal=False)),
    Column("most_persons", Integer),
    Column("monthly_rent", Kroner),
    _words("rent_includes"),
    _code("status"),
    Column("status_since", Date),
    Column("vacant_from", Date),
    _words("notes"),
    _extra(),
    UniqueConstraint("dwelling_id", "label_key"),
    _one_of("status", codes.UnitStatus),
    _not_negative("bedrooms"),
    _not_negative("area_m2"),
    _not_negative("monthly_rent"),
)

# Households -------------------------------------------------------------------------------------

household = Table(
    "household",
    metadata,
    _id(),
    Column("case_number", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("name_sort", Text, nullable=False),
    _code("settlement_kind", required=False),
    Column("settled_on", Date),
    Column("size", Integer),
    _words("languages"),
    _flag("interpreter"),
    Column("introduction_from", Date),
    Column("introduction_to", Date),
    Column("monthly_income", Kroner),
    Column("needed_bedrooms", Integer),
    _words("needs"),
    _ref("consultant"),
    _code("protection"),
    _words("notes"),
    _extra(),
    UniqueConstraint("case_number"),
    _one_of("settlement_kind", codes.SettlementKind),
    _one_of("protection", codes.Protection),
    _in_order("introduction_from", "introduction_to"),
    _not_negative("size"),
    _filled("name"),
)

person = Table(
    "person",
    metadata,
    _id(),
    _ref("household", required=True, cascade=True),
    Column("given_name", Text, nullable=False, server_default=""),
    Column("family_name", Text, nullable=False, server_default=""),
    Column("name_key", Text, nullable=False, index=True),
    Column("born_on", Date),
    Column("duf_number", String(12)),
    Column("identity_number", String(11)),
    Column(
        "main_person",
        Boolean(create_constraint=True, name="main_person"),
        nullable=False,
        server_default=text("0"),
    ),
    _words("phone"),
    Index("uq_person_duf_number", "duf_number", unique=True),
    Index("uq_person_identity_number", "identity_number", unique=True),
    CheckConstraint("length(given_name) + length(family_name) > 0", name="named"),
    CheckConstraint("duf_number IS NULL OR length(duf_number) = 12", name="duf_twelve_digits"),
    CheckConstraint("identity_number IS NULL OR length(identity_number) = 11", name="identity_eleven_digits"),
)

need = Table(
    "need",
    metadata,
    _id(),
    _ref("household", required=True),
    _code("kind"),
    Column("applied_on", Date),
    Column("waiting_since", Date),
    Column("bedrooms", Integer),
    _words("need"),
    Column("criteria", JSON),
    _words("assessment"),
    Column("closed_on", Date),
    _one_of("kind", codes.NeedKind),
)

# Tenancies --------------------------------------------------------------------------------------

contract = Table(
    "contract",
    metadata,
    _id(),
    _ref("unit", required=True),
    _ref("household", required=True),
    Column("number", Text),
    Column("signed_on", Date),
    Column("start_date", Date, nullable=False),
    Column("end_date", Date),
    Column("indefinite", Boolean(create_constraint=True, name="indefinite"), nullable=False),
    Column("monthly_rent", Kroner),
    _words("security_kind"),
    Column("security_amount", Kroner),
    _flag("eviction_clause"),
    _words("short_term_reason"),
    _ref("contract", "renews_contract_id"),
    Column("advance_notice_on", Date),
    _words("advance_notice_proof"),
    Column("vacate_notice_on", Date),
    _words("vacate_notice_proof"),
    Column("moved_out_on", Date),
    Column("moved_out_to", String(60)),
    _words("moved_out_why"),
    _words("notes"),
    _extra(),
    Index(None, "unit_id", "start_date"),
    Index(None, "end_date", "moved_out_on"),
    Index(None, "moved_out_on"),
    Index(None, "start_date"),
    UniqueConstraint("unit_id", "household_id", "start_date"),
    CheckConstraint("(indefinite = 1) = (end_date IS NULL)", name="end_or_indefinite"),
    _in_order("start_date", "end_date"),
    _in_order("start_date", "moved_out_on"),
    _not_negative("monthly_rent"),
    CheckConstraint("start_date BETWEEN '1950-01-01' AND '2200-12-31'", name="start_sensible"),
)

review = Table(
    "review",
    metadata,
    _id(),
    _ref("contract", required=True),
    Column("held_on", Date, nullable=False),
    Column("monthly_income", Kroner),
    _words("need"),
    _words("chances"),
    Column("talk_on", Date),
    _code("outcome", required=False),
    Column("next_review_on", Date),
    _words("notes"),
    _one_of("outcome", codes.ReviewOutcome),
)

offer = Table(
    "offer",
    metadata,
    _id(),
    _ref("household", required=True),
    _ref("unit"),
    _words("offered_address"),
    Column("offered_on", Date),
    Column("answer_by", Date),
    _code("answer"),
    Column("answered_on", Date),
    Column("reason_code", String(60)),
    _words("reason"),
    _flag("reasonable_ground"),
    _words("notes"),
    _extra(),
    _one_of("answer", codes.OfferAnswer),
)

decision = Table(
    "decision",
    metadata,
    _id(),
    _ref("household", required=True),
    _ref("unit"),
    _ref("contract"),
    _code("kind"),
    Column("decided_on", Date),
    Column("reason_code", String(60)),
    _words("reason"),
    _words("assessment"),
    _words("legal_basis"),
    Column("notified_on", Date),
    Column("appeal_by", Date),
    Column("appealed_on", Date),
    _code("appeal_outcome", required=False),
    _words("notes"),
    _extra(),
    _one_of("kind", codes.DecisionKind),
    _one_of("appeal_outcome", codes.AppealOutcome),
)

follow_up = Table(
    "follow_up",
    metadata,
    _id(),
    _ref("household", required=True),
    _code("kind"),
    Column("due_on", Date, index=True),
    Column("done_on", Date),
    _ref("consultant"),
    _words("notes"),
    _one_of("kind", codes.FollowUpKind),
)

housing_plan = Table(
    "housing_plan",
    metadata,
    _id(),
    _ref("household", required=True),
    _words("goal", required=True),
    _words("steps"),
    Column("housing_school_on", Date),
    _words("result"),
    _filled("goal"),
)

# Where it came from, and what happened to it -----------------------------------------------------

import_batch = Table(
    "import_batch",
    metadata,
    _id(),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False, index=True),
    Column("file_size", Integer, nullable=False),
    Column("imported_at", UtcMoment, nullable=False),
    Column("sheets", JSON, nullable=False),
    Column("totals", JSON, nullable=False),
    Column("undone_at", UtcMoment),
)

# ``cells`` of a source row are the texts as they stood, column by column; the headings over them stand once, in
# ``import_batch.sheets`` as [{"name", "kind", "header_row", "first_row", "headers": [text, ...]}, ...]: those of a row
# are in the last entry of its sheet's name whose first_row is not after it.
source_row = Table(
    "source_row",
    metadata,
    _id(),
    _ref("import_batch", "batch_id", required=True),
    Column("sheet", Text, nullable=False),
    Column("row", Integer, nullable=False),
    Column("cells", JSON, nullable=False),
    Column("digest", LargeBinary(16), nullable=False, index=True),
    Column("outcome", String(10), nullable=False),
    Column("field", Text),
    Column("reason", Text),
    _one_of("outcome", ("new", "updated", "unchanged", "duplicate", "conflict", "invalid", "skipped")),
    UniqueConstraint("batch_id", "sheet", "row"),
)

source_link = Table(
    "source_link",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("record_id", Integer, primary_key=True),
    Column("source_row_id", ForeignKey("source_row.id", ondelete="CASCADE"), primary_key=True, index=True),
    _one_of("kind", ("landlord", "dwelling", "unit", "household", "person", "contract", "offer", "decision")),
    sqlite_with_rowid=False,
)

import_preset = Table(
    "import_preset",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("shape", Text, nullable=False),
    Column("mapping", JSON, nullable=False),
    UniqueConstraint("name"),
    _filled("name"),
)

history = Table(
    "history",
    metadata,
    _id(),
    Column("at", UtcMoment, nullable=False),
    Column("work", Integer, nullable=False, index=True),
    Column("what", String(60), nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("action", String(10), nullable=False),
    Column("before", JSON),
    Column("after", JSON),
    _ref("import_batch", "batch_id"),
    Index(None, "kind", "record_id"),
    _one_of("action", ("created", "changed", "deleted")),
)

reading_log = Table(
    "reading_log",
    metadata,
    _id(),
    Column("at", UtcMoment, nullable=False),
    Column("who", Text, nullable=False),
    _ref("household", required=True, cascade=True),
)

# What lists are sorted and searched by: derived from the records, can be built anew at any time -----

contract_listing = Table(
    "contract_listing",
    metadata,
    Column("contract_id", ForeignKey("contract.id", ondelete="CASCADE"), primary_key=True),
    Column("household_sort", Text, nullable=False),
    Column("place_sort", Text, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("start_date", Date, nullable=False),
    Column("rent", Integer, nullable=False),
    Column("open", Boolean(create_constraint=True, name="open"), nullable=False),
    Column("search_text", Text, nullable=False),
    # each way of sorting carries what states are decided by: a list is walked in its order on the index alone
    Index(None, "household_sort", "open", "last_day"),
    Index(None, "place_sort", "open", "last_day"),
    Index(None, "start_date", "open", "last_day"),
    Index(None, "rent", "open", "last_day"),
    Index(None, "last_day", "open"),
)

RAW_DDL: list[str] = [
    "CREATE VIRTUAL TABLE contract_search USING fts5(search_text, content='contract_listing',"
    " content_rowid='contract_id', tokenize='trigram')",
    "CREATE VIRTUAL TABLE contract_words USING fts5(search_text, content='contract_listing',"
    " content_rowid='contract_id', tokenize='unicode61', prefix='1 2')",
    "CREATE TRIGGER contract_listing_added AFTER INSERT ON contract_listing BEGIN"
    " INSERT INTO contract_search(rowid, search_text) VALUES (new.contract_id, new.search_text);"
    " INSERT INTO contract_words(rowid, search_text) VALUES (new.contract_id, new.search_text); END",
    "CREATE TRIGGER contract_listing_gone AFTER DELETE ON contract_listing BEGIN"
    " INSERT INTO contract_search(contract_search, rowid, search_text)"
    " VALUES ('delete', old.contract_id, old.search_text);"
    " INSERT INTO contract_words(contract_words, rowid, search_text)"
    " VALUES ('delete', old.contract_id, old.search_text); END",
    "CREATE TRIGGER contract_listing_changed AFTER UPDATE OF search_text ON contract_listing BEGIN"
    " INSERT INTO contract_search(contract_search, rowid, search_text)"
    " VALUES ('delete', old.contract_id, old.search_text);"
    " INSERT INTO contract_words(contract_words, rowid, search_text)"
    " VALUES ('delete', old.contract_id, old.search_text);"
    " INSERT INTO contract_search(rowid, search_text) VALUES (new.contract_id, new.search_text);"
    " INSERT INTO contract_words(rowid, search_text) VALUES (new.contract_id, new.search_text); END",
]
"""Full-text search over the listing and the triggers that keep it in step (SQLite's FTS5)."""
