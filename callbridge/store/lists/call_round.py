"""The lists of call rounds, with what became of their people, and of their entries."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, literal, or_, select, true

from callbridge.crm.call_round import TALKED, EntryState
from callbridge.crm.entities import ENTITIES
from callbridge.store import tables as t
from callbridge.store.lists.binding import Bound, Where
from callbridge.store.lists.plain import Plain
from callbridge.store.lists.task import Listed


def round_fields() -> Plain:
    """Return the places of a round's fields."""
    own: Mapping[str, Bound] = {
        "entries": _figure(),
        "left": _figure(EntryState.WAITING),
        "reached": _figure(*TALKED),
        "interested": _figure(EntryState.INTERESTED),
        "refused": _figure(EntryState.REFUSED),
        "operators": _operators(),
    }
    return Plain(ENTITIES["call_round"], t.call_round, own=own)


def _figure(*states: EntryState) -> Bound:
    of = t.call_round_entry
    wanted = or_(*(of.c.state == state.value for state in states)) if states else true()
    counted = select(func.count()).where(of.c.call_round_id == t.call_round.c.id, wanted)
    return Bound(value=counted.correlate(t.call_round).scalar_subquery(), is_nullable=False)


def _operators() -> Bound:
    """Return the place of those who may work on a round."""
    part, employee = t.call_round_operator, t.employee.alias()
    names = (
        select(Listed(employee.c.full_name))
        .select_from(part.join(employee, employee.c.id == part.c.employee_id))
        .where(part.c.call_round_id == t.call_round.c.id)
        .correlate(t.call_round)
        .scalar_subquery()
    )

    def names_any(ids: Sequence[int]) -> Where:
        whose = part.c.employee_id.in_([literal(one) for one in ids]) if ids else true()
        return t.call_round.c.id.in_(select(part.c.call_round_id).where(whose))

    return Bound(value=names, names_any=names_any)
