"""Tables of revision 0020: what other programs are told."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable


def outbox() -> None:
    """Make the table."""
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", Sortable(), nullable=False),
        sa.Column("entity", Sortable(), nullable=False),
        sa.Column("record_key", Sortable(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_at"), "outbox", ["at"], unique=False)
    op.create_index(op.f("ix_outbox_entity_record_key_id"), "outbox", ["entity", "record_key", "id"], unique=False)


def webhook() -> None:
    """Make the table."""
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("url", CleanText(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), server_default="[]", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )


def webhook_delivery() -> None:
    """Make the table."""
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_try_at", Instant(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("problem", CleanText(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'done', 'given_up')", name=op.f("ck_webhook_delivery_state")),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name=op.f("fk_webhook_delivery_outbox_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_delivery_webhook_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint("webhook_id", "outbox_id", name=op.f("uq_webhook_delivery_webhook_id_outbox_id")),
    )
    op.create_index(op.f("ix_webhook_delivery_outbox_id"), "webhook_delivery", ["outbox_id"], unique=False)
    op.create_index(
        "ix_webhook_delivery_waiting",
        "webhook_delivery",
        ["next_try_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def heard_request() -> None:
    """Make the table."""
    op.create_table(
        "heard_request",
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("key", Sortable(), nullable=False),
        sa.Column("entity", Sortable(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_heard_request_operator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("operator_id", "key", name=op.f("pk_heard_request")),
    )
    op.create_index(op.f("ix_heard_request_at"), "heard_request", ["at"], unique=False)
