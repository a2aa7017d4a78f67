"""Tables of revision 0020: marketing events."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Amount, CleanText, Instant, Rate, Sortable


def attachment() -> None:
    """Make the table."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_entity", Sortable(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("sha256", Sortable(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", CleanText(), server_default="", nullable=False),
        sa.Column("storage_key", Sortable(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("note", CleanText(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachment_not_negative")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_attachment_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(
        op.f("ix_attachment_owner_entity_owner_id_id"), "attachment", ["owner_entity", "owner_id", "id"], unique=False
    )
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)


def labour() -> None:
    """Make the table."""
    op.create_table(
        "labour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("duty", CleanText(), server_default="", nullable=False),
        sa.Column("hours_plan", Amount(), server_default="0", nullable=False),
        sa.Column("hours_fact", Amount(), server_default="0", nullable=False),
        sa.Column("hour_rate", Amount(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("hour_rate >= 0", name=op.f("ck_labour_rate_not_negative")),
        sa.CheckConstraint("hours_plan >= 0 AND hours_fact >= 0", name=op.f("ck_labour_not_negative")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_labour_campaign_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_labour_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_labour_campaign_id"), "labour", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_labour_employee_id"), "labour", ["employee_id"], unique=False)


def participant() -> None:
    """Make the table."""
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), server_default="undefined", nullable=False),
        sa.Column("note", CleanText(), server_default="", nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "status IN ('undefined', 'potential', 'actual', 'refused')", name=op.f("ck_participant_status")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_participant_campaign_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_participant_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("campaign_id", "person_id", name=op.f("uq_participant_campaign_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_participant_person_id"), "participant", ["person_id"], unique=False)


def supplier() -> None:
    """Make the table."""
    op.create_table(
        "supplier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), server_default="potential", nullable=False),
        sa.Column("subject", CleanText(), server_default="", nullable=False),
        sa.Column("note", CleanText(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("status IN ('potential', 'actual')", name=op.f("ck_supplier_status")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_supplier_campaign_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_supplier_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("campaign_id", "organization_id", name=op.f("uq_supplier_campaign_id_organization_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_supplier_organization_id"), "supplier", ["organization_id"], unique=False)


def touch() -> None:
    """Make the table."""
    op.create_table(
        "touch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref_key", Sortable(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('participant', 'mailing', 'interview', 'lead', 'call')", name=op.f("ck_touch_kind")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_touch_campaign_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_touch_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
        sa.UniqueConstraint("kind", "ref_key", "campaign_id", name=op.f("uq_touch_kind_ref_key_campaign_id")),
    )
    op.create_index(op.f("ix_touch_campaign_id_at"), "touch", ["campaign_id", "at"], unique=False)
    op.create_index(
        "ix_touch_person_id",
        "touch",
        ["person_id", "at"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )


def cost() -> None:
    """Make the table."""
    op.create_table(
        "cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=True),
        sa.Column("plan_amount", Amount(), server_default="0", nullable=False),
        sa.Column("fact_amount", Amount(), server_default="0", nullable=False),
        sa.Column("plan_base", Amount(), server_default="0", nullable=False),
        sa.Column("fact_base", Amount(), server_default="0", nullable=False),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("note", CleanText(), server_default="", nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("rate", Rate(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("length(currency) = 3", name=op.f("ck_cost_currency_is_iso")),
        sa.CheckConstraint("plan_amount >= 0 AND fact_amount >= 0", name=op.f("ck_cost_not_negative")),
        sa.CheckConstraint("rate > 0", name=op.f("ck_cost_rate_is_positive")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_cost_campaign_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_cost_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_cost_campaign_id"), "cost", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_cost_supplier_id"), "cost", ["supplier_id"], unique=False)
