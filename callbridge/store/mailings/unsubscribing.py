"""Addresses that want no mailing, for ever."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_recipient = t.mailing_recipient
_BY_TOKEN = Prepared(select(_recipient).where(_recipient.c.token == bindparam("token")))
_WANTS_NONE = Prepared(
    upsert(t.unsubscribed).on_conflict_do_nothing().inline(), columns=("address_key", "mailing_id", "at")
)


def knows(tx: Tx, token: str) -> bool:
    """Say whether a letter has that token."""
    return tx.row(_BY_TOKEN, token=token) is not None


def unsubscribe(tx: Tx, token: str, at: datetime) -> bool:
    """Write that the address behind a token wants no mailing; False when no letter has it."""
    row = tx.row(_BY_TOKEN, token=token)
    if row is None:
        return False
    tx.execute(_WANTS_NONE, address_key=row.address_key, mailing_id=row.mailing_id, at=at)
    return True
