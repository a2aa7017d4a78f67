"""Pipelines edited whole: deals keep the stages they began with (rule 1 of the model)."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from callbridge.crm.pipeline import StageDraft, StageKind
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.pipelines import bring_some
from callbridge.store.store import SqlStore
from tests.support.records import Writer

CALL, MEETING, CONTRACT, LOST = (
    StageDraft(id=None, name="Звонок", kind=StageKind.OPEN, probability=10, required_method_id=1),
    StageDraft(id=None, name="Встреча", kind=StageKind.OPEN, probability=30, rot_days=5),
    StageDraft(id=None, name="Договор", kind=StageKind.WON, probability=100),
    StageDraft(id=None, name="Отказ", kind=StageKind.LOST, probability=0),
)
DRAFTS = (CALL, MEETING, CONTRACT, LOST)


@pytest.fixture
def vera(store: SqlStore, anna: OperatorId) -> Writer:
    return Writer(store, anna)


async def stages(store: SqlStore, pipeline_id: int, revision: int) -> list[StageDraft]:
    """Return the stages of a revision as an editor would send them."""
    s = t.stage
    rows = await store.database.read(
        lambda tx: tx.rows(
            select(s).where(s.c.pipeline_id == pipeline_id, s.c.revision == revision).order_by(s.c.position)
        )
    )
    return [
        StageDraft(
            id=row.id, name=row.name, kind=StageKind(row.kind), probability=row.probability, rot_days=row.rot_days,
            required_method_id=row.required_method_id,
        )
        for row in rows
    ]  # fmt: skip


async def test_a_pipeline_is_made_with_its_stages_in_order(vera: Writer) -> None:
    """R137."""
    made = await vera.store.records.add_pipeline(" Квартиры ", DRAFTS, vera.author, at=vera.at)
    assert (made.values["name"], made.values["revision"]) == ("Квартиры", 1)
    assert [replace(one, id=None) for one in await stages(vera.store, made.id, 1)] == list(DRAFTS)
    with pytest.raises(InvalidInput):
        await vera.store.records.add_pipeline(" ", DRAFTS, vera.author, at=vera.at)


async def test_without_deals_stages_change_in_place(vera: Writer) -> None:
    made = await vera.store.records.add_pipeline("Квартиры", DRAFTS, vera.author, at=vera.at)
    present = await stages(vera.store, made.id, 1)
    wanted = [present[1], present[0], *present[2:]]
    changed = await vera.store.records.edit_stages(made.id, 1, wanted, vera.author, at=vera.at)
    assert (changed.values["revision"], changed.version) == (1, 2)
    assert [one.name for one in await stages(vera.store, made.id, 1)] == ["Встреча", "Звонок", "Договор", "Отказ"]


async def test_a_new_name_changes_under_deals_and_other_stages_make_a_revision(vera: Writer) -> None:
    deal = await vera.make("deal", name="Дом", topic=1)
    present = await stages(vera.store, 1, 1)
    renamed = [replace(present[0], name="Первый звонок", probability=15), *present[1:]]
    await vera.store.records.edit_stages(1, 1, renamed, vera.author, at=vera.at)
    assert (await vera.store.records.read("deal", deal.id)).names["stage"] == "Первый звонок"
    fewer = [renamed[0], *renamed[3:]]
    changed = await vera.store.records.edit_stages(1, 2, fewer, vera.author, at=vera.at)
    assert changed.values["revision"] == 2
    assert len(await stages(vera.store, 1, 1)) == 6
    old, new = await vera.store.records.read("deal", deal.id), await vera.make("deal", name="Сад", topic=1)
    assert old.values["stage"] != new.values["stage"]
    assert new.names["stage"] == "Первый звонок"


async def test_no_deal_comes_over_unless_each_has_a_stage_to_come_to(vera: Writer) -> None:
    first, second = [await vera.make("deal", name=name, topic=1) for name in ("Дом", "Сад")]
    present = await stages(vera.store, 1, 1)
    await vera.move(second, present[1].id or 0)
    await vera.store.records.edit_stages(1, 1, [present[0], *present[2:]], vera.author, at=vera.at)
    with pytest.raises(InvalidInput) as refused:
        await vera.store.records.bring_over(1, {}, vera.author, at=vera.at)
    assert refused.value.fields == {f"mapping.{present[1].id}": "required"}
    assert len(await vera.history(first.id)) == 1
    newer = await stages(vera.store, 1, 2)
    mapping = {present[1].id or 0: newer[1].id or 0}
    assert await vera.store.records.bring_over(1, mapping, vera.author, at=vera.at) == 2
    assert (await vera.store.records.read("deal", second.id)).values["stage"] == newer[1].id
    assert (await vera.history(first.id))[-1] == (present[0].id, newer[0].id, "revision")


async def test_stages_that_a_history_names_are_kept_for_ever(vera: Writer) -> None:
    """A16: a deal that went over to another pipeline was here all the same."""
    made = await vera.store.records.add_pipeline("Квартиры", DRAFTS, vera.author, at=vera.at)
    topic = await vera.make("sales_topic", name="Квартиры", pipeline=made.id)
    deal = await vera.make("deal", name="Дом", topic=topic.id)
    await vera.move(deal, 1, topic_id=1)
    present = await stages(vera.store, made.id, 1)
    changed = await vera.store.records.edit_stages(made.id, 1, present[1:], vera.author, at=vera.at)
    assert changed.values["revision"] == 2
    assert [one[2] for one in await vera.history(deal.id)] == ["created", "topic"]


async def test_deals_come_over_two_revisions_at_once(vera: Writer) -> None:
    deal = await vera.make("deal", name="Дом", topic=1)
    for revision in (1, 2):
        present = await stages(vera.store, 1, revision)
        await vera.store.records.edit_stages(1, revision, [present[0], *present[2:]], vera.author, at=vera.at)
    assert await vera.store.records.bring_over(1, {}, vera.author, at=vera.at) == 1
    (first, *_) = await stages(vera.store, 1, 3)
    assert (await vera.store.records.read("deal", deal.id)).values["stage"] == first.id


async def test_many_deals_come_over_a_portion_at_a_time(vera: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that cards are saved between them; whoever asks again after an outage goes on with the rest."""
    monkeypatch.setattr("callbridge.store.records.sql_records.BROUGHT_AT_ONCE", 2)
    deals = [await vera.make("deal", name=f"Дом {number}", topic=1) for number in range(5)]
    present = await stages(vera.store, 1, 1)
    await vera.store.records.edit_stages(1, 1, [present[0], *present[2:]], vera.author, at=vera.at)
    await vera.store.database.run(lambda tx: bring_some(tx, 1, {}, 0, 2, vera.author, at=vera.at))
    assert await vera.store.records.bring_over(1, {}, vera.author, at=vera.at) == 3
    assert [[one[2] for one in await vera.history(deal.id)] for deal in deals] == [["created", "revision"]] * 5


async def test_two_editors_of_stages_do_not_overwrite_each_other(vera: Writer) -> None:
    present = await stages(vera.store, 1, 1)
    await vera.store.records.edit_stages(1, 1, present, vera.author, at=vera.at)
    with pytest.raises(Conflict, match=r"record\.changed"):
        await vera.store.records.edit_stages(1, 1, present, vera.author, at=vera.at)
    with pytest.raises(NotFound):
        await vera.store.records.edit_stages(99, 1, present, vera.author, at=vera.at)
    with pytest.raises(NotFound):
        await vera.store.records.bring_over(99, {}, vera.author, at=vera.at)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [(replace(CALL, id=99), "stages.0.id"), (replace(CALL, required_method_id=99), "stages.0.required_method_id")],
)
async def test_a_stage_of_elsewhere_is_named(vera: Writer, wrong: StageDraft, place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await vera.store.records.edit_stages(1, 1, [wrong, *DRAFTS[1:]], vera.author, at=vera.at)
    assert list(refused.value.fields) == [place]
