"""Interests and what follows from them."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    _draft()
    _lead()
    _activity()
    _lead_phone()
    _reminder()


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("key", Sortable(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("dirty_fields", sa.Text(), nullable=False),
        sa.Column("field_versions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_draft_operator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("operator_id", "key", name=op.f("pk_draft")),
    )


def _lead() -> None:
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", Sortable(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("method_id", sa.Integer(), nullable=False),
        sa.Column("extra", CleanText(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("organization_text", CleanText(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("person_text", CleanText(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("content", CleanText(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("refusal_reason_id", sa.Integer(), nullable=True),
        sa.Column("new_deal", sa.Boolean(), nullable=False),
        sa.Column("next_contact_at", Instant(), nullable=True),
        sa.Column("remind", sa.Boolean(), nullable=False),
        sa.Column("next_method_id", sa.Integer(), nullable=True),
        sa.Column("call_id", Sortable(), nullable=True),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("deleted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_lead_campaign_id")),
        sa.ForeignKeyConstraint(["method_id"], ["contact_method.id"], name=op.f("fk_lead_method_id")),
        sa.ForeignKeyConstraint(["next_method_id"], ["contact_method.id"], name=op.f("fk_lead_next_method_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_lead_organization_id")),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_lead_outcome_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["operator.id"], name=op.f("fk_lead_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lead_person_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_lead_product_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_lead_project_id")),
        sa.ForeignKeyConstraint(["refusal_reason_id"], ["refusal_reason.id"], name=op.f("fk_lead_refusal_reason_id")),
        sa.ForeignKeyConstraint(["source_id"], ["lead_source.id"], name=op.f("fk_lead_source_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["sales_topic.id"], name=op.f("fk_lead_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("owner_id", "idempotency_key", name=op.f("uq_lead_owner_id_idempotency_key")),
    )
    op.create_index(op.f("ix_lead_at_id"), "lead", ["at", "id"], unique=False)
    op.create_index(op.f("ix_lead_call_id"), "lead", ["call_id"], unique=False)
    op.create_index(op.f("ix_lead_campaign_id_at_id"), "lead", ["campaign_id", "at", "id"], unique=False)
    op.create_index(op.f("ix_lead_organization_id_at_id"), "lead", ["organization_id", "at", "id"], unique=False)
    op.create_index(op.f("ix_lead_owner_id"), "lead", ["owner_id"], unique=False)
    op.create_index(op.f("ix_lead_person_id_at_id"), "lead", ["person_id", "at", "id"], unique=False)


def _activity() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("method_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("call_id", Sortable(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("content", CleanText(), nullable=False),
        sa.CheckConstraint("kind <> 'contact' OR done_at IS NOT NULL", name=op.f("ck_activity_contact_is_done")),
        sa.CheckConstraint("kind IN ('contact', 'next_contact')", name=op.f("ck_activity_kind")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_activity_campaign_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_activity_lead_id")),
        sa.ForeignKeyConstraint(["method_id"], ["contact_method.id"], name=op.f("fk_activity_method_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_activity_organization_id")),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_activity_outcome_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["operator.id"], name=op.f("fk_activity_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_activity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index(op.f("ix_activity_call_id"), "activity", ["call_id"], unique=False)
    op.create_index(op.f("ix_activity_lead_id"), "activity", ["lead_id"], unique=False)
    op.create_index(op.f("ix_activity_organization_id_at"), "activity", ["organization_id", "at"], unique=False)
    op.create_index(op.f("ix_activity_person_id_at"), "activity", ["person_id", "at"], unique=False)
    op.create_index(op.f("ix_activity_person_id_done_at"), "activity", ["person_id", "done_at"], unique=False)


def _lead_phone() -> None:
    op.create_table(
        "lead_phone",
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("raw", CleanText(), nullable=False),
        sa.Column("number_key", Sortable(), nullable=False),
        sa.Column("extension", Sortable(), nullable=False),
        sa.Column("reversed_digits", Sortable(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_lead_phone_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("lead_id", "position", name=op.f("pk_lead_phone")),
    )
    op.create_index(op.f("ix_lead_phone_number_key_at"), "lead_phone", ["number_key", "at"], unique=False)
    op.create_index(op.f("ix_lead_phone_reversed_digits"), "lead_phone", ["reversed_digits"], unique=False)


def _reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("remind_at", Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'shown', 'snoozed', 'acked', 'escalated', 'cancelled')",
            name=op.f("ck_reminder_state"),
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_reminder_activity_id")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_reminder_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_activity_id"), "reminder", ["activity_id"], unique=False)
    op.create_index(op.f("ix_reminder_state_remind_at"), "reminder", ["state", "remind_at"], unique=False)
