"""Who wants no card of which call."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Sortable

revision = "0057"
down_revision = "0056"


def upgrade() -> None:
    """Make the table; until now a skipping ended with the daemon, and a missed card was closed in a browser."""
    op.create_table(
        "unwanted_card",
        sa.Column("call_id", Sortable(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.call_id"], name=op.f("fk_unwanted_card_call_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_unwanted_card_operator_id")),
        sa.PrimaryKeyConstraint("call_id", "operator_id", name=op.f("pk_unwanted_card")),
    )
