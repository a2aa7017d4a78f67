"""The address of a list: its filter, order, tab and search, from a query string to a `ListQuery`."""

from dataclasses import dataclass
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import orjson
from fastapi import Depends, Path, Query

from callbridge.crm.entity import Entity, Tab
from callbridge.crm.list_filter import Filter, read_filter
from callbridge.crm.list_order import MAX_CURSOR, read_order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.list_value import is_clean
from callbridge.crm.operator import Role
from callbridge.crm.saved_view import MAX_SEARCH
from callbridge.kernel.errors import InvalidInput
from callbridge.web.context import Web, Who
from callbridge.web.list_meta import entity_of

MAX_FILTER = 16_000
After = Annotated[str, Query(max_length=MAX_CURSOR)]
EntityName = Annotated[str, Path(max_length=40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAddress:
    """A list's parts as they stand in the address."""

    filter: Annotated[str, Query(max_length=MAX_FILTER)] = ""
    """JSON."""
    sort: Annotated[str, Query(max_length=80)] = ""
    search: Annotated[str, Query(max_length=MAX_SEARCH)] = ""
    tab: Annotated[str, Query(max_length=40)] = ""


def _entity(entity: EntityName, who: Who) -> Entity:
    return entity_of(entity, who.operator.role)


Kind = Annotated[Entity, Depends(_entity)]
"""The kind of record that the address names; the route is refused to a role that may not read it."""


def query_of(kind: Kind, web: Web, who: Who, address: Annotated[ListAddress, Depends()]) -> ListQuery:
    """Return what the address asks; raises InvalidInput that names the wrong part."""
    operator = who.operator
    if not is_clean(address.search):
        raise InvalidInput({"search": "wrong_type"})
    return ListQuery(
        entity=kind,
        order=read_order(address.sort, kind, operator.role),
        reader=Reader(
            role=operator.role,
            language=operator.language,
            zone=ZoneInfo(operator.time_zone),
            now=web.clock.now(),
            operator_id=operator.id,
        ),
        filter=_filter(address.filter, kind, operator.role),
        search=address.search,
        tab=_tab(address.tab, kind),
    )


Asked = Annotated[ListQuery, Depends(query_of)]


def _filter(text: str, kind: Entity, role: Role) -> Filter | None:
    if not text:
        return None
    try:
        data: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise InvalidInput({"filter": "wrong_type"}) from None
    return read_filter(data, kind, role)


def _tab(name: str, kind: Entity) -> Tab | None:
    if not name:
        return None
    found = next((tab for tab in kind.tabs if tab.id == name), None)
    if found is None:
        raise InvalidInput({"tab": "unknown_value"})
    return found
