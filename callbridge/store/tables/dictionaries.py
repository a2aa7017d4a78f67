"""The dictionaries the cards choose from (R132-R141)."""

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text, UniqueConstraint

from callbridge.crm.dictionary import ReasonRule, SourceKind
from callbridge.crm.interest import Rating
from callbridge.crm.script_choice import ScriptDirection
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
from callbridge.store.types import Amount, CleanText, Instant

contact_method = dictionary("contact_method", Column("code", CleanText, nullable=False))
"""«Событие», «Вид» (R139); rows the program itself refers to have a code."""

sales_topic = dictionary("sales_topic", reference("pipeline_id", "pipeline", nullable=False))
"""«Тема (направление)» (R133); its deals go through its pipeline (R107)."""

lead_source = dictionary("lead_source", choice("kind"), one_of("kind", SourceKind))
"""«Источник» (R135)."""

campaign_type = dictionary("campaign_type")
"""«Виды маркетинговых мероприятий» (R132)."""

product = Table(
    "product",
    metadata,
    id_column(),
    text_column("name"),
    text_column("name_en"),
    flag("is_active"),
    Column("position", Integer, nullable=False),
    reference("parent_id", "product"),
    text_column("code"),
    added_text("unit"),
    Column("price", Amount),
    Column("currency", Text),
    CheckConstraint("(price IS NULL) = (currency IS NULL)", name="price_has_currency"),
    *edited(),
)
"""«ТМЦ»: what is sold, a tree (R134)."""

project = dictionary("project", choice("kind"), one_of("kind", ("sales", "marketing", "internal")))
"""«Проект» (R141)."""

outcome = Table(
    "outcome",
    metadata,
    id_column(),
    text_column("name"),
    text_column("name_en"),
    flag("is_active"),
    Column("position", Integer, nullable=False),
    choice("rating"),
    choice("reason_rule"),
    flag("new_deal"),
    one_of("rating", Rating),
    one_of("reason_rule", ReasonRule),
    *edited(),
)
"""«Результат» with its rating (R140)."""

refusal_reason = dictionary(
    "refusal_reason", choice("applies_to", default="both"), one_of("applies_to", ("lead", "deal", "both"))
)
"""«Причина отказа» (R136), of interests, of deals or of both."""

pause_reason = dictionary("pause_reason")
"""«Причина паузы»: why an operator takes no calls."""

call_script = dictionary(
    "call_script",
    reference("topic_id", "sales_topic"),
    reference("campaign_id", "campaign"),
    added_text("line"),
    choice("direction", default="any"),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("steps", Text, nullable=False, server_default="[]"),
    one_of("direction", ScriptDirection),
)
"""«Сценарий звонка» (R138): what it is for, its `steps` (JSON) as they are written, and the newest `revision`."""

call_script_revision = Table(
    "call_script_revision",
    metadata,
    id_column(),
    reference("call_script_id", "call_script", nullable=False),
    Column("revision", Integer, nullable=False),
    Column("steps", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
    reference("published_by_id", "operator"),
    UniqueConstraint("call_script_id", "revision"),
)
"""Steps that were published: never changed, since talks are led by them and answers name them."""
