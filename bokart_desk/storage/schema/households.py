"""Households, their members and what they need."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bokart_desk.domain import codes
from bokart_desk.storage.schema.base import (
    code,
    extra,
    filled,
    flag,
    id_column,
    in_order,
    metadata,
    not_negative,
    one_of,
    reference,
    words,
)
from bokart_desk.storage.types import Kroner

household = Table(
    "household",
    metadata,
    id_column(),
    Column("case_number", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("name_sort", Text, nullable=False),
    code("settlement_kind", required=False),
    Column("settled_on", Date),
    Column("size", Integer),
    words("languages"),
    flag("interpreter"),
    Column("introduction_from", Date),
    Column("introduction_to", Date),
    Column("monthly_income", Kroner),
    Column("needed_bedrooms", Integer),
    flag("manages_stairs"),
    words("needed_location"),
    words("needs"),
    reference("consultant"),
    code("protection"),
    words("notes"),
    extra(),
    UniqueConstraint("case_number"),
    one_of("settlement_kind", codes.SettlementKind),
    one_of("protection", codes.Protection),
    in_order("introduction_from", "introduction_to"),
    not_negative("size"),
    not_negative("monthly_income"),
    not_negative("needed_bedrooms"),
    filled("name"),
)

person = Table(
    "person",
    metadata,
    id_column(),
    reference("household", required=True, cascade=True),
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
    words("phone"),
    Index("uq_person_duf_number", "duf_number", unique=True),
    Index("uq_person_identity_number", "identity_number", unique=True),
    CheckConstraint("length(given_name) + length(family_name) > 0", name="named"),
    CheckConstraint("duf_number IS NULL OR length(duf_number) = 12", name="duf_twelve_digits"),
    CheckConstraint("identity_number IS NULL OR length(identity_number) = 11", name="identity_eleven_digits"),
)

need = Table(
    "need",
    metadata,
    id_column(),
    reference("household", required=True),
    code("kind"),
    Column("applied_on", Date),
    Column("waiting_since", Date),
    Column("bedrooms", Integer),
    words("need"),
    Column("priority", Integer),
    words("assessment"),
    Column("closed_on", Date),
    one_of("kind", codes.NeedKind),
    in_order("applied_on", "closed_on"),
    not_negative("bedrooms"),
    not_negative("priority"),
)

met_criterion = Table(
    "met_criterion",
    metadata,
    id_column(),
    reference("need", required=True, cascade=True),
    reference("priority_criterion", required=True),
    UniqueConstraint("need_id", "priority_criterion_id"),
)
