"""Mailboxes that are read: how far, which letters, and the addresses that give letters back."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable

revision = "0031"
down_revision = "0028"


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "undeliverable",
        sa.Column("address_key", Sortable(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=True),
        sa.Column("words", CleanText(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_undeliverable_mailing_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("address_key", name=op.f("pk_undeliverable")),
    )
    op.create_index(op.f("ix_undeliverable_mailing_id"), "undeliverable", ["mailing_id"], unique=False)
    op.create_table(
        "mailbox_mark",
        sa.Column("mailbox", Sortable(), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("renumbered_below", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", name=op.f("pk_mailbox_mark")),
    )
    op.create_table(
        "mailbox_letter",
        sa.Column("mailbox", Sortable(), nullable=False),
        sa.Column("letter_key", Sortable(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("kind IN ('lead', 'bounce', 'automatic', 'ours')", name=op.f("ck_mailbox_letter_kind")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_mailbox_letter_lead_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("mailbox", "letter_key", name=op.f("pk_mailbox_letter")),
    )
    op.create_index(op.f("ix_mailbox_letter_lead_id"), "mailbox_letter", ["lead_id"], unique=False)
