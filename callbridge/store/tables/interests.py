"""Interests, contacts, reminders and drafts.

`lead.call_id` and `activity.call_id` name a call without a foreign key: calls are written in batches, behind what an
operator saves.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from callbridge.crm.follow_up import ReminderState
from callbridge.crm.mailing import RecipientState
from callbridge.store.tables.columns import (
    added_text,
    choice,
    edited,
    flag,
    id_column,
    metadata,
    one_of,
    partial_index,
    reference,
    text_column,
)
from callbridge.store.types import Instant, Sortable

lead = Table(
    "lead",
    metadata,
    id_column(),
    Column("owner_id", Integer, ForeignKey("operator.id")),
    Column("idempotency_key", Sortable, nullable=False),
    Column("at", Instant, nullable=False),
    reference("method_id", "contact_method", nullable=False),
    text_column("extra"),
    reference("organization_id", "organization"),
    text_column("organization_text"),
    flag("is_private"),
    reference("person_id", "person"),
    text_column("person_text"),
    reference("topic_id", "sales_topic"),
    reference("source_id", "lead_source"),
    reference("campaign_id", "campaign"),
    reference("line_campaign_id", "campaign"),
    added_text("campaign_reason"),
    reference("product_id", "product"),
    reference("project_id", "project"),
    text_column("content"),
    reference("outcome_id", "outcome"),
    reference("refusal_reason_id", "refusal_reason"),
    flag("new_deal"),
    Column("next_contact_at", Instant),
    flag("remind"),
    reference("next_method_id", "contact_method"),
    Column("call_id", Sortable, index=True),
    Column("saved_at", Instant, nullable=False),
    Column("deleted_at", Instant),
    Column("deal_id", Integer, ForeignKey("deal.id", use_alter=True)),
    Column("channel", Sortable, nullable=False, server_default=""),
    added_text("page_url"),
    added_text("consent"),
    added_text("removal_reason"),
    Column("result_key", Sortable, nullable=False, server_default=""),
    *edited(),
    UniqueConstraint("owner_id", "idempotency_key"),
    Index(None, "at", "id"),
    Index(None, "owner_id", "at", "id"),
    Index(None, "outcome_id", "at", "id"),
    Index(None, "campaign_id", "at", "id"),
    Index(None, "person_id", "at", "id"),
    Index(None, "organization_id", "at", "id"),
)
"""«Интерес» (R52-R70); refused ones stay (R54). One that a program brought has its `channel`, and no owner at first.

