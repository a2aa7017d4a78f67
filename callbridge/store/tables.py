"""Every table, in one place. Migrations are proved equal to it (tests/store/test_migrate.py).

Names are the glossary's. Enumerations are text with a check; every instant is an `Instant`. `lead.call_id` and
`activity.call_id` name a call without a foreign key: calls are written in batches, behind what an operator saves.
"""

from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from callbridge.crm.call_log import MomentKind
from callbridge.crm.dictionary import CampaignState, ReasonRule, SourceKind
from callbridge.crm.interest import Rating
from callbridge.crm.operator import DeviceMode, Language, Presence, Role
from callbridge.store.types import Amount, CleanText, Instant, Sortable

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, CleanText, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _reference(name: str, target: str, *, nullable: bool = True, ondelete: str | None = None) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete=ondelete), nullable=nullable)


def _one_of(column: str, values: type[StrEnum] | tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


# --- logins ---------------------------------------------------------------------------------------------------------

operator = Table(
    "operator",
    metadata,
    _id(),
    _text("login"),
    Column("login_key", Sortable, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    _text("full_name"),
    Column("role", Text, nullable=False),
    _text("extension"),
    _text("pbx"),
    Column("device_mode", Text, nullable=False),
    Column("language", Text, nullable=False),
    _text("time_zone"),
    Column("presence", Text, nullable=False),
    _text("pause_reason"),
    _flag("is_active"),
    Column("created_at", Instant, nullable=False),
    _one_of("role", Role),
    _one_of("device_mode", DeviceMode),
    _one_of("language", Language),
    _one_of("presence", Presence),
)
_HAS_PHONE = text("is_active AND extension <> ''")
Index(
    "uq_operator_extension",
    operator.c.pbx,
    operator.c.extension,
    unique=True,
    sqlite_where=_HAS_PHONE,
    postgresql_where=_HAS_PHONE,
)

session = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("operator_id", Integer, ForeignKey("operator.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", Text, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

# --- dictionaries ---------------------------------------------------------------------------------------------------


def _dictionary(name: str, *more: Column[object] | Column[str] | Column[int] | CheckConstraint) -> Table:
    return Table(
        name, metadata, _id(), _text("name"), _text("name_en"), _flag("is_active"),
        Column("position", Integer, nullable=False), *more,
    )  # fmt: skip


contact_method = _dictionary("contact_method", Column("code", CleanText, nullable=False))
sales_topic = _dictionary("sales_topic")
lead_source = _dictionary("lead_source", Column("kind", Text, nullable=False), _one_of("kind", SourceKind))
product = Table(
    "product",
    metadata,
    _id(),
    _text("name"),
    _text("name_en"),
    _flag("is_active"),
    Column("position", Integer, nullable=False),
    _reference("parent_id", "product"),
    _text("code"),
    Column("price", Amount),
    Column("currency", Text),
    CheckConstraint("(price IS NULL) = (currency IS NULL)", name="price_has_currency"),
)
project = _dictionary(
    "project", Column("kind", Text, nullable=False), _one_of("kind", ("sales", "marketing", "internal"))
)
outcome = Table(
    "outcome",
    metadata,
    _id(),
    _text("name"),
    _text("name_en"),
    _flag("is_active"),
    Column("position", Integer, nullable=False),
    Column("rating", Text, nullable=False),
    Column("reason_rule", Text, nullable=False),
    _flag("new_deal"),
    _one_of("rating", Rating),
    _one_of("reason_rule", ReasonRule),
)
refusal_reason = _dictionary("refusal_reason")

# --- campaigns ------------------------------------------------------------------------------------------------------

campaign = Table(
    "campaign",
    metadata,
    _id(),
    _text("name"),
    Column("state", Text, nullable=False),
    Column("date_from", Instant),
    Column("date_to", Instant),
    _one_of("state", CampaignState),
    CheckConstraint("date_to >= date_from", name="dates_in_order"),
)
campaign_number = Table(
    "campaign_number",
    metadata,
    _id(),
    Column("campaign_id", Integer, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("did_e164", Sortable, nullable=False, index=True),
    Column("valid_from", Instant),
    Column("valid_to", Instant),
    CheckConstraint("valid_to > valid_from", name="dates_in_order"),
)

# --- directory ------------------------------------------------------------------------------------------------------

organization = Table(
    "organization",
    metadata,
    _id(),
    _text("name"),
    Column("created_at", Instant, nullable=False),
)
organization_word = Table(
    "organization_word",
    metadata,
    Column("word", Sortable, primary_key=True),
    Column("organization_id", Integer, ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "organization_id", "word"),
)
person = Table(
    "person",
    metadata,
    _id(),
    _text("full_name"),
    Column("folded_name", Sortable, nullable=False),
    Column("organization_id", Integer, ForeignKey("organization.id"), index=True),
    _flag("is_private"),
    Column("created_at", Instant, nullable=False),
)
person_word = Table(
    "person_word",
    metadata,
    Column("word", Sortable, primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "person_id", "word"),
)
contact_point = Table(
    "contact_point",
    metadata,
    _id(),
    Column("person_id", Integer, ForeignKey("person.id"), index=True),
    Column("organization_id", Integer, ForeignKey("organization.id"), index=True),
    Column("kind", Text, nullable=False),
    _text("raw"),
    Column("number_key", Sortable, nullable=False, index=True),
    Column("extension", Sortable, nullable=False),
    Column("reversed_digits", Sortable, nullable=False, index=True),
    _flag("is_shared"),
    _one_of("kind", ("phone", "email", "url")),
    CheckConstraint("(person_id IS NULL) <> (organization_id IS NULL)", name="one_owner"),
)

# --- calls ----------------------------------------------------------------------------------------------------------

call = Table(
    "call",
    metadata,
    Column("call_id", Sortable, primary_key=True),
    _text("pbx"),
    _text("direction"),
    Column("started_at", Instant, nullable=False),
    _text("number_raw"),
    _text("number_e164"),
    _text("number_extension"),
    Column("number_key", Sortable, nullable=False),
    Column("reversed_digits", Sortable, nullable=False, server_default=""),
    _text("caller_name"),
    _text("did_raw"),
    _text("did_e164"),
    _text("trunk"),
    _text("queue"),
    _reference("campaign_id", "campaign"),
    _reference("person_id", "person"),
    _reference("organization_id", "organization"),
    _reference("operator_id", "operator"),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    _text("outcome"),
    _text("hung_up_by"),
    Column("cause", Integer, nullable=False),
    Column("wait_seconds", Float, nullable=False),
    Column("ring_seconds", Float, nullable=False),
    Column("talk_seconds", Float, nullable=False),
    Column("hold_seconds", Float, nullable=False),
    _flag("is_partial"),
    Column("is_recovered", Boolean, nullable=False, server_default=false()),
    Column("missed_key", Sortable),  # number_key while nobody has talked to it since; kept by call_backs.py
    Column("called_back_at", Instant),
    Column("called_back_by", Sortable),
    Column("transfers", Integer, nullable=False, server_default="0"),
    Index(None, "number_key", "started_at"),
    Index(None, "person_id", "started_at"),
    Index(None, "organization_id", "started_at"),
    Index(None, "operator_id", "started_at"),
    Index(None, "campaign_id", "started_at"),
    Index(None, "direction", "started_at"),
    Index(None, "outcome", "started_at"),
    Index(None, "queue", "started_at"),
    Index(None, "did_e164", "started_at"),
    Index(None, "did_raw", "started_at"),
    Index(None, "reversed_digits"),
    Index(None, "talk_seconds", "call_id"),
    Index(None, "wait_seconds", "call_id"),
    # covers the totals, so that a year of calls is summed without reading them
    Index("ix_call_totals", "started_at", "direction", "outcome", "talk_seconds", "wait_seconds"),
)
_OPEN = text("ended_at IS NULL")
Index("ix_call_open", call.c.pbx, call.c.started_at, sqlite_where=_OPEN, postgresql_where=_OPEN)
_MISSED = text("missed_key IS NOT NULL")
Index("ix_call_missed", call.c.started_at, call.c.call_id, sqlite_where=_MISSED, postgresql_where=_MISSED)
_TRANSFERRED = text("transfers > 0")
Index(
    "ix_call_transferred",
    call.c.started_at,
    call.c.call_id,
    sqlite_where=_TRANSFERRED,
    postgresql_where=_TRANSFERRED,
)
Index("ix_call_missed_key", call.c.missed_key, sqlite_where=_MISSED, postgresql_where=_MISSED)

call_leg = Table(
    "call_leg",
    metadata,
    Column("call_id", Sortable, ForeignKey("call.call_id", ondelete="CASCADE"), primary_key=True),
    Column("leg_id", Sortable, primary_key=True),
    Column("position", Integer, nullable=False),
    _text("endpoint"),
    _reference("operator_id", "operator"),
    Column("started_at", Instant, nullable=False),
    Column("rang_at", Instant),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    _text("ring_end"),
    Column("ring_seconds", Float, nullable=False),
    Column("talk_seconds", Float, nullable=False, server_default="0"),
    Column("hold_seconds", Float, nullable=False, server_default="0"),
    Index(None, "operator_id", "started_at"),
)

call_moment = Table(
    "call_moment",
    metadata,
    Column("call_id", Sortable, ForeignKey("call.call_id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("kind"),
    Column("at", Instant, nullable=False),
    Column("leg_id", Sortable),
    _text("endpoint"),
    _reference("operator_id", "operator"),
    _text("target"),
    _text("colleague_endpoint"),
    _reference("colleague_id", "operator"),
    _text("reason"),
    Column("seconds", Float, nullable=False),
    _one_of("kind", MomentKind),
)

call_trace = Table(
    "call_trace",
    metadata,
    Column("call_id", Sortable, ForeignKey("call.call_id", ondelete="CASCADE"), primary_key=True),
    _text("steps"),
)
"""Beside `call`, not in it: lists read many calls, and a trace one at a time."""

pbx_seen = Table(
    "pbx_seen",
    metadata,
    Column("pbx", Sortable, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("gap_since", Instant),
)
"""When each PBX was last followed, so that what an outage of ours has missed can be asked for."""

# --- interests and what follows -------------------------------------------------------------------------------------

lead = Table(
    "lead",
    metadata,
    _id(),
    Column("owner_id", Integer, ForeignKey("operator.id"), nullable=False, index=True),
    Column("idempotency_key", Sortable, nullable=False),
    Column("at", Instant, nullable=False),
    _reference("method_id", "contact_method", nullable=False),
    _text("extra"),
    _reference("organization_id", "organization"),
    _text("organization_text"),
    _flag("is_private"),
    _reference("person_id", "person"),
    _text("person_text"),
    _reference("topic_id", "sales_topic"),
    _reference("source_id", "lead_source"),
    _reference("campaign_id", "campaign"),
    _reference("product_id", "product"),
    _reference("project_id", "project"),
    _text("content"),
    _reference("outcome_id", "outcome"),
    _reference("refusal_reason_id", "refusal_reason"),
    _flag("new_deal"),
    Column("next_contact_at", Instant),
    _flag("remind"),
    _reference("next_method_id", "contact_method"),
    Column("call_id", Sortable, index=True),
    Column("saved_at", Instant, nullable=False),
    Column("deleted_at", Instant),
    UniqueConstraint("owner_id", "idempotency_key"),
    Index(None, "at", "id"),
    Index(None, "campaign_id", "at", "id"),
    Index(None, "person_id", "at", "id"),
    Index(None, "organization_id", "at", "id"),
)
lead_phone = Table(
    "lead_phone",
    metadata,
    Column("lead_id", Integer, ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("raw"),
    Column("number_key", Sortable, nullable=False),
    Column("extension", Sortable, nullable=False),
    Column("reversed_digits", Sortable, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Index(None, "number_key", "at"),
)
activity = Table(
    "activity",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("done_at", Instant),
    _reference("method_id", "contact_method"),
    _reference("person_id", "person"),
    _reference("organization_id", "organization"),
    _reference("campaign_id", "campaign"),
    Column("lead_id", Integer, ForeignKey("lead.id"), index=True),
    Column("call_id", Sortable),
    _reference("owner_id", "operator", nullable=False),
    _reference("outcome_id", "outcome"),
    _text("content"),
    _one_of("kind", ("contact", "next_contact")),
    CheckConstraint("kind <> 'contact' OR done_at IS NOT NULL", name="contact_is_done"),
    Index(None, "person_id", "at"),
    Index(None, "person_id", "done_at"),
    Index(None, "organization_id", "at"),
)
# Without the condition the many contacts of no call make SQLite's statistics say that this index finds nothing
# quickly, and every lookup then reads the whole table.
_OF_A_CALL = text("call_id IS NOT NULL")
Index("ix_activity_call_id", activity.c.call_id, sqlite_where=_OF_A_CALL, postgresql_where=_OF_A_CALL)

reminder = Table(
    "reminder",
    metadata,
    _id(),
    Column("activity_id", Integer, ForeignKey("activity.id"), nullable=False, index=True),
    _reference("operator_id", "operator", nullable=False),
    Column("remind_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    _one_of("state", ("waiting", "shown", "snoozed", "acked", "escalated", "cancelled")),
    Index(None, "state", "remind_at"),
)
draft = Table(
    "draft",
    metadata,
    Column("operator_id", Integer, ForeignKey("operator.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Sortable, primary_key=True),
    Column("schema", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("values", Text, nullable=False),
    Column("dirty_fields", Text, nullable=False),
    Column("field_versions", Text, nullable=False),
)

# --- audit ----------------------------------------------------------------------------------------------------------

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", Instant, nullable=False),
    _reference("operator_id", "operator", nullable=False),
    Column("action", Sortable, nullable=False),
    Column("entity", Sortable, nullable=False),
    Column("entity_id", Sortable, nullable=False),
    _text("detail"),
    Index(None, "entity", "entity_id", "at"),
    Index(None, "operator_id", "at"),
)
"""Who did what to a record; nothing is ever changed or deleted, and a record's entries outlive it."""
