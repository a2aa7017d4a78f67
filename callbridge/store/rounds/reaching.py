"""What is learnt of a round's people elsewhere: interests that were saved, and calls that were made by hand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, or_, select, update

from callbridge.crm.call_list import OUTBOUND
from callbridge.crm.call_log import CallRecord
from callbridge.crm.call_round import (
    NOT_REACHED_AGAIN_AFTER,
    TALKED_AGAIN_AFTER,
    EntryState,
    is_counted,
    state_of_interest,
)
from callbridge.crm.interest import InterestForm, Rating
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.rounds.moving import ROUND
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx
from callbridge.store.types import Instant

_entry = t.call_round_entry
_RATING = Prepared(select(t.outcome.c.rating).where(t.outcome.c.id == bindparam("id")))
_ROUND = Prepared(select(_entry.c.call_round_id).where(_entry.c.id == bindparam("id")))
_WITHOUT_INTEREST = Prepared(select(_entry).where(_entry.c.id == bindparam("id"), _entry.c.lead_id.is_(None)))
_at = bindparam("ended_at", type_=Instant())
_TRIED = Prepared(
    update(_entry)
    .where(
        _entry.c.number_key == bindparam("key"),
        _entry.c.state == EntryState.WAITING.value,
        or_(_entry.c.last_tried_at.is_(None), _entry.c.last_tried_at < bindparam("began_at", type_=Instant())),
    )
    .values(
        tries=_entry.c.tries + 1,
        last_tried_at=_at,
        next_try_at=case(
            (
                and_(
                    or_(_entry.c.claimed_until.is_(None), _entry.c.claimed_until <= _at),
                    or_(_entry.c.next_try_at.is_(None), _entry.c.next_try_at <= _at),
                ),
                bindparam("again_at", type_=Instant()),
            ),
            else_=_entry.c.next_try_at,
        ),
    )
)


def interest_of_entry(
    tx: Tx, form: InterestForm, lead_id: int, person_id: int | None, operator_id: OperatorId, at: datetime
) -> None:
    """Bind a saved interest to the entry that it was made for; one that has an interest keeps it.

    Most interests are made for none.
    """
    round_id = None if form.entry_id is None else tx.value(_ROUND, id=form.entry_id)
    if round_id is None:
        return
    tx.serialize(f"{ROUND} {round_id}")
    entry = tx.row(_WITHOUT_INTEREST, id=form.entry_id)
    if entry is None:
        return
    rating = None if form.outcome_id is None else tx.value(_RATING, id=form.outcome_id)
    values: dict[str, Any] = {
        "state": state_of_interest(None if rating is None else Rating(rating)).value,
        "lead_id": lead_id,
        "person_id": entry.person_id or person_id,
        "refusal_reason_id": form.refusal_reason_id,
        "worked_by_id": operator_id,
        "last_outcome": "",
        "last_tried_at": at,
        "tries": entry.tries + (0 if is_counted(entry.claimed_at, entry.last_tried_at) else 1),
        "next_try_at": None,
        "claimed_by_id": None,
        "claimed_at": None,
        "claimed_until": None,
    }
    tx.execute(update(_entry).where(_entry.c.id == form.entry_id).values(**values))


def note_tries(tx: Tx, written: Sequence[tuple[CallRecord, str]]) -> None:
    """Count calls that went out to people of rounds, by their number keys; a call written twice counts once.

    One that an operator has is theirs to settle; the others are not called again at once.
    """
    for record, key in written:
        if not key or record.ended_at is None or record.direction != OUTBOUND:
            continue
        delay = NOT_REACHED_AGAIN_AFTER if record.answered_at is None else TALKED_AGAIN_AFTER
        tx.execute(
            _TRIED, key=key, began_at=record.started_at, ended_at=record.ended_at, again_at=record.ended_at + delay
        )
