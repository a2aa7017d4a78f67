"""What each route answers a role about a record: of the reader, of a colleague in their branch, and of another branch.

Every route of the application has its line here, or the matrix of test_app.py fails. Requests about a record are such
that they change nothing: with a version that is not the record's, or with a body that is found wrong after the record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from callbridge.crm.entities import ENTITIES
from callbridge.crm.operator import Role

NO_ONE_ELSES = ("deal", "campaign", "contract", "activity", "mailing", "interview", "task")
PARTS = ("participant", "supplier", "labour", "cost", "number")
_STALE = {"If-Match": '"99"'}
_RECORD = "/api/records/{entity}/{record_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One request about one record, whose id goes into ``{id}`` (and into ``"{id}"`` of the body)."""

    route: tuple[str, str]
    """Method and template."""
    path: str
    kind: str
    found: int
    """The status while the record is in reach."""
    hidden: int = 404
    body: object = None
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    least: Role = Role.OPERATOR
    """Beside what the route itself asks."""
    least_found: Mapping[Role, int] = field(default_factory=dict)
    """Other statuses of a colleague's record, by role."""


def record_lines() -> Iterator[Line]:
    """Yield the lines of every route that names a record."""
    yield from _of_records()
    yield from _of_files()
    yield from _of_deals_and_leads()
    yield from _of_tasks()
    yield from _of_interviews()
    yield from _of_mailings()
    yield from _of_calls()


def _of_records() -> Iterator[Line]:
    for kind in (*NO_ONE_ELSES, *PARTS):
        may_write, path = ENTITIES[kind].may_write, f"/api/records/{kind}/{{id}}"
        yield Line(route=("GET", _RECORD), path=path, kind=kind, found=200)
        yield Line(route=("GET", f"{_RECORD}/history"), path=f"{path}/history", kind=kind, found=200)
        yield Line(route=("PATCH", _RECORD), path=path, kind=kind, found=409, body={}, headers=_STALE, least=may_write)
        if kind not in ("campaign", "activity"):
            yield Line(route=("DELETE", _RECORD), path=path, kind=kind, found=409, headers=_STALE, least=may_write)
        if kind not in ("campaign", "activity", *PARTS):
            # It is not put away, and stays as it is.
            yield Line(
                route=("POST", f"{_RECORD}/restore"), path=f"{path}/restore", kind=kind, found=200, headers=_STALE,
                least=may_write,
            )  # fmt: skip
    hung: Mapping[str, tuple[str, dict[str, object]]] = {
        "cost": ("campaign", {"name": "Стенд", "campaign": "{id}"}),
        "contract": ("deal", {"number": "1", "deal": "{id}"}),
        "mailing": ("campaign", {"name": "Письмо", "campaign": "{id}"}),
    }
    for made, (kind, body) in hung.items():
        yield Line(
            route=("POST", "/api/records/{entity}"), path=f"/api/records/{made}", kind=kind, found=201, hidden=422,
            body=body, least=ENTITIES[made].may_write,
        )  # fmt: skip
    yield Line(
        route=("GET", "/api/campaigns/{record_id}/dossier.pdf"), path="/api/campaigns/{id}/dossier.pdf",
        kind="campaign", found=200,
    )  # fmt: skip


def _of_files() -> Iterator[Line]:
    for kind in ("deal", "campaign", "lead"):
        path, template = f"/api/records/{kind}/{{id}}/files", f"{_RECORD}/files"
        least = Role.SUPERVISOR if kind == "campaign" else Role.OPERATOR
        yield Line(route=("GET", template), path=path, kind=kind, found=200)
        yield Line(
            route=("POST", template), path=f"{path}?name=a.txt", kind=kind, found=201, content=b"text", least=least
        )
    one = "/api/files/{id}"
    for method, more in (("PATCH", ""), ("DELETE", ""), ("POST", "/restore")):
        yield Line(
            route=(method, f"/api/files/{{file_id}}{more}"), path=one + more, kind="file", found=409, headers=_STALE,
            body={"note": "a"} if method == "PATCH" else None,
        )  # fmt: skip
    yield Line(route=("HEAD", "/api/files/{file_id}/content"), path=f"{one}/content", kind="file", found=200)
    # The storage has lost its bytes, which is told only to whom the file is there.
    yield Line(route=("GET", "/api/files/{file_id}/content"), path=f"{one}/content", kind="file", found=503)


