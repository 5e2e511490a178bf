"""What the municipality decides: itself, its consultants, its code lists and criteria."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bokart_desk.domain import codes
from bokart_desk.storage.schema.base import Json, filled, id_column, metadata, not_negative, one_of, words

municipality = Table(
    "municipality",
    metadata,
    id_column(),
    Column("name", Text, nullable=False, server_default=""),
    Column("number", String(4)),
    words("office"),
    words("contact"),
    Column("logo", LargeBinary),
    Column("logo_name", Text),
    Column("language", String(2), nullable=False, server_default="nb"),
    Column("default_term_months", Integer, nullable=False, server_default="36"),
    Column("extension_months", Integer, nullable=False, server_default="36"),
    Column("most_extensions", Integer, nullable=False, server_default="1"),
    Column("warning_ladder", Json),
    Column("vacancy_limit_days", Integer, nullable=False, server_default="60"),
    Column("made_ready_limit_days", Integer, nullable=False, server_default="30"),
    Column("appeal_bodies", Json),
    Column("retention_periods", Json),
    CheckConstraint("id = 1", name="only_one"),
    one_of("language", ("nb", "nn", "en")),
    CheckConstraint("number IS NULL OR length(number) = 0 OR length(number) = 4", name="number_four_digits"),
    CheckConstraint("extension_months BETWEEN 1 AND 360", name="extension_sensible"),
    not_negative("most_extensions"),
    not_negative("vacancy_limit_days"),
    not_negative("made_ready_limit_days"),
    CheckConstraint("default_term_months BETWEEN 1 AND 360", name="term_sensible"),
)

consultant = Table(
    "consultant",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    words("phone"),
    words("email"),
    Column("retired", Boolean(create_constraint=True, name="retired"), nullable=False, server_default=text("0")),
    UniqueConstraint("name"),
    filled("name"),
)

code_value = Table(
    "code_value",
    metadata,
    id_column(),
    Column("list", String(40), nullable=False),
    Column("code", String(60), nullable=False),
    Column("label", Text),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("retired", Boolean(create_constraint=True, name="retired"), nullable=False, server_default=text("0")),
    UniqueConstraint("list", "code"),
    one_of("list", codes.CodeList),
    filled("code"),
)

priority_criterion = Table(
    "priority_criterion",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    words("explanation"),
    Column("weight", Integer, nullable=False, server_default="1"),
    Column("retired", Boolean(create_constraint=True, name="retired"), nullable=False, server_default=text("0")),
    UniqueConstraint("name"),
    filled("name"),
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
    words("notes"),
    CheckConstraint("year BETWEEN 1980 AND 2200", name="year_sensible"),
    not_negative("decided"),
    not_negative("quarter_1"),
    not_negative("quarter_2"),
    not_negative("quarter_3"),
    not_negative("quarter_4"),
    not_negative("settled"),
)
