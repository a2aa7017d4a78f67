"""What a line of "my day" says, and in which order (R98, R100, R114)."""

from datetime import timedelta

from callbridge.crm.follow_up import ReminderState
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_organization
from callbridge.store.store import SqlStore
from tests.support.promises import DUE, promise
from tests.support.stores import NOW, phone


async def test_a_line_says_who_how_when_and_what_was_said(store: SqlStore, anna: OperatorId) -> None:
    """R98, R100, R114: also of somebody who refused."""
    acme, campaign = await store.database.run(
        lambda tx: (add_organization(tx, "Акме", at=NOW), add_campaign(tx, "Выставка"))
    )
    promised = await promise(store, anna, organization_id=acme, campaign_id=campaign, next_method_id=2)
    (row,), count = await store.follow_ups.open(anna, 10)
    methods = {each.id: each.name for each in (await store.desk.dictionaries()).methods}
    assert (row.id, count, row.at, row.method, row.owner) == (promised, 1, DUE, methods[2], "Anna")
    assert (row.person, row.organization, row.phone) == ("Пётр Сидоров", "Акме", "+79161234567")
    assert (row.campaign, row.content, row.deal) == ("Выставка", "Дорого", "")
    assert (row.remind_at, row.reminder, row.done_at, row.closed_by) == (DUE, ReminderState.WAITING, None, "")


async def test_lines_come_soonest_first_and_are_counted_beyond_the_limit(store: SqlStore, anna: OperatorId) -> None:
    """R98."""
    for number in (3, 1, 2):
        await promise(store, anna, key=f"{number}", next_contact_at=DUE + timedelta(days=number))
    rows, count = await store.follow_ups.open(anna, 2)
    assert [row.at - DUE for row in rows] == [timedelta(days=1), timedelta(days=2)]
    assert count == 3


async def test_nobody_by_name_is_told_by_number_and_a_person_by_the_number_of_the_directory(
    store: SqlStore, anna: OperatorId
) -> None:
    await promise(store, anna, phone("+79161112233"), person_text="")
    (row,), _ = await store.follow_ups.open(anna, 10)
    assert (row.person, row.phone) == ("", "+79161112233")
    await store.database.run(lambda tx: tx.execute(t.lead_phone.delete()))
    assert (await store.follow_ups.one(row.id)).phone == ""
