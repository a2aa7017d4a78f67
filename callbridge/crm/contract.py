"""Contracts (R20, R121): signing one wins its deal, and it is counted for its deal's campaign (rule 3 of the model).

A signed contract is not put away, it is terminated: then it is counted no more, and says so. Its deal stays won: who
lost the sale moves it to a lost stage with the reason (rule 8). A contract terminated by mistake is signed again.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from callbridge.kernel.errors import IllegalMove, InvalidInput


class ContractState(StrEnum):
    """How a contract stands; only signed ones are counted."""

    DRAFT = "draft"
    SIGNED = "signed"
    TERMINATED = "terminated"


_MOVES = {
    ContractState.DRAFT: {ContractState.SIGNED},
    ContractState.SIGNED: {ContractState.TERMINATED},
    ContractState.TERMINATED: {ContractState.SIGNED},  # terminated by mistake
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """What the rules look at."""

    state: ContractState
    signed_on: date | None
    deal_id: int | None
    campaign_id: int | None


def check_contract(before: ContractFacts | None, after: ContractFacts) -> bool:
    """Say whether the change signs the contract, which wins its deal.

    Raises IllegalMove for a state that cannot follow, InvalidInput for a signed one without its day, and for a campaign
    of its own beside a deal: it has the deal's.
    """
    present = ContractState.DRAFT if before is None else before.state
    if after.state is not present and after.state not in _MOVES[present]:
        raise IllegalMove("contract.illegal_state")
    mistakes = {}
    if after.state is not ContractState.DRAFT and after.signed_on is None:
        mistakes["signed_on"] = "required"
    if after.deal_id is not None and after.campaign_id is not None:
        mistakes["campaign"] = "campaign_of_deal"
    if mistakes:
        raise InvalidInput(mistakes)
    is_signed = after.state is ContractState.SIGNED
    return is_signed and (before is None or before.state is not ContractState.SIGNED or before.deal_id != after.deal_id)


def check_put_away(state: ContractState) -> None:
    """Raise IllegalMove for a contract that was signed: it would leave the revenue and nobody would know why."""
    if state is not ContractState.DRAFT:
        raise IllegalMove("contract.was_signed")