`deleted_at` and `removal_reason` are of one that an administrator removed (removed_leads.py).
`line_campaign_id` is the event that the dialled number was of, `campaign_id` what the operator left or chose instead.
`result_key` is the key of the card that gave such a lead its result, as `idempotency_key` is that of who brought it.
"""
_KEPT = "deleted_at IS NULL"
partial_index("uq_lead_result_key", "result_key <> ''", lead.c.owner_id, lead.c.result_key, is_unique=True)
partial_index("uq_lead_channel_key", "channel <> ''", lead.c.channel, lead.c.idempotency_key, is_unique=True)
for _column in ("refusal_reason_id", "product_id", "project_id", "topic_id", "source_id"):
    partial_index(f"ix_lead_{_column}_at_id", _KEPT, lead.c[_column], lead.c.at, lead.c.id)
# Counts the interests of a campaign and their people, those of an organization, and all of them, without reading them:
# on SQLite in a third of the time, as the index has what it is partial by, too.
partial_index("ix_lead_kept", _KEPT, lead.c.campaign_id, lead.c.person_id, lead.c.deleted_at)
partial_index("ix_lead_kept_organization", _KEPT, lead.c.organization_id, lead.c.deleted_at)
partial_index("ix_lead_removed", "deleted_at IS NOT NULL", lead.c.deleted_at, lead.c.id)
partial_index("ix_lead_planned", "next_contact_at IS NOT NULL", lead.c.next_contact_at, lead.c.id)
partial_index("ix_lead_deal_id", "deal_id IS NOT NULL", lead.c.deal_id)
partial_index(
    "ix_lead_line_campaign_id_at_id", "line_campaign_id IS NOT NULL", lead.c.line_campaign_id, lead.c.at, lead.c.id
)

lead_phone = Table(
    "lead_phone",
    metadata,
    Column("lead_id", Integer, ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    text_column("raw"),
    Column("number_key", Sortable, nullable=False),
    Column("extension", Sortable, nullable=False),
    Column("reversed_digits", Sortable, nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Index(None, "number_key", "at"),
)

lead_script_answer = Table(
    "lead_script_answer",
    metadata,
    Column("lead_id", Integer, ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    reference("revision_id", "call_script_revision", nullable=False),
    Column("step", Sortable, nullable=False),
    text_column("answer"),
    Column("at", Instant, nullable=False),
)
"""What was answered in the talk that an interest is about, in its order."""

activity = Table(
    "activity",
    metadata,
    id_column(),
    choice("kind"),
    Column("at", Instant, nullable=False),
    Column("done_at", Instant),
    reference("method_id", "contact_method"),
    reference("person_id", "person"),
    reference("organization_id", "organization"),
    reference("campaign_id", "campaign"),
    Column("lead_id", Integer, ForeignKey("lead.id"), index=True),
    Column("call_id", Sortable),
    reference("owner_id", "operator", nullable=False),
    reference("outcome_id", "outcome"),
    text_column("content"),
    Column("deal_id", Integer, ForeignKey("deal.id")),
    *edited(),
    Column("created_at", Instant),
    Column("closed_by_call", Sortable),
    one_of("kind", ("contact", "next_contact")),
    CheckConstraint("kind <> 'contact' OR done_at IS NOT NULL", name="contact_is_done"),
    Index(None, "at", "id"),
    Index(None, "person_id", "at"),
    Index(None, "person_id", "done_at"),
    Index(None, "organization_id", "at"),
    Index(None, "owner_id", "at"),
)
"""«Контакт»: one that took place, or the next one planned.

A planned one that nobody needs any more is done without a contact: `closed_by_call` names the conversation that made it
so, ``""`` says that a person did. `created_at` is NULL of those written before it was kept.
"""
# Without the condition the many contacts of no call make SQLite's statistics say that this index finds nothing
# quickly, and every lookup then reads the whole table.
partial_index("ix_activity_call_id", "call_id IS NOT NULL", activity.c.call_id)
partial_index("ix_activity_deal_id", "deal_id IS NOT NULL", activity.c.deal_id, activity.c.at)
partial_index("ix_activity_campaign_id", "campaign_id IS NOT NULL", activity.c.campaign_id, activity.c.at)

partial_index("ix_activity_open", "done_at IS NULL", activity.c.owner_id, activity.c.at)
partial_index("ix_activity_open_person", "done_at IS NULL", activity.c.person_id)
partial_index("ix_activity_open_lead", "done_at IS NULL", activity.c.lead_id)
partial_index("ix_activity_closed", "closed_by_call IS NOT NULL", activity.c.owner_id, activity.c.done_at)

reminder = Table(
    "reminder",
    metadata,
    id_column(),
    Column("activity_id", Integer, ForeignKey("activity.id"), nullable=False, index=True),
    reference("operator_id", "operator", nullable=False),
    Column("remind_at", Instant, nullable=False),
    choice("state"),
    Column("shown_at", Instant),
    one_of("state", ReminderState),
    Index(None, "state", "remind_at"),
)
"""«Напомнить» (R99): `shown_at` is when it fired."""

reminder_letter = Table(
    "reminder_letter",
    metadata,
    id_column(),
    Column("reminder_id", Integer, ForeignKey("reminder.id", ondelete="CASCADE"), nullable=False, unique=True),
    reference("operator_id", "operator", nullable=False),
    choice("state", default="waiting"),
    Column("message_id", Sortable, nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),
    added_text("problem"),
    Column("at", Instant, nullable=False),
    Column("next_try_at", Instant),
    one_of("state", RecipientState),
    Index(None, "operator_id", "id"),
    Index(None, "state", "id"),
)
"""What is told of a reminder by e-mail, once; `at` is when it fired, `message_id` the letter that tells of it."""

calendar_feed = Table(
    "calendar_feed",
    metadata,
    Column("operator_id", Integer, ForeignKey("operator.id", ondelete="CASCADE"), primary_key=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
)
"""The secret address of an operator's calendar; only the hash of its token is kept."""

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
