"""Contracts, reviews, offers, decisions, follow-ups and housing plans."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, String, Table, Text, UniqueConstraint

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

contract = Table(
    "contract",
    metadata,
    id_column(),
    reference("unit", required=True),
    reference("household", required=True),
    Column("number", Text),
    Column("signed_on", Date),
    Column("start_date", Date, nullable=False),
    Column("end_date", Date),
    Column("indefinite", Boolean(create_constraint=True, name="indefinite"), nullable=False),
    Column("monthly_rent", Kroner),
    words("security_kind"),
    Column("security_amount", Kroner),
    flag("eviction_clause"),
    words("short_term_reason"),
    reference("contract", "renews_contract_id"),
    Column("advance_notice_on", Date),
    words("advance_notice_proof"),
    Column("vacate_notice_on", Date),
    words("vacate_notice_proof"),
    Column("moved_out_on", Date),
    Column("moved_out_to", String(60)),
    words("moved_out_why"),
    words("notes"),
    extra(),
    Index(None, "unit_id", "start_date"),
    Index(None, "end_date", "moved_out_on"),
    Index(None, "moved_out_on"),
    Index(None, "start_date"),
    UniqueConstraint("unit_id", "household_id", "start_date"),
    CheckConstraint("(indefinite = 1) = (end_date IS NULL)", name="end_or_indefinite"),
    in_order("start_date", "end_date"),
    in_order("start_date", "moved_out_on"),
    not_negative("monthly_rent"),
    CheckConstraint("start_date BETWEEN '1950-01-01' AND '2200-12-31'", name="start_sensible"),
)

review = Table(
    "review",
    metadata,
    id_column(),
    reference("contract", required=True),
    Column("held_on", Date, nullable=False),
    Column("monthly_income", Kroner),
    words("need"),
    words("chances"),
    Column("talk_on", Date),
    code("outcome", required=False),
    Column("next_review_on", Date),
    words("notes"),
    one_of("outcome", codes.ReviewOutcome),
)

offer = Table(
    "offer",
    metadata,
    id_column(),
    reference("household", required=True),
    reference("unit"),
    words("offered_address"),
    Column("offered_on", Date),
    Column("answer_by", Date),
    code("answer"),
    Column("answered_on", Date),
    Column("reason_code", String(60)),
    words("reason"),
    flag("reasonable_ground"),
    words("notes"),
    extra(),
    one_of("answer", codes.OfferAnswer),
)

decision = Table(
    "decision",
    metadata,
    id_column(),
    reference("household", required=True),
    reference("unit"),
    reference("contract"),
    code("kind"),
    Column("decided_on", Date),
    Column("reason_code", String(60)),
    words("reason"),
    words("assessment"),
    words("legal_basis"),
    Column("notified_on", Date),
    Column("appeal_by", Date),
    Column("appealed_on", Date),
    code("appeal_outcome", required=False),
    words("notes"),
    extra(),
    one_of("kind", codes.DecisionKind),
    one_of("appeal_outcome", codes.AppealOutcome),
)

follow_up = Table(
    "follow_up",
    metadata,
    id_column(),
    reference("household", required=True),
    code("kind"),
    Column("due_on", Date, index=True),
    Column("done_on", Date),
    reference("consultant"),
    words("notes"),
    one_of("kind", codes.FollowUpKind),
)

housing_plan = Table(
    "housing_plan",
    metadata,
    id_column(),
    reference("household", required=True),
    words("goal", required=True),
    words("steps"),
    Column("housing_school_on", Date),
    words("result"),
    filled("goal"),
)
