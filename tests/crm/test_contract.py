"""Contracts: what may follow what, and when a deal is won by one."""

from dataclasses import replace
from datetime import date

import pytest

from callbridge.crm.contract import ContractFacts, ContractState, check_contract, check_put_away
from callbridge.kernel.errors import IllegalMove, InvalidInput

DRAFT = ContractFacts(state=ContractState.DRAFT, signed_on=None, deal_id=1, campaign_id=None)
SIGNED = replace(DRAFT, state=ContractState.SIGNED, signed_on=date(2026, 11, 23))
TERMINATED = replace(SIGNED, state=ContractState.TERMINATED)


@pytest.mark.parametrize(
    ("before", "after", "wins"),
    [
        pytest.param(None, DRAFT, False, id="drafted"),
        pytest.param(None, SIGNED, True, id="entered when signed"),
        pytest.param(DRAFT, SIGNED, True, id="signed"),
        pytest.param(SIGNED, replace(SIGNED, signed_on=date(2026, 11, 24)), False, id="changed"),
        pytest.param(SIGNED, replace(SIGNED, deal_id=2), True, id="given to a deal"),
        pytest.param(SIGNED, TERMINATED, False, id="terminated"),
        pytest.param(TERMINATED, SIGNED, True, id="terminated by mistake"),
    ],
)
def test_signing_wins_the_deal(before: ContractFacts | None, after: ContractFacts, wins: bool) -> None:
    """R121."""
    assert check_contract(before, after) is wins


@pytest.mark.parametrize(("before", "after"), [(SIGNED, DRAFT), (DRAFT, TERMINATED), (None, TERMINATED)])
def test_a_state_that_cannot_follow_is_refused(before: ContractFacts | None, after: ContractFacts) -> None:
    with pytest.raises(IllegalMove, match=r"contract\.illegal_state"):
        check_contract(before, after)


def test_a_signed_contract_has_its_day_and_a_deals_contract_its_campaign() -> None:
    """Rule 3 of the model."""
    with pytest.raises(InvalidInput) as refused:
        check_contract(DRAFT, replace(SIGNED, signed_on=None, campaign_id=5))
    assert refused.value.fields == {"signed_on": "required", "campaign": "campaign_of_deal"}
    assert check_contract(None, replace(SIGNED, deal_id=None, campaign_id=5))


def test_what_was_signed_is_terminated_and_not_put_away() -> None:
    """R32: it would leave the revenue without a word."""
    check_put_away(ContractState.DRAFT)
    for state in (ContractState.SIGNED, ContractState.TERMINATED):
        with pytest.raises(IllegalMove, match=r"contract\.was_signed"):
            check_put_away(state)
