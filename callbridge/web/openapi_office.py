"""What the routes beside the phone take and answer: deals, files, tasks, questionnaires, imports, mailings."""

from collections.abc import Mapping

from callbridge.crm.attachment import FileView, RecordFiles
from callbridge.crm.call_board import Colleague, ListenWish, LiveCallView, TransferWish
from callbridge.crm.call_round import RoundProgress, RoundWork
from callbridge.crm.deal_contact import DealContactForm, SavedDealContact
from callbridge.crm.deal_views import Board, DealPath, PipelineView
from callbridge.crm.dial_wish import DialWish
from callbridge.crm.directory import ContactGroup
from callbridge.crm.duplicate import DuplicatePage, MergeEntry, MergePreview, MergeWish
from callbridge.crm.erasure import ErasurePreview
from callbridge.crm.follow_up import FollowUp, MyDay
from callbridge.crm.interest import LeadRemoval, LeadRow
from callbridge.crm.interview_results import InterviewResults, InterviewView, SavedResponse
from callbridge.crm.mailing import AudienceView, MailingProgress, MailPreview
from callbridge.crm.not_caller import CallerRecord, NotCaller
from callbridge.crm.round_roll import RoundAudience
from callbridge.crm.script_views import ChosenScript, LeadScript, ScriptEdit, ScriptRevision
from callbridge.crm.taping import TapeWish
from callbridge.crm.task import TaskAnswer, TaskView
from callbridge.web import (
    call_shapes,
    deal_shapes,
    follow_up_shapes,
    import_shapes,
    mailing_shapes,
    round_shapes,
    script_shapes,
    shapes,
)
from callbridge.web.openapi_operation import KEY, MADE, NOTHING, TABLES, VERSION, Operation

_FILE = Operation(statuses=(200, 206), kinds=("image/*", "application/pdf", "text/plain", "application/octet-stream"))
_IMPORT = Operation(answer=import_shapes.ImportView)
_TASK = Operation(body=shapes.TaskDone, answer=TaskView)

