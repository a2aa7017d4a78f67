"""What the card chooses from."""

from datetime import timedelta

from callbridge.crm.dictionary import CampaignState, Entry, OutcomeEntry, ReasonRule, Source, SourceKind
from callbridge.crm.interest import InterestForm, Rating
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign, add_entry
from callbridge.store.store import SqlStore
from tests.support.stores import NOW


async def test_a_new_database_has_what_a_card_needs(store: SqlStore) -> None:
    """R82, R88, R89, R93, R95: methods, topics, sources, outcomes and reasons, in both languages."""
    found = await store.desk.dictionaries()
    assert found.methods[0] == Entry(id=1, name="Телефонный звонок", name_en="Phone call", code="call")
    assert [entry.code for entry in found.methods] == [
        "call", "email", "site", "meeting", "letter", "messenger", "presentation", "quotation",
    ]  # fmt: skip
    assert found.sources[0] == Source(
        id=1, name="Маркетинговое мероприятие", kind=SourceKind.CAMPAIGN, name_en="Marketing event"
    )
    assert [source.kind for source in found.sources].count(SourceKind.CAMPAIGN) == 1
    assert found.outcomes[0] == OutcomeEntry(
        id=1, name="Положительный", rating=Rating.POSITIVE, reason_rule=ReasonRule.HIDDEN, name_en="Positive",
        new_deal=True,
    )  # fmt: skip
    assert found.topics
    assert found.refusal_reasons
    assert [entry.name for entry in found.pause_reasons][:2] == ["Обед", "Перерыв"]
    for entries in (found.methods, found.topics, found.sources, found.outcomes, found.pause_reasons):
        assert all(entry.name_en and entry.is_active for entry in entries)


async def test_running_campaigns_are_offered_first(store: SqlStore, anna: OperatorId) -> None:
    """R89, A11."""
    for days, state in enumerate((CampaignState.CANCELLED, CampaignState.DONE, *[CampaignState.RUNNING] * 2)):
        await store.database.run(
            lambda tx, s=state, d=days: add_campaign(  # type: ignore[misc]
                tx, f"{s.value} {d}", state=s, dids=["+74951112233"], date_from=NOW + timedelta(days=d)
            )
        )
    first = (await store.desk.dictionaries()).campaigns[0]
    form = InterestForm(at=NOW, method_id=1, campaign_id=first.id)
    await store.desk.save_interest(key="k", form=form, numbers=[], owner_id=anna, private_sales=False, at=NOW)
    campaigns = (await store.desk.dictionaries()).campaigns
    assert [one.name for one in campaigns] == ["running 3", "running 2", "done 1", "cancelled 0"]
    assert (campaigns[0].dids, campaigns[0].leads, campaigns[1].leads) == (("+74951112233",), 1, 0)
    assert (campaigns[0].date_from, campaigns[0].date_to) == (NOW.date() + timedelta(days=3), None)


async def test_products_form_a_tree_and_new_rows_come_last(store: SqlStore) -> None:
    """R90, R91."""
    parent = await store.database.run(lambda tx: add_entry(tx, t.product, "Дома", code="H"))
    child = await store.database.run(lambda tx: add_entry(tx, t.product, "Дача", code="", parent_id=parent))
    project = await store.database.run(lambda tx: add_entry(tx, t.project, "Юг", name_en="South", kind="sales"))
    found = await store.desk.dictionaries()
    assert found.products == (
        Entry(id=parent, name="Дома", code="H"),
        Entry(id=child, name="Дача", parent_id=parent),
    )
    assert found.projects == (Entry(id=project, name="Юг", name_en="South"),)
