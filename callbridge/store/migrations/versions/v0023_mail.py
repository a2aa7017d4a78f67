"""Mailings go out: letters that nobody knows the fate of, those tried again later, and why nothing goes."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter
from callbridge.store.types import CleanText, Instant

revision = "0023"
down_revision = "0021"

_STATES = ("waiting", "sending", "sent", "delivered", "bounced", "failed", "skipped", "unsubscribed", "uncertain")


def upgrade() -> None:
    """Add them."""
    op.add_column("mailing", sa.Column("problem", CleanText(), server_default="", nullable=False))
    name = op.f("ck_mailing_recipient_state")
    listed = ", ".join(f"'{state}'" for state in _STATES)
    alter(
        Change(
            table="mailing_recipient",
            columns=(sa.Column("next_try_at", Instant(), nullable=True),),
            constraints=(sa.CheckConstraint(f"state IN ({listed})", name=name),),
            dropped=(name,),
        )
    )
