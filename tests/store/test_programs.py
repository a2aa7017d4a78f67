"""Tokens and forms: kept by hash, alive until they are not, every act of an admin noted."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from callbridge.crm.api_token import ApiToken, Scope
from callbridge.crm.operator import OperatorChanges
from callbridge.crm.web_form import WebFormDraft
from callbridge.kernel.errors import InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.stores import NOW

DRAFT = WebFormDraft(name="Сайт", origins=("https://a.ru",), topic_id=1, consent_text="Согласен")


async def a_token(store: SqlStore, maker: OperatorId, token_hash: bytes = b"h", **other: Any) -> ApiToken:
    wanted = {"name": "Сайт", "scopes": (Scope.LEADS_WRITE,), "expires_at": None, "at": NOW, **other}
    return await store.programs.add_token(token_hash=token_hash, operator_id=maker, **wanted)


async def test_a_token_is_found_by_its_hash_and_its_use_remembered(store: SqlStore, anna: OperatorId) -> None:
    made = await a_token(store, anna)
    use = await store.programs.use_token(b"h", at=NOW)
    assert use is not None
    assert (use.id, use.name, use.scopes, use.operator.login) == (
        made.id,
        "Сайт",
        frozenset({Scope.LEADS_WRITE}),
        "anna",
    )
    assert await store.programs.use_token(b"x", at=NOW) is None
    await store.programs.use_token(b"h", at=NOW + timedelta(seconds=59))
    (listed,) = await store.programs.tokens()
    assert (listed.last_used_at, listed.operator) == (NOW, "Anna")
    await store.programs.use_token(b"h", at=NOW + timedelta(seconds=60))
    assert (await store.programs.tokens())[0].last_used_at == NOW + timedelta(seconds=60)


async def test_a_token_ends_by_its_date_by_revoking_and_with_its_maker(store: SqlStore, anna: OperatorId) -> None:
    await a_token(store, anna, b"1", expires_at=NOW + timedelta(days=1))
    revoked = await a_token(store, anna, b"2")
    await a_token(store, anna, b"3")
    assert await store.programs.use_token(b"1", at=NOW + timedelta(days=1)) is None
    first = await store.programs.revoke_token(revoked.id, anna, at=NOW)
    again = await store.programs.revoke_token(revoked.id, anna, at=NOW + timedelta(days=1))
    assert first.revoked_at == again.revoked_at == NOW
    assert await store.programs.use_token(b"2", at=NOW) is None
    await store.operators.change_operator(anna, OperatorChanges(is_active=False))
    assert await store.programs.use_token(b"3", at=NOW) is None
    with pytest.raises(NotFound):
        await store.programs.revoke_token(999, anna, at=NOW)


async def test_making_and_revoking_are_audited_once(store: SqlStore, anna: OperatorId) -> None:
    made = await a_token(store, anna)
    for _ in range(2):
        await store.programs.revoke_token(made.id, anna, at=NOW)
    entries = await store.audit.entries("api_token", str(made.id), 10)
    assert [(entry.action, entry.detail) for entry in entries] == [
        ("token.revoked", {"name": "Сайт"}),
        ("record.created", {"name": "Сайт"}),
    ]


async def test_a_scope_that_is_no_longer_known_means_nothing(store: SqlStore, anna: OperatorId) -> None:
    made = await a_token(store, anna)
    odd = t.api_token.update().where(t.api_token.c.id == made.id).values(scopes='["world:rule", "calls:read"]')
    await store.database.run(lambda tx: tx.execute(odd))
    assert (await store.programs.tokens())[0].scopes == (Scope.CALLS_READ,)


async def test_a_form_is_found_by_its_key_while_it_is_active(store: SqlStore, anna: OperatorId) -> None:
    made = await store.programs.add_form("key", DRAFT, anna, at=NOW)
    assert await store.programs.form("key") == made
    assert (made.origins, made.topic_id, made.consent_text) == (("https://a.ru",), 1, "Согласен")
    off = WebFormDraft(name="Нет", origins=("https://b.ru",), is_active=False)
    changed = await store.programs.change_form(made.id, off, anna, at=NOW)
    assert (changed.key, changed.topic_id, changed.is_active) == ("key", None, False)
    assert await store.programs.form("key") is None
    assert await store.programs.forms() == [changed]
    version = await store.database.read(lambda tx: tx.value(select(t.web_form.c.version)))
    assert version == 2
    with pytest.raises(NotFound):
        await store.programs.change_form(999, off, anna, at=NOW)


async def test_a_form_of_what_is_not_there_is_refused(store: SqlStore, anna: OperatorId) -> None:
    with pytest.raises(InvalidInput) as caught:
        await store.programs.add_form("k", WebFormDraft(name="x", origins=(), topic_id=99, product_id=9), anna, at=NOW)
    assert caught.value.fields == {"topic_id": "not_found", "product_id": "not_found"}
