"""Campaigns and dictionary rows are written."""

from datetime import timedelta

from callbridge.crm.dictionary import CampaignState
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign, add_entry
from callbridge.store.store import SqlStore
from tests.support.stores import NOW


async def test_a_campaign_is_written_with_its_lines(store: SqlStore) -> None:
    end = NOW + timedelta(days=1)
    new = await store.database.run(
        lambda tx: add_campaign(
            tx, "Выставка", state=CampaignState.PREPARING, dids=["+74951112233", "+78001112233"],
            date_from=NOW, date_to=end,
        )
    )  # fmt: skip
    (campaign,) = (await store.desk.dictionaries()).campaigns
    assert (campaign.id, campaign.state, campaign.dids) == (
        new,
        CampaignState.PREPARING,
        ("+74951112233", "+78001112233"),
    )
    assert (campaign.date_from, campaign.date_to) == (NOW.date(), end.date())


async def test_a_dictionary_row_is_added_at_the_end(store: SqlStore) -> None:
    new = await store.database.run(lambda tx: add_entry(tx, t.refusal_reason, "Далеко", name_en="Too far"))
    last = (await store.desk.dictionaries()).refusal_reasons[-1]
    assert (last.id, last.name, last.name_en) == (new, "Далеко", "Too far")
