import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from callbridge.config import parse
from callbridge.crm.api_token import Scope
from callbridge.crm.attachment import NewAttachment
from callbridge.crm.operator import Role
from callbridge.crm.reach import Width
from callbridge.crm.record import Author
from callbridge.daemon import _Daemon
from callbridge.store.call_records import write_calls
from callbridge.store.store import open_store
from callbridge.web import app, routes_health
from callbridge.web.app import Application, http_application
from callbridge.web.guard import guards
from callbridge.web.metrics import Metrics
from callbridge.web.passwords import Passwords
from callbridge.web.program_logins import PREFIX
from callbridge.web.server import web_context
from tests.store.test_call_records import a_call
from tests.support.clock import FakeClock
from tests.support.firm import Firm, new_firm
from tests.support.reach_lines import COMMON, NO_ONE_ELSES, OPEN, PARTS, Line, record_lines
from tests.support.stores import NOW
from tests.support.web_server import Browser
from tests.support.web_services import CHEAP, PASSWORD, World, context


async def test_pages_the_interface_and_what_watches_are_on_one_port(anna: Browser) -> None:
    assert (await anna.get("/api/me")).headers["content-type"] == "application/json"
    assert (await anna.get("/health")).headers["content-type"] == "application/json"
    assert (await anna.get("/desk")).headers["content-type"].startswith("text/html")


async def test_the_description_of_the_interface_is_not_offered_to_the_world(anna: Browser) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert "swagger" not in (await anna.get(path)).text.lower()


def test_an_application_with_an_unguarded_route_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    open_router = APIRouter()
    open_router.add_api_route("/api/open", lambda: None)
    monkeypatch.setattr(app, "_ROUTERS", (routes_health.router, open_router))
    with pytest.raises(TypeError, match="/api/open"):
        Application(context(World()))


def test_no_two_routes_are_the_same() -> None:
    routes = [(route.path, method) for route in http_application(context(World())).routes for method in route.methods]  # type: ignore[attr-defined]
    assert len(routes) == len(set(routes))


# --- every route, every role, and whose record it is ------------------------------------------------------------------


ROLES = {role.value: role for role in Role}
LISTS = (*NO_ONE_ELSES, *PARTS, "lead")


@dataclass
class Office:
    """The whole application over a real store, with a firm of two branches behind it."""

    firm: Firm
    web: FastAPI

    @asynccontextmanager
    async def browser(self, login: str) -> AsyncIterator[httpx.AsyncClient]:
        url, transport = "http://127.0.0.1", httpx.ASGITransport(app=self.web)
        async with httpx.AsyncClient(transport=transport, base_url=url, headers={"Origin": url}) as http:
            me = await http.post("/api/login", json={"login": login, "password": PASSWORD})
            http.headers["X-CSRF-Token"] = me.json()["csrf"]
            yield http

    def id_of(self, kind: str, reader: str, whose: str) -> object:
        owner = reader if whose == "own" else whose
        return f"main:{list(self.firm.logins).index(owner) + 1}.1" if kind == "call" else self.firm.records[kind, owner]


@pytest.fixture
async def office(tmp_path: Path, sqlite_url: str) -> AsyncIterator[Office]:
    raw: dict[str, Any] = {
        "store": {"url": sqlite_url},
        "files": {"folder": str(tmp_path / "files")},
        "mail": {
            "host": "127.0.0.1", "port": 9, "security": "none", "from_address": "a@example.ru",
            "public_url": "https://crm.example.ru",
        },
    }  # fmt: skip
    config, clock = parse(raw), FakeClock(NOW)
    async with open_store(config.store.address(), 2, clock) as store:
        firm = await new_firm(store, ROLES, CHEAP.hash(PASSWORD))
        for role in (Role.OPERATOR, Role.SUPERVISOR, Role.MANAGER):
            await firm.sets(Width.BRANCH, role)
        calls = [a_call(place, operator_id=login.id) for place, login in enumerate(firm.logins.values(), 1)]
        await store.database.run(lambda tx: write_calls(tx, calls))
        files = {whose: await _attached(firm, whose) for whose in firm.logins}
        firm.records = {**firm.records, **{("file", whose): one for whose, one in files.items()}}
        services = _Daemon(config, store, clock)._services
        web = web_context(services, config.server, clock=clock, metrics=Metrics(), passwords=Passwords(CHEAP))
        yield Office(firm, http_application(web))


async def _attached(firm: Firm, whose: str) -> int:
    new = NewAttachment(
        owner_entity="deal", owner_id=firm.records["deal", whose], name="a.txt", sha256="0" * 64, size=4,
        media_type="text/plain", storage_key=f"00/{'0' * 64}",
    )  # fmt: skip
    by = Author.of(firm.logins[whose])
    return (await firm.store.attachments.add(new, by, key="file", at=NOW, total_limit=1 << 30))[0].id


def wanted_status(line: Line, route_role: Role, reader: Role, whose: str) -> int:
    """Return what a route answers a role about a record of theirs, of a colleague's, or of another branch."""
    if not (reader.covers(route_role) and reader.covers(line.least)):
        return 403
    is_seen = whose == "own" or reader is Role.ADMIN or whose == "branch"
    if line.kind == "task" and reader is Role.OPERATOR and whose != "own":
        is_seen = False
    if not is_seen:
        return line.hidden
    return line.found if whose == "own" else line.least_found.get(reader, line.found)


def filled(value: object, record_id: object) -> object:
    if isinstance(value, dict):
        return {name: filled(one, record_id) for name, one in value.items()}
    return record_id if value == "{id}" else value


