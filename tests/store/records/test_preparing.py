"""What writing a record of one kind or another adds."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update

from callbridge.kernel.errors import IllegalMove, InvalidInput
from callbridge.store import tables as t
from tests.support.records import Writer
from tests.support.stores import phone


async def test_a_person_is_found_by_every_name_they_had_last(vera: Writer) -> None:
    made = await vera.make("person", full_name="Пётр Ёлкин")
    await vera.change("person", made, full_name="Пётр Соснин")
    found = [(await vera.store.desk.find_persons(text, None, 5)) for text in ("сосн", "елк")]
    assert [[person.full_name for person in people] for people in found] == [["Пётр Соснин"], []]


async def test_costs_are_kept_in_their_currency_and_summed_in_the_base_one(vera: Writer) -> None:
    """R16, R17."""
    event = await vera.make("campaign", name="Выставка")
    cost = await vera.make("cost", campaign=event.id, name="Стенд", plan_amount="100.50", currency="eur", rate="95.5")
    assert cost.values["currency"] == "EUR"
    assert (cost.values["plan_base"], cost.values["fact_base"]) == (Decimal("9597.75"), Decimal(0))
    changed = await vera.change("cost", cost, rate="100", fact_amount="1")
    assert (changed.values["plan_base"], changed.values["fact_base"]) == (Decimal(10_050), Decimal(100))
    home = await vera.change("cost", changed, currency="RUB")
    assert (home.values["rate"], home.values["plan_base"]) == (Decimal(1), Decimal("100.5"))


@pytest.mark.parametrize(
    ("raw", "mistakes"),
    [({"currency": "EUR"}, {"rate": "required"}), ({"currency": "€"}, {"currency": "wrong_type"})],
)
async def test_another_currency_needs_its_rate(vera: Writer, raw: dict[str, Any], mistakes: dict[str, str]) -> None:
    event = await vera.make("campaign", name="Выставка")
    with pytest.raises(InvalidInput) as refused:
        await vera.make("cost", campaign=event.id, name="Стенд", **raw)
    assert refused.value.fields == mistakes


async def test_labour_takes_the_rate_the_employee_has_now(vera: Writer) -> None:
    """R24, A2: a later rise does not change what was planned."""
    event = await vera.make("campaign", name="Выставка")
    employee = await vera.make("employee", full_name="Олег", hour_rate="1000")
    line = await vera.make("labour", campaign=event.id, employee=employee.id, hours_plan="8")
    await vera.change("employee", employee, hour_rate="2000")
    assert line.values["hour_rate"] == Decimal(1000)
    cleared = await vera.change("labour", line, hours_plan=None)
    assert cleared.values["hours_plan"] == Decimal(0)


async def test_an_event_goes_through_its_states_in_order(vera: Writer) -> None:
    """R36."""
    event = await vera.make("campaign", name="Выставка")
    done = await vera.change("campaign", await vera.change("campaign", event, state="running"), state="done")
    with pytest.raises(IllegalMove):
        await vera.change("campaign", done, state="preparing")


async def test_a_participant_was_reached_by_the_event(vera: Writer) -> None:
    """Rule 3 of the model."""
    event, person = await vera.make("campaign", name="Выставка"), await vera.make("person", full_name="Пётр")
    part = await vera.make("participant", campaign=event.id, person=person.id)
    (touch,) = await vera.store.database.read(lambda tx: tx.rows(select(t.touch)))
    assert (touch.campaign_id, touch.person_id, touch.kind) == (event.id, person.id, "participant")
    assert touch.ref_key == str(part.id)


async def test_a_number_of_a_person_is_matched_from_then_on(vera: Writer) -> None:
    """R76, R142."""
    person = await vera.make("person", full_name="Пётр")
    number = phone("+79161234567", "12")
    point = await vera.make("contact_point", person=person.id, kind="phone", raw="8 916 123-45-67", dialled=number)
    assert point.values["raw"] == "8 916 123-45-67"
    facts = await vera.store.lookup.caller_facts(phone("+79161234567"), "")
    assert [candidate.person_id for candidate in facts.candidates] == [person.id]


@pytest.mark.parametrize(
    ("raw", "mistakes"),
    [
        ({"kind": "phone", "raw": "звонить вечером"}, {"raw": "wrong_type"}),
        ({"kind": "email", "raw": "у Петра"}, {"raw": "wrong_type"}),
        ({"kind": "url", "raw": "example.ru", "organization": 1}, {"person": "one_owner"}),
        ({"kind": "url", "raw": "example.ru", "person": None}, {"person": "required"}),
    ],
)
async def test_a_number_or_address_is_one_and_somebodys(
    vera: Writer, raw: dict[str, Any], mistakes: dict[str, str]
) -> None:
    await vera.make("organization", name="Акме")
    person = await vera.make("person", full_name="Пётр")
    with pytest.raises(InvalidInput) as refused:
        await vera.make("contact_point", **{"person": person.id, **raw})
    assert refused.value.fields == mistakes


async def test_an_email_is_kept_as_typed_and_found_folded(vera: Writer) -> None:
    person = await vera.make("person", full_name="Пётр")
    await vera.make("contact_point", person=person.id, kind="email", raw="Petr@Example.RU")
    point = t.contact_point
    (row,) = await vera.store.database.read(lambda tx: tx.rows(select(point.c.raw, point.c.address_key)))
    assert tuple(row) == ("Petr@Example.RU", "petr@example.ru")


async def test_a_line_of_an_event_is_kept_as_calls_name_it(vera: Writer) -> None:
    event = await vera.make("campaign", name="Выставка", state="running")
    line = await vera.make("number", campaign=event.id, did="8 495 111-22-33", dialled=phone("+74951112233"))
    assert line.values["did"] == "+74951112233"
    facts = await vera.store.lookup.caller_facts(phone("+79160000000"), "+74951112233")
    assert facts.campaign is not None
    assert facts.campaign.name == "Выставка"
    with pytest.raises(InvalidInput):
        await vera.make("number", campaign=event.id, did="доб. 5")


async def test_a_price_has_a_currency_and_no_price_none(vera: Writer) -> None:
    """R134."""
    made = await vera.make("product", name="Дом", price="5000000")
    assert made.values["currency"] == "RUB"
    assert (await vera.change("product", made, price=None)).values["currency"] is None


async def test_a_new_contact_method_is_none_the_program_refers_to(vera: Writer) -> None:
    """R139."""
    made = await vera.make("contact_method", name="Видеозвонок")
    methods = (await vera.store.desk.dictionaries()).methods
    assert [method.code for method in methods if method.id == made.id] == [""]


async def test_a_number_that_two_people_have_is_shared_for_both(vera: Writer) -> None:
    """A family's telephone."""
    number = phone("+79161234567")
    for name in ("Пётр", "Мария"):
        person = await vera.make("person", full_name=name)
        await vera.make("contact_point", person=person.id, kind="phone", raw=number.raw, dialled=number)
    point = t.contact_point
    rows = await vera.store.database.read(lambda tx: tx.rows(select(point.c.is_shared)))
    assert [row.is_shared for row in rows] == [True, True]


