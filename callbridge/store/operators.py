"""Logins and their sessions. Only hashes are kept: of the password, and of the session's token."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from callbridge.crm.operator import DeviceMode, Language, Operator, OperatorChanges, Presence, Role
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.folding import fold
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_FIELDS = (
    "login", "full_name", "role", "extension", "pbx", "device_mode", "language", "time_zone", "presence",
    "pause_reason", "is_active", "keys",
)  # fmt: skip
PUBLIC = (t.operator.c.id, t.operator.c.employee_id, *(t.operator.c[name] for name in _FIELDS))
"""What may be told of a login."""
_ID = t.operator.c.id == bindparam("id")
_ALL = Prepared(select(*PUBLIC).order_by(t.operator.c.full_name, t.operator.c.id))
_ONE = Prepared(select(*PUBLIC).where(_ID))
_CREDENTIALS = Prepared(
    select(t.operator.c.id, t.operator.c.password_hash).where(
        t.operator.c.login_key == bindparam("login_key"), t.operator.c.is_active.is_(True)
    )
)
_LOGIN_TAKEN = Prepared(select(t.operator.c.id).where(t.operator.c.login_key == bindparam("login_key")))
_EXTENSION_TAKEN = Prepared(
    select(t.operator.c.id)
    .where(
        t.operator.c.is_active.is_(True),
        t.operator.c.extension == bindparam("extension"),
        or_(t.operator.c.pbx == bindparam("pbx"), t.operator.c.pbx == "", bindparam("pbx") == ""),
        t.operator.c.id != bindparam("id"),
    )
    .limit(1)
)
_INSERT = Prepared(
    insert(t.operator).returning(t.operator.c.id),
    columns=(*_FIELDS, "login_key", "password_hash", "created_at", "employee_id"),
)
_INSERT_EMPLOYEE = Prepared(
    insert(t.employee).returning(t.employee.c.id), columns=("full_name", "folded_name", "org_unit_id", "is_active")
)
_FIRST_UNIT = Prepared(select(func.min(t.org_unit.c.id)))
_OPEN_SESSION = Prepared(insert(t.session).inline(), columns=("token_hash", "operator_id", "csrf", "expires_at"))
_FORGET_EXPIRED = Prepared(delete(t.session).where(t.session.c.expires_at <= bindparam("now")))
_SESSION = Prepared(
    select(*PUBLIC, t.session.c.csrf)
    .select_from(t.session.join(t.operator, t.operator.c.id == t.session.c.operator_id))
    .where(
        t.session.c.token_hash == bindparam("token_hash"),
        t.session.c.expires_at > bindparam("now"),
        t.operator.c.is_active.is_(True),
    )
)
_CLOSE_SESSION = Prepared(delete(t.session).where(t.session.c.token_hash == bindparam("token_hash")))
_CLOSE_SESSIONS_OF = Prepared(delete(t.session).where(t.session.c.operator_id == bindparam("operator_id")))


class SqlOperators:
    """`Operators` of app/ports.py."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def operators(self) -> Sequence[Operator]:
        return await self._database.read(lambda tx: [operator_of(row) for row in tx.rows(_ALL)])

    async def add_operator(self, operator: Operator, password_hash: str) -> OperatorId:
        now = self._clock.now()
        return await self._database.run(lambda tx: add_operator(tx, operator, password_hash, now))

    async def change_operator(self, operator_id: OperatorId, changes: OperatorChanges) -> Operator:
        return await self._database.run(lambda tx: change_operator(tx, operator_id, changes))

    async def credentials(self, login: str) -> tuple[OperatorId, str] | None:
        row = await self._database.read(lambda tx: tx.row(_CREDENTIALS, login_key=fold(login)))
        return (OperatorId(row.id), row.password_hash) if row else None

    async def open_session(self, token_hash: bytes, operator_id: OperatorId, csrf: str, expires_at: datetime) -> None:
        now = self._clock.now()

        def unit(tx: Tx) -> None:
            tx.execute(_FORGET_EXPIRED, now=now)
            tx.execute(_OPEN_SESSION, token_hash=token_hash, operator_id=operator_id, csrf=csrf, expires_at=expires_at)

        await self._database.run(unit)

    async def session(self, token_hash: bytes, now: datetime) -> tuple[Operator, str] | None:
        row = await self._database.read(lambda tx: tx.row(_SESSION, token_hash=token_hash, now=now))
        return (operator_of(row), row.csrf) if row else None

    async def close_session(self, token_hash: bytes) -> None:
        await self._database.run(lambda tx: tx.execute(_CLOSE_SESSION, token_hash=token_hash))

    async def close_sessions_of(self, operator_id: OperatorId) -> None:
        await self._database.run(lambda tx: tx.execute(_CLOSE_SESSIONS_OF, operator_id=operator_id))


def add_operator(tx: Tx, operator: Operator, password_hash: str, now: datetime) -> OperatorId:
    """Add a login; Conflict ``operator.login_taken`` or ``operator.extension_taken``."""
    tx.serialize("operators")
    login_key = fold(operator.login)
    if tx.row(_LOGIN_TAKEN, login_key=login_key) is not None:
        raise Conflict("operator.login_taken", login=operator.login)
    _check_extension(tx, operator, operator_id=0)
    values = {name: getattr(operator, name) for name in _FIELDS}
    employee_id = _employee(tx, operator)
    return OperatorId(
        tx.value(
            _INSERT,
            **values,
            login_key=login_key,
            password_hash=password_hash,
            created_at=now,
            employee_id=employee_id,
        )
    )


def _employee(tx: Tx, operator: Operator) -> int:
    """Make the employee whose login it is, in the first branch."""
    name = operator.full_name
    unit = tx.value(_FIRST_UNIT)
    return int(tx.value(_INSERT_EMPLOYEE, full_name=name, folded_name=fold(name), org_unit_id=unit, is_active=True))


def change_operator(tx: Tx, operator_id: OperatorId, changes: OperatorChanges) -> Operator:
    """Set the fields of `changes` that are not None; NotFound, or Conflict ``operator.extension_taken``."""
    tx.serialize("operators")
    row = tx.row(_ONE, id=operator_id)
    if row is None:
        raise NotFound("operator.not_found", id=operator_id)
    values = {name: value for name, value in asdict(changes).items() if value is not None}
    public = {name: value for name, value in values.items() if name != "password_hash"}
    changed = replace(operator_of(row), **public)
    _check_extension(tx, changed, operator_id=operator_id)
    if values:
        tx.execute(update(t.operator).where(t.operator.c.id == operator_id).values(_plain(values)))
    if not changed.is_active or "password_hash" in values:
        tx.execute(_CLOSE_SESSIONS_OF, operator_id=operator_id)
    return changed


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in values.items()}


def _check_extension(tx: Tx, operator: Operator, *, operator_id: int) -> None:
    if not operator.extension or not operator.is_active:
        return
    if tx.row(_EXTENSION_TAKEN, extension=operator.extension, pbx=operator.pbx, id=operator_id) is not None:
        raise Conflict("operator.extension_taken", extension=operator.extension)


def operator_of(row: Row) -> Operator:
    """Return the login of a row that has `PUBLIC`."""
    values = {name: getattr(row, name) for name in _FIELDS}
    values |= {
        "role": Role(row.role),
        "device_mode": DeviceMode(row.device_mode),
        "language": Language(row.language),
        "presence": Presence(row.presence),
    }
    return Operator(id=OperatorId(row.id), employee_id=row.employee_id, **values)
