"""Call rounds as the web shell sees them: one, and what was asked of it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from callbridge.crm.call_round import EntryResult, RoundAction, RoundEntry, RoundProgress, RoundState, RoundWork, moved
from callbridge.crm.operator import Operator
from callbridge.crm.round_roll import RoundAudience
from callbridge.kernel.errors import Conflict, NotFound
from tests.support.web_people import NINE

_ENTRY = RoundEntry(
    id=3, person_id=7, organization_id=None, name="Пётр Сидоров", organization="", job_title="", phone="+79161234567",
    tries=0, last_tried_at=None, note="", claimed_until=NINE + timedelta(minutes=10),
)  # fmt: skip
_WORK = RoundWork(
    id=1, name="Повторное предложение", script="Здравствуйте!", state=RoundState.OPEN, campaign_id=None, entry=_ENTRY,
    left=2,
)  # fmt: skip


@dataclass
class FakeRounds:
    state: RoundState = RoundState.DRAFT
    asked: list[tuple[str, Any]] = field(default_factory=list)
    left_by: list[str] = field(default_factory=list)

    async def progress(self, operator: Operator, round_id: int) -> RoundProgress:
        if round_id != 1:
            raise NotFound("record.not_found", id=round_id)
        return RoundProgress(id=1, version=1, state=self.state, counts={"waiting": 2})

    async def audience(self, operator: Operator, round_id: int) -> RoundAudience:
        return RoundAudience(entries=2, without_number=1, wanting_no_calls=1, repeated=3)

    async def move(self, operator: Operator, round_id: int, version: int, action: RoundAction) -> RoundProgress:
        self.asked.append((action.value, version))
        self.state = moved(self.state, action)
        return await self.progress(operator, round_id)

    async def work(self, operator: Operator, round_id: int) -> RoundWork:
        self.asked.append(("next", operator.login))
        return replace(_WORK, id=round_id)

    async def keep(self, operator: Operator, entry_id: int) -> None:
        if entry_id != _ENTRY.id:
            raise Conflict("round.taken")
        self.asked.append(("keep", entry_id))

    async def settle(self, operator: Operator, entry_id: int, result: EntryResult) -> None:
        self.asked.append((result.outcome.value, result.note))

    async def leave(self, operator: Operator) -> None:
        self.left_by.append(operator.login)
