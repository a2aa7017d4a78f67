"""Who works here: seen by supervisors, changed by admins."""

from fastapi import APIRouter, Request, Response

from callbridge.crm.operator import Operator, OperatorChanges, Role, check_operator
from callbridge.kernel.errors import Forbidden, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.wire import CloseCode
from callbridge.web.body import read_body
from callbridge.web.context import Web, WebContext, Who
from callbridge.web.cursors import Id
from callbridge.web.errors import json
from callbridge.web.guard import needs
from callbridge.web.routes_login import apply_changes, check_time_zone
from callbridge.web.shapes import NewOperator, OperatorPatch

router = APIRouter()


@router.get("/api/operators", dependencies=[needs(Role.SUPERVISOR)])
async def operators(web: Web) -> Response:
    """List everybody, the inactive too."""
    return json(await web.services.operators.operators())


@router.post("/api/operators", dependencies=[needs(Role.ADMIN)])
async def add_operator(request: Request, web: Web) -> Response:
    """Add a login."""
    wanted = await read_body(request, NewOperator)
    check_operator(login=wanted.login, full_name=wanted.full_name, extension=wanted.extension, pbx=wanted.pbx)
    check_time_zone(wanted.time_zone)
    operator = Operator(
        id=OperatorId(0),
        login=wanted.login,
        full_name=wanted.full_name.strip(),
        role=wanted.role,
        extension=wanted.extension,
        pbx=wanted.pbx,
        device_mode=wanted.device_mode,
        language=wanted.language,
        time_zone=wanted.time_zone,
    )
    password_hash = await web.logins.hash_password(wanted.password)
    operator_id = await web.services.operators.add_operator(operator, password_hash)
    await web.services.roster.reload()
    return json(await _existing(web, operator_id), 201)


@router.patch("/api/operators/{operator_id}", dependencies=[needs(Role.ADMIN)])
async def change_operator(request: Request, web: Web, who: Who, operator_id: Id) -> Response:
    """Change a login; a new password or deactivation ends its sessions and sockets at once."""
    wanted = await read_body(request, OperatorPatch)
    check_operator(full_name=wanted.full_name, extension=wanted.extension, pbx=wanted.pbx)
    check_time_zone(wanted.time_zone)
    operator = await _existing(web, OperatorId(operator_id))
    if operator.id == who.operator.id and (wanted.is_active is False or wanted.role not in (None, Role.ADMIN)):
        raise Forbidden
    changes = OperatorChanges(
        full_name=None if wanted.full_name is None else wanted.full_name.strip(),
        role=wanted.role,
        extension=wanted.extension,
        pbx=wanted.pbx,
        device_mode=wanted.device_mode,
        language=wanted.language,
        time_zone=wanted.time_zone,
        is_active=wanted.is_active,
        password_hash=None if wanted.password is None else await web.logins.hash_password(wanted.password),
    )
    changed = await apply_changes(web, operator, changes)
    if wanted.password is not None or not changed.is_active:
        await web.logins.close_all_of(changed.id)
        web.sockets.close_operator(changed.id)
        web.services.sessions.close(changed.id, CloseCode.SESSION_ENDED)
    return json(changed)


async def _existing(web: WebContext, operator_id: OperatorId) -> Operator:
    found = {operator.id: operator for operator in await web.services.operators.operators()}.get(operator_id)
    if found is None:
        raise NotFound
    return found
