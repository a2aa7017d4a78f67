"""Call rounds as supervisors move them, and how far they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from callbridge.app.round_port import RoundFacts
from callbridge.crm.audit import AuditNote
from callbridge.crm.call_round import RoundAction, RoundProgress, RoundState, moved
from callbridge.crm.mailing import read_audience
from callbridge.crm.operator import Role
from callbridge.crm.record import CHANGED, Author, write_changes
from callbridge.crm.round_roll import Party
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

ROUND = "call_round"
_ONE = Prepared(select(t.call_round).where(t.call_round.c.id == bindparam("id"), t.call_round.c.archived_at.is_(None)))
_COUNTS = Prepared(
    select(t.call_round_entry.c.state, func.count().label("rows"))
    .where(t.call_round_entry.c.call_round_id == bindparam("id"))
    .group_by(t.call_round_entry.c.state)
)
_ADD = Prepared(
    insert(t.call_round_entry).inline(),
    columns=("call_round_id", "party_key", "person_id", "organization_id", "name", "phone", "number_key", "state"),
)


def round_row(tx: Tx, round_id: int) -> Row:
    """Return a round that was not put away; raises NotFound."""
    row = tx.row(_ONE, id=round_id)
    if row is None:
        raise NotFound("record.not_found", id=round_id)
    return row


def facts(tx: Tx, round_id: int) -> RoundFacts:
    """Return a round as beginning it needs it; raises NotFound."""
    row = round_row(tx, round_id)
    audience = read_audience(row.audience, Role.MANAGER)
    return RoundFacts(id=row.id, campaign_id=row.campaign_id, audience=audience)


def progress(tx: Tx, round_id: int) -> RoundProgress:
    """Count a round's entries; raises NotFound."""
    row = round_row(tx, round_id)
    return RoundProgress(
        id=round_id,
        version=row.version,
        state=RoundState(row.state),
        counts={one.state: one.rows for one in tx.rows(_COUNTS, id=round_id)},
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def move(
    tx: Tx,
    round_id: int,
    version: int,
    action: RoundAction,
    author: Author,
    *,
    at: datetime,
    parties: Sequence[Party],
) -> None:
    """Move a round as crm.call_round.moved allows, writing whom it calls when it begins."""
    tx.serialize(f"{ROUND} {round_id}")
    row = round_row(tx, round_id)
    if row.version != version:
        raise Conflict("record.changed", id=round_id)
    after = moved(RoundState(row.state), action)
    values: dict[str, Any] = {"state": after.value}
    if action is RoundAction.START:
        values["started_at"] = at
        tx.executemany(_ADD, [_entry(round_id, one) for one in parties])
    if after is RoundState.CLOSED:
        values["finished_at"] = at
    changed = {**values, "version": row.version + 1, "updated_at": at}
    tx.execute(update(t.call_round).where(t.call_round.c.id == round_id).values(**changed))
    detail = write_changes({name: getattr(row, name) for name in values}, values)
    note = AuditNote(
        at=at,
        operator_id=author.operator_id,
        action=CHANGED,
        entity=ROUND,
        entity_id=str(round_id),
        detail=detail,
    )
    write_note(tx, note)


def _entry(round_id: int, party: Party) -> dict[str, Any]:
    return {
        "call_round_id": round_id,
        "party_key": party.key,
        "person_id": party.person_id,
        "organization_id": party.organization_id,
        "name": party.name,
        "phone": party.phone,
        "number_key": party.number_key,
        "state": party.state.value,
    }
