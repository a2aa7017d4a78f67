"""What mail servers tell of letters later, and the addresses that are not written to any more."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.crm.incoming_letter import BounceReport, Fate
from callbridge.crm.mail_address import address_key, read_address
from callbridge.crm.mailing import RecipientState
from callbridge.store import tables as t
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_recipient = t.mailing_recipient
_BY_MESSAGE_ID = Prepared(
    select(_recipient).where(_recipient.c.message_id == bindparam("message_id"), _recipient.c.message_id != "")
)
_TOLD = Prepared(
    update(_recipient)
    .where(_recipient.c.id == bindparam("row_id"))
    .values(state=bindparam("to_state"), problem=bindparam("words"), changed_at=bindparam("at"))
)
_BLOCK = Prepared(
    upsert(t.undeliverable).on_conflict_do_nothing().inline(), columns=("address_key", "mailing_id", "words", "at")
)
_FREE = Prepared(delete(t.undeliverable).where(t.undeliverable.c.address_key == bindparam("key")))
_OUT = frozenset(
    {
        *(RecipientState.SENDING, RecipientState.SENT, RecipientState.UNCERTAIN, RecipientState.DELIVERED),
        RecipientState.BOUNCED,
    }
)
"""States of a letter that may have gone out: a report about another one is of an earlier try."""
_STATE_OF = {
    Fate.HARD: RecipientState.BOUNCED, Fate.SOFT: RecipientState.BOUNCED, Fate.DELIVERED: RecipientState.DELIVERED,
}  # fmt: skip


def reported(tx: Tx, report: BounceReport, at: datetime) -> bool:
    """Write what became of a letter of ours; False when it is none of ours, or was taken back meanwhile."""
    row = _letter(tx, report)
    if row is None or row.state not in _OUT:
        return False
    # that it is late is no news of a letter whose end is known
    if row.state == RecipientState.BOUNCED and report.fate in (Fate.DELAYED, Fate.DELIVERED):
        return True
    after = _STATE_OF.get(report.fate, RecipientState(row.state))
    words = "" if report.fate is Fate.DELIVERED else report.words
    tx.execute(_TOLD, row_id=row.id, to_state=after.value, words=words, at=at)
    if report.fate is Fate.HARD:
        tx.execute(_BLOCK, address_key=row.address_key, mailing_id=row.mailing_id, words=report.words, at=at)
    return True


def undeliverable(tx: Tx, keys: Sequence[str]) -> Mapping[str, str]:
    """Return those of the keys from which letters come back for good, each with the server's words."""
    if not keys:
        return {}
    key = t.undeliverable.c.address_key
    asked = select(key, t.undeliverable.c.words).where(key.in_([literal(one, key.type) for one in keys]))
    return {row.address_key: row.words for row in tx.rows(asked)}


def write_again(tx: Tx, address: str) -> None:
    """Let mailings write to an address once more: a person has said so, or entered it anew."""
    tx.execute(_FREE, key=address_key(read_address(address) or address))


def _letter(tx: Tx, report: BounceReport) -> Row | None:
    for message_id in report.message_ids:
        row = tx.row(_BY_MESSAGE_ID, message_id=message_id)
        if row is not None:
            return row
    return None
