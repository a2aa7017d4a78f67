"""The index by which the people of a campaign's interests are counted without reading a row, or sorting."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"


def upgrade() -> None:
    """Widen the one that counts the interests."""
    where = sa.text("deleted_at IS NULL")
    op.drop_index("ix_lead_kept", table_name="lead")
    columns = ["campaign_id", "person_id", "deleted_at"]
    op.create_index("ix_lead_kept", "lead", columns, sqlite_where=where, postgresql_where=where)
