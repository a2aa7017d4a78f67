"""Tables of revision 0020: mailings."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable


def mailing_template() -> None:
    """Make the table."""
    op.create_table(
        "mailing_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("subject", CleanText(), server_default="", nullable=False),
        sa.Column("body", CleanText(), server_default="", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("language IN ('ru', 'en')", name=op.f("ck_mailing_template_language")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_template")),
    )


def mailing() -> None:
    """Make the table."""
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("channel", sa.Text(), server_default="email", nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("subject", CleanText(), server_default="", nullable=False),
        sa.Column("body", CleanText(), server_default="", nullable=False),
        sa.Column("audience", sa.Text(), server_default="{}", nullable=False),
        sa.Column("per_minute", sa.Integer(), server_default="60", nullable=False),
        sa.Column("scheduled_at", Instant(), nullable=True),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("channel IN ('email', 'sms')", name=op.f("ck_mailing_channel")),
        sa.CheckConstraint(
            "state IN ('draft', 'scheduled', 'sending', 'paused', 'done', 'cancelled')", name=op.f("ck_mailing_state")
        ),
        sa.CheckConstraint("per_minute > 0", name=op.f("ck_mailing_speed_is_positive")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_mailing_campaign_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["employee.id"], name=op.f("fk_mailing_owner_id")),
        sa.ForeignKeyConstraint(["template_id"], ["mailing_template.id"], name=op.f("fk_mailing_template_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
    )
    op.create_index(op.f("ix_mailing_campaign_id"), "mailing", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_mailing_state_scheduled_at"), "mailing", ["state", "scheduled_at"], unique=False)


def mailing_recipient() -> None:
    """Make the table."""
    op.create_table(
        "mailing_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address", CleanText(), nullable=False),
        sa.Column("address_key", Sortable(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("message_id", Sortable(), server_default="", nullable=False),
        sa.Column("token", Sortable(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problem", CleanText(), server_default="", nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'delivered', 'bounced', 'failed', 'skipped', 'unsubscribed')",
            name=op.f("ck_mailing_recipient_state"),
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_mailing_recipient_mailing_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mailing_recipient_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_recipient")),
        sa.UniqueConstraint("mailing_id", "address_key", name=op.f("uq_mailing_recipient_mailing_id_address_key")),
        sa.UniqueConstraint("token", name=op.f("uq_mailing_recipient_token")),
    )
    op.create_index(
        op.f("ix_mailing_recipient_mailing_id_state_id"),
        "mailing_recipient",
        ["mailing_id", "state", "id"],
        unique=False,
    )
    op.create_index(
        "ix_mailing_recipient_message_id",
        "mailing_recipient",
        ["message_id"],
        unique=False,
        sqlite_where=sa.text("message_id <> ''"),
        postgresql_where=sa.text("message_id <> ''"),
    )
    op.create_index(
        "ix_mailing_recipient_person_id",
        "mailing_recipient",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )


def unsubscribed() -> None:
    """Make the table."""
    op.create_table(
        "unsubscribed",
        sa.Column("address_key", Sortable(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_unsubscribed_mailing_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("address_key", name=op.f("pk_unsubscribed")),
    )
    op.create_index(op.f("ix_unsubscribed_mailing_id"), "unsubscribed", ["mailing_id"], unique=False)
