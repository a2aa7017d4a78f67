"""The indexes by which a board is summed and the interests of an organization are counted, without reading them."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Add them."""
    summed = ["pipeline_id", "stage_id", "archived_at", "state", "amount_base", "probability"]
    op.drop_index("ix_deal_board", table_name="deal")
    op.create_index("ix_deal_board", "deal", summed, unique=False)
    kept = sa.text("deleted_at IS NULL")
    op.create_index(
        "ix_lead_kept_organization",
        "lead",
        ["organization_id"],
        unique=False,
        sqlite_where=kept,
        postgresql_where=kept,
    )