OFFICE: Mapping[tuple[str, str], Operation] = {
    ("GET", "/api/colleagues"): Operation(answer=list[Colleague]),
    ("GET", "/api/live-calls"): Operation(answer=list[LiveCallView]),
    ("POST", "/api/calls/{call_id}/transfer"): Operation(body=TransferWish, statuses=(204,)),
    ("POST", "/api/calls/{call_id}/park"): NOTHING,
    ("POST", "/api/calls/{call_id}/fetch"): NOTHING,
    ("POST", "/api/calls/{call_id}/tape"): Operation(body=TapeWish, statuses=(204,)),
    ("POST", "/api/calls/{call_id}/listen"): Operation(body=ListenWish, statuses=(204,)),
    ("POST", "/api/dial"): Operation(body=DialWish, statuses=(204,), headers=KEY),
    ("GET", "/api/deals/board"): Operation(answer=Board),
    ("GET", "/api/deals/{deal_id}/path"): Operation(answer=DealPath),
    ("POST", "/api/deals/{deal_id}/contacts"): Operation(
        body=DealContactForm, answer=SavedDealContact, statuses=MADE, headers=KEY
    ),
    ("POST", "/api/deals/move"): Operation(body=deal_shapes.StageMoves, answer=deal_shapes.MovedDeals),
    ("GET", "/api/pipelines"): Operation(answer=list[PipelineView]),
    ("GET", "/api/records/{entity}/{record_id}/files"): Operation(answer=RecordFiles),
    ("POST", "/api/records/{entity}/{record_id}/files"): Operation(
        is_file=True, answer=FileView, statuses=MADE, headers=KEY
    ),
    ("PATCH", "/api/files/{file_id}"): Operation(is_object=True, answer=FileView, headers=VERSION),
    ("DELETE", "/api/files/{file_id}"): Operation(answer=FileView, headers=VERSION),
    ("POST", "/api/files/{file_id}/restore"): Operation(answer=FileView, headers=VERSION),
    ("GET", "/api/files/{file_id}/content"): _FILE,
    ("HEAD", "/api/files/{file_id}/content"): _FILE,
    ("GET", "/api/campaigns/{record_id}/dossier.pdf"): Operation(kinds=("application/pdf",)),
    ("GET", "/api/tasks/{task_id}"): Operation(answer=TaskView),
    ("POST", "/api/tasks/{task_id}/seen"): NOTHING,
    ("POST", "/api/tasks/{task_id}/thread"): Operation(
        body=shapes.TaskWords, answer=TaskAnswer, statuses=(201,), headers=KEY
    ),
    ("PUT", "/api/tasks/{task_id}/part"): _TASK,
    ("PUT", "/api/tasks/{task_id}/done"): Operation(body=shapes.TaskDone, answer=TaskView, headers=VERSION),
    ("GET", "/api/calls/{call_id}/contacts"): Operation(answer=list[ContactGroup]),
    ("POST", "/api/calls/{call_id}/not-caller"): Operation(body=CallerRecord, statuses=(204,)),
    ("GET", "/api/persons/{person_id}/not-callers"): Operation(answer=list[NotCaller]),
    ("GET", "/api/organizations/{organization_id}/not-callers"): Operation(answer=list[NotCaller]),
    ("DELETE", "/api/not-callers/{said_id}"): NOTHING,
    ("POST", "/api/calls/{call_id}/skip"): Operation(body=call_shapes.CardSkip, statuses=(204,)),
    ("DELETE", "/api/calls/{call_id}/skip"): NOTHING,
    ("GET", "/api/my-day"): Operation(answer=MyDay),
    ("GET", "/api/follow-ups/{follow_up_id}"): Operation(answer=FollowUp),
    ("POST", "/api/follow-ups/{follow_up_id}/acknowledge"): NOTHING,
    ("POST", "/api/follow-ups/{follow_up_id}/snooze"): Operation(body=follow_up_shapes.SnoozeForm, statuses=(204,)),
    ("POST", "/api/follow-ups/{follow_up_id}/move"): Operation(body=follow_up_shapes.FollowUpMove, statuses=(204,)),
    ("POST", "/api/follow-ups/{follow_up_id}/close"): Operation(body=follow_up_shapes.FollowUpClose, statuses=(204,)),
    ("POST", "/api/follow-ups/{follow_up_id}/reopen"): NOTHING,
    ("GET", "/api/me/calendar"): Operation(answer=follow_up_shapes.CalendarState),
    ("POST", "/api/me/calendar"): Operation(answer=follow_up_shapes.MadeCalendar, statuses=(201,)),
    ("DELETE", "/api/me/calendar"): NOTHING,
    ("GET", "/calendar/{name}"): Operation(kinds=("text/calendar",)),
    ("GET", "/api/settings"): Operation(answer=list[shapes.SettingView]),
    ("DELETE", "/api/settings/{key}"): Operation(answer=shapes.SettingView, headers=VERSION),
    ("PUT", "/api/settings/{key}"): Operation(body=shapes.SettingWrite, answer=shapes.SettingView, headers=VERSION),
    ("GET", "/api/interviews/{interview_id}"): Operation(answer=InterviewView),
    ("PUT", "/api/interviews/{interview_id}/questions"): Operation(
        body=shapes.QuestionsWrite, answer=InterviewView, headers=VERSION
    ),
    ("POST", "/api/interviews/{interview_id}/responses"): Operation(
        is_object=True, answer=SavedResponse, statuses=MADE, headers=KEY
    ),
    ("GET", "/api/interviews/{interview_id}/responses"): Operation(answer=shapes.ResponsePage),
    ("GET", "/api/interviews/{interview_id}/results"): Operation(answer=InterviewResults),
    ("GET", "/api/interviews/{interview_id}/export"): Operation(kinds=TABLES),
    ("GET", "/api/call-scripts/chosen"): Operation(answer=ChosenScript),
    ("GET", "/api/call-scripts/revisions/{revision_id}"): Operation(answer=ScriptRevision),
    ("GET", "/api/call-scripts/{script_id}"): Operation(answer=ScriptEdit),
    ("PUT", "/api/call-scripts/{script_id}/steps"): Operation(
        body=script_shapes.ScriptWrite, answer=ScriptEdit, headers=VERSION
    ),
    ("GET", "/api/leads/{lead_id}/script"): Operation(answer=LeadScript),
    ("POST", "/api/leads/{lead_id}/removal"): Operation(body=LeadRemoval, answer=LeadRow, headers=VERSION),
    ("DELETE", "/api/leads/{lead_id}/removal"): Operation(answer=LeadRow, headers=VERSION),
    ("GET", "/f/{token}"): Operation(is_page=True, kinds=("text/html",)),
    ("POST", "/f/{token}"): Operation(is_page=True, is_form=True, kinds=("text/html",)),
    ("GET", "/api/imports"): Operation(answer=import_shapes.ImportList),
    ("POST", "/api/imports"): Operation(is_file=True, answer=import_shapes.ImportView, statuses=(201,)),
    ("GET", "/api/imports/{import_id}"): _IMPORT,
    ("POST", "/api/imports/{import_id}/preview"): Operation(
        body=import_shapes.ImportPlanWrite, answer=import_shapes.ImportPreview
    ),
    ("POST", "/api/imports/{import_id}/start"): Operation(
        body=import_shapes.ImportPlanWrite, answer=import_shapes.ImportView
    ),
    ("POST", "/api/imports/{import_id}/cancel"): _IMPORT,
    ("POST", "/api/imports/{import_id}/undo"): _IMPORT,
    ("DELETE", "/api/imports/{import_id}"): NOTHING,
    ("GET", "/api/imports/{import_id}/bad-rows"): Operation(kinds=("text/csv",)),
    ("GET", "/api/duplicates/{entity}"): Operation(answer=DuplicatePage),
    ("GET", "/api/duplicates/{entity}/{keep_id}/{give_up_id}"): Operation(answer=MergePreview),
    ("POST", "/api/duplicates/{entity}/merge"): Operation(body=MergeWish, answer=shapes.Merged, statuses=(201,)),
    ("POST", "/api/duplicates/{entity}/dismiss"): Operation(body=shapes.RecordPair, statuses=(204,)),
    ("GET", "/api/merges"): Operation(answer=list[MergeEntry]),
    ("POST", "/api/merges/{merge_id}/undo"): NOTHING,
    ("GET", "/api/persons/{person_id}/erasure"): Operation(answer=ErasurePreview),
    ("POST", "/api/persons/{person_id}/erasure"): NOTHING,
    ("GET", "/api/mailings/{mailing_id}/progress"): Operation(answer=MailingProgress),
    ("GET", "/api/mailings/{mailing_id}/audience"): Operation(answer=AudienceView),
    ("POST", "/api/mailings/{mailing_id}/preview"): Operation(body=mailing_shapes.PreviewForm, answer=MailPreview),
    ("POST", "/api/mailings/{mailing_id}/test"): Operation(
        body=mailing_shapes.TestForm, answer=mailing_shapes.TestSent
    ),
    ("POST", "/api/mailings/{mailing_id}/move"): Operation(body=mailing_shapes.MailingMove, answer=MailingProgress),
    ("POST", "/api/mailings/{mailing_id}/recipients/{recipient_id}/again"): Operation(answer=MailingProgress),
    ("GET", "/api/rounds/{round_id}/progress"): Operation(answer=RoundProgress),
    ("GET", "/api/rounds/{round_id}/audience"): Operation(answer=RoundAudience),
    ("POST", "/api/rounds/{round_id}/move"): Operation(body=round_shapes.RoundMove, answer=RoundProgress),
    ("POST", "/api/rounds/{round_id}/next"): Operation(answer=RoundWork),
    ("POST", "/api/rounds/entries/{entry_id}/keep"): NOTHING,
    ("POST", "/api/rounds/entries/{entry_id}/settle"): Operation(body=round_shapes.EntrySettled, statuses=(204,)),
    ("POST", "/api/rounds/leave"): NOTHING,
    ("GET", "/unsubscribe/{token}"): Operation(is_page=True, kinds=("text/html",)),
    ("POST", "/unsubscribe/{token}"): Operation(is_page=True, is_form=True, kinds=("text/html",)),
}
"""By method and path."""
