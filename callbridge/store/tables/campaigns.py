"""Marketing events with all that hangs on one (R6-R51).

Events are hundreds, so their own list needs few indexes; what hangs on them is entered by the event. Rows that may be
deleted never give their id to another: the audit trail would take the two for one.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint

from callbridge.crm.campaign import ParticipantStatus, SupplierStatus
from callbridge.crm.dictionary import CampaignState
from callbridge.store.tables.columns import (
    added_flag,
    added_text,
    amount,
    choice,
    edited,
    id_column,
    metadata,
    money,
    not_negative,
    one_of,
    partial_index,
    reference,
    text_column,
)
from callbridge.store.types import Amount, Instant, Sortable

campaign = Table(
    "campaign",
    metadata,
    id_column(),
    text_column("name"),
    choice("state"),
    Column("date_from", Date),
    Column("date_to", Date),
    reference("type_id", "campaign_type"),
    reference("org_unit_id", "org_unit"),
    added_text("place"),
    reference("organizer_id", "organization"),
    reference("project_id", "project"),
    reference("owner_id", "employee"),
    added_text("note"),
    added_flag("cost_includes_labour"),
    *edited(),
    one_of("state", CampaignState),
    CheckConstraint("date_to >= date_from", name="dates_in_order"),
    Index(None, "state", "date_from", "id"),
    Index(None, "date_from", "id"),
)
"""«Мероприятие» (R33-R44)."""

campaign_number = Table(
    "campaign_number",
    metadata,
    id_column(),
    Column("campaign_id", Integer, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("did_e164", Sortable, nullable=False, index=True),
    Column("valid_from", Instant),
    Column("valid_to", Instant),
    added_text("note"),
    *edited(),
    CheckConstraint("valid_to > valid_from", name="dates_in_order"),
)
"""A line of ours whose calls are the campaign's while it is valid."""

participant = Table(
    "participant",
    metadata,
    id_column(),
    reference("campaign_id", "campaign", nullable=False),
    reference("person_id", "person", nullable=False),
    choice("status", default="undefined"),
    added_text("note"),
    Column("created_at", Instant, nullable=False),
    *edited(),
    one_of("status", ParticipantStatus),
    UniqueConstraint("campaign_id", "person_id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)
"""«Участник» (R45-R49)."""

supplier = Table(
    "supplier",
    metadata,
    id_column(),
    reference("campaign_id", "campaign", nullable=False),
    reference("organization_id", "organization", nullable=False),
    choice("status", default="potential"),
    added_text("subject"),
    added_text("note"),
    *edited(),
    one_of("status", SupplierStatus),
    UniqueConstraint("campaign_id", "organization_id"),
    Index(None, "organization_id"),
    sqlite_autoincrement=True,
)
"""«Поставщик» of one campaign (R25)."""

labour = Table(
    "labour",
    metadata,
    id_column(),
    reference("campaign_id", "campaign", nullable=False),
    reference("employee_id", "employee", nullable=False),
    added_text("duty"),
    amount("hours_plan"),
    amount("hours_fact"),
    Column("hour_rate", Amount),  # in the base currency
    *edited(),
    not_negative("hours_plan", "hours_fact"),
    CheckConstraint("hour_rate >= 0", name="rate_not_negative"),
    Index(None, "campaign_id"),
    Index(None, "employee_id"),
    sqlite_autoincrement=True,
)
"""«Ответственный» with man-hours (R24, A1)."""

cost = Table(
    "cost",
    metadata,
    id_column(),
    reference("campaign_id", "campaign", nullable=False),
    text_column("name"),
    reference("supplier_id", "supplier"),
    amount("plan_amount"),
    amount("fact_amount"),
    amount("plan_base"),
    amount("fact_base"),
    Column("on_date", Date),
    added_text("note"),
    *money(),
    *edited(),
    not_negative("plan_amount", "fact_amount"),
    Index(None, "campaign_id"),
    Index(None, "supplier_id"),
    sqlite_autoincrement=True,
)
"""«Затрата» (R16, R17)."""

attachment = Table(
    "attachment",
    metadata,
    id_column(),
    Column("owner_entity", Sortable, nullable=False),
    Column("owner_id", Integer, nullable=False),
    text_column("name"),
    Column("sha256", Sortable, nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    added_text("media_type"),
    Column("storage_key", Sortable, nullable=False),
    reference("employee_id", "employee"),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    added_text("note"),
    *edited(),
    not_negative("size"),
    Index(None, "owner_entity", "owner_id", "id"),
)
"""«Файл» of any kind of record (R26); what it holds lies in the storage under `storage_key`."""

touch = Table(
    "touch",
    metadata,
    id_column(),
    reference("campaign_id", "campaign", nullable=False),
    reference("person_id", "person"),
    choice("kind"),
    Column("ref_key", Sortable, nullable=False),
    Column("at", Instant, nullable=False),
    one_of("kind", ("participant", "mailing", "interview", "lead", "call")),
    UniqueConstraint("kind", "ref_key", "campaign_id"),
    Index(None, "campaign_id", "at"),
)
"""That a campaign reached somebody: from these credit is computed, never stored by hand (rule 3 of the model).

`ref_key` names the record it came from, so that writing a touch twice makes one.
"""
partial_index("ix_touch_person_id", "person_id IS NOT NULL", touch.c.person_id, touch.c.at)
