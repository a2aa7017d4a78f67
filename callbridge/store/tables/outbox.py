"""What other programs are told, and which requests were heard already."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

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

webhook = Table(
    "webhook",
    metadata,
    id_column(),
    text_column("name"),
    text_column("url"),
    Column("secret", Text, nullable=False),
    Column("topics", Text, nullable=False, server_default="[]"),
    added_flag("is_active", is_set=True),
    Column("created_at", Instant, nullable=False),
    *edited(),
)
"""Where a program wants to be told; `topics` is a JSON list of what it wants to hear."""

outbox = Table(
    "outbox",
    metadata,
    id_column(),
    Column("topic", Sortable, nullable=False),
    Column("entity", Sortable, nullable=False),
    Column("record_key", Sortable, nullable=False),
    Column("at", Instant, nullable=False),
    Column("payload", Text, nullable=False),
    Index(None, "entity", "record_key", "id"),
    Index(None, "at"),
)
"""What happened, written by the transaction in which it happened; told in the order of `id` for each record."""

webhook_delivery = Table(
    "webhook_delivery",
    metadata,
    id_column(),
    reference("webhook_id", "webhook", nullable=False, ondelete="CASCADE"),
    Column("outbox_id", Integer, ForeignKey("outbox.id", ondelete="CASCADE"), nullable=False, index=True),
    choice("state", default="waiting"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Instant),
    Column("done_at", Instant),
    Column("status", Integer),
    added_text("problem"),
    one_of("state", ("waiting", "done", "given_up")),
    UniqueConstraint("webhook_id", "outbox_id"),
)
partial_index("ix_webhook_delivery_waiting", "state = 'waiting'", webhook_delivery.c.next_try_at)

web_form = Table(
    "web_form",
    metadata,
    id_column(),
    text_column("name"),
    Column("form_key", Sortable, nullable=False, unique=True),
    reference("topic_id", "sales_topic"),
    reference("source_id", "lead_source"),
    reference("campaign_id", "campaign"),
    reference("product_id", "product"),
    Column("origins", Text, nullable=False, server_default="[]"),
    added_text("redirect_url"),
    added_text("consent_text"),
    added_flag("is_active", is_set=True),
    reference("operator_id", "operator", nullable=False),
    Column("created_at", Instant, nullable=False),
    *edited(),
)
"""A form on a web site whose requests become leads; `origins` is a JSON list of the sites it may stand on."""

heard_request = Table(
    "heard_request",
    metadata,
    Column("operator_id", Integer, ForeignKey("operator.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Sortable, primary_key=True),
    Column("entity", Sortable, nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)
"""Which record a create with an idempotency key made: a retry whose answer was lost makes no second one."""
