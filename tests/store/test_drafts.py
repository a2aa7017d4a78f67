"""Drafts: two tabs lose nothing of what was typed."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import func, select

from callbridge.crm.draft import MAX_DRAFT_BYTES, Draft
from callbridge.kernel.errors import Conflict, InvalidInput
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.stores import NOW, an_operator


@pytest.fixture
async def boris(store: SqlStore) -> OperatorId:
    return await store.operators.add_operator(an_operator("boris", extension="102"), "hash")


async def put(store: SqlStore, operator: OperatorId, base: int, **values: Any) -> Draft:
    return await store.desk.put_draft(
        operator, "main:1", schema=1, base_version=base, values=values, dirty_fields=tuple(values), at=NOW
    )


async def test_a_draft_is_read_back_as_put(store: SqlStore, anna: OperatorId) -> None:
    made = await put(store, anna, 0, content='Звонил "Пётр"\0\ud800', remind=True, phones=["+7916"], next_at=None)
    assert (made.version, made.saved_at) == (1, NOW)
    assert await store.desk.draft(anna, "main:1") == made
    assert await store.desk.drafts(anna) == [made]


async def test_a_draft_of_an_interest_that_is_ready_to_be_saved_makes_nobody_and_nothing(
    store: SqlStore, anna: OperatorId
) -> None:
    """A18: neither a lead, nor R115's deal, nor R116's person: these are of an explicit save."""
    ready = {"person_text": "Пётр", "phones": ["+79161234567"], "method_id": 1, "outcome_id": 1, "new_deal": True}
    await put(store, anna, 0, **ready, next_contact_at=NOW.isoformat(), remind=True)
    for table in (t.lead, t.deal, t.person, t.contact_point, t.activity, t.reminder):
        count = select(func.count()).select_from(table)
        assert await store.database.read(lambda tx, count=count: tx.value(count)) == 0, table.name  # type: ignore[misc]


async def test_only_dirty_fields_are_merged(store: SqlStore, anna: OperatorId) -> None:
    await put(store, anna, 0, content="a", extra="b")
    merged = await store.desk.put_draft(
        anna, "main:1", schema=1, base_version=1, values={"content": "c", "extra": "stale"},
        dirty_fields=["content"], at=NOW,
    )  # fmt: skip
    assert (merged.version, merged.values) == (2, {"content": "c", "extra": "b"})
    assert merged.dirty_fields == ("content", "extra")


async def test_a_draft_grows_no_larger_than_one_may_be_however_many_fields_it_is_written_by(
    store: SqlStore, anna: OperatorId
) -> None:
    half = "ж" * (MAX_DRAFT_BYTES // 4)
    await put(store, anna, 0, content=half)
    with pytest.raises(InvalidInput) as refused:
        await put(store, anna, 1, extra=half)
    assert refused.value.fields == {"values": "too_long"}
    kept = await store.desk.draft(anna, "main:1")
    assert kept is not None
    assert kept.values == {"content": half}


async def test_a_draft_grows_no_larger_by_names_of_fields_without_values(store: SqlStore, anna: OperatorId) -> None:
    with pytest.raises(InvalidInput):
        await store.desk.put_draft(
            anna, "k", schema=1, base_version=0, values={}, dirty_fields=["x" * MAX_DRAFT_BYTES], at=NOW
        )
    assert await store.desk.drafts(anna) == []


async def test_two_tabs_writing_different_fields_both_keep_theirs(store: SqlStore, anna: OperatorId) -> None:
    await put(store, anna, 0, content="a")
    await put(store, anna, 1, extra="from one tab")
    merged = await put(store, anna, 1, content="from the other")
    assert merged.values == {"content": "from the other", "extra": "from one tab"}


async def test_two_tabs_writing_one_field_differently_conflict(store: SqlStore, anna: OperatorId) -> None:
    await put(store, anna, 0, content="a")
    current = await put(store, anna, 1, content="from one tab")
    with pytest.raises(Conflict) as refused:
        await put(store, anna, 1, content="from the other")
    assert refused.value.code == "draft.conflict"
    assert refused.value.params["current"] == current
    assert await store.desk.draft(anna, "main:1") == current


async def test_a_retry_of_the_same_write_is_no_conflict(store: SqlStore, anna: OperatorId) -> None:
    await put(store, anna, 0, content="a")
    again = await put(store, anna, 0, content="a")
    assert again.values == {"content": "a"}


async def test_two_tabs_racing_keep_both_fields(store: SqlStore, anna: OperatorId) -> None:
    await asyncio.gather(*(put(store, anna, 0, **{f"field_{index}": index}) for index in range(8)))
    kept = await store.desk.draft(anna, "main:1")
    assert kept is not None
    assert kept.version == 8
    assert kept.values == {f"field_{index}": index for index in range(8)}


async def test_a_draft_is_its_operators_own_and_can_be_forgotten(store: SqlStore, anna: OperatorId) -> None:
    await put(store, anna, 0, content="a")
    other = OperatorId(anna + 1)
    assert await store.desk.drafts(other) == []
    await store.desk.delete_draft(other, "main:1")
    assert len(await store.desk.drafts(anna)) == 1
    await store.desk.delete_draft(anna, "main:1")
    await store.desk.delete_draft(anna, "main:1")
    assert await store.desk.draft(anna, "main:1") is None


async def give(
    store: SqlStore, giver: OperatorId, taker: OperatorId, given_before: Mapping[str, Any] | None = None
) -> Mapping[str, Any] | None:
    return await store.desk.copy_draft(
        "main:1", giver_id=giver, taker_id=taker, at=NOW, given_before=given_before or {}
    )


async def test_a_draft_is_given_to_a_colleague_and_kept_by_the_giver(
    store: SqlStore, anna: OperatorId, boris: OperatorId
) -> None:
    """Issue 3: the draft goes along with the call."""
    given = await put(store, anna, 0, content="typed by Anna", remind=True)
    assert await give(store, anna, boris) == given.values
    taken = await store.desk.draft(boris, "main:1")
    assert taken is not None
    assert (taken.values, taken.dirty_fields, taken.schema, taken.version) == (given.values, given.dirty_fields, 1, 1)
    await put(store, boris, 1, content="and by Boris")
    assert await store.desk.draft(anna, "main:1") == given


async def test_a_colleague_who_has_typed_already_keeps_it_and_gets_the_fields_left_empty(
    store: SqlStore, anna: OperatorId, boris: OperatorId
) -> None:
    await put(store, anna, 0, content="typed by Anna", extra="a@example.com", phones=["+79161234567"])
    await put(store, boris, 0, content="typed by Boris", phones=[])
    assert await give(store, anna, boris) is not None
    taken = await store.desk.draft(boris, "main:1")
    assert taken is not None
    assert taken.values == {"content": "typed by Boris", "extra": "a@example.com", "phones": ["+79161234567"]}
    assert await give(store, anna, boris) is None, "there is nothing more to give"


async def test_a_colleague_who_typed_a_name_is_not_given_the_person_who_was_picked(
    store: SqlStore, anna: OperatorId, boris: OperatorId
) -> None:
    """R87: a card never shows one name and stands for another's record."""
    await put(store, anna, 0, person_id=57, person_text="Сидорова", organization_id=3, organization_text="Ромашка")
    await put(store, boris, 0, person_text="Иванов")
    assert await give(store, anna, boris) is not None
    taken = await store.desk.draft(boris, "main:1")
    assert taken is not None
    assert taken.values == {"person_text": "Иванов", "organization_id": 3, "organization_text": "Ромашка"}


