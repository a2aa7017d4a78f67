"""Many deals moved to one stage: each a move of its own, so that one refusal keeps no other back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from callbridge.app.office_commands import RecordCommands
from callbridge.crm.deal import DealMove
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import DomainError, InvalidInput

MAX_DEALS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMoved:
    """A deal that stays where it is, and the refusal."""

    deal_id: int
    error: DomainError


async def move_deals(
    records: RecordCommands, operator: Operator, deals: Sequence[tuple[int, int]], move: DealMove
) -> list[NotMoved]:
    """Move the deals, each an id and the version that was seen; return those that were not moved.

    Raises InvalidInput when there are none or too many of them; StoreUnavailable may leave some moved, and moving
    them again is refused.
    """
    if not deals:
        raise InvalidInput({"deals": "required"})
    if len(deals) > MAX_DEALS:
        raise InvalidInput({"deals": "too_many"})
    refused: list[NotMoved] = []
    for deal_id, version in deals:
        try:
            await records.move_deal(operator, deal_id, replace(move, version=version))
        except DomainError as error:
            refused.append(NotMoved(deal_id=deal_id, error=error))
    return refused
