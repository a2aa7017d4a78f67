"""Every kind of record, one module a noun, collected in the order in which lists and dictionaries are offered."""

from collections.abc import Mapping

from callbridge.crm.entities.call_round import CALL_ROUND, CALL_ROUND_ENTRY
from callbridge.crm.entities.campaign import CAMPAIGN, COST, LABOUR, NUMBER, PARTICIPANT, SUPPLIER
from callbridge.crm.entities.deal import CONTRACT, DEAL
from callbridge.crm.entities.dictionaries import DICTIONARIES
from callbridge.crm.entities.lead import LEAD
from callbridge.crm.entities.mailing import MAILING, MAILING_RECIPIENT, MAILING_TEMPLATE
from callbridge.crm.entities.organization import ORGANIZATION
from callbridge.crm.entities.person import CONTACT_POINT, PERSON
from callbridge.crm.entities.work import ACTIVITY, EMPLOYEE, INTERVIEW, INTERVIEW_RESPONSE, STATUS_PERIOD, TASK
from callbridge.crm.entity import Entity

ENTITIES: Mapping[str, Entity] = {
    entity.id: entity
    for entity in (
        CAMPAIGN, DEAL, CONTRACT, PERSON, ORGANIZATION, CONTACT_POINT, ACTIVITY, TASK, INTERVIEW, PARTICIPANT, SUPPLIER,
        LABOUR, COST, NUMBER, EMPLOYEE, MAILING, MAILING_TEMPLATE, CALL_ROUND, *DICTIONARIES,
    )
}  # fmt: skip
"""By `Entity.id`."""

AUDITED: Mapping[str, Entity] = {LEAD.id: LEAD, **ENTITIES}
"""Every kind that has a history: the interest card writes leads, and they are audited as records are."""

LISTED: Mapping[str, Entity] = {
    "campaign": CAMPAIGN, "lead": LEAD, **ENTITIES, "mailing_recipient": MAILING_RECIPIENT,
    "interview_response": INTERVIEW_RESPONSE, "call_round_entry": CALL_ROUND_ENTRY, "status_period": STATUS_PERIOD,
}  # fmt: skip
"""Every kind that has a list: a lead's card is the interest card, mailings and rounds write whom they reach, and
forms are filled in a form of their own."""