def _of_deals_and_leads() -> Iterator[Line]:
    move = {"stage_id": 2, "version": 99}
    yield Line(
        route=("POST", "/api/deals/{deal_id}/move"), path="/api/deals/{id}/move", kind="deal", found=409, body=move
    )
    contact = {"at": "2026-01-01T00:00:00Z", "method_id": 1, "outcome_id": 1, "seen_stage_id": 999, "to_stage_id": 998}
    yield Line(
        route=("POST", "/api/deals/{deal_id}/contacts"), path="/api/deals/{id}/contacts", kind="deal", found=409,
        body=contact, headers={"Idempotency-Key": "reach"},
    )  # fmt: skip
    yield Line(route=("GET", "/api/deals/{deal_id}/path"), path="/api/deals/{id}/path", kind="deal", found=200)
    yield Line(route=("GET", f"{_RECORD}/history"), path="/api/records/lead/{id}/history", kind="lead", found=200)
    yield Line(route=("GET", "/api/leads/{lead_id}"), path="/api/leads/{id}", kind="lead", found=200)
    yield Line(route=("GET", "/api/leads/{lead_id}/script"), path="/api/leads/{id}/script", kind="lead", found=200)
    for method, body in (("POST", {"reason": "a"}), ("DELETE", None)):
        yield Line(
            route=(method, "/api/leads/{lead_id}/removal"), path="/api/leads/{id}/removal", kind="lead",
            found=409 if method == "POST" else 200, body=body, headers=_STALE,
        )  # fmt: skip


def _of_tasks() -> Iterator[Line]:
    path = "/api/tasks/{id}"
    not_theirs = dict.fromkeys((Role.SUPERVISOR, Role.MANAGER, Role.ADMIN), 403)
    yield Line(route=("GET", "/api/tasks/{task_id}"), path=path, kind="task", found=200)
    yield Line(route=("POST", "/api/tasks/{task_id}/seen"), path=f"{path}/seen", kind="task", found=204)
    yield Line(
        route=("POST", "/api/tasks/{task_id}/thread"), path=f"{path}/thread", kind="task", found=201, body={"body": "a"}
    )
    yield Line(
        route=("PUT", "/api/tasks/{task_id}/part"), path=f"{path}/part", kind="task", found=200,
        body={"is_done": False}, least_found=not_theirs,
    )  # fmt: skip
    yield Line(
        route=("PUT", "/api/tasks/{task_id}/done"), path=f"{path}/done", kind="task", found=409,
        body={"is_done": True}, headers=_STALE,
    )  # fmt: skip


def _of_interviews() -> Iterator[Line]:
    path, template, kind = "/api/interviews/{id}", "/api/interviews/{interview_id}", "interview"
    yield Line(route=("GET", template), path=path, kind=kind, found=200)
    yield Line(
        route=("POST", f"{template}/responses"), path=f"{path}/responses", kind=kind, found=201, body={"answers": {}}
    )
    yield Line(
        route=("PUT", f"{template}/questions"), path=f"{path}/questions", kind=kind, found=409,
        body={"questions": []}, headers=_STALE,
    )  # fmt: skip
    for part in ("responses", "results", "export"):
        yield Line(route=("GET", f"{template}/{part}"), path=f"{path}/{part}", kind=kind, found=200)


