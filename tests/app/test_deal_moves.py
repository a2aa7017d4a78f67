"""Many deals moved at once: each on its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from callbridge.app.deal_moves import MAX_DEALS, move_deals
from callbridge.app.records import RecordDesk
from callbridge.crm.deal import DealMove
from callbridge.crm.operator import Operator, Role
from callbridge.crm.record import Stored
from callbridge.kernel.errors import Conflict, InvalidInput
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from tests.support.clock import FakeClock
from tests.support.kept_records import KeptRecords

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNA = Operator(id=OperatorId(1), login="anna", full_name="Anna", role=Role.OPERATOR, extension="101")
MOVE = DealMove(to_stage_id=2, at=NOW)


@dataclass
class Company:
    """Three deals."""

    records: KeptRecords = field(default_factory=KeptRecords)

    def __post_init__(self) -> None:
        for deal_id in (1, 2, 3):
            self.records.rows["deal", deal_id] = Stored(id=deal_id, version=deal_id, values={})

    async def move(self, deals: Mapping[int, int]) -> list[tuple[int, type[Exception]]]:
        desk = RecordDesk(records=self.records, read_number=_number, clock=FakeClock(NOW))
        refused = await move_deals(desk, ANNA, list(deals.items()), MOVE)
        return [(one.deal_id, type(one.error)) for one in refused]


def _number(raw: str) -> PhoneNumber:
    return PhoneNumber(form=NumberForm.UNREADABLE, raw=raw, digits=raw)


async def test_each_deal_moves_at_the_version_that_was_seen() -> None:
    """R118: one that somebody moved meanwhile is told, and keeps no other back."""
    company = Company()
    assert await company.move({1: 1, 2: 1, 3: 3}) == [(2, Conflict)]
    assert [move.version for move in company.records.moves if move.version != 1] == [3]


@pytest.mark.parametrize("many", [0, MAX_DEALS + 1])
async def test_none_and_too_many_are_refused_before_anything_moves(many: int) -> None:
    company = Company()
    with pytest.raises(InvalidInput):
        await company.move(dict.fromkeys(range(1, many + 1), 1))
    assert company.records.moves == []
