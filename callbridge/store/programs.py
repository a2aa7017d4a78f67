"""API tokens and forms on web sites. Of a token only its hash is kept. Implements `Programs` of app/program_port.py."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, insert, or_, select, update

from callbridge.crm.api_token import ApiToken, Scope, TokenUse
from callbridge.crm.audit import AuditNote
from callbridge.crm.record import CHANGED, CREATED
from callbridge.crm.web_form import WebForm, WebFormDraft
from callbridge.kernel.errors import InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.operators import PUBLIC, operator_of
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

TOKEN, FORM = "api_token", "web_form"
REVOKED = "token.revoked"
USED_EVERY = timedelta(minutes=1)
"""A busy program would make a write of each of its reads."""
_token, _form = t.api_token, t.web_form
_TOKENS = select(
    *(column for column in _token.c if column.name != "token_hash"), t.operator.c.full_name.label("operator")
).select_from(_token.join(t.operator, t.operator.c.id == _token.c.operator_id))
_ALL_TOKENS = Prepared(_TOKENS.order_by(_token.c.created_at.desc(), _token.c.id.desc()))
_ONE_TOKEN = Prepared(_TOKENS.where(_token.c.id == bindparam("id")))
_ADD_TOKEN = Prepared(
    insert(_token).returning(_token.c.id),
    columns=("name", "token_hash", "operator_id", "scopes", "created_at", "expires_at"),
)
_REVOKE = Prepared(
    update(_token)
    .where(_token.c.id == bindparam("token"), _token.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("at", type_=Instant()))
)
_LIVE = Prepared(
    select(_token.c.id.label("token_id"), _token.c.name, _token.c.scopes, _token.c.last_used_at, *PUBLIC)
    .select_from(_token.join(t.operator, t.operator.c.id == _token.c.operator_id))
    .where(
        _token.c.token_hash == bindparam("token_hash"),
        _token.c.revoked_at.is_(None),
        or_(_token.c.expires_at.is_(None), _token.c.expires_at > bindparam("at", type_=Instant())),
        t.operator.c.is_active.is_(True),
    )
)
_USED = Prepared(
    update(_token).where(_token.c.id == bindparam("token")).values(last_used_at=bindparam("at", type_=Instant()))
)
_FORMS = Prepared(select(_form).order_by(_form.c.name, _form.c.id))
_FORM_BY_ID = Prepared(select(_form).where(_form.c.id == bindparam("id")))
_FORM_BY_KEY = Prepared(select(_form).where(_form.c.form_key == bindparam("key"), _form.c.is_active.is_(True)))
_NAMED: dict[str, Table] = {
    "topic_id": t.sales_topic,
    "source_id": t.lead_source,
    "campaign_id": t.campaign,
    "product_id": t.product,
}


class SqlPrograms:
    """Tokens and forms in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tokens(self) -> Sequence[ApiToken]:
        return await self._database.read(lambda tx: [_api_token(row) for row in tx.rows(_ALL_TOKENS)])

    async def add_token(
        self,
        *,
        name: str,
        token_hash: bytes,
        scopes: Sequence[Scope],
        operator_id: OperatorId,
        expires_at: datetime | None,
        at: datetime,
    ) -> ApiToken:
        values = {
            "name": name,
            "token_hash": token_hash,
            "operator_id": operator_id,
            "scopes": json.dumps([scope.value for scope in scopes]),
            "created_at": at,
            "expires_at": expires_at,
        }
        return await self._database.run(lambda tx: _add_token(tx, values))

    async def revoke_token(self, token_id: int, operator_id: OperatorId, *, at: datetime) -> ApiToken:
        return await self._database.run(lambda tx: _revoke_token(tx, token_id, operator_id, at))

    async def use_token(self, token_hash: bytes, *, at: datetime) -> TokenUse | None:
        row = await self._database.read(lambda tx: tx.row(_LIVE, token_hash=token_hash, at=at))
        if row is None:
            return None
        if row.last_used_at is None or at - row.last_used_at >= USED_EVERY:
            await self._database.run(lambda tx: tx.execute(_USED, token=row.token_id, at=at))
        scopes = frozenset(_scopes(row.scopes))
        return TokenUse(id=row.token_id, name=row.name, scopes=scopes, operator=operator_of(row))

    async def forms(self) -> Sequence[WebForm]:
        return await self._database.read(lambda tx: [_web_form(row) for row in tx.rows(_FORMS)])

    async def form(self, key: str) -> WebForm | None:
        row = await self._database.read(lambda tx: tx.row(_FORM_BY_KEY, key=key))
        return None if row is None else _web_form(row)

    async def add_form(self, key: str, draft: WebFormDraft, operator_id: OperatorId, *, at: datetime) -> WebForm:
        return await self._database.run(lambda tx: _add_form(tx, key, draft, operator_id, at))

    async def change_form(self, form_id: int, draft: WebFormDraft, operator_id: OperatorId, *, at: datetime) -> WebForm:
        return await self._database.run(lambda tx: _change_form(tx, form_id, draft, operator_id, at))


