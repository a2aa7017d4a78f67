"""The logins, dictionaries and campaigns."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Amount, CleanText, Instant, Sortable

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _campaign()
    _contact_method()
    _lead_source()
    _operator()
    _outcome()
    _product()
    _project()
    _refusal_reason()
    _sales_topic()
    _campaign_number()
    _session()


def _campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("date_from", Instant(), nullable=True),
        sa.Column("date_to", Instant(), nullable=True),
        sa.CheckConstraint("state IN ('preparing', 'running', 'done', 'cancelled')", name=op.f("ck_campaign_state")),
        sa.CheckConstraint("date_to >= date_from", name=op.f("ck_campaign_dates_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )


def _contact_method() -> None:
    op.create_table(
        "contact_method",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", CleanText(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_method")),
    )


def _lead_source() -> None:
    op.create_table(
        "lead_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('campaign', 'other')", name=op.f("ck_lead_source_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_source")),
    )


def _operator() -> None:
    op.create_table(
        "operator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", CleanText(), nullable=False),
        sa.Column("login_key", Sortable(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("full_name", CleanText(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("extension", CleanText(), nullable=False),
        sa.Column("pbx", CleanText(), nullable=False),
        sa.Column("device_mode", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("time_zone", CleanText(), nullable=False),
        sa.Column("presence", sa.Text(), nullable=False),
        sa.Column("pause_reason", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint("device_mode IN ('headset', 'handset')", name=op.f("ck_operator_device_mode")),
        sa.CheckConstraint("language IN ('ru', 'en')", name=op.f("ck_operator_language")),
        sa.CheckConstraint("presence IN ('ready', 'paused')", name=op.f("ck_operator_presence")),
        sa.CheckConstraint("role IN ('operator', 'supervisor', 'admin')", name=op.f("ck_operator_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator")),
        sa.UniqueConstraint("login_key", name=op.f("uq_operator_login_key")),
    )
    op.create_index(
        "uq_operator_extension",
        "operator",
        ["pbx", "extension"],
        unique=True,
        sqlite_where=sa.text("is_active AND extension <> ''"),
        postgresql_where=sa.text("is_active AND extension <> ''"),
    )


def _outcome() -> None:
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("reason_rule", sa.Text(), nullable=False),
        sa.Column("new_deal", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "rating IN ('positive', 'satisfactory', 'undefined', 'negative')", name=op.f("ck_outcome_rating")
        ),
        sa.CheckConstraint("reason_rule IN ('hidden', 'optional', 'required')", name=op.f("ck_outcome_reason_rule")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )


def _product() -> None:
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("code", CleanText(), nullable=False),
        sa.Column("price", Amount(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.CheckConstraint("(price IS NULL) = (currency IS NULL)", name=op.f("ck_product_price_has_currency")),
        sa.ForeignKeyConstraint(["parent_id"], ["product.id"], name=op.f("fk_product_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
    )


def _project() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('sales', 'marketing', 'internal')", name=op.f("ck_project_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )


def _refusal_reason() -> None:
    op.create_table(
        "refusal_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal_reason")),
    )


def _sales_topic() -> None:
    op.create_table(
        "sales_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_topic")),
    )


def _campaign_number() -> None:
    op.create_table(
        "campaign_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("did_e164", Sortable(), nullable=False),
        sa.Column("valid_from", Instant(), nullable=True),
        sa.Column("valid_to", Instant(), nullable=True),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_campaign_number_dates_in_order")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_number_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_number")),
    )
    op.create_index(op.f("ix_campaign_number_campaign_id"), "campaign_number", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_campaign_number_did_e164"), "campaign_number", ["did_e164"], unique=False)


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("csrf", sa.Text(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_session_operator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_expires_at"), "session", ["expires_at"], unique=False)
    op.create_index(op.f("ix_session_operator_id"), "session", ["operator_id"], unique=False)
