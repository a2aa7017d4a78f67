"""What happened to the customer of each call, and how long each of its phones talked and held."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable

revision = "0008"
down_revision = "0007"

_KINDS = ("queued", "left_queue", "held", "resumed", "blind", "attended", "picked_up", "parked", "unparked")


def upgrade() -> None:
    """Make the table and the columns; a call that one phone alone answered gives that phone its seconds."""
    _moments()
    op.add_column("call", sa.Column("transfers", sa.Integer(), nullable=False, server_default="0"))
    where = sa.text("transfers > 0")
    op.create_index(
        "ix_call_transferred",
        "call",
        ["started_at", "call_id"],
        unique=False,
        sqlite_where=where,
        postgresql_where=where,
    )
    for name in ("talk_seconds", "hold_seconds"):
        op.add_column("call_leg", sa.Column(name, sa.Float(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE call_leg SET"
        " talk_seconds = (SELECT call.talk_seconds FROM call WHERE call.call_id = call_leg.call_id),"
        " hold_seconds = (SELECT call.hold_seconds FROM call WHERE call.call_id = call_leg.call_id)"
        " WHERE answered_at IS NOT NULL AND 1 = (SELECT count(*) FROM call_leg AS answered"
        " WHERE answered.call_id = call_leg.call_id AND answered.answered_at IS NOT NULL)"
    )


def _moments() -> None:
    listed = ", ".join(f"'{kind}'" for kind in _KINDS)
    op.create_table(
        "call_moment",
        sa.Column("call_id", Sortable(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", CleanText(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("leg_id", Sortable(), nullable=True),
        sa.Column("endpoint", CleanText(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("target", CleanText(), nullable=False),
        sa.Column("colleague_endpoint", CleanText(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("reason", CleanText(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.CheckConstraint(f"kind IN ({listed})", name=op.f("ck_call_moment_kind")),
        sa.ForeignKeyConstraint(["call_id"], ["call.call_id"], name=op.f("fk_call_moment_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_call_moment_operator_id")),
        sa.ForeignKeyConstraint(["colleague_id"], ["operator.id"], name=op.f("fk_call_moment_colleague_id")),
        sa.PrimaryKeyConstraint("call_id", "position", name=op.f("pk_call_moment")),
    )
