"""What the call log is filtered by: indexes, the number backwards, and which missed calls wait for a call back."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Instant, Sortable

revision = "0006"
down_revision = "0005"

_BY_TIME = ("campaign_id", "direction", "outcome", "queue", "did_e164", "did_raw")
_ROWS_AT_ONCE = 1_000


def upgrade() -> None:
    """Add the columns, fill them, add the indexes."""
    op.add_column("call", sa.Column("reversed_digits", Sortable(), nullable=False, server_default=""))
    op.add_column("call", sa.Column("missed_key", Sortable(), nullable=True))
    op.add_column("call", sa.Column("called_back_at", Instant(), nullable=True))
    op.add_column("call", sa.Column("called_back_by", Sortable(), nullable=True))
    _reverse_digits()
    _find_missed()
    op.drop_index(op.f("ix_call_started_at"), "call")
    for name in _BY_TIME:
        op.create_index(op.f(f"ix_call_{name}_started_at"), "call", [name, "started_at"], unique=False)
    op.create_index(op.f("ix_call_reversed_digits"), "call", ["reversed_digits"], unique=False)
    op.create_index(op.f("ix_call_talk_seconds_call_id"), "call", ["talk_seconds", "call_id"], unique=False)
    op.create_index(op.f("ix_call_wait_seconds_call_id"), "call", ["wait_seconds", "call_id"], unique=False)
    op.create_index(
        "ix_call_totals", "call", ["started_at", "direction", "outcome", "talk_seconds", "wait_seconds"], unique=False
    )
    _missed_index("ix_call_missed", ["started_at", "call_id"])
    _missed_index("ix_call_missed_key", ["missed_key"])


def _missed_index(name: str, columns: list[str]) -> None:
    where = sa.text("missed_key IS NOT NULL")
    op.create_index(name, "call", columns, unique=False, sqlite_where=where, postgresql_where=where)


def _reverse_digits() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("UPDATE call SET reversed_digits = reverse(substr(number_key, 2))"))
        return
    keys = connection.execute(sa.text("SELECT DISTINCT number_key FROM call WHERE number_key <> ''"))
    while some := keys.fetchmany(_ROWS_AT_ONCE):
        connection.execute(
            sa.text("UPDATE call SET reversed_digits = :digits WHERE number_key = :key"),
            [{"key": row.number_key, "digits": row.number_key[:0:-1]} for row in some],
        )


def _find_missed() -> None:
    talk = (
        "FROM call AS talk WHERE talk.number_key = call.number_key AND talk.answered_at >= call.started_at"
        " AND talk.direction <> 'internal'"
    )
    missed = (
        "direction = 'inbound' AND answered_at IS NULL AND number_key <> ''"
        " AND outcome IN ('missed', 'abandoned', 'busy', 'unavailable', 'failed')"
    )
    op.execute(
        f"UPDATE call SET called_back_at = (SELECT min(talk.answered_at) {talk}), called_back_by ="  # noqa: S608
        f" (SELECT talk.call_id {talk} ORDER BY talk.answered_at LIMIT 1) WHERE {missed}"
    )
    op.execute(f"UPDATE call SET missed_key = number_key WHERE {missed} AND called_back_at IS NULL")  # noqa: S608
