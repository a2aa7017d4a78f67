"""The event that the dialled number of an interest was of, and why another one was chosen."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter
from callbridge.store.types import CleanText

revision = "0051"
down_revision = "0050"

_LEAD = Change(
    table="lead",
    columns=(
        sa.Column("line_campaign_id", sa.Integer(), nullable=True),
        sa.Column("campaign_reason", CleanText(), server_default="", nullable=False),
    ),
    constraints=(sa.ForeignKeyConstraint(["line_campaign_id"], ["campaign.id"], name="fk_lead_line_campaign_id"),),
)


def upgrade() -> None:
    """Add the columns; of the interests so far nobody knows what the number said."""
    alter(_LEAD)
    where = sa.text("line_campaign_id IS NOT NULL")
    op.create_index(
        "ix_lead_line_campaign_id_at_id", "lead", ["line_campaign_id", "at", "id"], sqlite_where=where,
        postgresql_where=where,
    )  # fmt: skip