def _add_token(tx: Tx, values: dict[str, Any]) -> ApiToken:
    made = _api_token(tx.row(_ONE_TOKEN, id=tx.value(_ADD_TOKEN, **values)))
    _note(tx, CREATED, (TOKEN, made.id, made.name), made.operator_id, made.created_at)
    return made


def _revoke_token(tx: Tx, token_id: int, operator_id: OperatorId, at: datetime) -> ApiToken:
    is_first = tx.execute(_REVOKE, token=token_id, at=at) == 1
    row = tx.row(_ONE_TOKEN, id=token_id)
    if row is None:
        raise NotFound
    if is_first:
        _note(tx, REVOKED, (TOKEN, token_id, row.name), operator_id, at)
    return _api_token(row)


def _add_form(tx: Tx, key: str, draft: WebFormDraft, operator_id: OperatorId, at: datetime) -> WebForm:
    values = {**_form_values(tx, draft), "form_key": key, "operator_id": operator_id, "created_at": at}
    form_id = int(tx.value(insert(_form).values(**values).returning(_form.c.id)))
    _note(tx, CREATED, (FORM, form_id, draft.name), operator_id, at)
    return _web_form(tx.row(_FORM_BY_ID, id=form_id))


def _change_form(tx: Tx, form_id: int, draft: WebFormDraft, operator_id: OperatorId, at: datetime) -> WebForm:
    values = {**_form_values(tx, draft), "version": _form.c.version + 1, "updated_at": at}
    if tx.execute(update(_form).where(_form.c.id == form_id).values(**values)) != 1:
        raise NotFound
    _note(tx, CHANGED, (FORM, form_id, draft.name), operator_id, at)
    return _web_form(tx.row(_FORM_BY_ID, id=form_id))


def _form_values(tx: Tx, draft: WebFormDraft) -> dict[str, Any]:
    ids = {name: getattr(draft, name) for name in _NAMED}
    missing = [
        name
        for name, row_id in ids.items()
        if row_id is not None and tx.row(select(_NAMED[name].c.id).where(_NAMED[name].c.id == row_id)) is None
    ]
    if missing:
        raise InvalidInput(dict.fromkeys(missing, "not_found"))
    return ids | {
        "name": draft.name,
        "origins": json.dumps(draft.origins),
        "redirect_url": draft.redirect_url,
        "consent_text": draft.consent_text,
        "is_active": draft.is_active,
    }


def _note(tx: Tx, action: str, what: tuple[str, int, str], operator_id: OperatorId, at: datetime) -> None:
    entity, row_id, name = what
    note = AuditNote(
        at=at, operator_id=operator_id, action=action, entity=entity, entity_id=str(row_id), detail={"name": name}
    )
    write_note(tx, note)


def _api_token(row: Row) -> ApiToken:
    values = row._asdict()
    return ApiToken(**{**values, "scopes": tuple(_scopes(row.scopes))})


def _scopes(text: str) -> list[Scope]:
    """Return the scopes that are still known: one that a later program gave means nothing here."""
    known = {scope.value for scope in Scope}
    return [Scope(name) for name in json.loads(text) if name in known]


def _web_form(row: Row) -> WebForm:
    return WebForm(
        id=row.id,
        key=row.form_key,
        name=row.name,
        origins=tuple(json.loads(row.origins)),
        topic_id=row.topic_id,
        source_id=row.source_id,
        campaign_id=row.campaign_id,
        product_id=row.product_id,
        redirect_url=row.redirect_url,
        consent_text=row.consent_text,
        is_active=row.is_active,
        operator_id=OperatorId(row.operator_id),
        created_at=row.created_at,
    )
