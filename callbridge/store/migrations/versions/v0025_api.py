"""Programs: leads that they bring, forms on web sites, and their names in the audit trail."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter
from callbridge.store.types import CleanText, Instant, Sortable

revision = "0025"
down_revision = "0024"

_BROUGHT = "channel <> ''"


def upgrade() -> None:
    """Add them."""
    alter(Change(table="audit", columns=[_text("program")]))
    _leads()
    _forms()


def _leads() -> None:
    """Let a lead have no owner yet, and keep where a program had it from."""
    added: list[sa.Column[Any]] = [
        sa.Column("channel", Sortable(), server_default="", nullable=False),
        _text("page_url"),
        _text("consent"),
    ]
    if op.get_bind().dialect.name == "sqlite":
        added.append(sa.Column("owner_id", sa.Integer(), nullable=True))
    else:
        op.alter_column("lead", "owner_id", nullable=True)
    alter(Change(table="lead", columns=added))
    where = sa.text(_BROUGHT)
    names = ["channel", "idempotency_key"]
    op.create_index("uq_lead_channel_key", "lead", names, unique=True, sqlite_where=where, postgresql_where=where)


def _forms() -> None:
    op.create_table(
        "web_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("form_key", Sortable(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("origins", sa.Text(), server_default="[]", nullable=False),
        _text("redirect_url"),
        _text("consent_text"),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_web_form_{column}"))
            for column, table in (
                ("topic_id", "sales_topic"),
                ("source_id", "lead_source"),
                ("campaign_id", "campaign"),
                ("product_id", "product"),
                ("operator_id", "operator"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_form")),
        sa.UniqueConstraint("form_key", name=op.f("uq_web_form_form_key")),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, CleanText(), server_default="", nullable=False)
