"""Of whom operators said that it is not they who call from a number."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Instant, Sortable

revision = "0050"
down_revision = "0048"

_RECORDS = ("person", "organization", "lead")


def upgrade() -> None:
    """Make the table; nobody was said not to call yet."""
    op.create_table(
        "not_caller",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number_key", Sortable(), nullable=False),
        *(sa.Column(f"{each}_id", sa.Integer(), nullable=True) for each in _RECORDS),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{each}_id"], [f"{each}.id"], name=op.f(f"fk_not_caller_{each}_id"))
            for each in (*_RECORDS, "operator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_caller")),
        *(
            sa.UniqueConstraint("number_key", f"{each}_id", name=op.f(f"uq_not_caller_number_key_{each}_id"))
            for each in _RECORDS
        ),
    )
    for each in _RECORDS:
        op.create_index(op.f(f"ix_not_caller_{each}_id"), "not_caller", [f"{each}_id"], unique=False)
