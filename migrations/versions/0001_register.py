"""Register."""
# ruff: noqa: E501, PLR0915 - a migration is a list, and stays as it was written

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "retired", sa.Boolean(create_constraint=True, name="retired"), server_default=sa.text("0"), nullable=False
        ),
        sa.CheckConstraint(
            "list = 'declined_because' OR list = 'refused_because' OR list = 'moved_out_to'",
            name=op.f("ck_code_value_list_known"),
        ),
        sa.CheckConstraint("length(trim(code)) > 0", name=op.f("ck_code_value_code_filled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_value")),
        sa.UniqueConstraint("list", "code", name=op.f("uq_code_value_list_code")),
    )
    op.create_table(
        "consultant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column(
            "retired", sa.Boolean(create_constraint=True, name="retired"), server_default=sa.text("0"), nullable=False
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_consultant_name_filled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultant")),
        sa.UniqueConstraint("name", name=op.f("uq_consultant_name")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_size", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.String(length=27), nullable=False),
        sa.Column("sheets", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("totals", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("undone_at", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_file_sha256"), "import_batch", ["file_sha256"], unique=False)
    op.create_table(
        "import_preset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("mapping", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_import_preset_name_filled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_preset")),
        sa.UniqueConstraint("name", name=op.f("uq_import_preset_name")),
    )
    op.create_table(
        "landlord",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("organisation_number", sa.Text(), nullable=True),
        sa.Column("contact_person", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind = 'municipality' OR kind = 'municipal_enterprise' OR kind = 'foundation' OR kind = 'company' OR kind = 'private_person' OR kind = 'housing_association'",
            name=op.f("ck_landlord_kind_known"),
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_landlord_name_filled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_landlord")),
    )
    op.create_index(op.f("ix_landlord_name_key"), "landlord", ["name_key"], unique=False)
    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.String(length=4), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_name", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=2), server_default="nb", nullable=False),
        sa.Column("default_term_months", sa.Integer(), server_default="36", nullable=False),
        sa.Column("extension_months", sa.Integer(), server_default="36", nullable=False),
        sa.Column("most_extensions", sa.Integer(), server_default="1", nullable=False),
        sa.Column("warning_ladder", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("vacancy_limit_days", sa.Integer(), server_default="60", nullable=False),
        sa.Column("made_ready_limit_days", sa.Integer(), server_default="30", nullable=False),
        sa.Column("appeal_bodies", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("retention_periods", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "language = 'nb' OR language = 'nn' OR language = 'en'", name=op.f("ck_municipality_language_known")
        ),
        sa.CheckConstraint("default_term_months BETWEEN 1 AND 360", name=op.f("ck_municipality_term_sensible")),
        sa.CheckConstraint("extension_months BETWEEN 1 AND 360", name=op.f("ck_municipality_extension_sensible")),
        sa.CheckConstraint("id = 1", name=op.f("ck_municipality_only_one")),
        sa.CheckConstraint(
            "made_ready_limit_days IS NULL OR made_ready_limit_days >= 0",
            name=op.f("ck_municipality_made_ready_limit_days_not_negative"),
        ),
        sa.CheckConstraint(
            "most_extensions IS NULL OR most_extensions >= 0", name=op.f("ck_municipality_most_extensions_not_negative")
        ),
        sa.CheckConstraint(
            "number IS NULL OR length(number) = 0 OR length(number) = 4",
            name=op.f("ck_municipality_number_four_digits"),
        ),
        sa.CheckConstraint(
            "vacancy_limit_days IS NULL OR vacancy_limit_days >= 0",
            name=op.f("ck_municipality_vacancy_limit_days_not_negative"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
    )
    op.create_table(
        "priority_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("weight", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "retired", sa.Boolean(create_constraint=True, name="retired"), server_default=sa.text("0"), nullable=False
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_priority_criterion_name_filled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_criterion")),
        sa.UniqueConstraint("name", name=op.f("uq_priority_criterion_name")),
    )
    op.create_table(
        "settlement_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decided", sa.Integer(), server_default="0", nullable=False),
        sa.Column("quarter_1", sa.Integer(), nullable=True),
        sa.Column("quarter_2", sa.Integer(), nullable=True),
        sa.Column("quarter_3", sa.Integer(), nullable=True),
        sa.Column("quarter_4", sa.Integer(), nullable=True),
        sa.Column("settled", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.CheckConstraint("decided IS NULL OR decided >= 0", name=op.f("ck_settlement_year_decided_not_negative")),
        sa.CheckConstraint(
            "quarter_1 IS NULL OR quarter_1 >= 0", name=op.f("ck_settlement_year_quarter_1_not_negative")
        ),
        sa.CheckConstraint(
            "quarter_2 IS NULL OR quarter_2 >= 0", name=op.f("ck_settlement_year_quarter_2_not_negative")
        ),
        sa.CheckConstraint(
            "quarter_3 IS NULL OR quarter_3 >= 0", name=op.f("ck_settlement_year_quarter_3_not_negative")
        ),
        sa.CheckConstraint(
            "quarter_4 IS NULL OR quarter_4 >= 0", name=op.f("ck_settlement_year_quarter_4_not_negative")
        ),
        sa.CheckConstraint("settled IS NULL OR settled >= 0", name=op.f("ck_settlement_year_settled_not_negative")),
        sa.CheckConstraint("year BETWEEN 1980 AND 2200", name=op.f("ck_settlement_year_year_sensible")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_settlement_year")),
    )
    op.create_table(
        "dwelling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_key", sa.Text(), nullable=False),
        sa.Column("address_sort", sa.Text(), nullable=False),
        sa.Column("address_search", sa.Text(), nullable=True),
        sa.Column("postcode", sa.String(length=4), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("area_of_town", sa.Text(), nullable=True),
        sa.Column("cadastral_number", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("disposal", sa.String(length=40), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=True),
        sa.Column(
            "reserved_first_settlement",
            sa.Boolean(create_constraint=True, name="reserved_first_settlement"),
            nullable=True,
        ),
        sa.Column("standard", sa.Text(), nullable=True),
        sa.Column("floor", sa.Text(), nullable=True),
        sa.Column("lift", sa.Boolean(create_constraint=True, name="lift"), nullable=True),
        sa.Column("wheelchair", sa.Boolean(create_constraint=True, name="wheelchair"), nullable=True),
        sa.Column("near_centre", sa.Boolean(create_constraint=True, name="near_centre"), nullable=True),
        sa.Column("near_transport", sa.Boolean(create_constraint=True, name="near_transport"), nullable=True),
        sa.Column("near_school", sa.Boolean(create_constraint=True, name="near_school"), nullable=True),
        sa.Column("near_nursery", sa.Boolean(create_constraint=True, name="near_nursery"), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("faults", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "disposal = 'municipal' OR disposal = 'municipal_enterprise' OR disposal = 'foundation' OR disposal = 'company' OR disposal = 'private' OR disposal = 'referral_agreement' OR disposal = 'allocation_agreement' OR disposal = 'unknown'",
            name=op.f("ck_dwelling_disposal_known"),
        ),
        sa.CheckConstraint(
            "kind = 'apartment' OR kind = 'house' OR kind = 'row_house' OR kind = 'bedsit' OR kind = 'shared_house' OR kind = 'care_home' OR kind = 'other'",
            name=op.f("ck_dwelling_kind_known"),
        ),
        sa.CheckConstraint("length(trim(address)) > 0", name=op.f("ck_dwelling_address_filled")),
        sa.CheckConstraint("postcode IS NULL OR length(postcode) = 4", name=op.f("ck_dwelling_postcode_four_digits")),
        sa.ForeignKeyConstraint(
            ["landlord_id"], ["landlord.id"], name=op.f("fk_dwelling_landlord_id_landlord"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dwelling")),
    )
    op.create_index(op.f("ix_dwelling_address_key_postcode"), "dwelling", ["address_key", "postcode"], unique=False)
    op.create_index(op.f("ix_dwelling_landlord_id"), "dwelling", ["landlord_id"], unique=False)
    op.create_index(op.f("ix_dwelling_number_key"), "dwelling", ["number_key"], unique=False)
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("work", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "action = 'created' OR action = 'changed' OR action = 'deleted'", name=op.f("ck_history_action_known")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_history_batch_id_import_batch"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_batch_id"), "history", ["batch_id"], unique=False)
    op.create_index(op.f("ix_history_kind_record_id"), "history", ["kind", "record_id"], unique=False)
    op.create_index(op.f("ix_history_work"), "history", ["work"], unique=False)
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text(), nullable=False),
        sa.Column("settlement_kind", sa.String(length=40), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=True),
        sa.Column("interpreter", sa.Boolean(create_constraint=True, name="interpreter"), nullable=True),
        sa.Column("introduction_from", sa.Date(), nullable=True),
        sa.Column("introduction_to", sa.Date(), nullable=True),
        sa.Column("monthly_income", sa.BigInteger(), nullable=True),
        sa.Column("needed_bedrooms", sa.Integer(), nullable=True),
        sa.Column("manages_stairs", sa.Boolean(create_constraint=True, name="manages_stairs"), nullable=True),
        sa.Column("needed_location", sa.Text(), nullable=True),
        sa.Column("needs", sa.Text(), nullable=True),
        sa.Column("consultant_id", sa.Integer(), nullable=True),
        sa.Column("protection", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "protection = 'none' OR protection = 'confidential' OR protection = 'strictly_confidential'",
            name=op.f("ck_household_protection_known"),
        ),
        sa.CheckConstraint(
            "settlement_kind = 'reception_centre' OR settlement_kind = 'resettlement' OR settlement_kind = 'family_reunification' OR settlement_kind = 'unaccompanied_minor' OR settlement_kind = 'collective_protection' OR settlement_kind = 'secondary'",
            name=op.f("ck_household_settlement_kind_known"),
        ),
        sa.CheckConstraint(
            "introduction_to IS NULL OR introduction_from IS NULL OR introduction_to >= introduction_from",
            name=op.f("ck_household_introduction_to_after_introduction_from"),
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_household_name_filled")),
        sa.CheckConstraint(
            "monthly_income IS NULL OR monthly_income >= 0", name=op.f("ck_household_monthly_income_not_negative")
        ),
        sa.CheckConstraint(
            "needed_bedrooms IS NULL OR needed_bedrooms >= 0", name=op.f("ck_household_needed_bedrooms_not_negative")
        ),
        sa.CheckConstraint("size IS NULL OR size >= 0", name=op.f("ck_household_size_not_negative")),
        sa.ForeignKeyConstraint(
            ["consultant_id"],
            ["consultant.id"],
            name=op.f("fk_household_consultant_id_consultant"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("case_number", name=op.f("uq_household_case_number")),
    )
    op.create_index(op.f("ix_household_consultant_id"), "household", ["consultant_id"], unique=False)
    op.create_index(op.f("ix_household_name_key"), "household", ["name_key"], unique=False)
    op.create_table(
        "source_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome = 'new' OR outcome = 'updated' OR outcome = 'unchanged' OR outcome = 'duplicate' OR outcome = 'conflict' OR outcome = 'invalid' OR outcome = 'skipped'",
            name=op.f("ck_source_row_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_source_row_batch_id_import_batch"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_row")),
        sa.UniqueConstraint("batch_id", "sheet", "row", name=op.f("uq_source_row_batch_id_sheet_row")),
    )
    op.create_index(op.f("ix_source_row_batch_id"), "source_row", ["batch_id"], unique=False)
    op.create_index(op.f("ix_source_row_digest"), "source_row", ["digest"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("consultant_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind = 'home_visit' OR kind = 'guidance' OR kind = 'talk' OR kind = 'other'",
            name=op.f("ck_follow_up_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["consultant_id"],
            ["consultant.id"],
            name=op.f("fk_follow_up_consultant_id_consultant"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_follow_up_household_id_household"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_consultant_id"), "follow_up", ["consultant_id"], unique=False)
    op.create_index(op.f("ix_follow_up_due_on"), "follow_up", ["due_on"], unique=False)
    op.create_index(op.f("ix_follow_up_household_id"), "follow_up", ["household_id"], unique=False)
    op.create_table(
        "head_lease",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dwelling_id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("notice_months", sa.Integer(), nullable=True),
        sa.Column("monthly_rent", sa.BigInteger(), nullable=True),
        sa.Column("security_amount", sa.BigInteger(), nullable=True),
        sa.Column("security_kind", sa.Text(), nullable=True),
        sa.Column("maintained_by", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "end_date IS NULL OR start_date IS NULL OR end_date >= start_date",
            name=op.f("ck_head_lease_end_date_after_start_date"),
        ),
        sa.CheckConstraint(
            "monthly_rent IS NULL OR monthly_rent >= 0", name=op.f("ck_head_lease_monthly_rent_not_negative")
        ),
        sa.CheckConstraint(
            "notice_months IS NULL OR notice_months >= 0", name=op.f("ck_head_lease_notice_months_not_negative")
        ),
        sa.CheckConstraint(
            "security_amount IS NULL OR security_amount >= 0", name=op.f("ck_head_lease_security_amount_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["dwelling_id"], ["dwelling.id"], name=op.f("fk_head_lease_dwelling_id_dwelling"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["landlord_id"], ["landlord.id"], name=op.f("fk_head_lease_landlord_id_landlord"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_lease")),
    )
    op.create_index(op.f("ix_head_lease_dwelling_id"), "head_lease", ["dwelling_id"], unique=False)
    op.create_index(op.f("ix_head_lease_end_date"), "head_lease", ["end_date"], unique=False)
    op.create_index(op.f("ix_head_lease_landlord_id"), "head_lease", ["landlord_id"], unique=False)
    op.create_table(
        "housing_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=True),
        sa.Column("housing_school_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.CheckConstraint("length(trim(goal)) > 0", name=op.f("ck_housing_plan_goal_filled")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_housing_plan_household_id_household"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_housing_plan")),
    )
    op.create_index(op.f("ix_housing_plan_household_id"), "housing_plan", ["household_id"], unique=False)
    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        sa.Column("bedrooms", sa.Integer(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind = 'first_time' OR kind = 'change' OR kind = 'extension'", name=op.f("ck_need_kind_known")
        ),
        sa.CheckConstraint("bedrooms IS NULL OR bedrooms >= 0", name=op.f("ck_need_bedrooms_not_negative")),
        sa.CheckConstraint(
            "closed_on IS NULL OR applied_on IS NULL OR closed_on >= applied_on",
            name=op.f("ck_need_closed_on_after_applied_on"),
        ),
        sa.CheckConstraint("priority IS NULL OR priority >= 0", name=op.f("ck_need_priority_not_negative")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_need_household_id_household"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    op.create_index(op.f("ix_need_household_id"), "need", ["household_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("given_name", sa.Text(), server_default="", nullable=False),
        sa.Column("family_name", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("duf_number", sa.String(length=12), nullable=True),
        sa.Column("identity_number", sa.String(length=11), nullable=True),
        sa.Column(
            "main_person",
            sa.Boolean(create_constraint=True, name="main_person"),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.CheckConstraint("duf_number IS NULL OR length(duf_number) = 12", name=op.f("ck_person_duf_twelve_digits")),
        sa.CheckConstraint(
            "identity_number IS NULL OR length(identity_number) = 11", name=op.f("ck_person_identity_eleven_digits")
        ),
        sa.CheckConstraint("length(given_name) + length(family_name) > 0", name=op.f("ck_person_named")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_person_household_id_household"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_household_id"), "person", ["household_id"], unique=False)
    op.create_index(op.f("ix_person_name_key"), "person", ["name_key"], unique=False)
    op.create_index("uq_person_duf_number", "person", ["duf_number"], unique=True)
    op.create_index("uq_person_identity_number", "person", ["identity_number"], unique=True)
    op.create_table(
        "reading_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_reading_log_household_id_household"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_log")),
    )
    op.create_index(op.f("ix_reading_log_household_id"), "reading_log", ["household_id"], unique=False)
    op.create_table(
        "source_link",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("source_row_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind = 'landlord' OR kind = 'dwelling' OR kind = 'unit' OR kind = 'household' OR kind = 'person' OR kind = 'contract' OR kind = 'offer' OR kind = 'decision'",
            name=op.f("ck_source_link_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["source_row_id"],
            ["source_row.id"],
            name=op.f("fk_source_link_source_row_id_source_row"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("kind", "record_id", "source_row_id", name=op.f("pk_source_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_source_link_source_row_id"), "source_link", ["source_row_id"], unique=False)
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dwelling_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("label_key", sa.Text(), server_default="", nullable=False),
        sa.Column("bedrooms", sa.Integer(), nullable=True),
        sa.Column("rooms", sa.Integer(), nullable=True),
        sa.Column("area_m2", sa.Numeric(precision=8, scale=2, asdecimal=False), nullable=True),
        sa.Column("most_persons", sa.Integer(), nullable=True),
        sa.Column("monthly_rent", sa.BigInteger(), nullable=True),
        sa.Column("rent_includes", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_since", sa.Date(), nullable=True),
        sa.Column("vacant_from", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "status = 'in_use' OR status = 'vacant' OR status = 'reserved' OR status = 'being_made_ready' OR status = 'under_repair' OR status = 'withdrawn'",
            name=op.f("ck_unit_status_known"),
        ),
        sa.CheckConstraint("area_m2 IS NULL OR area_m2 >= 0", name=op.f("ck_unit_area_m2_not_negative")),
        sa.CheckConstraint("bedrooms IS NULL OR bedrooms >= 0", name=op.f("ck_unit_bedrooms_not_negative")),
        sa.CheckConstraint("monthly_rent IS NULL OR monthly_rent >= 0", name=op.f("ck_unit_monthly_rent_not_negative")),
        sa.CheckConstraint("most_persons IS NULL OR most_persons >= 0", name=op.f("ck_unit_most_persons_not_negative")),
        sa.CheckConstraint("rooms IS NULL OR rooms >= 0", name=op.f("ck_unit_rooms_not_negative")),
        sa.ForeignKeyConstraint(
            ["dwelling_id"], ["dwelling.id"], name=op.f("fk_unit_dwelling_id_dwelling"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("dwelling_id", "label_key", name=op.f("uq_unit_dwelling_id_label_key")),
    )
    op.create_index(op.f("ix_unit_dwelling_id"), "unit", ["dwelling_id"], unique=False)
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("indefinite", sa.Boolean(create_constraint=True, name="indefinite"), nullable=False),
        sa.Column("monthly_rent", sa.BigInteger(), nullable=True),
        sa.Column("security_kind", sa.Text(), nullable=True),
        sa.Column("security_amount", sa.BigInteger(), nullable=True),
        sa.Column("eviction_clause", sa.Boolean(create_constraint=True, name="eviction_clause"), nullable=True),
        sa.Column("short_term_reason", sa.Text(), nullable=True),
        sa.Column("renews_contract_id", sa.Integer(), nullable=True),
        sa.Column("advance_notice_on", sa.Date(), nullable=True),
        sa.Column("advance_notice_proof", sa.Text(), nullable=True),
        sa.Column("vacate_notice_on", sa.Date(), nullable=True),
        sa.Column("vacate_notice_proof", sa.Text(), nullable=True),
        sa.Column("moved_out_on", sa.Date(), nullable=True),
        sa.Column("moved_out_to", sa.String(length=60), nullable=True),
        sa.Column("moved_out_why", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("start_date BETWEEN '1950-01-01' AND '2200-12-31'", name=op.f("ck_contract_start_sensible")),
        sa.CheckConstraint("(indefinite = 1) = (end_date IS NULL)", name=op.f("ck_contract_end_or_indefinite")),
        sa.CheckConstraint(
            "advance_notice_on IS NULL OR start_date IS NULL OR advance_notice_on >= start_date",
            name=op.f("ck_contract_advance_notice_on_after_start_date"),
        ),
        sa.CheckConstraint(
            "end_date IS NULL OR start_date IS NULL OR end_date >= start_date",
            name=op.f("ck_contract_end_date_after_start_date"),
        ),
        sa.CheckConstraint(
            "monthly_rent IS NULL OR monthly_rent >= 0", name=op.f("ck_contract_monthly_rent_not_negative")
        ),
        sa.CheckConstraint(
            "moved_out_on IS NULL OR start_date IS NULL OR moved_out_on >= start_date",
            name=op.f("ck_contract_moved_out_on_after_start_date"),
        ),
        sa.CheckConstraint("renews_contract_id <> id", name=op.f("ck_contract_renews_another")),
        sa.CheckConstraint(
            "security_amount IS NULL OR security_amount >= 0", name=op.f("ck_contract_security_amount_not_negative")
        ),
        sa.CheckConstraint(
            "vacate_notice_on IS NULL OR start_date IS NULL OR vacate_notice_on >= start_date",
            name=op.f("ck_contract_vacate_notice_on_after_start_date"),
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_contract_household_id_household"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["renews_contract_id"],
            ["contract.id"],
            name=op.f("fk_contract_renews_contract_id_contract"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_contract_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint(
            "unit_id", "household_id", "start_date", name=op.f("uq_contract_unit_id_household_id_start_date")
        ),
    )
    op.create_index(op.f("ix_contract_end_date_moved_out_on"), "contract", ["end_date", "moved_out_on"], unique=False)
    op.create_index(op.f("ix_contract_household_id"), "contract", ["household_id"], unique=False)
    op.create_index(op.f("ix_contract_moved_out_on"), "contract", ["moved_out_on"], unique=False)
    op.create_index(op.f("ix_contract_renews_contract_id"), "contract", ["renews_contract_id"], unique=False)
    op.create_index(op.f("ix_contract_start_date"), "contract", ["start_date"], unique=False)
    op.create_index(op.f("ix_contract_unit_id"), "contract", ["unit_id"], unique=False)
    op.create_index(op.f("ix_contract_unit_id_start_date"), "contract", ["unit_id", "start_date"], unique=False)
    op.create_table(
        "met_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("priority_criterion_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_met_criterion_need_id_need"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["priority_criterion_id"],
            ["priority_criterion.id"],
            name=op.f("fk_met_criterion_priority_criterion_id_priority_criterion"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_met_criterion")),
        sa.UniqueConstraint(
            "need_id", "priority_criterion_id", name=op.f("uq_met_criterion_need_id_priority_criterion_id")
        ),
    )
    op.create_index(op.f("ix_met_criterion_need_id"), "met_criterion", ["need_id"], unique=False)
    op.create_index(
        op.f("ix_met_criterion_priority_criterion_id"), "met_criterion", ["priority_criterion_id"], unique=False
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("offered_address", sa.Text(), nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("reason_code", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reasonable_ground", sa.Boolean(create_constraint=True, name="reasonable_ground"), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "answer = 'pending' OR answer = 'accepted' OR answer = 'declined' OR answer = 'no_answer' OR answer = 'withdrawn'",
            name=op.f("ck_offer_answer_known"),
        ),
        sa.CheckConstraint(
            "answer_by IS NULL OR offered_on IS NULL OR answer_by >= offered_on",
            name=op.f("ck_offer_answer_by_after_offered_on"),
        ),
        sa.CheckConstraint(
            "answered_on IS NULL OR offered_on IS NULL OR answered_on >= offered_on",
            name=op.f("ck_offer_answered_on_after_offered_on"),
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_offer_household_id_household"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_offer_need_id_need"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_offer_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_household_id"), "offer", ["household_id"], unique=False)
    op.create_index(op.f("ix_offer_need_id"), "offer", ["need_id"], unique=False)
    op.create_index(op.f("ix_offer_unit_id"), "offer", ["unit_id"], unique=False)
    op.create_table(
        "contract_listing",
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("household_sort", sa.Text(), nullable=False),
        sa.Column("place_sort", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("rent", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(create_constraint=True, name="open"), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_listing_contract_id_contract"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_contract_listing")),
    )
    op.create_index(
        op.f("ix_contract_listing_household_sort_open_last_day"),
        "contract_listing",
        ["household_sort", "open", "last_day"],
        unique=False,
    )
    op.create_index(op.f("ix_contract_listing_last_day_open"), "contract_listing", ["last_day", "open"], unique=False)
    op.create_index(
        op.f("ix_contract_listing_place_sort_open_last_day"),
        "contract_listing",
        ["place_sort", "open", "last_day"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contract_listing_rent_open_last_day"), "contract_listing", ["rent", "open", "last_day"], unique=False
    )
    op.create_index(
        op.f("ix_contract_listing_start_date_open_last_day"),
        "contract_listing",
        ["start_date", "open", "last_day"],
        unique=False,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason_code", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("appeal_by", sa.Date(), nullable=True),
        sa.Column("appealed_on", sa.Date(), nullable=True),
        sa.Column("appeal_outcome", sa.String(length=40), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "appeal_outcome = 'pending' OR appeal_outcome = 'upheld' OR appeal_outcome = 'changed' OR appeal_outcome = 'dismissed'",
            name=op.f("ck_decision_appeal_outcome_known"),
        ),
        sa.CheckConstraint(
            "kind = 'grant' OR kind = 'refuse' OR kind = 'extend' OR kind = 'not_extend'",
            name=op.f("ck_decision_kind_known"),
        ),
        sa.CheckConstraint(
            "appeal_by IS NULL OR notified_on IS NULL OR appeal_by >= notified_on",
            name=op.f("ck_decision_appeal_by_after_notified_on"),
        ),
        sa.CheckConstraint(
            "appealed_on IS NULL OR decided_on IS NULL OR appealed_on >= decided_on",
            name=op.f("ck_decision_appealed_on_after_decided_on"),
        ),
        sa.CheckConstraint(
            "notified_on IS NULL OR decided_on IS NULL OR notified_on >= decided_on",
            name=op.f("ck_decision_notified_on_after_decided_on"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_decision_contract_id_contract"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_decision_household_id_household"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_decision_need_id_need"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_decision_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_contract_id"), "decision", ["contract_id"], unique=False)
    op.create_index(op.f("ix_decision_household_id"), "decision", ["household_id"], unique=False)
    op.create_index(op.f("ix_decision_need_id"), "decision", ["need_id"], unique=False)
    op.create_index(op.f("ix_decision_unit_id"), "decision", ["unit_id"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("monthly_income", sa.BigInteger(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("chance_private_rent", sa.Text(), nullable=True),
        sa.Column("chance_startup_loan", sa.Text(), nullable=True),
        sa.Column("chance_housing_allowance", sa.Text(), nullable=True),
        sa.Column("talk_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome = 'extend' OR outcome = 'private_rent' OR outcome = 'buy' OR outcome = 'other_municipal' OR outcome = 'end'",
            name=op.f("ck_review_outcome_known"),
        ),
        sa.CheckConstraint(
            "monthly_income IS NULL OR monthly_income >= 0", name=op.f("ck_review_monthly_income_not_negative")
        ),
        sa.CheckConstraint(
            "next_review_on IS NULL OR held_on IS NULL OR next_review_on >= held_on",
            name=op.f("ck_review_next_review_on_after_held_on"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_review_contract_id_contract"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_contract_id"), "review", ["contract_id"], unique=False)
    op.execute(
        "CREATE VIRTUAL TABLE contract_search USING fts5(search_text, content='contract_listing', content_rowid='contract_id', tokenize='trigram', detail=none)"
    )
    op.execute(
        "CREATE TRIGGER contract_listing_added AFTER INSERT ON contract_listing BEGIN INSERT INTO contract_search(rowid, search_text) VALUES (new.contract_id, new.search_text); END"
    )
    op.execute(
        "CREATE TRIGGER contract_listing_gone AFTER DELETE ON contract_listing BEGIN INSERT INTO contract_search(contract_search, rowid, search_text) VALUES ('delete', old.contract_id, old.search_text); END"
    )
    op.execute(
        "CREATE TRIGGER contract_listing_changed AFTER UPDATE OF search_text ON contract_listing BEGIN INSERT INTO contract_search(contract_search, rowid, search_text) VALUES ('delete', old.contract_id, old.search_text); INSERT INTO contract_search(rowid, search_text) VALUES (new.contract_id, new.search_text); END"
    )
