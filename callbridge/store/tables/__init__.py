"""Every table, a module a noun. Migrations are proved equal to them (tests/store/test_migrate.py).

Names are the glossary's. Enumerations are text with a check; every instant is an `Instant`, every day a `Date`, every
sum of money an `Amount`. Rows that people edit have a `version`; kinds of record with an `archived_at` are put away,
never deleted.
"""

from callbridge.store.tables.audit import audit
from callbridge.store.tables.calls import call, call_leg, call_moment, call_trace, pbx_seen, talk_quality
from callbridge.store.tables.campaigns import (
    attachment,
    campaign,
    campaign_number,
    cost,
    labour,
    participant,
    supplier,
    touch,
)
from callbridge.store.tables.columns import metadata
from callbridge.store.tables.deals import contract, deal, deal_stage_history, deal_word, pipeline, stage
from callbridge.store.tables.dictionaries import (
    call_script,
    campaign_type,
    contact_method,
    lead_source,
    outcome,
    product,
    project,
    refusal_reason,
    sales_topic,
)
from callbridge.store.tables.directory import contact_point, organization, organization_word, person, person_word
from callbridge.store.tables.imports import import_job, import_row, merge, not_duplicate
from callbridge.store.tables.interests import activity, calendar_feed, draft, lead, lead_phone, reminder
from callbridge.store.tables.logins import api_token, employee, operator, org_unit, session
from callbridge.store.tables.outbox import heard_request, outbox, web_form, webhook, webhook_delivery
from callbridge.store.tables.outreach import (
    interview,
    interview_answer,
    interview_question,
    interview_response,
    mailbox_letter,
    mailbox_mark,
    mailing,
    mailing_recipient,
    mailing_template,
    task,
    task_assignee,
    task_message,
    undeliverable,
    unsubscribed,
)
from callbridge.store.tables.rounds import call_round, call_round_entry, call_round_operator
from callbridge.store.tables.views import column_choice, saved_view, setting

__all__ = [
    "activity",
    "api_token",
    "attachment",
    "audit",
    "calendar_feed",
    "call",
    "call_leg",
    "call_moment",
    "call_round",
    "call_round_entry",
    "call_round_operator",
    "call_script",
    "call_trace",
    "campaign",
    "campaign_number",
    "campaign_type",
    "column_choice",
    "contact_method",
    "contact_point",
    "contract",
    "cost",
    "deal",
    "deal_stage_history",
    "deal_word",
    "draft",
    "employee",
    "heard_request",
    "import_job",
    "import_row",
    "interview",
    "interview_answer",
    "interview_question",
    "interview_response",
    "labour",
    "lead",
    "lead_phone",
    "lead_source",
    "mailbox_letter",
    "mailbox_mark",
    "mailing",
    "mailing_recipient",
    "mailing_template",
    "merge",
    "metadata",
    "not_duplicate",
    "operator",
    "org_unit",
    "organization",
    "organization_word",
    "outbox",
    "outcome",
    "participant",
    "pbx_seen",
    "person",
    "person_word",
    "pipeline",
    "product",
    "project",
    "refusal_reason",
    "reminder",
    "sales_topic",
    "saved_view",
    "session",
    "setting",
    "stage",
    "supplier",
    "talk_quality",
    "task",
    "task_assignee",
    "task_message",
    "touch",
    "undeliverable",
    "unsubscribed",
    "web_form",
    "webhook",
    "webhook_delivery",
]
