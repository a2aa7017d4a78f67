"""What was read of each mailbox, on each engine in turn."""

from dataclasses import replace

from sqlalchemy import select

from callbridge.app.mailbox_port import HandledLetter, MailboxMark
from callbridge.crm.incoming_letter import BounceReport, Fate, LetterKind
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.stores import NOW

MARK = MailboxMark(uid_validity=4_294_967_295, last_uid=7, renumbered_below=0, begun_at=NOW)
LETTER = HandledLetter(mailbox="mail.inbox", uid=9, key="k1", kind=LetterKind.AUTOMATIC)


async def test_a_mailbox_is_read_on_from_where_it_was(store: SqlStore) -> None:
    assert await store.mailboxes.mark("mail.inbox") is None
    await store.mailboxes.set_mark("mail.inbox", MARK)
    await store.mailboxes.set_mark("leads.mailbox", replace(MARK, last_uid=1))
    assert await store.mailboxes.mark("mail.inbox") == MARK
    moved = replace(MARK, uid_validity=2, last_uid=0, renumbered_below=8)
    await store.mailboxes.set_mark("mail.inbox", moved)
    assert await store.mailboxes.mark("mail.inbox") == moved


async def test_a_letter_is_remembered_once_and_the_mark_goes_on(store: SqlStore) -> None:
    await store.mailboxes.set_mark("mail.inbox", MARK)
    assert not await store.mailboxes.is_known("mail.inbox", "k1")
    for _ in range(2):
        assert not await store.mailboxes.remember(LETTER, None, at=NOW)
    assert await store.mailboxes.is_known("mail.inbox", "k1")
    assert not await store.mailboxes.is_known("leads.mailbox", "k1")
    mark = await store.mailboxes.mark("mail.inbox")
    assert mark is not None
    assert mark.last_uid == 9
    rows = await store.database.read(lambda tx: tx.rows(select(t.mailbox_letter)))
    assert [(row.kind, row.lead_id, row.at) for row in rows] == [("automatic", None, NOW)]


async def test_a_report_about_a_strangers_letter_is_remembered_and_tells_nothing(store: SqlStore) -> None:
    report = BounceReport(message_ids=("<x@y>",), fate=Fate.HARD, words="550")
    assert not await store.mailboxes.remember(replace(LETTER, kind=LetterKind.BOUNCE), report, at=NOW)
    assert await store.mailboxes.is_known("mail.inbox", "k1")