def _of_mailings() -> Iterator[Line]:
    path, template, kind = "/api/mailings/{id}", "/api/mailings/{mailing_id}", "mailing"
    yield Line(route=("GET", f"{template}/progress"), path=f"{path}/progress", kind=kind, found=200)
    yield Line(route=("GET", f"{template}/audience"), path=f"{path}/audience", kind=kind, found=422)
    text = {"subject": "Тема", "body": "Текст"}
    yield Line(route=("POST", f"{template}/preview"), path=f"{path}/preview", kind=kind, found=200, body=text)
    yield Line(route=("POST", f"{template}/test"), path=f"{path}/test", kind=kind, found=422, body={})
    stop = {"action": "cancel", "version": 99}
    yield Line(route=("POST", f"{template}/move"), path=f"{path}/move", kind=kind, found=409, body=stop)
    yield Line(
        route=("POST", f"{template}/recipients/{{recipient_id}}/again"), path=f"{path}/recipients/{{part}}/again",
        kind=kind, found=409,
    )  # fmt: skip


def _of_calls() -> Iterator[Line]:
    path, template = "/api/calls/{id}", "/api/calls/{call_id}"
    for part in ("", "/legs", "/moments", "/quality", "/audio", "/audio/heard"):
        yield Line(route=("GET", template + part), path=path + part, kind="call", found=200)
    yield Line(
        route=("GET", f"{template}/trace"), path=f"{path}/trace", kind="call", found=200,
        least_found={Role.OPERATOR: 403},
    )  # fmt: skip
    yield Line(
        route=("POST", "/api/dial"), path="/api/dial", kind="call", found=409, body={"kind": "call", "id": "{id}"}
    )  # nobody has a phone here
    for method in ("GET", "HEAD"):  # no PBX keeps audio here: who may not hear the call is told so
        yield Line(
            route=(method, f"{template}/audio/{{audio_id}}"), path=f"{path}/audio/{'0' * 32}", kind="call", found=404,
            least_found={Role.OPERATOR: 403},
        )  # fmt: skip


