"""Which queues the program put phones into."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    """Make the table; nobody was put into any."""
    op.create_table(
        "queue_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("pbx", CleanText(), nullable=False),
        sa.Column("queue", CleanText(), nullable=False),
        sa.Column("interface", CleanText(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('member', 'leaving', 'removed')", name=op.f("ck_queue_membership_state")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_queue_membership_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_membership")),
        sa.UniqueConstraint("operator_id", "pbx", "queue", name=op.f("uq_queue_membership_operator_id_pbx_queue")),
    )
