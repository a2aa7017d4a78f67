"""Tables of revision 0020: dictionaries."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant


def campaign_type() -> None:
    """Make the table."""
    op.create_table(
        "campaign_type",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_type")),
    )


def call_script() -> None:
    """Make the table."""
    op.create_table(
        "call_script",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("direction", sa.Text(), server_default="any", nullable=False),
        sa.Column("body", CleanText(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("direction IN ('inbound', 'outbound', 'any')", name=op.f("ck_call_script_direction")),
        sa.ForeignKeyConstraint(["topic_id"], ["sales_topic.id"], name=op.f("fk_call_script_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_script")),
    )
