"""Tables of revision 0020: pipelines, deals and contracts."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Amount, CleanText, Instant, Rate, Sortable


def pipeline() -> None:
    """Make the table."""
    op.create_table(
        "pipeline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("auto_advance", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipeline")),
    )


def stage() -> None:
    """Make the table."""
    op.create_table(
        "stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pipeline_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("required_method_id", sa.Integer(), nullable=True),
        sa.Column("rot_days", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('open', 'won', 'lost')", name=op.f("ck_stage_kind")),
        sa.CheckConstraint("probability BETWEEN 0 AND 100", name=op.f("ck_stage_probability_is_percent")),
        sa.CheckConstraint("rot_days > 0", name=op.f("ck_stage_rot_days_positive")),
        sa.ForeignKeyConstraint(["pipeline_id"], ["pipeline.id"], name=op.f("fk_stage_pipeline_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["stage.id"], name=op.f("fk_stage_replaces_id")),
        sa.ForeignKeyConstraint(
            ["required_method_id"], ["contact_method.id"], name=op.f("fk_stage_required_method_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
        sa.UniqueConstraint("pipeline_id", "id", name=op.f("uq_stage_pipeline_id_id")),
        sa.UniqueConstraint("pipeline_id", "revision", "position", name=op.f("uq_stage_pipeline_id_revision_position")),
    )


def deal() -> None:
    """Make the table."""
    op.create_table(
        "deal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("pipeline_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("lost_stage_id", sa.Integer(), nullable=True),
        sa.Column("refusal_reason_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("org_unit_id", sa.Integer(), nullable=True),
        sa.Column("amount", Amount(), server_default="0", nullable=False),
        sa.Column("amount_base", Amount(), server_default="0", nullable=False),
        sa.Column("probability", sa.Integer(), nullable=True),
        sa.Column("expected_close", sa.Date(), nullable=True),
        sa.Column("origin_lead_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("note", CleanText(), server_default="", nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("stage_at", Instant(), nullable=False),
        sa.Column("active_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("rate", Rate(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f("ck_deal_open_is_not_closed")),
        sa.CheckConstraint(
            "state <> 'lost' OR (refusal_reason_id IS NOT NULL AND lost_stage_id IS NOT NULL)",
            name=op.f("ck_deal_lost_has_reason"),
        ),
        sa.CheckConstraint("state IN ('open', 'won', 'lost')", name=op.f("ck_deal_state")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_deal_not_negative")),
        sa.CheckConstraint("length(currency) = 3", name=op.f("ck_deal_currency_is_iso")),
        sa.CheckConstraint("probability BETWEEN 0 AND 100", name=op.f("ck_deal_probability_is_percent")),
        sa.CheckConstraint("rate > 0", name=op.f("ck_deal_rate_is_positive")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_deal_campaign_id")),
        sa.ForeignKeyConstraint(["lost_stage_id"], ["stage.id"], name=op.f("fk_deal_lost_stage_id")),
        sa.ForeignKeyConstraint(["org_unit_id"], ["org_unit.id"], name=op.f("fk_deal_org_unit_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_deal_organization_id")),
        sa.ForeignKeyConstraint(["origin_lead_id"], ["lead.id"], name=op.f("fk_deal_origin_lead_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["employee.id"], name=op.f("fk_deal_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deal_person_id")),
        sa.ForeignKeyConstraint(
            ["pipeline_id", "stage_id"], ["stage.pipeline_id", "stage.id"], name=op.f("fk_deal_pipeline_id")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_deal_product_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_deal_project_id")),
        sa.ForeignKeyConstraint(["refusal_reason_id"], ["refusal_reason.id"], name=op.f("fk_deal_refusal_reason_id")),
        sa.ForeignKeyConstraint(["source_id"], ["lead_source.id"], name=op.f("fk_deal_source_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["sales_topic.id"], name=op.f("fk_deal_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal")),
        sa.UniqueConstraint("origin_lead_id", name=op.f("uq_deal_origin_lead_id")),
    )
    op.create_index(op.f("ix_deal_amount_base_id"), "deal", ["amount_base", "id"], unique=False)
    op.create_index(
        "ix_deal_campaign_id",
        "deal",
        ["campaign_id", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("campaign_id IS NOT NULL"),
        postgresql_where=sa.text("campaign_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_deal_created_at_id"), "deal", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_deal_expected_close_id"), "deal", ["expected_close", "id"], unique=False)
    op.create_index(
        op.f("ix_deal_org_unit_id_created_at_id"), "deal", ["org_unit_id", "created_at", "id"], unique=False
    )
    op.create_index(
        "ix_deal_organization_id",
        "deal",
        ["organization_id", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("organization_id IS NOT NULL"),
        postgresql_where=sa.text("organization_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_deal_owner_id_created_at_id"), "deal", ["owner_id", "created_at", "id"], unique=False)
    op.create_index(
        "ix_deal_person_id",
        "deal",
        ["person_id", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_deal_pipeline_id_stage_id_id"), "deal", ["pipeline_id", "stage_id", "id"], unique=False)
    op.create_index(op.f("ix_deal_state_created_at_id"), "deal", ["state", "created_at", "id"], unique=False)


def contract() -> None:
    """Make the table."""
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", Sortable(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("org_unit_id", sa.Integer(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("amount", Amount(), server_default="0", nullable=False),
        sa.Column("amount_base", Amount(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("note", CleanText(), server_default="", nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("rate", Rate(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("state = 'draft' OR signed_on IS NOT NULL", name=op.f("ck_contract_signed_has_date")),
        sa.CheckConstraint("state IN ('draft', 'signed', 'terminated')", name=op.f("ck_contract_state")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_contract_not_negative")),
        sa.CheckConstraint("deal_id IS NULL OR campaign_id IS NULL", name=op.f("ck_contract_campaign_by_deal_or_own")),
        sa.CheckConstraint("length(currency) = 3", name=op.f("ck_contract_currency_is_iso")),
        sa.CheckConstraint("rate > 0", name=op.f("ck_contract_rate_is_positive")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_contract_campaign_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_contract_deal_id")),
        sa.ForeignKeyConstraint(["org_unit_id"], ["org_unit.id"], name=op.f("fk_contract_org_unit_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_contract_organization_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["employee.id"], name=op.f("fk_contract_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contract_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
    )
    op.create_index(op.f("ix_contract_amount_base_id"), "contract", ["amount_base", "id"], unique=False)
    op.create_index(
        "ix_contract_campaign_id",
        "contract",
        ["campaign_id", "id"],
        unique=False,
        sqlite_where=sa.text("campaign_id IS NOT NULL"),
        postgresql_where=sa.text("campaign_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_contract_created_at_id"), "contract", ["created_at", "id"], unique=False)
    op.create_index(
        "ix_contract_deal_id",
        "contract",
        ["deal_id", "id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_contract_number_id"), "contract", ["number", "id"], unique=False)
    op.create_index(
        "ix_contract_organization_id",
        "contract",
        ["organization_id", "id"],
        unique=False,
        sqlite_where=sa.text("organization_id IS NOT NULL"),
        postgresql_where=sa.text("organization_id IS NOT NULL"),
    )
    op.create_index(
        "ix_contract_person_id",
        "contract",
        ["person_id", "id"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_contract_signed_on_id"), "contract", ["signed_on", "id"], unique=False)


def deal_stage_history() -> None:
    """Make the table."""
    op.create_table(
        "deal_stage_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("from_stage_id", sa.Integer(), nullable=True),
        sa.Column("to_stage_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("note", CleanText(), server_default="", nullable=False),
        sa.CheckConstraint(
            "cause IN ('created', 'moved', 'activity', 'contract', 'topic', 'revision')",
            name=op.f("ck_deal_stage_history_cause"),
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_deal_stage_history_activity_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_stage_history_deal_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_deal_stage_history_employee_id")),
        sa.ForeignKeyConstraint(["from_stage_id"], ["stage.id"], name=op.f("fk_deal_stage_history_from_stage_id")),
        sa.ForeignKeyConstraint(["to_stage_id"], ["stage.id"], name=op.f("fk_deal_stage_history_to_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_stage_history")),
    )
    op.create_index(op.f("ix_deal_stage_history_deal_id_id"), "deal_stage_history", ["deal_id", "id"], unique=False)
    op.create_index(
        op.f("ix_deal_stage_history_to_stage_id_at"), "deal_stage_history", ["to_stage_id", "at"], unique=False
    )
