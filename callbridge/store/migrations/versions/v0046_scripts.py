"""Call scripts of steps: what they are for, their revisions, and what was answered; a script of one text has a step."""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter
from callbridge.store.types import CleanText, Instant, Sortable

revision = "0046"
down_revision = "0045"

_SCRIPT = Change(
    table="call_script",
    columns=(
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("line", CleanText(), server_default="", nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("steps", sa.Text(), server_default="[]", nullable=False),
    ),
    constraints=(sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_call_script_campaign_id"),),
)


def upgrade() -> None:
    """Add the columns and the tables, and make of each text a step."""
    alter(_SCRIPT)
    op.create_table(
        "call_script_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_script_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_script_id"], ["call_script.id"], name=op.f("fk_call_script_revision_call_script_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["operator.id"], name=op.f("fk_call_script_revision_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_script_revision")),
        sa.UniqueConstraint("call_script_id", "revision", name=op.f("uq_call_script_revision_call_script_id_revision")),
    )
    op.create_table(
        "lead_script_answer",
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("step", Sortable(), nullable=False),
        sa.Column("answer", CleanText(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["lead.id"], name=op.f("fk_lead_script_answer_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["call_script_revision.id"], name=op.f("fk_lead_script_answer_revision_id")
        ),
        sa.PrimaryKeyConstraint("lead_id", "position", name=op.f("pk_lead_script_answer")),
    )
    _publish_texts()
    op.drop_column("call_script", "body")


def _publish_texts() -> None:
    script = sa.table(
        "call_script",
        *(sa.column(name) for name in ("id", "name", "body", "revision", "steps")),
    )
    published = sa.table(
        "call_script_revision",
        *(sa.column(name) for name in ("call_script_id", "revision", "steps")),
        sa.column("published_at", Instant()),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(script).where(script.c.body != "")).all():
        step = {"key": "text", "title": row.name[:200], "words": row.body[:4000], "ask": "none", "answers": [],
                "next": "", "fill": None}  # fmt: skip
        steps = json.dumps([step], ensure_ascii=False)
        connection.execute(sa.update(script).where(script.c.id == row.id).values(revision=1, steps=steps))
        values = {"call_script_id": row.id, "revision": 1, "steps": steps, "published_at": datetime.now(UTC)}
        connection.execute(sa.insert(published).values(**values))
