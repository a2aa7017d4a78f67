"""Lists that need little beside their tables."""

from callbridge.crm.entities import LISTED
from callbridge.store import tables as t
from callbridge.store.lists.kinds import KINDS

BY_NAME = {binding.entity.id: binding for binding in KINDS}


def test_what_was_put_away_is_not_listed_and_whose_a_row_is_is_known() -> None:
    deal, product = BY_NAME["deal"], BY_NAME["product"]
    assert str(deal.kept) == "deal.archived_at IS NULL"
    assert (deal.owner_employee, deal.branch) == (t.deal.c.owner_id, t.deal.c.org_unit_id)
    assert product.kept is None


def test_a_contract_of_a_deal_is_its_deals_campaigns() -> None:
    """R32: the tab of an event has the contracts that its figures count."""
    campaign = BY_NAME["contract"].fields["campaign"]
    assert str(campaign.value) == "coalesce(contract.campaign_id, deal_it_ends.campaign_id)"
    assert campaign.joins == ("deal_it_ends",)


def test_a_row_is_found_by_the_beginnings_of_words_of_what_it_is_called() -> None:
    search = BY_NAME["deal"].search
    assert search is not None
    assert search("«»") is None
    assert search("дом") is not None
    assert BY_NAME["participant"].search is None
    assert set(BY_NAME) < set(LISTED)
