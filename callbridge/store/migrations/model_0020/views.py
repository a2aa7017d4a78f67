"""Tables of revision 0020: parameters and views."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable


def setting() -> None:
    """Make the table."""
    op.create_table(
        "setting",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("scope_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", Sortable(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("(scope = 'system') = (scope_id = 0)", name=op.f("ck_setting_scope_has_id")),
        sa.CheckConstraint("scope IN ('system', 'team', 'user')", name=op.f("ck_setting_scope")),
        sa.PrimaryKeyConstraint("scope", "scope_id", "key", name=op.f("pk_setting")),
    )


def column_choice() -> None:
    """Make the table."""
    op.create_table(
        "column_choice",
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("entity", Sortable(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_column_choice_operator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("operator_id", "entity", name=op.f("pk_column_choice")),
    )


def saved_view() -> None:
    """Make the table."""
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", Sortable(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("visibility", sa.Text(), server_default="mine", nullable=False),
        sa.Column("org_unit_id", sa.Integer(), nullable=True),
        sa.Column("is_default", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("tab", CleanText(), server_default="", nullable=False),
        sa.Column("search", CleanText(), server_default="", nullable=False),
        sa.Column("filter", sa.Text(), server_default="{}", nullable=False),
        sa.Column("sort", sa.Text(), server_default="[]", nullable=False),
        sa.Column("columns", sa.Text(), server_default="[]", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "(visibility = 'team') = (org_unit_id IS NOT NULL)", name=op.f("ck_saved_view_team_has_org_unit")
        ),
        sa.CheckConstraint("visibility IN ('mine', 'team', 'all')", name=op.f("ck_saved_view_visibility")),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_saved_view_operator_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["org_unit_id"], ["org_unit.id"], name=op.f("fk_saved_view_org_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_entity_visibility"), "saved_view", ["entity", "visibility"], unique=False)
    op.create_index(op.f("ix_saved_view_operator_id_entity"), "saved_view", ["operator_id", "entity"], unique=False)
    op.create_index(
        "uq_saved_view_default",
        "saved_view",
        ["operator_id", "entity"],
        unique=True,
        sqlite_where=sa.text("is_default"),
        postgresql_where=sa.text("is_default"),
    )
