"""Who works here and where their phones are, kept in memory because every ring asks."""

from collections import defaultdict
from collections.abc import Sequence

from callbridge.app.ports import Operators
from callbridge.crm.operator import Operator
from callbridge.kernel.ids import OperatorId


class OperatorRoster:
    """All operators by id and by extension. Implements `services.Roster`."""

    def __init__(self, operators: Operators) -> None:
        self._store = operators
        self._by_id: dict[OperatorId, Operator] = {}
        self._by_extension: dict[str, tuple[Operator, ...]] = {}

    async def reload(self) -> None:
        """Read all operators again; raises StoreUnavailable and keeps what it had."""
        self._fill(await self._store.operators())

    def replace(self, operator: Operator) -> None:
        """Put a changed operator in the place of the old one."""
        self._fill([operator, *(old for old in self._by_id.values() if old.id != operator.id)])

    def _fill(self, rows: Sequence[Operator]) -> None:
        self._by_id = {row.id: row for row in rows}
        grouped: defaultdict[str, list[Operator]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.id):
            if row.is_active and row.extension:
                grouped[row.extension].append(row)
        self._by_extension = {extension: tuple(group) for extension, group in grouped.items()}

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

    def everybody(self) -> tuple[Operator, ...]:
        """Return all operators."""
        return tuple(self._by_id.values())
