"""The one service of all kinds of record, on both engines."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from callbridge.crm.interest import InterestForm
from callbridge.crm.operator import Role
from callbridge.crm.record import Author, FieldChange, PutAway, Stored, read_changes
from callbridge.crm.record_form import Value
from callbridge.kernel.errors import Conflict, DomainError, IllegalMove, InvalidInput, NotFound
from tests.support.records import Writer
from tests.support.stores import NOW


async def test_a_record_is_made_and_read_with_the_names_of_what_it_names(vera: Writer) -> None:
    """R33-R44: the card of an event."""
    fair = await vera.make("organization", name="ООО «Ёлка»")
    made = await vera.make(
        "campaign", name="Выставка", type=3, date_from="2026-11-23", date_to="2026-11-25", place="Крокус",
        organizer=fair.id, org_unit=1, note="Стенд 5", cost_includes_labour=True,
    )  # fmt: skip
    found = await vera.store.records.read("campaign", made.id)
    assert found == made
    assert found.version == 1
    expected: dict[str, Value] = {
        "name": "Выставка", "type": 3, "state": "preparing", "date_from": date(2026, 11, 23), "org_unit": 1,
        "date_to": date(2026, 11, 25), "place": "Крокус", "organizer": fair.id, "cost_includes_labour": True,
    }  # fmt: skip
    assert {name: found.values[name] for name in expected} == expected
    assert {name: found.names[name] for name in ("type", "organizer", "org_unit", "owner")} == {
        "type": "Выставка", "organizer": "ООО «Ёлка»", "org_unit": "Основное отделение", "owner": "Anna",
    }  # fmt: skip
    assert found.names_en["type"] == "Exhibition", "R132: initial data are in both languages"
    assert "organizer" not in found.names_en


async def test_a_record_names_the_lead_that_it_is_of_by_its_number(vera: Writer) -> None:
    """R5, R70: a lead has no name of its own, and the card of its deal must open it all the same."""
    form = InterestForm(at=NOW, method_id=1, outcome_id=1, new_deal=True, person_text="Пётр")
    saved = await vera.store.desk.save_interest(
        key="k", form=form, numbers=(), owner_id=vera.author.operator_id, private_sales=False, at=NOW
    )
    deal = await vera.store.records.read("deal", saved.deal_id or 0)
    assert (deal.values["origin_lead"], deal.names["origin_lead"]) == (saved.lead_id, f"№{saved.lead_id}")
    assert "origin_lead" not in deal.names_en
    by_hand = await vera.make("deal", name="Дача", topic=1)
    assert "origin_lead" not in by_hand.names


async def test_a_retry_makes_no_second_record(vera: Writer) -> None:
    """The answer to the first request was lost."""
    first = await vera.make("campaign", key="k", name="Выставка")
    again = await vera.make("campaign", key="k", name="Выставка")
    assert (again.id, again.is_repeat, first.is_repeat) == (first.id, True, False)
    with pytest.raises(Conflict, match=r"record\.repeated"):
        await vera.make("organization", key="k", name="Акме")


async def test_a_change_sets_what_it_names_and_leaves_the_rest(vera: Writer) -> None:
    made = await vera.make("campaign", name="Выставка", place="Крокус")
    changed = await vera.change("campaign", made, name="Ярмарка")
    assert (changed.version, changed.values["name"], changed.values["place"]) == (2, "Ярмарка", "Крокус")


async def test_two_editors_do_not_overwrite_each_other(vera: Writer) -> None:
    """Both versions are there to be compared, field by field."""
    made = await vera.make("campaign", name="Выставка")
    theirs = await vera.change("campaign", made, name="Ярмарка")
    with pytest.raises(Conflict, match=r"record\.changed") as refused:
        await vera.change("campaign", made, place="Крокус")
    assert refused.value.params["current"] == theirs
    assert await vera.store.records.read("campaign", made.id) == theirs


async def test_every_change_is_kept_with_who_when_from_what_to_what(vera: Writer) -> None:
    made = await vera.make("campaign", name="Выставка")
    await vera.change("campaign", made, name="Ярмарка", date_from="2026-11-23")
    entries = await vera.store.records.history("campaign", made.id, 10)
    assert [entry.action for entry in entries] == ["record.changed", "record.created"]
    assert (entries[0].operator, entries[0].at) == ("Anna", vera.at)
    changes = read_changes(entries[0].detail, {"name", "date_from"})
    assert sorted(changes, key=lambda one: one.field) == [
        FieldChange(field="date_from", before=None, after="2026-11-23"),
        FieldChange(field="name", before="Выставка", after="Ярмарка"),
    ]


@pytest.mark.parametrize(
    ("raw", "mistakes"),
    [
        ({"type": 99}, {"type": "not_found"}),
        ({"date_from": "2026-11-23", "date_to": "2026-11-22"}, {"date_to": "before_start"}),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(
    vera: Writer, raw: dict[str, Any], mistakes: dict[str, str]
) -> None:
    made = await vera.make("campaign", name="Выставка")
    with pytest.raises(InvalidInput) as refused:
        await vera.change("campaign", made, name="Ярмарка", **raw)
    assert refused.value.fields == mistakes
    assert await vera.store.records.read("campaign", made.id) == made
    assert len(await vera.store.records.history("campaign", made.id, 10)) == 1


async def test_a_date_is_compared_with_the_one_that_is_there(vera: Writer) -> None:
    """R12."""
    made = await vera.make("campaign", name="Выставка", date_from="2026-11-23")
    with pytest.raises(InvalidInput):
        await vera.change("campaign", made, date_to="2026-11-22")


async def test_a_dictionary_row_is_put_at_the_end_and_made_inactive_never_deleted(vera: Writer) -> None:
    """R132-R141: what names it keeps it; nothing new may."""
    made = await vera.make("campaign_type", name="Форум")
    assert (made.values["position"], made.values["is_active"]) == (8, True)
    event = await vera.make("campaign", name="Форум", type=made.id)
    await vera.store.records.remove("campaign_type", made.id, made.version, vera.author, at=vera.at)
    assert (await vera.store.records.read("campaign_type", made.id)).values["is_active"] is False
    assert (await vera.store.records.read("campaign", event.id)).names["type"] == "Форум"
    with pytest.raises(InvalidInput) as refused:
        await vera.make("campaign", name="Ещё", type=made.id)
    assert refused.value.fields == {"type": "inactive"}


async def test_a_person_is_put_away_and_a_participant_removed(vera: Writer) -> None:
    """R46: both stay in the history."""
    person = await vera.make("person", full_name="Пётр")
    event = await vera.make("campaign", name="Выставка")
    part = await vera.make("participant", campaign=event.id, person=person.id)
    assert (part.values["status"], part.names["person"]) == ("undefined", "Пётр")
    for entity, stored in (("participant", part), ("person", person)):
        await vera.store.records.remove(entity, stored.id, stored.version, vera.author, at=vera.at)
        with pytest.raises(NotFound, match=r"record\.not_found"):
            await vera.store.records.read(entity, stored.id)
        assert (await vera.store.records.history(entity, stored.id, 10))[0].action == "record.archived"
    assert await vera.store.desk.find_persons("пётр", None, 5) == []


async def test_a_removal_of_what_somebody_changed_is_refused(vera: Writer) -> None:
    made = await vera.make("campaign_type", name="Форум")
    await vera.change("campaign_type", made, name="Конгресс")
    with pytest.raises(Conflict, match=r"record\.changed"):
        await vera.store.records.remove("campaign_type", made.id, made.version, vera.author, at=vera.at)


async def test_an_event_is_never_taken_away(vera: Writer) -> None:
    """R51: its dossier is kept for ever."""
    made = await vera.make("campaign", name="Выставка")
    with pytest.raises(DomainError, match=r"record\.not_archived"):
        await vera.store.records.remove("campaign", made.id, 1, vera.author, at=vera.at)


async def test_stages_are_not_made_one_by_one(vera: Writer) -> None:
    with pytest.raises(DomainError, match=r"record\.not_created"):
        await vera.store.records.create("stage", {}, vera.author, key="k", at=vera.at, number=None)


async def test_a_kind_that_there_is_not_is_not_found(vera: Writer) -> None:
    with pytest.raises(NotFound, match=r"record\.unknown_kind"):
        await vera.store.records.read("operator", 1)


async def test_decimals_are_kept_exactly(vera: Writer) -> None:
    event = await vera.make("campaign", name="Выставка")
    line = await vera.make("labour", campaign=event.id, employee=1, hours_plan="0.3333", hours_fact=8)
    assert (line.values["hours_plan"], line.values["hours_fact"]) == (Decimal("0.3333"), Decimal(8))


async def test_a_field_that_must_hold_something_is_not_cleared(vera: Writer) -> None:
    event = await vera.make("campaign", name="Выставка")
    kind = await vera.make("campaign_type", name="Форум")
    for entity, stored, field in (("campaign", event, "state"), ("campaign_type", kind, "position")):
        with pytest.raises(InvalidInput) as refused:
            await vera.change(entity, stored, **{field: None})
        assert refused.value.fields == {field: "required"}


async def test_what_is_made_after_a_removal_has_a_history_of_its_own(vera: Writer) -> None:
    """R45, R46: a participant who is added again is another row."""
    event, person = await vera.make("campaign", name="Выставка"), await vera.make("person", full_name="Пётр")
    first = await vera.make("participant", campaign=event.id, person=person.id)
    await vera.store.records.remove("participant", first.id, 1, vera.author, at=vera.at)
    again = await vera.make("participant", campaign=event.id, person=person.id)
    assert again.id != first.id
    assert len(await vera.store.records.history("participant", again.id, 10)) == 1


async def put_away(vera: Writer, entity: str, stored: Stored) -> Stored:
    """Return a record as who may bring it back sees it in the archive."""
    await vera.store.records.remove(entity, stored.id, stored.version, vera.author, at=vera.at)
    return await vera.store.records.read(entity, stored.id, vera.author)


async def test_what_was_archived_by_mistake_comes_back_as_it_was(vera: Writer) -> None:
    person = await vera.make("person", full_name="Пётр", job_title="Зодчий")
    gone = await put_away(vera, "person", person)
    assert (gone.version, gone.put_away) == (2, PutAway(at=vera.at, by="Anna"))
    with pytest.raises(IllegalMove, match=r"record\.is_archived"):
        await vera.change("person", gone, full_name="Павел")
    with pytest.raises(IllegalMove, match=r"record\.is_archived"):
        await vera.store.records.remove("person", person.id, 2, vera.author, at=vera.at)
    back = await vera.store.records.restore("person", person.id, 2, vera.author, at=vera.at)
    assert (back.version, back.put_away, back.values) == (3, None, person.values)
    assert back == await vera.store.records.read("person", person.id)
    assert [found.full_name for found in await vera.store.desk.find_persons("пётр", None, 5)] == ["Пётр"]
    newest = (await vera.store.records.history("person", person.id, 10))[0]
    assert (newest.action, newest.operator, set(newest.detail)) == ("record.restored", "Anna", {"archived_at"})


async def test_the_archive_is_open_to_who_may_write_the_kind_alone(vera: Writer) -> None:
    gone = await vera.make("interview", name="Опрос", kind="questionnaire")
    await put_away(vera, "interview", gone)
    operator = Author(operator_id=vera.author.operator_id, role=Role.OPERATOR)
    with pytest.raises(NotFound, match=r"record\.not_found"):
        await vera.store.records.read("interview", gone.id, operator)


async def test_a_row_out_of_use_says_who_took_it_out_and_comes_back_into_use(vera: Writer) -> None:
    """By the button, or by its mark «Используется»."""
    kind = await vera.make("campaign_type", name="Форум")
    assert (await put_away(vera, "campaign_type", kind)).put_away == PutAway(at=vera.at, by="Anna")
    back = await vera.store.records.restore("campaign_type", kind.id, 2, vera.author, at=vera.at)
    assert (back.values["is_active"], back.put_away) == (True, None)
    unmarked = await vera.change("campaign_type", back, is_active=False)
    assert unmarked.put_away == PutAway(at=vera.at, by="Anna")
    assert (await vera.change("campaign_type", unmarked, is_active=True)).put_away is None


async def test_what_is_in_use_stays_as_it_is_whoever_brought_it_back_first(vera: Writer) -> None:
    deal = await vera.make("deal", name="Дом", topic=1)
    assert await vera.store.records.restore("deal", deal.id, 7, vera.author, at=vera.at) == deal
    assert len(await vera.store.records.history("deal", deal.id, 10)) == 1


async def test_what_others_did_with_an_archived_record_is_met_before_it_comes_back(vera: Writer) -> None:
    deal = await vera.make("deal", name="Дом", topic=1)
    gone = await put_away(vera, "deal", deal)
    with pytest.raises(Conflict, match=r"record\.changed") as refused:
        await vera.store.records.restore("deal", deal.id, 1, vera.author, at=vera.at)
    assert refused.value.params["current"] == gone


async def test_what_was_deleted_or_is_never_put_away_is_not_brought_back(vera: Writer) -> None:
    event = await vera.make("campaign", name="Выставка")
    with pytest.raises(DomainError, match=r"record\.not_archived"):
        await vera.store.records.restore("campaign", event.id, 1, vera.author, at=vera.at)
    with pytest.raises(DomainError, match=r"record\.not_archived"):
        await vera.store.records.restore("participant", 1, 1, vera.author, at=vera.at)
