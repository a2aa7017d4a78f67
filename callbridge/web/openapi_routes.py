"""What each route takes and answers, in the dataclasses that the client's types are made of too.

The routes read and write bytes themselves (web/codec.py), so their signatures do not say it. A test finds a route that
is missing here.
"""

from collections.abc import Mapping
from typing import Any

from callbridge.app.health_port import Health
from callbridge.crm.api_token import ApiToken
from callbridge.crm.audit import AuditEntry
from callbridge.crm.call_audio import CallAudioView
from callbridge.crm.call_list import CallTotals
from callbridge.crm.call_log import CallRow, LegRow, MomentRow
from callbridge.crm.dictionary import Dictionaries
from callbridge.crm.directory import OrganizationView, PersonView
from callbridge.crm.draft import Draft
from callbridge.crm.incoming_lead import IncomingLead
from callbridge.crm.interest import InterestForm, LeadRow, SavedInterest
from callbridge.crm.operator import Operator
from callbridge.crm.record import RecordView
from callbridge.crm.saved_view import ColumnChoice, SavedView
from callbridge.crm.softphone import PhoneLogin, PhoneSessions, TalkQuality, TalkReport
from callbridge.crm.web_form import WebForm, WebFormDraft
from callbridge.crm.webhook import Delivery, Webhook, WebhookDraft
from callbridge.screenpop.wire import OwnState
from callbridge.web import call_shapes, deal_shapes, list_shapes, shapes
from callbridge.web.openapi_office import OFFICE
from callbridge.web.openapi_operation import KEY, MADE, NOTHING, TABLES, VERSION, Operation

