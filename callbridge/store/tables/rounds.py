"""Call rounds (R55): whom they call, who may, and what became of each."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from callbridge.crm.call_round import EntryState, RoundState
from callbridge.store.tables.columns import (
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

call_round = Table(
    "call_round",
    metadata,
    id_column(),
    reference("campaign_id", "campaign"),
    text_column("name"),
    choice("state", default="draft"),
    added_text("script"),
    Column("audience", Text, nullable=False, server_default="{}"),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    reference("owner_id", "employee"),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    *edited(),
    one_of("state", RoundState),
    Index(None, "state", "id"),
)
"""«Обзвон»; `audience` is JSON as a mailing's."""
partial_index("ix_call_round_campaign_id", "campaign_id IS NOT NULL", call_round.c.campaign_id)

call_round_operator = Table(
    "call_round_operator",
    metadata,
    Column("call_round_id", Integer, ForeignKey("call_round.id", ondelete="CASCADE"), primary_key=True),
    Column("employee_id", Integer, ForeignKey("employee.id"), primary_key=True),
    Index(None, "employee_id"),
)
"""Who may work on a round; no row: anybody."""

call_round_entry = Table(
    "call_round_entry",
    metadata,
    id_column(),
    reference("call_round_id", "call_round", nullable=False, ondelete="CASCADE"),
    Column("party_key", Sortable, nullable=False),
    reference("person_id", "person"),
    reference("organization_id", "organization"),
    added_text("name"),
    added_text("phone"),
    Column("number_key", Sortable, nullable=False, server_default=""),
    choice("state", default="waiting"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("last_tried_at", Instant),
    Column("next_try_at", Instant),
    reference("claimed_by_id", "operator"),
    Column("claimed_at", Instant),
    Column("claimed_until", Instant),
    reference("worked_by_id", "operator"),
    added_text("last_outcome"),
    reference("refusal_reason_id", "refusal_reason"),
    Column("lead_id", Integer, ForeignKey("lead.id")),
    added_text("note"),
    one_of("state", EntryState),
    UniqueConstraint("call_round_id", "party_key"),
    Index(None, "call_round_id", "state", "next_try_at", "id"),
    Index(None, "number_key"),
)
"""Somebody a round calls, once; a claim that has lapsed is none."""
partial_index("ix_call_round_entry_person_id", "person_id IS NOT NULL", call_round_entry.c.person_id)
partial_index("ix_call_round_entry_organization_id", "organization_id IS NOT NULL", call_round_entry.c.organization_id)
partial_index("ix_call_round_entry_claimed_by_id", "claimed_by_id IS NOT NULL", call_round_entry.c.claimed_by_id)
partial_index("ix_call_round_entry_lead_id", "lead_id IS NOT NULL", call_round_entry.c.lead_id)
