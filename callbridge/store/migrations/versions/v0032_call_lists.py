"""Call rounds, who may work on them, and whom they call."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable

revision = "0032"
down_revision = "0031"

_STATES = "'draft', 'open', 'paused', 'closed'"
_ENTRY_STATES = (
    "'waiting', 'interested', 'refused', 'reached', 'wrong_number', 'skipped', 'no_calls', 'no_number'"
)  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    _rounds()
    _operators()
    _entries()


def _rounds() -> None:
    op.create_table(
        "call_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("script", CleanText(), server_default="", nullable=False),
        sa.Column("audience", sa.Text(), server_default="{}", nullable=False),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_call_round_state")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_call_round_campaign_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["employee.id"], name=op.f("fk_call_round_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_round")),
    )
    op.create_index(op.f("ix_call_round_state_id"), "call_round", ["state", "id"], unique=False)
    _partial_index("call_round", "campaign_id")


def _operators() -> None:
    table = "call_round_operator"
    op.create_table(
        table,
        sa.Column("call_round_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_round_id"], ["call_round.id"], name=op.f(f"fk_{table}_call_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f(f"fk_{table}_employee_id")),
        sa.PrimaryKeyConstraint("call_round_id", "employee_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_employee_id"), table, ["employee_id"], unique=False)


def _entries() -> None:
    table = "call_round_entry"
    named = {
        "person_id": "person",
        "organization_id": "organization",
        "claimed_by_id": "operator",
        "worked_by_id": "operator",
        "refusal_reason_id": "refusal_reason",
        "lead_id": "lead",
    }
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_round_id", sa.Integer(), nullable=False),
        sa.Column("party_key", Sortable(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("name", CleanText(), server_default="", nullable=False),
        sa.Column("phone", CleanText(), server_default="", nullable=False),
        sa.Column("number_key", Sortable(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        *(sa.Column(name, Instant(), nullable=True) for name in ("last_tried_at", "next_try_at")),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        *(sa.Column(name, Instant(), nullable=True) for name in ("claimed_at", "claimed_until")),
        sa.Column("worked_by_id", sa.Integer(), nullable=True),
        sa.Column("last_outcome", CleanText(), server_default="", nullable=False),
        sa.Column("refusal_reason_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("note", CleanText(), server_default="", nullable=False),
        sa.CheckConstraint(f"state IN ({_ENTRY_STATES})", name=op.f(f"ck_{table}_state")),
        sa.ForeignKeyConstraint(
            ["call_round_id"], ["call_round.id"], name=op.f(f"fk_{table}_call_round_id"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
            for column, target in named.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("call_round_id", "party_key", name=op.f(f"uq_{table}_call_round_id_party_key")),
    )
    next_columns = ["call_round_id", "state", "next_try_at", "id"]
    op.create_index(op.f(f"ix_{table}_call_round_id_state_next_try_at_id"), table, next_columns, unique=False)
    op.create_index(op.f(f"ix_{table}_number_key"), table, ["number_key"], unique=False)
    for column in ("person_id", "organization_id", "claimed_by_id", "lead_id"):
        _partial_index(table, column)


def _partial_index(table: str, column: str) -> None:
    where = sa.text(f"{column} IS NOT NULL")
    op.create_index(f"ix_{table}_{column}", table, [column], unique=False, sqlite_where=where, postgresql_where=where)
