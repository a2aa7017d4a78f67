"""Who works here and where their phones are, kept in memory because every ring asks."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence

from callbridge.app.login_port import Operators
from callbridge.crm.operator import Operator
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.trace_notes import Seat

MAX_SEATS = 10_000
"""Endpoints whose seats are remembered; how many there are is the PBX's word."""


class OperatorRoster:
    """All operators by id and by extension. Implements `services.Roster`."""

    def __init__(self, operators: Operators) -> None:
        self._store = operators
        self._by_id: dict[OperatorId, Operator] = {}
        self._by_extension: dict[str, tuple[Operator, ...]] = {}
        self._inactive_by_extension: dict[str, Operator] = {}
        self._seats: dict[tuple[str, str], Seat] = {}
        self._reading = asyncio.Lock()
        """Of two readings the one that was asked for last comes last, however long the other takes."""
        self._replaced = 0
        """How often somebody was changed: what was read before it is older."""
        self._told: Callable[[], None] = lambda: None

    def tell_of_changes(self, told: Callable[[], None]) -> None:
        """Let somebody know when an operator, or an operator's status, may be another."""
        self._told = told

    async def reload(self) -> None:
        """Read all operators again; raises StoreUnavailable and keeps what it had."""
        async with self._reading:
            while True:
                replaced = self._replaced
                rows = await self._store.operators()
                if replaced == self._replaced:
                    break
            self._fill(rows)

    def replace(self, operator: Operator) -> None:
        """Put a changed operator in the place of the old one."""
        self._replaced += 1
        self._fill([operator, *(old for old in self._by_id.values() if old.id != operator.id)])

    def _fill(self, rows: Sequence[Operator]) -> None:
        self._by_id = {row.id: row for row in rows}
        grouped: defaultdict[str, list[Operator]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.id):
            if row.is_active and row.extension:
                grouped[row.extension].append(row)
        self._by_extension = {extension: tuple(group) for extension, group in grouped.items()}
        self._inactive_by_extension = {row.extension: row for row in rows if row.extension and not row.is_active}
        self._seats.clear()
        self._told()

    def get(self, operator_id: OperatorId) -> Operator | None:
        """Return the operator, active or not."""
        return self._by_id.get(operator_id)

    def name_of(self, operator_id: OperatorId | None) -> str:
        """Return the operator's name, ``""`` when unknown."""
        found = self._by_id.get(operator_id) if operator_id is not None else None
        return found.full_name if found else ""

    def at(self, pbx: str, endpoint: str) -> tuple[OperatorId, ...]:
        """Return who sits at an endpoint such as ``PJSIP/101`` of `pbx`, by extension."""
        extension = endpoint.rpartition("/")[2]
        return tuple(row.id for row in self._by_extension.get(extension, ()) if row.pbx in ("", pbx))

    def seat(self, pbx: str, endpoint: str) -> Seat:
        """Return by name who sits at an endpoint, or who would if not for their login's settings."""
        place = pbx, endpoint
        if place not in self._seats:
            if len(self._seats) >= MAX_SEATS:
                self._seats.clear()
            self._seats[place] = self._seat(pbx, endpoint)
        return self._seats[place]

    def _seat(self, pbx: str, endpoint: str) -> Seat:
        present = self.at(pbx, endpoint)
        extension = endpoint.rpartition("/")[2]
        if present:
            return Seat(operators=", ".join(map(self.name_of, present)), extension=extension, pbx=pbx)
        inactive = self._inactive_by_extension.get(extension)
        if inactive and inactive.pbx in ("", pbx):
            return Seat(extension=extension, pbx=pbx, other=inactive.full_name)
        for row in self._by_extension.get(extension, ()):
            return Seat(extension=extension, pbx=pbx, other=row.full_name, other_pbx=row.pbx)
        return Seat(extension=extension, pbx=pbx)

    def everybody(self) -> tuple[Operator, ...]:
        """Return all operators."""
        return tuple(self._by_id.values())