COMMON: Mapping[tuple[str, str], str] = {
    ("GET", "/api/me"): "", ("PATCH", "/api/me"): "", ("PUT", "/api/me/presence"): "",
    ("GET", "/api/calls"): "", ("GET", "/api/calls/totals"): "", ("GET", "/api/calls/export"): "",
    ("POST", "/api/calls/{call_id}/answer"): "/api/calls/main:9.9/answer",
    ("POST", "/api/calls/{call_id}/dismiss"): "/api/calls/main:9.9/dismiss",
    ("POST", "/api/calls/{call_id}/transfer"): "/api/calls/main:9.9/transfer",
    ("POST", "/api/calls/{call_id}/park"): "/api/calls/main:9.9/park",
    ("POST", "/api/calls/{call_id}/fetch"): "/api/calls/main:9.9/fetch",
    ("POST", "/api/calls/{call_id}/tape"): "/api/calls/main:9.9/tape",
    ("POST", "/api/calls/{call_id}/listen"): "/api/calls/main:9.9/listen",
    ("GET", "/api/colleagues"): "", ("GET", "/api/live-calls"): "",
    ("GET", "/api/leads/awaiting"): "/api/leads/awaiting?entry_id=999",
    ("GET", "/api/leads"): "", ("POST", "/api/leads"): "",
    ("GET", "/api/lists"): "", ("GET", "/api/lists/{entity}/rows"): "/api/lists/deal/rows",
    ("GET", "/api/lists/{entity}/totals"): "/api/lists/deal/totals",
    ("GET", "/api/lists/{entity}/export"): "/api/lists/deal/export",
    ("GET", "/api/lists/{entity}/columns"): "/api/lists/deal/columns",
    ("PUT", "/api/lists/{entity}/columns"): "/api/lists/deal/columns",
    ("DELETE", "/api/lists/{entity}/columns"): "/api/lists/deal/columns",
    ("GET", "/api/lists/{entity}/views"): "/api/lists/deal/views",
    ("POST", "/api/lists/{entity}/views"): "/api/lists/deal/views",
    ("PUT", "/api/lists/{entity}/views/{view_id}"): "/api/lists/deal/views/999",
    ("DELETE", "/api/lists/{entity}/views/{view_id}"): "/api/lists/deal/views/999",
    ("GET", "/api/dictionaries"): "", ("GET", "/api/persons"): "",
    ("GET", "/api/persons/{person_id}"): "/api/persons/1", ("GET", "/api/organizations"): "",
    ("GET", "/api/organizations/{organization_id}"): "/api/organizations/1",
    ("GET", "/api/number-zone"): "/api/number-zone?number=1",
    ("GET", "/api/contacts"): "/api/contacts?person_id=1",
    ("GET", "/api/drafts"): "", ("GET", "/api/drafts/{key}"): "/api/drafts/none",
    ("PUT", "/api/drafts/{key}"): "/api/drafts/none", ("DELETE", "/api/drafts/{key}"): "/api/drafts/none",
    ("GET", "/api/operators"): "", ("POST", "/api/operators"): "",
    ("PATCH", "/api/operators/{operator_id}"): "/api/operators/999",
    ("GET", "/api/deals/board"): "/api/deals/board?pipeline_id=1", ("POST", "/api/deals/move"): "",
    ("GET", "/api/pipelines"): "", ("POST", "/api/pipelines"): "",
    ("PUT", "/api/pipelines/{pipeline_id}/stages"): "/api/pipelines/1/stages",
    ("POST", "/api/pipelines/{pipeline_id}/bring-over"): "/api/pipelines/999/bring-over",
    ("GET", "/api/call-scripts/chosen"): "",
    ("GET", "/api/call-scripts/revisions/{revision_id}"): "/api/call-scripts/revisions/999",
    ("GET", "/api/call-scripts/{script_id}"): "/api/call-scripts/999",
    ("PUT", "/api/call-scripts/{script_id}/steps"): "/api/call-scripts/999/steps",
    ("GET", "/api/settings"): "/api/settings?level=user", ("PUT", "/api/settings/{key}"): "/api/settings/none",
    ("DELETE", "/api/settings/{key}"): "/api/settings/none",
    ("POST", "/api/calls/{call_id}/skip"): "/api/calls/main:9.9/skip",
    ("DELETE", "/api/calls/{call_id}/skip"): "/api/calls/main:9.9/skip",
    ("GET", "/api/calls/{call_id}/contacts"): "/api/calls/main:9.9/contacts",
    ("POST", "/api/calls/{call_id}/not-caller"): "/api/calls/main:9.9/not-caller",
    ("GET", "/api/persons/{person_id}/not-callers"): "/api/persons/999/not-callers",
    ("GET", "/api/organizations/{organization_id}/not-callers"): "/api/organizations/999/not-callers",
    ("DELETE", "/api/not-callers/{said_id}"): "/api/not-callers/999",
    ("GET", "/api/my-day"): "", ("GET", "/api/me/calendar"): "", ("POST", "/api/me/calendar"): "",
    ("DELETE", "/api/me/calendar"): "",
    ("GET", "/api/follow-ups/{follow_up_id}"): "/api/follow-ups/999",
    ("POST", "/api/follow-ups/{follow_up_id}/acknowledge"): "/api/follow-ups/999/acknowledge",
    ("POST", "/api/follow-ups/{follow_up_id}/snooze"): "/api/follow-ups/999/snooze",
    ("POST", "/api/follow-ups/{follow_up_id}/move"): "/api/follow-ups/999/move",
    ("POST", "/api/follow-ups/{follow_up_id}/close"): "/api/follow-ups/999/close",
    ("POST", "/api/follow-ups/{follow_up_id}/reopen"): "/api/follow-ups/999/reopen",
    ("POST", "/api/phone/credentials"): "", ("POST", "/api/phone/talks"): "",
    ("GET", "/api/calls/{call_id}/phone"): "/api/calls/main:9.9/phone",
    ("GET", "/api/rounds/{round_id}/progress"): "/api/rounds/999/progress",
    ("GET", "/api/rounds/{round_id}/audience"): "/api/rounds/999/audience",
    ("POST", "/api/rounds/{round_id}/next"): "/api/rounds/999/next",
    ("POST", "/api/rounds/{round_id}/move"): "/api/rounds/999/move",
    ("POST", "/api/rounds/entries/{entry_id}/keep"): "/api/rounds/entries/999/keep",
    ("POST", "/api/rounds/entries/{entry_id}/settle"): "/api/rounds/entries/999/settle",
    ("POST", "/api/rounds/leave"): "",
    ("GET", "/api/imports"): "", ("POST", "/api/imports"): "",
    ("GET", "/api/imports/{import_id}"): "/api/imports/999",
    ("POST", "/api/imports/{import_id}/preview"): "/api/imports/999/preview",
    ("POST", "/api/imports/{import_id}/start"): "/api/imports/999/start",
    ("POST", "/api/imports/{import_id}/cancel"): "/api/imports/999/cancel",
    ("POST", "/api/imports/{import_id}/undo"): "/api/imports/999/undo",
    ("DELETE", "/api/imports/{import_id}"): "/api/imports/999",
    ("GET", "/api/imports/{import_id}/bad-rows"): "/api/imports/999/bad-rows",
    ("GET", "/api/duplicates/{entity}"): "/api/duplicates/person",
    ("GET", "/api/duplicates/{entity}/{keep_id}/{give_up_id}"): "/api/duplicates/person/998/999",
    ("POST", "/api/duplicates/{entity}/merge"): "/api/duplicates/person/merge",
    ("POST", "/api/duplicates/{entity}/dismiss"): "/api/duplicates/person/dismiss",
    ("GET", "/api/merges"): "", ("POST", "/api/merges/{merge_id}/undo"): "/api/merges/999/undo",
    ("GET", "/api/persons/{person_id}/erasure"): "/api/persons/999/erasure",
    ("POST", "/api/persons/{person_id}/erasure"): "/api/persons/999/erasure",
    ("GET", "/api/tokens"): "", ("POST", "/api/tokens"): "", ("DELETE", "/api/tokens/{token_id}"): "/api/tokens/999",
    ("GET", "/api/forms"): "", ("POST", "/api/forms"): "", ("PUT", "/api/forms/{form_id}"): "/api/forms/999",
    ("GET", "/api/webhooks"): "", ("POST", "/api/webhooks"): "",
    ("PUT", "/api/webhooks/{webhook_id}"): "/api/webhooks/999",
    ("DELETE", "/api/webhooks/{webhook_id}"): "/api/webhooks/999",
    ("POST", "/api/webhooks/{webhook_id}/ping"): "/api/webhooks/999/ping",
    ("GET", "/api/webhooks/{webhook_id}/deliveries"): "/api/webhooks/999/deliveries",
    ("POST", "/api/webhooks/{webhook_id}/replay"): "/api/webhooks/999/replay",
    ("POST", "/api/webhooks/{webhook_id}/deliveries/{delivery_id}/replay"): "/api/webhooks/999/deliveries/9/replay",
}  # fmt: skip
"""Routes that name nobody's record, and an address of each where the template is none; lists are looked into apart."""

OPEN = {
    ("POST", "/api/login"), ("POST", "/api/logout"), ("GET", "/f/{token}"), ("POST", "/f/{token}"),
    ("GET", "/calendar/{name}"),
    ("GET", "/unsubscribe/{token}"), ("POST", "/unsubscribe/{token}"), ("GET", "/health"), ("GET", "/metrics"),
    ("GET", "/api/openapi.json"), ("POST", "/api/v1/forms/{key}"), ("POST", "/api/v1/leads"),
}  # fmt: skip
"""Routes that ask for no role: open to the world, to whoever logs out, or to programs that only bring leads."""
