"""Deals in the database: made of interests, moved, lost, with every move kept (R115, R118-R124)."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from callbridge.crm.interest import InterestForm
from callbridge.kernel.errors import Conflict, IllegalMove, InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW, phone

CALL, MEETING, PRESENTATION, QUOTATION, CONTRACT, LOST = range(1, 7)
REASON = 1
FORM = InterestForm(at=NOW, method_id=1, person_text="Пётр Сидоров", outcome_id=1, topic_id=1, new_deal=True)


@pytest.fixture
def vera(store: SqlStore, anna: OperatorId) -> Writer:
    """A manager."""
    return Writer(store, anna)


async def save(store: SqlStore, owner: OperatorId, form: InterestForm = FORM, key: str = "k") -> Any:
    return await store.desk.save_interest(
        key=key, form=form, numbers=[phone("+79161234567")], owner_id=owner, private_sales=False, at=NOW
    )


async def test_an_interest_saved_with_a_new_deal_makes_it_once(store: SqlStore, anna: OperatorId) -> None:
    """R96, R115, A15: with the card, and no second one by a retry."""
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка"))
    form = replace(FORM, campaign_id=campaign, source_id=1)
    saved = await save(store, anna, form)
    again = await save(store, anna, form)
    assert again == replace(saved, is_repeat=True)
    (row,) = await store.database.read(lambda tx: tx.rows(select(t.deal)))
    assert (row.name, row.state, row.stage_id) == ("Общие вопросы — Пётр Сидоров", "open", CALL)
    assert saved.deal_id == row.id
    found = select(t.deal_word.c.word).where(t.deal_word.c.deal_id == row.id).order_by(t.deal_word.c.word)
    assert await store.database.read(lambda tx: [each.word for each in tx.rows(found)]) == [
        "вопросы", "общие", "петр", "сидоров",
    ]  # fmt: skip
    assert (row.origin_lead_id, row.campaign_id, row.person_id) == (saved.lead_id, campaign, saved.person_id)
    touches = await store.database.read(lambda tx: tx.rows(select(t.touch)))
    assert [(touch.kind, touch.person_id) for touch in touches] == [("lead", saved.person_id)]
    history = await store.records.history("deal", row.id, 5)
    assert [entry.action for entry in history] == ["record.created"]


async def test_an_interest_shows_the_stage_its_deal_is_on_now(store: SqlStore, anna: OperatorId, vera: Writer) -> None:
    """R63, R70, R97: joined, not copied."""
    saved = await save(store, anna)
    lead = await store.desk.lead(saved.lead_id)
    assert lead is not None
    assert lead.deal_id is not None
    assert lead.stage == "Звонок"
    await vera.move(await store.records.read("deal", lead.deal_id), QUOTATION)
    (row,) = await store.desk.leads()
    assert row.stage == "Коммерческое предложение"


async def test_without_the_flag_there_is_no_deal(store: SqlStore, anna: OperatorId) -> None:
    saved = await save(store, anna, replace(FORM, new_deal=False))
    lead = await store.desk.lead(saved.lead_id)
    assert lead is not None
    assert (lead.deal_id, lead.stage) == (None, "")
    assert await store.database.read(lambda tx: tx.value(select(func.count()).select_from(t.deal))) == 0


async def test_an_interest_without_a_topic_makes_a_deal_of_the_first(store: SqlStore, anna: OperatorId) -> None:
    await save(store, anna, replace(FORM, topic_id=None))
    assert await store.database.read(lambda tx: tx.value(select(t.deal.c.topic_id))) == 1


async def test_a_lost_deal_keeps_why_where_and_when(vera: Writer) -> None:
    """R124."""
    deal = await vera.make("deal", name="Дом", topic=1)
    lost = await vera.move(await vera.move(deal, PRESENTATION), LOST, refusal_reason_id=REASON)
    assert (lost.names["stage"], lost.values["state"]) == ("Отказ", "lost")
    assert (lost.names["lost_stage"], lost.names["refusal_reason"]) == ("Презентация", "Дорого")
    assert lost.values["closed_at"] == vera.at
    assert await vera.history(deal.id) == [
        (None, CALL, "created"),
        (CALL, PRESENTATION, "moved"),
        (PRESENTATION, LOST, "moved"),
    ]
    back = await vera.move(lost, MEETING)
    assert [back.values[name] for name in ("lost_stage", "refusal_reason", "closed_at")] == [None, None, None]


@pytest.mark.parametrize("reason", [None, 99])
async def test_no_deal_is_lost_without_a_reason_that_there_is(vera: Writer, reason: int | None) -> None:
    """Rule 8 of the model."""
    deal = await vera.make("deal", name="Дом", topic=1)
    with pytest.raises(InvalidInput) as refused:
        await vera.move(deal, LOST, refusal_reason_id=reason)
    assert list(refused.value.fields) == ["refusal_reason_id"]


async def test_a_deal_that_somebody_moved_meanwhile_is_not_moved_blindly(vera: Writer) -> None:
    deal = await vera.make("deal", name="Дом", topic=1)
    await vera.move(deal, MEETING)
    with pytest.raises(Conflict, match=r"record\.changed"):
        await vera.move(deal, QUOTATION)


async def test_a_stage_of_another_pipeline_is_no_place_for_a_deal(vera: Writer) -> None:
    """Rule 1 of the model: but with another topic it is, and the history keeps both."""
    other = await vera.store.database.run(_another_pipeline)
    topic = await vera.make("sales_topic", name="Квартиры", pipeline=other["pipeline"])
    deal = await vera.make("deal", name="Дом", topic=1)
    with pytest.raises(IllegalMove, match=r"deal\.other_pipeline"):
        await vera.move(deal, other["stage"])
    with pytest.raises(InvalidInput) as refused:
        await vera.change("deal", deal, topic=topic.id)
    assert refused.value.fields == {"topic": "stage_required"}
    moved = await vera.move(deal, other["stage"], topic_id=topic.id)
    assert (moved.names["topic"], moved.names["stage"]) == ("Квартиры", "Показ")
    assert (await vera.history(deal.id))[-1] == (CALL, other["stage"], "topic")


def _another_pipeline(tx: Any) -> dict[str, int]:
    common = {"name_en": "", "position": 1}
    pipeline = tx.value(insert(t.pipeline).values(name="Квартиры", is_active=True, **common).returning(t.pipeline.c.id))
    values = {"pipeline_id": pipeline, "revision": 1, "kind": "open", "probability": 10, "name": "Показ", **common}
    return {"pipeline": pipeline, "stage": tx.value(insert(t.stage).values(**values).returning(t.stage.c.id))}


async def test_what_is_not_there_is_not_moved(vera: Writer) -> None:
    deal = await vera.make("deal", name="Дом", topic=1)
    with pytest.raises(InvalidInput):
        await vera.move(deal, 99)
    with pytest.raises(NotFound):
        await vera.move(replace(deal, id=99), MEETING)
