"""What people set up for themselves and others: parameters, views, columns (R64, R145)."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from callbridge.store.tables.columns import (
    added_flag,
    added_text,
    choice,
    edited,
    id_column,
    metadata,
    one_of,
    partial_index,
    reference,
    text_column,
)
from callbridge.store.types import Instant, Sortable

setting = Table(
    "setting",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("scope_id", Integer, primary_key=True, autoincrement=False),
    Column("key", Sortable, primary_key=True),
    Column("value", Text, nullable=False),
    *edited(),
    one_of("scope", ("system", "team", "user")),
    CheckConstraint("(scope = 'system') = (scope_id = 0)", name="scope_has_id"),
)
"""A parameter's JSON value: the system's (id 0), a team's (an org_unit's) or a user's (an operator's)."""

saved_view = Table(
    "saved_view",
    metadata,
    id_column(),
    Column("entity", Sortable, nullable=False),
    text_column("name"),
    reference("operator_id", "operator", nullable=False, ondelete="CASCADE"),
    choice("visibility", default="mine"),
    reference("org_unit_id", "org_unit"),
    added_flag("is_default"),
    added_text("tab"),
    added_text("search"),
    Column("filter", Text, nullable=False, server_default="{}"),
    Column("sort", Text, nullable=False, server_default="[]"),
    Column("columns", Text, nullable=False, server_default="[]"),
    *edited(),
    one_of("visibility", ("mine", "team", "all")),
    CheckConstraint("(visibility = 'team') = (org_unit_id IS NOT NULL)", name="team_has_org_unit"),
    Index(None, "operator_id", "entity"),
    Index(None, "entity", "visibility"),
)
"""A list as somebody likes it, for themselves, their branch or all; `filter`, `sort` and `columns` are JSON."""
partial_index("uq_saved_view_default", "is_default", saved_view.c.operator_id, saved_view.c.entity, is_unique=True)

column_choice = Table(
    "column_choice",
    metadata,
    Column("operator_id", Integer, ForeignKey("operator.id", ondelete="CASCADE"), primary_key=True),
    Column("entity", Sortable, primary_key=True),
    Column("columns", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
)
"""Which columns of a list one operator sees, in which order and width: JSON."""
