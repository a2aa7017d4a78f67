"""The indexes by which contacts are read in the order of their list, and deals of a campaign are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Add them."""
    op.create_index(op.f("ix_activity_at_id"), "activity", ["at", "id"], unique=False)
    kept = sa.text("campaign_id IS NOT NULL AND archived_at IS NULL")
    op.create_index("ix_deal_kept", "deal", ["campaign_id"], unique=False, sqlite_where=kept, postgresql_where=kept)
