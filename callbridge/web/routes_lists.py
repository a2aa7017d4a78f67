"""Lists of every kind of record: what they are, their rows, totals and files, and how each user looks at them."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from callbridge.crm.api_token import Scope
from callbridge.crm.entity import Entity
from callbridge.crm.list_filter import conditions
from callbridge.crm.list_order import read_cursor, write_cursor
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.crm.saved_view import SavedView, ViewKind, check_columns, check_view, known_columns
from callbridge.kernel.errors import Forbidden, NotFound
from callbridge.web.body import read_body
from callbridge.web.context import Web, WebContext, Who
from callbridge.web.cursors import Id, Limit
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.list_export import ListExport
from callbridge.web.list_meta import lists_for
from callbridge.web.list_query import After, Asked, Kind
from callbridge.web.list_shapes import ColumnsWrite, RowPage, TotalsView, ViewWrite
from callbridge.web.list_table import ListTable, fields_of
from callbridge.web.logins import Login
from callbridge.web.table_export import MAX_ROWS
from callbridge.web.table_file import MEDIA_TYPES, TableFormat

TOTAL_HEADER = "X-Total-Rows"
"""How many rows an export will have, so that whoever waits for it sees how far it is."""
_LOGGER = structlog.get_logger(__name__)

router = APIRouter(dependencies=[needs(Role.OPERATOR, reading=Scope.RECORDS_READ)])
supervisors = APIRouter(dependencies=[needs(Role.SUPERVISOR)])


@router.get("/api/lists")
async def lists(web: Web, who: Who) -> Response:
    """Describe every list that the role may read."""
    return json(lists_for(who.operator.role, web.services.records.rights))


@router.get("/api/lists/{entity}/rows")
async def rows(web: Web, query: Asked, *, after: After = "", limit: Limit = 50) -> Response:
    """Return a page of rows (R53)."""
    start = read_cursor(after, query.order, query.entity)
    page = await web.services.lists.page(query, start, limit)
    following = None if page.next is None else write_cursor(page.next, query.order)
    return json(RowPage(rows=[_on_wire(row) for row in page.rows], next=following))


@router.get("/api/lists/{entity}/totals")
async def totals(web: Web, query: Asked) -> Response:
    """Count and sum the whole list, and count its tabs."""
    found = await web.services.lists.totals(query)
    return json(TotalsView(count=found.count, sums=_on_wire(found.sums), tabs=found.tabs))


def _on_wire(values: Mapping[str, object]) -> dict[str, Any]:
    """Return values as JSON carries them: a decimal as text, so that no reader makes a float of it."""
    return {name: format(value, "f") if isinstance(value, Decimal) else value for name, value in values.items()}


@supervisors.get("/api/lists/{entity}/export")
async def export(
    web: Web,
    who: Who,
    query: Asked,
    *,
    format: TableFormat = TableFormat.CSV,  # noqa: A002 - the word of the address
    columns: Annotated[str, Query(max_length=2_000)] = "",
) -> Response:
    """Send the filtered list as a file of the columns asked for; who took it is logged."""
    table = ListTable(fields_of(columns, query.entity, who.operator.role), query.reader)
    exporting = ListExport(web.services.lists, query, web.table_for(who, table))
    count = (await web.services.lists.totals(query)).count
    name = f"{query.entity.id}-{web.clock.now():%Y%m%d-%H%M}.{format.value}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        TOTAL_HEADER: str(min(count, MAX_ROWS)),
    }
    return StreamingResponse(_audited(exporting, query, who, format), media_type=MEDIA_TYPES[format], headers=headers)


async def _audited(exporting: ListExport, query: ListQuery, who: Login, kind: TableFormat) -> AsyncIterator[bytes]:
    """Log what left the house when it has, also when only a part of it did."""
    try:
        async for piece in exporting.bytes_as(kind):
            yield piece
    finally:
        filtered = [f"{each.field} {each.test.value} {len(each.values)}" for each in conditions(query.filter)]
        _LOGGER.info(
            "list exported", operator_id=who.operator.id, entity=query.entity.id, format=kind.value,
            rows=exporting.rows, filters=filtered, is_searched=bool(query.search),
        )  # fmt: skip


# --- columns --------------------------------------------------------------------------------------------------------


@router.get("/api/lists/{entity}/columns")
async def columns(web: Web, who: Who, kind: Kind) -> Response:
    """Return the user's own columns, none while they never chose (R64)."""
    chosen = await web.services.lists.columns(who.operator.id, kind.id)
    return json(known_columns(chosen, kind, who.operator.role))


@router.put("/api/lists/{entity}/columns")
async def keep_columns(request: Request, web: Web, who: Who, kind: Kind) -> Response:
    """Remember the user's columns: their order, widths, which are pinned and shown."""
    written = await read_body(request, ColumnsWrite)
    check_columns(written.columns, kind, who.operator.role)
    await web.services.lists.keep_columns(who.operator.id, kind.id, written.columns, at=web.clock.now())
    return json(written.columns)


@router.delete("/api/lists/{entity}/columns")
async def reset_columns(web: Web, who: Who, kind: Kind) -> Response:
    """Bring back the list's own columns."""
    await web.services.lists.keep_columns(who.operator.id, kind.id, (), at=web.clock.now())
    return Response(status_code=204)


# --- views ----------------------------------------------------------------------------------------------------------


@router.get("/api/lists/{entity}/views")
async def views(web: Web, who: Who, kind: Kind) -> Response:
    """Return the user's own views and those shared with everybody."""
    return json(await web.services.lists.views(who.operator.id, kind.id))


@router.post("/api/lists/{entity}/views")
async def add_view(request: Request, web: Web, who: Who, kind: Kind) -> Response:
    """Save a view under a name."""
    written = await read_body(request, ViewWrite)
    new = _checked(written, kind, who)
    return json(await web.services.lists.add_view(kind.id, new, at=web.clock.now()), 201)


@router.put("/api/lists/{entity}/views/{view_id}")
async def change_view(request: Request, web: Web, who: Who, kind: Kind, view_id: Id) -> Response:
    """Change a view: its owner, or a supervisor one that is shared."""
    written = await read_body(request, ViewWrite)
    kept = await _own(web, who, kind, view_id)
    new = replace(_checked(written, kind, who), id=kept.id, owner_id=kept.owner_id)
    return json(await web.services.lists.change_view(kind.id, new, at=web.clock.now()))


@router.delete("/api/lists/{entity}/views/{view_id}")
async def delete_view(web: Web, who: Who, kind: Kind, view_id: Id) -> Response:
    """Forget a view: its owner, or a supervisor one that is shared."""
    await web.services.lists.delete_view((await _own(web, who, kind, view_id)).id)
    return Response(status_code=204)


def _checked(written: ViewWrite, kind: Entity, who: Login) -> SavedView:
    check_view(written.name, written.kind, written.query, entity=kind, role=who.operator.role)
    return SavedView(
        id=0, name=written.name, kind=written.kind, owner_id=who.operator.id, owner="", query=written.query
    )


async def _own(web: WebContext, who: Login, kind: Entity, view_id: int) -> SavedView:
    """Return a view that the user may change; others' own views are not there for them."""
    kept = await web.services.lists.view(kind.id, view_id)
    if kept is None:
        raise NotFound
    if kept.owner_id == who.operator.id:
        return kept
    if kept.kind is ViewKind.MINE:
        raise NotFound
    if not who.operator.role.covers(Role.SUPERVISOR):
        raise Forbidden
    return kept