async def test_a_mailing_changes_only_while_it_is_a_draft(vera: Writer) -> None:
    """R27: its author is its owner; an audience that is none is refused."""
    made = await vera.make("mailing", name="Приглашение", audience='{"to": "participants"}')
    assert (made.values["owner"], made.values["state"]) == (1, "draft")
    for raw, field in (({"audience": "nobody"}, "audience"), ({"per_minute": 0}, "per_minute")):
        with pytest.raises(InvalidInput) as refused:
            await vera.change("mailing", made, **raw)
        assert list(refused.value.fields) == [field]
    begun = update(t.mailing).values(state="sending")
    await vera.store.database.run(lambda tx: tx.execute(begun))
    with pytest.raises(IllegalMove):
        await vera.change("mailing", made, body="Другое")
    assert (await vera.change("mailing", made, name="Иначе")).values["name"] == "Иначе"


@pytest.mark.parametrize(("state", "after"), [("scheduled", "draft"), ("sending", "paused"), ("done", "done")])
async def test_no_letter_goes_because_its_mailing_came_back(vera: Writer, state: str, after: str) -> None:
    made = await vera.make("mailing", name="Письмо")
    scheduled = {"state": state, "scheduled_at": vera.at}
    await vera.store.database.run(
        lambda tx: tx.execute(update(t.mailing).where(t.mailing.c.id == made.id).values(**scheduled))
    )
    await vera.store.records.remove("mailing", made.id, 1, vera.author, at=vera.at)
    back = await vera.store.records.restore("mailing", made.id, 2, vera.author, at=vera.at)
    assert (back.values["state"], back.values["scheduled_at"]) == (after, vera.at if after == state else None)
