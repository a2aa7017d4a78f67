"""Deals found by the words of their name, and counted by stage from an index alone."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.folding import words
from callbridge.store.types import CleanText, Sortable

revision = "0028"
down_revision = "0026"

_AT_ONCE = 1_000


def upgrade() -> None:
    """Add the words with those of the deals that there are, and the index of the board."""
    op.create_table(
        "deal_word",
        sa.Column("word", Sortable(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_word_deal_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("word", "deal_id", name=op.f("pk_deal_word")),
    )
    op.create_index(op.f("ix_deal_word_deal_id_word"), "deal_word", ["deal_id", "word"], unique=False)
    kept = sa.text("archived_at IS NULL")
    columns = ["pipeline_id", "stage_id", "state", "amount_base", "probability"]
    op.create_index("ix_deal_board", "deal", columns, unique=False, sqlite_where=kept, postgresql_where=kept)
    _write_words()


def _write_words() -> None:
    connection = op.get_bind()
    deal = sa.table("deal", sa.column("id", sa.Integer()), sa.column("name", CleanText()))
    word = sa.table("deal_word", sa.column("word", Sortable()), sa.column("deal_id", sa.Integer()))
    last = 0
    while True:
        found = sa.select(deal.c.id, deal.c.name).where(deal.c.id > last).order_by(deal.c.id).limit(_AT_ONCE)
        rows = connection.execute(found).all()
        if not rows:
            return
        last = rows[-1].id
        of_all = [{"word": one, "deal_id": row.id} for row in rows for one in words(row.name)]
        if of_all:
            connection.execute(sa.insert(word), of_all)
