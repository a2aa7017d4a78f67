"""Queue memberships that the program made. Implements `Memberships` of app/membership_port.py."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from callbridge.crm.queue_membership import Membership, MembershipState
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.statement import Prepared

_made = t.queue_membership
_insert = upsert(_made)
_ALL = Prepared(select(_made).order_by(_made.c.operator_id, _made.c.pbx, _made.c.queue))
_KEEP = Prepared(
    _insert.on_conflict_do_update(
        index_elements=[_made.c.operator_id, _made.c.pbx, _made.c.queue],
        set_={"interface": _insert.excluded.interface, "state": _insert.excluded.state},
    ),
    columns=("operator_id", "pbx", "queue", "interface", "state"),
)
_FORGET = Prepared(
    delete(_made).where(
        _made.c.operator_id == bindparam("whose"), _made.c.pbx == bindparam("at"), _made.c.queue == bindparam("of")
    )
)


class SqlMemberships:
    """One row an operator and queue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Sequence[Membership]:
        rows = await self._database.read(lambda tx: tx.rows(_ALL))
        return [
            Membership(
                operator_id=OperatorId(row.operator_id),
                pbx=row.pbx,
                queue=row.queue,
                interface=row.interface,
                state=MembershipState(row.state),
            )
            for row in rows
        ]

    async def keep(self, membership: Membership) -> None:
        one = membership
        await self._database.run(
            lambda tx: tx.execute(
                _KEEP, operator_id=one.operator_id, pbx=one.pbx, queue=one.queue, interface=one.interface,
                state=one.state.value,
            )
        )  # fmt: skip

    async def forget(self, membership: Membership) -> None:
        one = membership
        await self._database.run(lambda tx: tx.execute(_FORGET, whose=one.operator_id, at=one.pbx, of=one.queue))
