"""What the audit trail has of an interest that is of another event than the dialled number."""

import json
from datetime import datetime

from callbridge.crm.audit import AuditNote
from callbridge.crm.interest import InterestForm
from callbridge.crm.qualify import is_corrected
from callbridge.kernel.ids import CampaignId, LeadId, OperatorId
from callbridge.store.audit import write_note
from callbridge.store.tx import Tx

CORRECTED = "interest.corrected"


def note_correction(
    tx: Tx,
    lead_id: LeadId,
    form: InterestForm,
    line_campaign_id: CampaignId | None,
    *,
    by: OperatorId,
    at: datetime,
) -> None:
    """Write which event the number was of, which one was chosen, and why; nothing when it is the same."""
    if not is_corrected(form.campaign_id, line_campaign_id):
        return
    detail = {"campaign": [line_campaign_id, form.campaign_id], "campaign_reason": [None, form.campaign_reason]}
    note = AuditNote(
        at=at,
        operator_id=by,
        action=CORRECTED,
        entity="lead",
        entity_id=str(lead_id),
        detail={name: json.dumps(pair, ensure_ascii=False) for name, pair in detail.items()},
    )
    write_note(tx, note)