async def test_late_words_replace_what_was_given_before_but_not_what_the_colleague_changed(
    store: SqlStore, anna: OperatorId, boris: OperatorId
) -> None:
    await put(store, anna, 0, content="first", extra="a")
    before = await give(store, anna, boris)
    await put(store, boris, 1, extra="by Boris")
    await put(store, anna, 1, content="first and last", extra="ab")
    assert await give(store, anna, boris, before) == {"content": "first and last"}
    taken = await store.desk.draft(boris, "main:1")
    assert taken is not None
    assert taken.values == {"content": "first and last", "extra": "by Boris"}


async def test_what_the_colleague_wrote_otherwise_was_not_given_and_is_not_forgotten(
    store: SqlStore, anna: OperatorId, boris: OperatorId
) -> None:
    """Two in a conference write both: what Anna wrote went with the saving of what Boris wrote."""
    await put(store, anna, 0, content="by Anna", extra="a", person_text="Иванов")
    await put(store, boris, 0, content="by Boris", person_text="Иванов")
    given = await give(store, anna, boris)
    assert given == {"extra": "a", "person_text": "Иванов"}
    assert not await store.desk.forget_given_draft("main:1", giver_id=anna, values=given)


async def test_a_draft_of_another_schema_is_left_alone(store: SqlStore, anna: OperatorId, boris: OperatorId) -> None:
    await put(store, anna, 0, content="typed by Anna")
    await store.desk.put_draft(
        boris, "main:1", schema=2, base_version=0, values={"notes": "x"}, dirty_fields=["notes"], at=NOW
    )
    assert await give(store, anna, boris) is None


async def test_where_nothing_was_typed_nothing_is_given(store: SqlStore, anna: OperatorId, boris: OperatorId) -> None:
    assert await give(store, anna, boris) is None
    assert await store.desk.draft(boris, "main:1") is None


async def test_a_given_draft_is_forgotten_only_when_all_of_it_was_given(store: SqlStore, anna: OperatorId) -> None:
    """Nothing typed is lost: what the giver added afterwards is theirs to save."""

    async def forget(**values: Any) -> bool:
        return await store.desk.forget_given_draft("main:1", giver_id=anna, values=values)

    assert not await forget(content="typed")
    await put(store, anna, 0, content="typed", extra="later")
    assert not await forget(content="typed")
    assert not await forget(content="typed", extra="")
    assert await store.desk.draft(anna, "main:1") is not None
    assert await forget(content="typed", extra="later", remind=False)
    assert await store.desk.draft(anna, "main:1") is None
