"""The model behind: marketing events, deals, contracts, the directory, mailings, tasks.

What is in the database stays: every login becomes an employee's, every topic gets the first pipeline.
"""

from callbridge.store.migrations.model_0020 import (
    campaigns,
    changes,
    deals,
    dictionaries,
    interviews,
    logins,
    outbox,
    outreach,
    rows,
    tasks,
    views,
)

revision = "0020"
down_revision = "0010"


def upgrade() -> None:
    """Make the new tables, then change the old ones; each after what it names."""
    for make in (
        dictionaries.campaign_type, outreach.mailing_template, logins.org_unit, outbox.outbox, deals.pipeline,
        views.setting, outbox.webhook, logins.employee, deals.stage,
    ):  # fmt: skip
        make()
    pipeline_id = rows.first_rows()
    rows.employees()
    changes.logins()
    changes.dictionaries(pipeline_id)
    changes.directory()
    rows.folded_organizations()
    changes.campaigns(rows.days_of_campaigns())
    changes.contact_points()
    for make in (
        outbox.webhook_delivery, campaigns.attachment, dictionaries.call_script, logins.api_token, views.column_choice,
        outbox.heard_request, views.saved_view, interviews.interview, campaigns.labour, outreach.mailing,
        campaigns.participant, campaigns.supplier, campaigns.touch, campaigns.cost, deals.deal,
        interviews.interview_question, interviews.interview_response, outreach.mailing_recipient,
        outreach.unsubscribed, deals.contract, interviews.interview_answer, tasks.task, tasks.task_assignee,
        tasks.task_message,
    ):  # fmt: skip
        make()
    changes.interests()
    deals.deal_stage_history()
