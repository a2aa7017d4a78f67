"""Calls, as Asterisk told them (R152)."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, false

from callbridge.crm.call_log import MomentKind
from callbridge.store.tables.columns import flag, id_column, metadata, one_of, partial_index, reference, text_column
from callbridge.store.types import Instant, Sortable

call = Table(
    "call",
    metadata,
    Column("call_id", Sortable, primary_key=True),
    text_column("pbx"),
    text_column("direction"),
    Column("started_at", Instant, nullable=False),
    text_column("number_raw"),
    text_column("number_e164"),
    text_column("number_extension"),
    Column("number_key", Sortable, nullable=False),
    Column("reversed_digits", Sortable, nullable=False, server_default=""),
    text_column("caller_name"),
    text_column("did_raw"),
    text_column("did_e164"),
    text_column("trunk"),
    text_column("queue"),
    reference("campaign_id", "campaign"),
    reference("person_id", "person"),
    reference("organization_id", "organization"),
    reference("operator_id", "operator"),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    text_column("outcome"),
    text_column("hung_up_by"),
    Column("cause", Integer, nullable=False),
    Column("wait_seconds", Float, nullable=False),
    Column("ring_seconds", Float, nullable=False),
    Column("talk_seconds", Float, nullable=False),
    Column("hold_seconds", Float, nullable=False),
    flag("is_partial"),
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
partial_index("ix_call_open", "ended_at IS NULL", call.c.pbx, call.c.started_at)
partial_index("ix_call_missed", "missed_key IS NOT NULL", call.c.started_at, call.c.call_id)
partial_index("ix_call_transferred", "transfers > 0", call.c.started_at, call.c.call_id)
partial_index("ix_call_missed_key", "missed_key IS NOT NULL", call.c.missed_key)

call_leg = Table(
    "call_leg",
    metadata,
    Column("call_id", Sortable, ForeignKey("call.call_id", ondelete="CASCADE"), primary_key=True),
    Column("leg_id", Sortable, primary_key=True),
    Column("position", Integer, nullable=False),
    text_column("endpoint"),
    reference("operator_id", "operator"),
    Column("started_at", Instant, nullable=False),
    Column("rang_at", Instant),
    Column("answered_at", Instant),
    Column("ended_at", Instant),
    text_column("ring_end"),
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
    text_column("kind"),
    Column("at", Instant, nullable=False),
    Column("leg_id", Sortable),
    text_column("endpoint"),
    reference("operator_id", "operator"),
    text_column("target"),
    text_column("colleague_endpoint"),
    reference("colleague_id", "operator"),
    text_column("reason"),
    Column("seconds", Float, nullable=False),
    one_of("kind", MomentKind),
)

call_trace = Table(
    "call_trace",
    metadata,
    Column("call_id", Sortable, ForeignKey("call.call_id", ondelete="CASCADE"), primary_key=True),
    text_column("steps"),
)
"""Beside `call`, not in it: lists read many calls, and a trace one at a time."""

unwanted_card = Table(
    "unwanted_card",
    metadata,
    Column("call_id", Sortable, ForeignKey("call.call_id", ondelete="CASCADE"), primary_key=True),
    Column("operator_id", Integer, ForeignKey("operator.id"), primary_key=True),
)
"""Who wants no card of a call: they skipped it while it lived, or closed it after it was missed."""

talk_quality = Table(
    "talk_quality",
    metadata,
    id_column(),
    Column("call_id", Sortable, ForeignKey("call.call_id", ondelete="CASCADE"), nullable=False),
    reference("operator_id", "operator", nullable=False),
    Column("at", Instant, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("received", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
    Column("rtt_ms", Float),
    Column("jitter_ms", Float),
    Column("mos", Float, nullable=False),
    Column("worst_mos", Float, nullable=False),
    Index(None, "call_id"),
)
"""How a talk through a headset sounded, as the browser measured it."""

pbx_seen = Table(
    "pbx_seen",
    metadata,
    Column("pbx", Sortable, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("gap_since", Instant),
)
"""When each PBX was last followed, so that what an outage of ours has missed can be asked for."""
