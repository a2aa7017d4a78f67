"""Only contacts that belong to a call are in the index of calls: statistics over the others led to a scan."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_OF_A_CALL = sa.text("call_id IS NOT NULL")


def upgrade() -> None:
    """Make the index anew, with its condition."""
    op.drop_index("ix_activity_call_id", table_name="activity")
    op.create_index(
        "ix_activity_call_id", "activity", ["call_id"], sqlite_where=_OF_A_CALL, postgresql_where=_OF_A_CALL
    )
