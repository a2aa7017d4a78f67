"""Addresses that want no mailing, for ever."""

from sqlalchemy import select

from callbridge.store import tables as t
from tests.store.mailings.test_sending import addressed_mailing
from tests.support.mailings import MailRig
from tests.support.stores import NOW


async def test_a_token_leads_to_its_address_and_twice_is_once(rig: MailRig) -> None:
    mailing = await addressed_mailing(rig, 1)
    assert await rig.store.mailings.knows("token-1")
    for _ in range(2):
        assert await rig.store.mailings.unsubscribe("token-1", at=NOW)
    rows = await rig.store.database.read(lambda tx: tx.rows(select(t.unsubscribed)))
    assert [(row.address_key, row.mailing_id) for row in rows] == [("p1@example.ru", mailing.id)]


async def test_a_token_of_nobody_changes_nothing(rig: MailRig) -> None:
    await addressed_mailing(rig, 1)
    assert not await rig.store.mailings.knows("token-9")
    assert not await rig.store.mailings.unsubscribe("token-9", at=NOW)
