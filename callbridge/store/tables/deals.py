"""Pipelines, deals and contracts (R118-R124).

The journal of 200,000 deals is sorted by when they were made, by amount, by expected close; the board reads one
pipeline's stage. Its other columns are sorted after a filter has made them few, which needs no index of their own.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from callbridge.crm.contract import ContractState
from callbridge.crm.deal import DealState
from callbridge.crm.pipeline import StageKind
from callbridge.store.tables.columns import (
    added_flag,
    added_text,
    amount,
    choice,
    dictionary,
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
from callbridge.store.types import Instant, Sortable

pipeline = dictionary(
    "pipeline", Column("revision", Integer, nullable=False, server_default="1"), added_flag("auto_advance", is_set=True)
)
"""The stages that the deals of its topics go through; new deals take the stages of `revision`, older keep theirs."""

stage = Table(
    "stage",
    metadata,
    id_column(),
    reference("pipeline_id", "pipeline", nullable=False),
    Column("revision", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    text_column("name"),
    text_column("name_en"),
    choice("kind"),
    Column("probability", Integer, nullable=False),
    reference("required_method_id", "contact_method"),
    Column("rot_days", Integer),
    reference("replaces_id", "stage"),
    *edited(),
    one_of("kind", StageKind),
    CheckConstraint("probability BETWEEN 0 AND 100", name="probability_is_percent"),
    CheckConstraint("rot_days > 0", name="rot_days_positive"),
    UniqueConstraint("pipeline_id", "revision", "position"),
    UniqueConstraint("pipeline_id", "id"),
)
"""«Этап сделки» of one revision of a pipeline (R137); `replaces_id` is the same stage in the revision before."""

deal = Table(
    "deal",
    metadata,
    id_column(),
    text_column("name"),
    reference("topic_id", "sales_topic", nullable=False),
    Column("pipeline_id", Integer, nullable=False),
    Column("stage_id", Integer, nullable=False),
    choice("state", default="open"),
    reference("lost_stage_id", "stage"),
    reference("refusal_reason_id", "refusal_reason"),
    reference("organization_id", "organization"),
    reference("person_id", "person"),
    reference("product_id", "product"),
    reference("project_id", "project"),
    reference("owner_id", "employee"),
    reference("org_unit_id", "org_unit"),
    amount("amount"),
    amount("amount_base"),
    Column("probability", Integer),
    Column("expected_close", Date),
    Column("origin_lead_id", Integer, ForeignKey("lead.id"), unique=True),
    reference("campaign_id", "campaign"),
    reference("source_id", "lead_source"),
    added_text("note"),
    Column("created_at", Instant, nullable=False),
    Column("stage_at", Instant, nullable=False),
    Column("active_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("archived_at", Instant),
    *money(),
    *edited(),
    one_of("state", DealState),
    not_negative("amount"),
    CheckConstraint("probability BETWEEN 0 AND 100", name="probability_is_percent"),
    CheckConstraint(
        "state <> 'lost' OR (refusal_reason_id IS NOT NULL AND lost_stage_id IS NOT NULL)", name="lost_has_reason"
    ),
    CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="open_is_not_closed"),
    ForeignKeyConstraint(["pipeline_id", "stage_id"], ["stage.pipeline_id", "stage.id"]),
    Index(None, "pipeline_id", "stage_id", "id"),
    # sums a board without reading its deals; SQLite would read them to see that none is archived, were it partial
    Index("ix_deal_board", "pipeline_id", "stage_id", "archived_at", "state", "amount_base", "probability"),
    Index(None, "created_at", "id"),
    Index(None, "amount_base", "id"),
    Index(None, "expected_close", "id"),
    Index(None, "state", "created_at", "id"),
    Index(None, "owner_id", "created_at", "id"),
    Index(None, "org_unit_id", "created_at", "id"),
)
"""«Сделка»; its stage is one of its pipeline's, `stage_at` is since when, `active_at` when anything last happened."""
for _column in ("campaign_id", "organization_id", "person_id"):
    partial_index(f"ix_deal_{_column}", f"{_column} IS NOT NULL", deal.c[_column], deal.c.created_at, deal.c.id)

# counts the deals of a campaign without reading them
partial_index("ix_deal_kept", "campaign_id IS NOT NULL AND archived_at IS NULL", deal.c.campaign_id, deal.c.archived_at)

deal_word = Table(
    "deal_word",
    metadata,
    Column("word", Sortable, primary_key=True),
    Column("deal_id", Integer, ForeignKey("deal.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "deal_id", "word"),
)
"""Folded words of a deal's name, by which it is found."""

deal_stage_history = Table(
    "deal_stage_history",
    metadata,
    id_column(),
    reference("deal_id", "deal", nullable=False),
    reference("from_stage_id", "stage"),
    reference("to_stage_id", "stage", nullable=False),
    Column("at", Instant, nullable=False),
    reference("employee_id", "employee"),
    Column("activity_id", Integer, ForeignKey("activity.id")),
    choice("cause"),
    added_text("note"),
    one_of("cause", ("created", "moved", "activity", "contract", "topic", "revision")),
    Index(None, "deal_id", "id"),
    Index(None, "to_stage_id", "at"),
)
"""Every move of every deal, for ever (A16)."""

contract = Table(
    "contract",
    metadata,
    id_column(),
    Column("number", Sortable, nullable=False),
    reference("deal_id", "deal"),
    reference("campaign_id", "campaign"),
    reference("organization_id", "organization"),
    reference("person_id", "person"),
    reference("owner_id", "employee"),
    reference("org_unit_id", "org_unit"),
    Column("signed_on", Date),
    amount("amount"),
    amount("amount_base"),
    choice("state", default="draft"),
    added_text("note"),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    *money(),
    *edited(),
    one_of("state", ContractState),
    not_negative("amount"),
    CheckConstraint("state = 'draft' OR signed_on IS NOT NULL", name="signed_has_date"),
    CheckConstraint("deal_id IS NULL OR campaign_id IS NULL", name="campaign_by_deal_or_own"),
    Index(None, "signed_on", "id"),
    Index(None, "amount_base", "id"),
    Index(None, "number", "id"),
    Index(None, "created_at", "id"),
)
"""«Договор»: of a deal, whose campaign it inherits, or alone with a campaign of its own."""
for _column in ("organization_id", "person_id"):
    partial_index(f"ix_contract_{_column}", f"{_column} IS NOT NULL", contract.c[_column], contract.c.id)
# sums the contracts of a campaign, its own and its deals', without reading them
for _column in ("deal_id", "campaign_id"):
    partial_index(
        f"ix_contract_{_column}", f"{_column} IS NOT NULL",
        contract.c[_column], contract.c.id, contract.c.state, contract.c.archived_at, contract.c.amount_base,
    )  # fmt: skip