async def patiently(http: httpx.AsyncClient, method: str, path: str, **more: Any) -> httpx.Response:
    """Ask once more on a machine that was too busy, as it is with drawing dossiers."""
    answer = await http.request(method, path, **more)
    return answer if answer.status_code != 503 else await http.request(method, path, **more)


async def test_every_route_answers_each_role_and_each_record_by_its_line(office: Office) -> None:
    """R152: a route without a line fails here; a record out of reach is answered as one that is not there."""
    guarded = {(method, route.path): guard for route, guard in guards(office.web) for method in route.methods or ()}
    lines = list(record_lines())
    assert guarded.keys() == {line.route for line in lines} | COMMON.keys() | OPEN
    keys, wrong = count(), list[tuple[object, ...]]()
    for login, role in ROLES.items():
        async with office.browser(login) as http:
            for route, path in COMMON.items():
                answer = await http.request(route[0], path or route[1], json=None if route[0] == "GET" else {})
                least = guarded[route].role
                assert least is not None
                if (answer.status_code == 403) is role.covers(least) or answer.status_code >= 500:
                    wrong.append((login, *route, answer.status_code))
            for line in lines:
                for whose in ("own", "branch", "other"):
                    record_id = office.id_of(line.kind, login, whose)
                    part = office.firm.records.get(("mailing_recipient", login if whose == "own" else whose))
                    path = line.path.replace("{id}", str(record_id)).replace("{part}", str(part))
                    more: dict[str, Any] = {"content": line.content} if line.content else {}
                    if line.body is not None:
                        more = {"json": filled(line.body, record_id)}
                    headers = {**line.headers, "Idempotency-Key": f"key {next(keys)}"}
                    answer = await patiently(http, line.route[0], path, headers=headers, **more)
                    status = wanted_status(line, guarded[line.route].role or Role.OPERATOR, role, whose)
                    if answer.status_code != status:
                        wrong.append((login, whose, line.route[0], path, answer.status_code, status))
    assert wrong == []


async def test_what_is_out_of_reach_is_answered_like_what_is_not_there(office: Office) -> None:
    async with office.browser("manager") as http:
        for line in record_lines():
            if line.route[0] != "GET":
                continue
            bodies = []
            hidden, absent = office.id_of(line.kind, "manager", "other"), "main:999.1" if line.kind == "call" else 999
            for record_id in (hidden, absent):
                told = (await http.get(line.path.replace("{id}", str(record_id)))).text
                bodies.append(told.replace(str(record_id), "?"))
            assert bodies[0] == bodies[1], line.path


async def test_lists_totals_files_and_boards_hold_what_is_in_reach_alone(office: Office) -> None:
    """R152: by value, for each role."""
    theirs = {whose: office.firm.records["deal", whose] for whose in (*office.firm.logins, "nobody")}
    for login, role in ROLES.items():
        async with office.browser(login) as http:
            for kind in LISTS:
                rows = (await http.get(f"/api/lists/{kind}/rows?limit=200")).json()["rows"]
                totals = (await http.get(f"/api/lists/{kind}/totals")).json()
                ids = {row["id"] for row in rows}
                whose = {one for (known, one), record in office.firm.records.items() if known == kind and record in ids}
                hidden = {"other"} if kind not in ("activity", "task") else {"other", "nobody"}
                if kind == "task" and role is Role.OPERATOR:
                    hidden = {*office.firm.logins, "nobody"} - {login}
                if role is Role.ADMIN:
                    hidden = set()
                assert (login, kind, whose) == (login, kind, {*office.firm.logins, "nobody"} - hidden)
                assert totals["count"] >= len(ids)
            seen = set(theirs) - (set() if role is Role.ADMIN else {"other"})
            board = (await http.get("/api/deals/board?pipeline_id=1")).json()
            assert sum(column["count"] for column in board["columns"]) == len(seen)
            leads = (await http.get("/api/leads?limit=200")).json()["rows"]
            assert {row["id"] for row in leads} == {office.firm.records["lead", one] for one in seen}
            calls = (await http.get("/api/calls")).json()["rows"]
            assert len(calls) == (await http.get("/api/calls/totals")).json()["count"] == len(seen - {"nobody"})
            if role.covers(Role.SUPERVISOR):
                file = (await http.get("/api/lists/deal/export?columns=name")).text
                assert ("Сделка other" in file) is (role is Role.ADMIN)
                assert (await http.get("/api/calls/export?columns=operator")).text.count("Other") == (
                    role is Role.ADMIN
                )
            moves = [{"id": theirs[one], "version": 99} for one in ("branch", "other")]
            moved = await http.post("/api/deals/move", json={"stage_id": 2, "deals": moves})
            told = "record.changed" if role is Role.ADMIN else "record.not_found"
            assert [one["code"] for one in moved.json()["refused"]] == ["record.changed", told]


async def test_a_token_reaches_as_far_as_its_owner(office: Office) -> None:
    owner = office.firm.logins["operator"]
    store = office.firm.store
    token = PREFIX + "t" * 43
    scopes = (Scope.RECORDS_READ, Scope.CALLS_READ)
    hashed = hashlib.sha256(token.encode()).digest()
    await store.programs.add_token(
        name="t", token_hash=hashed, scopes=scopes, operator_id=owner.id, expires_at=None, at=NOW
    )
    bearer = {"Authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(app=office.web)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=bearer) as http:
        for whose, status in (("operator", 200), ("branch", 200), ("other", 404)):
            deal = office.firm.records["deal", whose]
            assert (await http.get(f"/api/records/deal/{deal}")).status_code == status
            call = office.id_of("call", "operator", whose)
            assert (await http.get(f"/api/calls/{call}")).status_code == status
