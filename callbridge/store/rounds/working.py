"""Working on a round: who has which entry, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, exists, func, insert, or_, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.call_round import (
    CLAIM_FOR,
    EntryOutcome,
    EntryResult,
    EntryState,
    RoundEntry,
    RoundState,
    RoundWork,
    Waiting,
    is_counted,
    next_entry,
    settle,
)
from callbridge.crm.operator import Operator, Role
from callbridge.crm.record import CHANGED, write_changes
from callbridge.crm.typed_text import clean_lines
from callbridge.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.number_key import e164_of
from callbridge.store.parties import touched
from callbridge.store.rounds.moving import ROUND, round_row
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_entry = t.call_round_entry
_WAITING = select(_entry.c.id, _entry.c.next_try_at, _entry.c.claimed_by_id, _entry.c.claimed_until).where(
    _entry.c.call_round_id == bindparam("round_id"), _entry.c.state == EntryState.WAITING.value
)
_IS_FREE = or_(_entry.c.claimed_until.is_(None), _entry.c.claimed_until <= bindparam("now"))
_CANDIDATES = (
    Prepared(
        _WAITING.where(_entry.c.claimed_by_id == bindparam("operator_id"), _entry.c.claimed_until > bindparam("now"))
        .order_by(_entry.c.id)
        .limit(1)
    ),
    Prepared(
        _WAITING.where(_entry.c.next_try_at <= bindparam("now"), _IS_FREE)
        .order_by(_entry.c.next_try_at, _entry.c.id)
        .limit(1)
    ),
    Prepared(_WAITING.where(_entry.c.next_try_at.is_(None), _IS_FREE).order_by(_entry.c.id).limit(1)),
)
"""The first of each sort; crm.call_round.next_entry chooses among them."""
_CLAIM = Prepared(
    update(_entry)
    .where(_entry.c.id == bindparam("row_id"))
    .values(claimed_by_id=bindparam("operator_id"), claimed_until=bindparam("until"), claimed_at=bindparam("since"))
)
_LEFT = Prepared(
    select(
        func.count().label("left"),
        *(
            func.min(case((column > bindparam("now", type_=column.type), column))).label(name)
            for name, column in (("next_at", _entry.c.next_try_at), ("lapses_at", _entry.c.claimed_until))
        ),
    )
    .where(_entry.c.call_round_id == bindparam("round_id"), _entry.c.state == EntryState.WAITING.value)
)  # fmt: skip
_SHOWN = Prepared(
    select(
        _entry,
        t.person.c.full_name,
        t.person.c.job_title,
        t.person.c.do_not_call,
        t.person.c.archived_at,
        t.organization.c.name.label("company"),
    )
    .select_from(
        _entry.outerjoin(t.person, t.person.c.id == _entry.c.person_id).outerjoin(
            t.organization,
            t.organization.c.id == func.coalesce(t.person.c.organization_id, _entry.c.organization_id),
        )
    )
    .where(_entry.c.id == bindparam("id"))
)
_LEAVE_OUT = Prepared(update(_entry).where(_entry.c.id == bindparam("row_id")).values(state=EntryState.NO_CALLS.value))
_LEAVE = Prepared(
    update(_entry)
    .where(_entry.c.claimed_by_id == bindparam("operator_id"), _entry.c.state == EntryState.WAITING.value)
    .values(claimed_by_id=None, claimed_at=None, claimed_until=None)
)
_OPERATORS = Prepared(
    select(
        exists().where(t.call_round_operator.c.call_round_id == bindparam("round_id")).label("is_reserved"),
        exists()
        .where(
            t.call_round_operator.c.call_round_id == bindparam("round_id"),
            t.call_round_operator.c.employee_id == t.operator.c.employee_id,
            t.operator.c.id == bindparam("operator_id"),
        )
        .label("is_theirs"),
    )
)
_REASON = Prepared(
    select(t.refusal_reason.c.name, t.refusal_reason.c.is_active).where(t.refusal_reason.c.id == bindparam("id"))
)
_CALLED = Prepared(select(t.contact_method.c.id).where(t.contact_method.c.code == "call"))
_SPOKE = Prepared(
    insert(t.activity).inline(),
    columns=(
        "kind", "at", "done_at", "method_id", "person_id", "organization_id", "campaign_id", "owner_id", "content",
    ),
)  # fmt: skip
_WANTS_NO_CALLS = Prepared(
    update(t.person)
    .where(t.person.c.id == bindparam("row_id"), t.person.c.do_not_call.is_(False))
    .values(do_not_call=True, version=t.person.c.version + 1, updated_at=bindparam("at"))
)
_NO_CLAIM = {"claimed_by_id": None, "claimed_at": None, "claimed_until": None}


def work(tx: Tx, round_id: int, operator: Operator, at: datetime) -> RoundWork:
    """Take the next entry for an operator, or the one they have already."""
    tx.serialize(f"{ROUND} {round_id}")
    row = round_row(tx, round_id)
    _check_worker(tx, round_id, operator)
    entry = _claim(tx, round_id, operator, at) if row.state == RoundState.OPEN else None
    left = tx.rows(_LEFT, round_id=round_id, now=at)[0]
    later = [one for one in (left.next_at, left.lapses_at) if one is not None]
    return RoundWork(
        id=round_id,
        name=row.name,
        script=row.script,
        state=RoundState(row.state),
        campaign_id=row.campaign_id,
        entry=entry,
        left=left.left,
        next_at=None if entry else min(later, default=None),
    )


def _check_worker(tx: Tx, round_id: int, operator: Operator) -> None:
    if operator.role.covers(Role.SUPERVISOR):
        return
    who = tx.row(_OPERATORS, round_id=round_id, operator_id=operator.id)
    if who is not None and who.is_reserved and not who.is_theirs:
        raise Forbidden("round.not_assigned")


def _claim(tx: Tx, round_id: int, operator: Operator, at: datetime) -> RoundEntry | None:
    """Return the next entry that may still be called; who asked for no calls meanwhile is left out."""
    while True:
        rows = [
            row for found in _CANDIDATES for row in tx.rows(found, round_id=round_id, operator_id=operator.id, now=at)
        ]
        chosen = next_entry((_waiting(row) for row in rows), operator.id, at)
        if chosen is None:
            return None
        (row,) = tx.rows(_SHOWN, id=chosen.id)
        if row.do_not_call or row.archived_at is not None:
            tx.execute(_LEAVE_OUT, row_id=chosen.id)
            continue
        until = at + CLAIM_FOR
        since = row.claimed_at if chosen.is_claimed(at) else at
        tx.execute(_CLAIM, row_id=chosen.id, operator_id=operator.id, until=until, since=since)
        return _shown(row, until)


def _waiting(row: Row) -> Waiting:
    return Waiting(
        id=row.id, next_try_at=row.next_try_at, claimed_by=row.claimed_by_id, claimed_until=row.claimed_until
    )


def _shown(row: Row, until: datetime) -> RoundEntry:
    return RoundEntry(
        id=row.id,
        person_id=row.person_id,
        organization_id=row.organization_id,
        name=row.full_name or row.name,
        organization=row.company or "",
        job_title=row.job_title or "",
        phone=e164_of(row.number_key) or row.phone,
        tries=row.tries,
        last_tried_at=row.last_tried_at,
        note=row.note,
        claimed_until=until,
    )


def keep(tx: Tx, entry_id: int, operator: Operator, at: datetime) -> None:
    """Let an operator have an entry for a while more."""
    row = _entry_row(tx, entry_id)
    _check_worker(tx, row.call_round_id, operator)
    if row.state == EntryState.WAITING and not _is_anothers(row, operator, at):
        since = row.claimed_at if row.claimed_by_id == operator.id and row.claimed_at else at
        tx.execute(_CLAIM, row_id=entry_id, operator_id=operator.id, until=at + CLAIM_FOR, since=since)
        return
    raise Conflict("round.taken")


def settle_entry(tx: Tx, entry_id: int, operator: Operator, result: EntryResult, at: datetime) -> None:
    """Write what became of a call; what this operator said already is not written again."""
    settlement = settle(result, at)
    row = _entry_row(tx, entry_id)
    _check_worker(tx, row.call_round_id, operator)
    is_repeat = row.claimed_by_id is None and row.worked_by_id == operator.id and row.last_outcome == result.outcome
    if is_repeat and row.state == settlement.state:
        return
    if row.state != EntryState.WAITING or _is_anothers(row, operator, at):
        raise Conflict("round.taken")
    reason = _reason(tx, result)
    is_tried = result.outcome is not EntryOutcome.SKIPPED
    values: dict[str, Any] = {
        "state": settlement.state.value,
        "next_try_at": settlement.next_try_at,
        "last_outcome": result.outcome.value,
        "refusal_reason_id": result.refusal_reason_id if reason else None,
        "note": clean_lines(result.note),
        "worked_by_id": operator.id,
        **_NO_CLAIM,
    }
    if is_tried:
        values |= {
            "tries": row.tries + (0 if is_counted(row.claimed_at, row.last_tried_at) else 1),
            "last_tried_at": at,
        }
    tx.execute(update(_entry).where(_entry.c.id == entry_id).values(**values))
    _follow(tx, row, operator, result, reason, at)


def _follow(tx: Tx, row: Row, operator: Operator, result: EntryResult, reason: str, at: datetime) -> None:
    """Write what follows from a word: the contact that a refusal was, the wish for no calls."""
    if result.outcome is EntryOutcome.NO_CALLS and row.person_id is not None:
        _never_call(tx, row.person_id, operator, at)
    if result.outcome is not EntryOutcome.REFUSED:
        return
    campaign_id = round_row(tx, row.call_round_id).campaign_id
    if campaign_id is not None:
        touched(tx, campaign_id, row.person_id, kind="call", ref_key=f"entry {row.id}", at=at)
    if row.person_id is not None or row.organization_id is not None:
        tx.execute(
            _SPOKE,
            kind="contact",
            at=at,
            done_at=at,
            method_id=tx.value(_CALLED),
            person_id=row.person_id,
            organization_id=row.organization_id,
            campaign_id=campaign_id,
            owner_id=operator.id,
            content=". ".join(part for part in (reason, clean_lines(result.note)) if part),
        )


def _never_call(tx: Tx, person_id: int, operator: Operator, at: datetime) -> None:
    if not tx.execute(_WANTS_NO_CALLS, row_id=person_id, at=at):
        return
    note = AuditNote(
        at=at,
        operator_id=operator.id,
        action=CHANGED,
        entity="person",
        entity_id=str(person_id),
        detail=write_changes({"do_not_call": False}, {"do_not_call": True}),
    )
    write_note(tx, note)


def _reason(tx: Tx, result: EntryResult) -> str:
    """Return what a refusal's reason is called, ``""`` of another outcome; raises InvalidInput."""
    if result.outcome is not EntryOutcome.REFUSED:
        return ""
    row = tx.row(_REASON, id=result.refusal_reason_id)
    if row is None or not row.is_active:
        raise InvalidInput({"refusal_reason_id": "not_found" if row is None else "inactive"})
    return str(row.name)


def leave(tx: Tx, operator: Operator) -> None:
    """Give back whatever the operator has."""
    tx.execute(_LEAVE, operator_id=operator.id)


def _is_anothers(row: Row, operator: Operator, at: datetime) -> bool:
    return row.claimed_by_id != operator.id and _waiting(row).is_claimed(at)


def _entry_row(tx: Tx, entry_id: int) -> Row:
    """Return an entry that nobody else writes meanwhile; raises NotFound."""
    found = tx.value(select(_entry.c.call_round_id).where(_entry.c.id == entry_id))
    if found is None:
        raise NotFound("record.not_found", id=entry_id)
    tx.serialize(f"{ROUND} {found}")
    return tx.row(select(_entry).where(_entry.c.id == entry_id))