_HEALTH: Mapping[str, Any] = {"description": "Something is not well", "content": {"application/json": {}}}
_AUDIO = Operation(statuses=(200, 206), kinds=("audio/*", "application/octet-stream"))
_RECORD = Operation(answer=RecordView)

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("POST", "/api/login"): Operation(body=shapes.LoginForm, answer=shapes.Me),
    ("POST", "/api/logout"): NOTHING,
    ("GET", "/api/me"): Operation(answer=shapes.Me),
    ("PATCH", "/api/me"): Operation(body=shapes.OwnChanges, answer=Operator),
    ("PUT", "/api/me/presence"): Operation(body=shapes.PresenceChange, answer=OwnState),
    ("GET", "/api/dictionaries"): Operation(answer=Dictionaries),
    ("GET", "/api/calls"): Operation(answer=call_shapes.CallPage),
    ("GET", "/api/calls/totals"): Operation(answer=CallTotals),
    ("GET", "/api/calls/export"): Operation(kinds=TABLES),
    ("GET", "/api/calls/{call_id}"): Operation(answer=CallRow),
    ("GET", "/api/calls/{call_id}/legs"): Operation(answer=list[LegRow]),
    ("GET", "/api/calls/{call_id}/moments"): Operation(answer=list[MomentRow]),
    ("GET", "/api/calls/{call_id}/trace"): Operation(answer=call_shapes.CallTraceView),
    ("GET", "/api/calls/{call_id}/audio"): Operation(answer=CallAudioView),
    ("GET", "/api/calls/{call_id}/audio/heard"): Operation(answer=list[AuditEntry]),
    ("GET", "/api/calls/{call_id}/audio/{audio_id}"): _AUDIO,
    ("HEAD", "/api/calls/{call_id}/audio/{audio_id}"): _AUDIO,
    ("POST", "/api/calls/{call_id}/answer"): NOTHING,
    ("POST", "/api/calls/{call_id}/dismiss"): NOTHING,
    ("GET", "/api/calls/{call_id}/phone"): Operation(answer=PhoneSessions),
    ("GET", "/api/calls/{call_id}/quality"): Operation(answer=list[TalkQuality]),
    ("POST", "/api/phone/talks"): Operation(body=TalkReport, statuses=(204,)),
    ("POST", "/api/phone/credentials"): Operation(answer=PhoneLogin),
    ("GET", "/api/leads"): Operation(answer=shapes.LeadPage),
    ("GET", "/api/leads/awaiting"): Operation(answer=list[LeadRow]),
    ("GET", "/api/leads/{lead_id}"): Operation(answer=LeadRow),
    ("POST", "/api/leads"): Operation(body=InterestForm, answer=SavedInterest, statuses=MADE, headers=KEY),
    ("GET", "/api/lists"): Operation(answer=list[list_shapes.ListMeta]),
    ("GET", "/api/lists/{entity}/rows"): Operation(answer=list_shapes.RowPage),
    ("GET", "/api/lists/{entity}/totals"): Operation(answer=list_shapes.TotalsView),
    ("GET", "/api/lists/{entity}/export"): Operation(kinds=TABLES),
    ("GET", "/api/lists/{entity}/columns"): Operation(answer=list[ColumnChoice]),
    ("PUT", "/api/lists/{entity}/columns"): Operation(body=list_shapes.ColumnsWrite, answer=list[ColumnChoice]),
    ("DELETE", "/api/lists/{entity}/columns"): NOTHING,
    ("GET", "/api/lists/{entity}/views"): Operation(answer=list[SavedView]),
    ("POST", "/api/lists/{entity}/views"): Operation(body=list_shapes.ViewWrite, answer=SavedView, statuses=(201,)),
    ("PUT", "/api/lists/{entity}/views/{view_id}"): Operation(body=list_shapes.ViewWrite, answer=SavedView),
    ("DELETE", "/api/lists/{entity}/views/{view_id}"): NOTHING,
    ("GET", "/api/persons"): Operation(answer=list[PersonView]),
    ("GET", "/api/persons/{person_id}"): Operation(answer=PersonView),
    ("GET", "/api/organizations"): Operation(answer=list[OrganizationView]),
    ("GET", "/api/organizations/{organization_id}"): Operation(answer=OrganizationView),
    ("GET", "/api/number-zone"): Operation(answer=shapes.NumberZone),
    ("GET", "/api/contacts"): Operation(answer=call_shapes.ContactPage),
    ("GET", "/api/drafts"): Operation(answer=list[Draft]),
    ("GET", "/api/drafts/{key}"): Operation(answer=Draft),
    ("PUT", "/api/drafts/{key}"): Operation(body=shapes.DraftWrite, answer=Draft),
    ("DELETE", "/api/drafts/{key}"): NOTHING,
    ("GET", "/api/records/{entity}/{record_id}"): _RECORD,
    ("POST", "/api/records/{entity}"): Operation(is_object=True, answer=RecordView, statuses=MADE, headers=KEY),
    ("PATCH", "/api/records/{entity}/{record_id}"): Operation(is_object=True, answer=RecordView, headers=VERSION),
    ("DELETE", "/api/records/{entity}/{record_id}"): Operation(statuses=(204,), headers=VERSION),
    ("POST", "/api/records/{entity}/{record_id}/restore"): Operation(answer=RecordView, headers=VERSION),
    ("GET", "/api/records/{entity}/{record_id}/history"): Operation(answer=shapes.RecordHistory),
    ("POST", "/api/deals/{deal_id}/move"): Operation(body=deal_shapes.StageMove, answer=RecordView),
    ("POST", "/api/pipelines"): Operation(body=deal_shapes.NewPipeline, answer=RecordView, statuses=(201,)),
    ("PUT", "/api/pipelines/{pipeline_id}/stages"): Operation(
        body=deal_shapes.PipelineStages, answer=RecordView, headers=VERSION
    ),
    ("POST", "/api/pipelines/{pipeline_id}/bring-over"): Operation(
        body=deal_shapes.BringOver, answer=deal_shapes.BroughtOver
    ),
    ("GET", "/api/operators"): Operation(answer=list[Operator]),
    ("POST", "/api/operators"): Operation(body=shapes.NewOperator, answer=Operator, statuses=(201,)),
    ("PATCH", "/api/operators/{operator_id}"): Operation(body=shapes.OperatorPatch, answer=Operator),
    ("GET", "/api/tokens"): Operation(answer=list[ApiToken]),
    ("POST", "/api/tokens"): Operation(body=shapes.NewToken, answer=shapes.MadeToken, statuses=(201,)),
    ("DELETE", "/api/tokens/{token_id}"): Operation(answer=ApiToken),
    ("GET", "/api/forms"): Operation(answer=list[WebForm]),
    ("POST", "/api/forms"): Operation(body=WebFormDraft, answer=WebForm, statuses=(201,)),
    ("PUT", "/api/forms/{form_id}"): Operation(body=WebFormDraft, answer=WebForm),
    ("POST", "/api/v1/leads"): Operation(body=IncomingLead, answer=SavedInterest, statuses=MADE, headers=KEY),
    ("POST", "/api/v1/forms/{key}"): Operation(is_form=True, statuses=(200, 303), kinds=("text/html",)),
    ("GET", "/api/webhooks"): Operation(answer=list[Webhook]),
    ("POST", "/api/webhooks"): Operation(body=WebhookDraft, answer=shapes.MadeWebhook, statuses=(201,)),
    ("PUT", "/api/webhooks/{webhook_id}"): Operation(body=WebhookDraft, answer=Webhook),
    ("DELETE", "/api/webhooks/{webhook_id}"): NOTHING,
    ("POST", "/api/webhooks/{webhook_id}/ping"): Operation(answer=Delivery, statuses=(201,)),
    ("GET", "/api/webhooks/{webhook_id}/deliveries"): Operation(answer=list[Delivery]),
    ("POST", "/api/webhooks/{webhook_id}/replay"): Operation(answer=shapes.Replayed),
    ("POST", "/api/webhooks/{webhook_id}/deliveries/{delivery_id}/replay"): Operation(answer=shapes.Replayed),
    ("GET", "/api/openapi.json"): Operation(answer=dict[str, Any]),
    ("GET", "/health"): Operation(answer=Health, unwell=_HEALTH),
    ("GET", "/metrics"): Operation(kinds=("text/plain",)),
    **OFFICE,
}
