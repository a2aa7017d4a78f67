"""Who works here, in which branch, who of them logs in, and what programs may do (R143)."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text

from callbridge.crm.operator import DeviceMode, Language, Presence, Role
from callbridge.crm.queue_membership import MembershipState
from callbridge.crm.status import Cause
from callbridge.store.tables.columns import (
    added_text,
    choice,
    dictionary,
    edited,
    flag,
    id_column,
    metadata,
    one_of,
    reference,
    text_column,
)
from callbridge.store.types import Amount, Instant, Sortable

org_unit = dictionary("org_unit", reference("parent_id", "org_unit"))
"""«Отделение»: a branch; what people may see is cut by it."""

employee = Table(
    "employee",
    metadata,
    id_column(),
    text_column("full_name"),
    Column("folded_name", Sortable, nullable=False),
    reference("org_unit_id", "org_unit"),
    added_text("job_title"),
    added_text("email"),
    Column("hour_rate", Amount),  # in the base currency
    flag("is_active"),
    *edited(),
    Index(None, "folded_name", "id"),
    Index(None, "org_unit_id"),
)
"""A person who works here; not everybody has a login."""

operator = Table(
    "operator",
    metadata,
    id_column(),
    text_column("login"),
    Column("login_key", Sortable, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    text_column("full_name"),
    choice("role"),
    text_column("extension"),
    text_column("pbx"),
    choice("device_mode"),
    choice("language"),
    text_column("time_zone"),
    choice("presence"),
    text_column("pause_reason"),
    flag("is_active"),
    Column("created_at", Instant, nullable=False),
    reference("employee_id", "employee", nullable=False),
    added_text("keys"),
    one_of("role", Role),
    one_of("device_mode", DeviceMode),
    one_of("language", Language),
    one_of("presence", Presence),
    Index(None, "employee_id"),
)
"""A login of an employee."""

_HAS_PHONE = text("is_active AND extension <> ''")
Index(
    "uq_operator_extension",
    operator.c.pbx,
    operator.c.extension,
    unique=True,
    sqlite_where=_HAS_PHONE,
    postgresql_where=_HAS_PHONE,
)

status_period = Table(
    "status_period",
    metadata,
    id_column(),
    reference("operator_id", "operator", nullable=False),
    choice("presence"),
    text_column("reason"),
    choice("cause"),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("seconds", Integer),  # of one that has ended: what lists sum
    Column("due_at", Instant),
    flag("is_told"),
    one_of("presence", Presence),
    one_of("cause", Cause),
    Index(None, "began_at", "id"),
    Index(None, "operator_id", "began_at"),
)
"""How long an operator was ready, paused or wrapping up."""

_IS_PRESENT = text("ended_at IS NULL")
Index(
    "uq_status_period_open",
    status_period.c.operator_id,
    unique=True,
    sqlite_where=_IS_PRESENT,
    postgresql_where=_IS_PRESENT,
)

queue_membership = Table(
    "queue_membership",
    metadata,
    id_column(),
    reference("operator_id", "operator", nullable=False),
    text_column("pbx"),
    text_column("queue"),
    text_column("interface"),
    choice("state"),
    one_of("state", MembershipState),
    UniqueConstraint("operator_id", "pbx", "queue"),
)
"""A queue of a PBX that the program put an operator's phone into."""

session = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    reference("operator_id", "operator", nullable=False, ondelete="CASCADE"),
    Column("csrf", Text, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Index(None, "operator_id"),
)

api_token = Table(
    "api_token",
    metadata,
    id_column(),
    text_column("name"),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    reference("operator_id", "operator", nullable=False, ondelete="CASCADE"),
    Column("scopes", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("last_used_at", Instant),
    Column("revoked_at", Instant),
    Index(None, "operator_id"),
)
"""A program's way in, with the rights of the operator who made it and no more than its `scopes` (a JSON list)."""
