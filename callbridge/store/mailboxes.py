"""What was read of each mailbox. Implements `MailboxMemory` of app/mailbox_port.py: each method one unit of work."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.app.mailbox_port import HandledLetter, MailboxMark
from callbridge.crm.incoming_letter import BounceReport
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.mailings.bouncing import reported
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_mark = t.mailbox_mark
_COLUMNS = ("uid_validity", "last_uid", "renumbered_below", "begun_at")
_MARK = Prepared(select(*(_mark.c[name] for name in _COLUMNS)).where(_mark.c.mailbox == bindparam("mailbox")))
_new_mark = upsert(_mark)
_SET_MARK = Prepared(
    _new_mark.on_conflict_do_update(
        index_elements=[_mark.c.mailbox], set_={name: _new_mark.excluded[name] for name in _COLUMNS}
    ).inline(),
    columns=("mailbox", *_COLUMNS),
)
_PASSED = Prepared(
    update(_mark)
    .where(_mark.c.mailbox == bindparam("name"), _mark.c.last_uid < bindparam("uid"))
    .values(last_uid=bindparam("uid"))
)
_KNOWN = Prepared(
    select(t.mailbox_letter.c.kind).where(
        t.mailbox_letter.c.mailbox == bindparam("mailbox"), t.mailbox_letter.c.letter_key == bindparam("key")
    )
)
_REMEMBER = Prepared(
    upsert(t.mailbox_letter).on_conflict_do_nothing().inline(),
    columns=("mailbox", "letter_key", "kind", "lead_id", "at"),
)


class SqlMailboxes:
    """Mailboxes in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mark(self, mailbox: str) -> MailboxMark | None:
        row = await self._database.read(lambda tx: tx.row(_MARK, mailbox=mailbox))
        return None if row is None else MailboxMark(**row._asdict())

    async def set_mark(self, mailbox: str, mark: MailboxMark) -> None:
        values = {name: getattr(mark, name) for name in _COLUMNS}
        await self._database.run(lambda tx: tx.execute(_SET_MARK, mailbox=mailbox, **values))

    async def is_known(self, mailbox: str, key: str) -> bool:
        return await self._database.read(lambda tx: tx.row(_KNOWN, mailbox=mailbox, key=key)) is not None

    async def remember(self, letter: HandledLetter, report: BounceReport | None, *, at: datetime) -> bool:
        return await self._database.run(lambda tx: _remember(tx, letter, report, at))


def _remember(tx: Tx, letter: HandledLetter, report: BounceReport | None, at: datetime) -> bool:
    is_known = tx.row(_KNOWN, mailbox=letter.mailbox, key=letter.key) is not None
    tells = report is not None and not is_known and reported(tx, report, at)
    tx.execute(
        _REMEMBER,
        mailbox=letter.mailbox,
        letter_key=letter.key,
        kind=letter.kind.value,
        lead_id=letter.lead_id,
        at=at,
    )
    tx.execute(_PASSED, name=letter.mailbox, uid=letter.uid)
    return tells
