"""How talks through headsets sounded."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Instant, Sortable

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "talk_quality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", Sortable(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("rtt_ms", sa.Float(), nullable=True),
        sa.Column("jitter_ms", sa.Float(), nullable=True),
        sa.Column("mos", sa.Float(), nullable=False),
        sa.Column("worst_mos", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.call_id"], name=op.f("fk_talk_quality_call_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_talk_quality_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_quality")),
    )
    op.create_index(op.f("ix_talk_quality_call_id"), "talk_quality", ["call_id"], unique=False)
