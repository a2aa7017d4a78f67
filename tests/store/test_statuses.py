"""Operators' statuses one after another, on both engines."""

from datetime import timedelta

from callbridge.crm.operator import Presence
from callbridge.crm.setting import WRAP_UP_S, KeptSetting, Level, Place
from callbridge.crm.status import Cause, StatusPeriod
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.stores import NOW


async def test_a_status_ends_the_one_before_and_is_the_logins(store: SqlStore, anna: OperatorId) -> None:
    lunch = StatusPeriod(operator_id=anna, presence=Presence.PAUSED, reason="Обед", began_at=NOW)
    assert (await store.statuses.begin(lunch)).pause_reason == "Обед"
    await store.statuses.told(anna)
    (now,) = await store.statuses.open_periods()
    assert (now.reason, now.cause, now.is_told, now.due_at) == ("Обед", Cause.OPERATOR, True, None)
    later = NOW + timedelta(minutes=40)
    wrap_up = StatusPeriod(
        operator_id=anna, presence=Presence.WRAP_UP, cause=Cause.CALL, began_at=later, due_at=later + timedelta(30)
    )
    assert (await store.statuses.begin(wrap_up)).presence is Presence.WRAP_UP
    await store.statuses.prolong(anna, later + timedelta(60))
    assert [one.due_at for one in await store.statuses.open_periods()] == [later + timedelta(60)]
    rows = await store.database.read(
        lambda tx: [(row.presence, row.seconds) for row in tx.rows(t.status_period.select().order_by("id"))]
    )
    assert rows == [("paused", 2400), ("wrap_up", None)]


async def test_a_clock_that_was_put_back_makes_no_status_shorter_than_nothing(
    store: SqlStore, anna: OperatorId
) -> None:
    for minutes in (0, -5):
        at = NOW + timedelta(minutes=minutes)
        await store.statuses.begin(StatusPeriod(operator_id=anna, presence=Presence.READY, began_at=at))
    lasted = await store.database.read(lambda tx: [row.seconds for row in tx.rows(t.status_period.select())])
    assert sorted(lasted, key=str) == [0, None]


async def test_how_long_somebody_wraps_up_is_a_parameter(store: SqlStore, anna: OperatorId) -> None:
    assert await store.statuses.wrap_up_s(anna) == 0
    await store.settings.keep(KeptSetting(key=WRAP_UP_S, value="45"), anna, at=NOW)
    assert await store.statuses.wrap_up_s(anna) == 45
    own = Place(Level.USER, anna)
    await store.settings.keep(KeptSetting(key=WRAP_UP_S, value="10"), anna, at=NOW, place=own)
    assert await store.statuses.wrap_up_s(anna) == 10
