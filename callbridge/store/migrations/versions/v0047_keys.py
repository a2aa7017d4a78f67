"""The keys that an operator chose for themselves."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    """Add the column; nobody has chosen yet."""
    op.add_column("operator", sa.Column("keys", CleanText(), nullable=False, server_default=""))
