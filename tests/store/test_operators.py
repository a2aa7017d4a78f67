"""Logins and sessions, on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.crm.operator import DeviceMode, Language, OperatorChanges, Presence, Role
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.clock import FakeClock
from tests.support.stores import NOW, an_operator


async def test_an_operator_is_read_back_as_added(store: SqlStore) -> None:
    asked = replace(
        an_operator("Анна", extension="101", pbx="main", role=Role.SUPERVISOR),
        device_mode=DeviceMode.HEADSET,
        language=Language.EN,
        time_zone="Asia/Almaty",
        presence=Presence.PAUSED,
        pause_reason="Обед",
    )
    new = await store.operators.add_operator(asked, "hash")
    assert await store.operators.operators() == [replace(asked, id=new, employee_id=1)]


async def test_a_login_is_found_whatever_its_case(store: SqlStore, anna: OperatorId) -> None:
    assert await store.operators.credentials("ANNA") == (anna, "hash")
    assert await store.operators.credentials("ann") is None


async def test_a_login_that_differs_only_in_case_is_taken(store: SqlStore, anna: OperatorId) -> None:
    with pytest.raises(Conflict) as refused:
        await store.operators.add_operator(an_operator("Anna"), "other")
    assert refused.value.code == "operator.login_taken"


@pytest.mark.parametrize(("first", "second"), [("main", "main"), ("", "main"), ("main", ""), ("", "")])
async def test_an_extension_belongs_to_one_active_operator_of_a_pbx(store: SqlStore, first: str, second: str) -> None:
    await store.operators.add_operator(an_operator("one", extension="101", pbx=first), "hash")
    with pytest.raises(Conflict) as refused:
        await store.operators.add_operator(an_operator("two", extension="101", pbx=second), "hash")
    assert refused.value.code == "operator.extension_taken"


async def test_the_same_extension_of_another_pbx_is_free(store: SqlStore) -> None:
    await store.operators.add_operator(an_operator("one", extension="101", pbx="main"), "hash")
    await store.operators.add_operator(an_operator("two", extension="101", pbx="branch"), "hash")
    assert len(await store.operators.operators()) == 2


async def test_the_extension_of_who_left_is_free_and_not_theirs_on_return(store: SqlStore, anna: OperatorId) -> None:
    await store.operators.change_operator(anna, OperatorChanges(is_active=False))
    await store.operators.add_operator(an_operator("boris", extension="101"), "hash")
    with pytest.raises(Conflict):
        await store.operators.change_operator(anna, OperatorChanges(is_active=True))


async def test_several_operators_may_have_no_extension(store: SqlStore) -> None:
    await store.operators.add_operator(an_operator("one"), "hash")
    await store.operators.add_operator(an_operator("two"), "hash")


async def test_only_named_fields_change(store: SqlStore, anna: OperatorId) -> None:
    before = (await store.operators.operators())[0]
    changes = OperatorChanges(presence=Presence.PAUSED, pause_reason="Обед", language=Language.EN)
    after = await store.operators.change_operator(anna, changes)
    assert after == replace(before, presence=Presence.PAUSED, pause_reason="Обед", language=Language.EN)
    assert await store.operators.operators() == [after]


async def test_changing_nobody_is_not_found(store: SqlStore) -> None:
    with pytest.raises(NotFound):
        await store.operators.change_operator(OperatorId(77), OperatorChanges(full_name="x"))


async def test_who_left_cannot_log_in_and_their_sessions_end(store: SqlStore, anna: OperatorId) -> None:
    await store.operators.open_session(b"token", anna, "csrf", NOW + timedelta(hours=1))
    await store.operators.change_operator(anna, OperatorChanges(is_active=False))
    assert await store.operators.credentials("anna") is None
    assert await store.operators.session(b"token", NOW) is None


async def test_a_new_password_ends_every_session(store: SqlStore, anna: OperatorId) -> None:
    await store.operators.open_session(b"token", anna, "csrf", NOW + timedelta(hours=1))
    await store.operators.change_operator(anna, OperatorChanges(password_hash="new"))
    assert await store.operators.session(b"token", NOW) is None
    assert await store.operators.credentials("anna") == (anna, "new")


async def test_a_session_lives_until_it_expires_or_is_closed(store: SqlStore, anna: OperatorId) -> None:
    for token in (b"\x00one", b"two", b"three"):
        await store.operators.open_session(token, anna, "csrf", NOW + timedelta(hours=1))
    found = await store.operators.session(b"\x00one", NOW)
    assert found is not None
    assert (found[0].id, found[1]) == (anna, "csrf")
    assert await store.operators.session(b"\x00one", NOW + timedelta(hours=1)) is None
    await store.operators.close_session(b"\x00one")
    assert await store.operators.session(b"\x00one", NOW) is None
    await store.operators.close_sessions_of(anna)
    assert await store.operators.session(b"two", NOW) is None


async def test_expired_sessions_are_forgotten_when_one_is_opened(
    store: SqlStore, anna: OperatorId, clock: FakeClock
) -> None:
    await store.operators.open_session(b"old", anna, "csrf", NOW + timedelta(hours=1))
    clock.pass_seconds(7_200)
    await store.operators.open_session(b"new", anna, "csrf", NOW + timedelta(hours=3))
    assert await store.operators.session(b"old", NOW) is None
