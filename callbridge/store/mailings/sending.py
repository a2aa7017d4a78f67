"""The letters of a mailing: each is written down before it goes and after."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.app.mail_port import Claim, NothingDue, Outcome, Recipient
from callbridge.crm.mailing import Addressee, MailingState, RecipientState
from callbridge.kernel.text import say
from callbridge.store import tables as t
from callbridge.store.mailings.audience import persons
from callbridge.store.mailings.bouncing import undeliverable
from callbridge.store.parties import touched
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_recipient = t.mailing_recipient
_ADD = Prepared(
    upsert(_recipient).on_conflict_do_nothing().inline(),
    columns=("mailing_id", "person_id", "address", "address_key", "state", "problem", "token"),
)
_ADDRESSED = Prepared(update(t.mailing).where(t.mailing.c.id == bindparam("row_id")).values(started_at=bindparam("at")))
_STATE = Prepared(select(t.mailing.c.state).where(t.mailing.c.id == bindparam("id"), t.mailing.c.archived_at.is_(None)))
_NEXT = Prepared(
    select(_recipient)
    .where(
        _recipient.c.mailing_id == bindparam("mailing_id"),
        _recipient.c.state == RecipientState.WAITING.value,
        or_(_recipient.c.next_try_at.is_(None), _recipient.c.next_try_at <= bindparam("now")),
    )
    .order_by(_recipient.c.id)
    .limit(1)
)
_NEXT_TRY = Prepared(
    select(func.min(_recipient.c.next_try_at)).where(
        _recipient.c.mailing_id == bindparam("mailing_id"), _recipient.c.state == RecipientState.WAITING.value
    )
)
_TAKE = Prepared(
    update(_recipient)
    .where(_recipient.c.id == bindparam("row_id"), _recipient.c.state == RecipientState.WAITING.value)
    .values(
        state=RecipientState.SENDING.value,
        message_id=bindparam("new_message_id"),
        tries=_recipient.c.tries + 1,
        changed_at=bindparam("at"),
    )
)
_LEAVE_OUT = Prepared(
    update(_recipient)
    .where(_recipient.c.id == bindparam("row_id"))
    .values(state=bindparam("to_state"), problem=bindparam("words"), changed_at=bindparam("at"))
)
_SETTLE = Prepared(
    update(_recipient)
    .where(_recipient.c.id == bindparam("row_id"), _recipient.c.state == RecipientState.SENDING.value)
    .values(
        state=bindparam("to_state"),
        problem=bindparam("words"),
        next_try_at=bindparam("again_at"),
        sent_at=bindparam("went_at"),
        changed_at=bindparam("at"),
        tries=_recipient.c.tries - bindparam("given_back"),
    )
)
_OF_TOUCH = Prepared(
    select(_recipient.c.person_id, t.mailing.c.campaign_id)
    .select_from(_recipient.join(t.mailing, t.mailing.c.id == _recipient.c.mailing_id))
    .where(_recipient.c.id == bindparam("id"))
)
_DOUBT = Prepared(
    update(_recipient)
    .where(_recipient.c.state == RecipientState.SENDING.value)
    .values(state=RecipientState.UNCERTAIN.value, changed_at=bindparam("at"))
)
_END = Prepared(
    update(t.mailing)
    .where(t.mailing.c.id == bindparam("row_id"))
    .values(state=MailingState.DONE.value, finished_at=bindparam("at"), problem="", version=t.mailing.c.version + 1)
)
_TROUBLE = Prepared(
    update(t.mailing)
    .where(t.mailing.c.state == MailingState.SENDING.value, t.mailing.c.problem != bindparam("words"))
    .values(problem=bindparam("words"))
)
_WANTS_NONE = Prepared(select(t.unsubscribed.c.address_key).where(t.unsubscribed.c.address_key == bindparam("key")))


def wanting_none(tx: Tx, keys: Sequence[str]) -> frozenset[str]:
    """Return those of the keys that want no mailing."""
    if not keys:
        return frozenset()
    key = t.unsubscribed.c.address_key
    return frozenset(
        row.address_key for row in tx.rows(select(key).where(key.in_([literal(one, key.type) for one in keys])))
    )


def add_recipients(tx: Tx, mailing_id: int, recipients: Sequence[Recipient]) -> None:
    """Write those that are not there yet."""
    keys = [one.key for one in recipients]
    refusing, returning = wanting_none(tx, keys), undeliverable(tx, keys)
    tx.executemany(
        _ADD,
        [
            {
                "mailing_id": mailing_id,
                "person_id": one.person_id,
                "address": one.address,
                "address_key": one.key,
                "state": _first_state(one, refusing, returning).value,
                "problem": _returned(returning[one.key]) if one.key in returning else one.problem,
                "token": one.token,
            }
            for one in recipients
        ],
    )


def _first_state(one: Recipient, refusing: frozenset[str], returning: Mapping[str, str]) -> RecipientState:
    if one.key in refusing:
        return RecipientState.UNSUBSCRIBED
    return RecipientState.SKIPPED if one.key in returning else one.state


def _returned(words: str) -> str:
    return say("mailing.undeliverable", "ru", message=words)


def addressed(tx: Tx, mailing_id: int, at: datetime) -> None:
    """Say that all recipients are written."""
    tx.execute(_ADDRESSED, row_id=mailing_id, at=at)


def claim(tx: Tx, mailing_id: int, message_id: str, at: datetime, today: date) -> Claim | NothingDue:
    """Take the next recipient of a mailing that is still being sent; end it when none is left."""
    tx.serialize(f"mailing {mailing_id}")
    if tx.value(_STATE, id=mailing_id) != MailingState.SENDING:
        return NothingDue(until=None)
    row = _next(tx, mailing_id, at)
    if row is None:
        until = tx.value(_NEXT_TRY, mailing_id=mailing_id)
        if until is None:
            tx.execute(_END, row_id=mailing_id, at=at)
        return NothingDue(until=until)
    kept_id = row.message_id or message_id
    tx.execute(_TAKE, row_id=row.id, new_message_id=kept_id, at=at)
    return Claim(
        recipient_id=row.id,
        addressee=_addressee(tx, row, today),
        token=row.token,
        message_id=kept_id,
        tries=row.tries + 1,
    )


def _next(tx: Tx, mailing_id: int, at: datetime) -> Row | None:
    """Return the next one that still wants mailings and from whom none has come back."""
    while (row := tx.row(_NEXT, mailing_id=mailing_id, now=at)) is not None:
        if tx.row(_WANTS_NONE, key=row.address_key) is not None:
            after, words = RecipientState.UNSUBSCRIBED, row.problem
        elif returned := undeliverable(tx, [row.address_key]):
            after, words = RecipientState.SKIPPED, _returned(returned[row.address_key])
        else:
            return row
        tx.execute(_LEAVE_OUT, row_id=row.id, to_state=after.value, words=words, at=at)
    return None


def _addressee(tx: Tx, row: Row, today: date) -> Addressee:
    """Return who it is now, at the address that was written."""
    known = persons(tx, [row.person_id], today) if row.person_id is not None else []
    if not known:
        return Addressee(person_id=row.person_id, full_name="", address=row.address)
    (one,) = known
    return Addressee(
        person_id=one.person_id,
        full_name=one.full_name,
        organization=one.organization,
        job_title=one.job_title,
        address=row.address,
    )


def settle(tx: Tx, recipient_id: int, outcome: Outcome, at: datetime) -> None:
    """Write what became of a letter; one that went out is a touch of its person."""
    is_sent = outcome.state is RecipientState.SENT
    written = tx.execute(
        _SETTLE,
        row_id=recipient_id,
        to_state=outcome.state.value,
        words=outcome.problem,
        again_at=outcome.next_try_at,
        went_at=at if is_sent else None,
        at=at,
        given_back=0 if outcome.is_counted else 1,
    )
    if not (written and is_sent):
        return
    row = tx.row(_OF_TOUCH, id=recipient_id)
    if row is not None and row.campaign_id is not None and row.person_id is not None:
        touched(tx, row.campaign_id, row.person_id, kind="mailing", ref_key=str(recipient_id), at=at)


def doubt(tx: Tx, at: datetime) -> int:
    """Mark what was being sent as uncertain; return how many."""
    return tx.execute(_DOUBT, at=at)


def trouble(tx: Tx, problem: str) -> None:
    """Say on every mailing being sent why nothing goes out."""
    tx.execute(_TROUBLE, words=problem)
