"""The company of the demo: its people, customers, marketing events and what happened before today.

All names and numbers are invented; the numbers lie in ranges that no subscriber has (+7 900 555-…).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callbridge.crm.dictionary import CampaignState
from callbridge.crm.interest import InterestForm
from callbridge.crm.operator import DeviceMode, Operator, Role
from callbridge.kernel.ids import CampaignId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import NumberPlan, PhoneNumber, read_number
from callbridge.store import tables
from callbridge.store.campaigns import add_campaign, add_entry
from callbridge.store.directory import add_organization, add_person
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from callbridge.web.passwords import hash_password

PASSWORD = "demo-demo"  # noqa: S105 - printed on the demo's first line; a real installation has no default password

LINE_FAIR, LINE_SITE, LINE_RADIO, LINE_OFFICE = "+74955550001", "+74955550002", "+74955550003", "+74955550004"
OWN_LINES = (LINE_FAIR, LINE_SITE, LINE_RADIO, LINE_OFFICE)

OPERATORS = (
    ("anna", "Анна Иванова", Role.OPERATOR, "101"),
    ("boris", "Борис Смирнов", Role.OPERATOR, "102"),
    ("vera", "Вера Кузнецова", Role.OPERATOR, "103"),
    ("manager", "Мария Орлова", Role.MANAGER, ""),
    ("admin", "Андрей Белов", Role.ADMIN, ""),
)


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who calls; `company` is an index into COMPANIES or None for a private person."""

    name: str
    number: str
    company: int | None = None


COMPANIES = (
    ("ООО «Ромашка»", "+74955551100"),
    ("АО «Северный ветер»", "+78125551200"),
    ("ИП Ковалёв", "+79005551300"),
    ("ООО «Альфа-Строй»", "+74955551400"),
    ("ТД «Меридиан»", "+73435551500"),
)

CUSTOMERS = (
    Customer("Сидорова Анна Петровна", "+79005550101", 0),
    Customer("Ёлкин Пётр Алексеевич", "+79005550102", 0),
    Customer("Гончаров Игорь", "+79005550103", 1),
    Customer("Ковалёв Дмитрий", "+79005551300", 2),
    Customer("Мельникова Ольга", "+79005550104", 3),
    Customer("Тарасов Николай", "+79005550105", 4),
    Customer("Белякова Светлана", "+79005550106"),
    Customer("Фёдоров Алексей", "+79005550107"),
    Customer("Зайцева Марина", "+79005550108"),
    Customer("Воронцов Кирилл", "+79005550109"),
    Customer("Müller Hans", "+493055550110"),
    Customer("Абрамова Юлия", "+79005550111"),
)
"""Ковалёв's number is also his company's: a shared number."""

STRANGERS = ("+79005550201", "+79005550202", "+79005550203", "+78125550204", "+380445550205")

_PLAN = NumberPlan()


def numbers(*written: str) -> list[PhoneNumber]:
    """Read numbers as the demo's trunk writes them."""
    return [read_number(each, _PLAN) for each in written]


async def seed(store: SqlStore, now: datetime) -> None:
    """Fill an empty database; one that has operators already is left alone."""
    if await store.operators.operators():
        return
    password_hash = hash_password(PASSWORD)
    operators = [
        await store.operators.add_operator(
            Operator(
                id=OperatorId(0),
                login=login,
                full_name=name,
                role=role,
                extension=extension,
                device_mode=DeviceMode.HANDSET,
            ),
            password_hash,
        )
        for login, name, role, extension in OPERATORS
    ]
    world = await store.database.run(lambda tx: _world(tx, now))
    await _history(store, world, operators, now)


@dataclass(frozen=True, slots=True)
class _World:
    people: Sequence[PersonId]
    companies: Sequence[OrganizationId]
    campaigns: Sequence[CampaignId]
    topic: int
    product: int


def _world(tx: Tx, now: datetime) -> _World:
    companies = [add_organization(tx, name, at=now, phones=numbers(number)) for name, number in COMPANIES]
    people = [
        add_person(
            tx,
            each.name,
            at=now,
            phones=numbers(each.number),
            organization_id=None if each.company is None else companies[each.company],
            is_private=each.company is None,
        )
        for each in CUSTOMERS
    ]
    day = timedelta(days=1)
    campaigns = [
        add_campaign(
            tx, "Выставка «Дом и сад 2026»", dids=[LINE_FAIR], date_from=now - 20 * day, date_to=now + 10 * day
        ),
        add_campaign(
            tx, "Реклама на радио, осень", dids=[LINE_RADIO], date_from=now - 40 * day, date_to=now + 30 * day
        ),
        add_campaign(tx, "Семинар для застройщиков", state=CampaignState.PREPARING, date_from=now + 30 * day),
        add_campaign(
            tx,
            "Весенняя рассылка",
            state=CampaignState.DONE,
            date_from=now - 200 * day,
            date_to=now - 190 * day,
        ),
    ]
    topic = add_entry(tx, tables.sales_topic, "Загородные дома", name_en="Country houses", pipeline_id=1)
    add_entry(tx, tables.sales_topic, "Квартиры в новостройках", name_en="New flats", pipeline_id=1)
    product = add_entry(tx, tables.product, "Дом 120 м²", name_en="House 120 m²", code="")
    add_entry(tx, tables.product, "Квартира 2-комнатная", name_en="Two-room flat", code="")
    add_entry(tx, tables.project, "ЖК «Сосновый бор»", name_en="Pine Wood Estate", kind="sales")
    return _World(people, companies, campaigns, topic, product)


_STORIES = (
    # customer, days ago, rating, campaign, what was said
    (0, 11, "positive", 0, "Интересует дом 120 м², просит коммерческое предложение."),
    (0, 2, "satisfactory", 0, "Получила предложение, думает. Перезвонить в конце недели."),
    (1, 30, "negative", 3, "Дорого, вернётся весной."),
    (2, 7, "undefined", 1, "Не смог говорить, просил набрать позже."),
    (4, 5, "positive", 1, "Нужны три дома под ключ, встреча назначена."),
    (6, 3, "negative", None, "Ошиблась номером, но спросила про ипотеку."),
    (7, 1, "positive", 0, "Был на стенде, хочет приехать на показ."),
)


async def _history(store: SqlStore, world: _World, operators: Sequence[OperatorId], now: datetime) -> None:
    """Write earlier interests the way an operator would have saved them."""
    choices = await store.desk.dictionaries()
    call = next(each.id for each in choices.methods if each.code == "call")
    by_kind = {each.kind.value: each.id for each in reversed(choices.sources)}
    outcomes = {each.rating.value: each.id for each in reversed(choices.outcomes)}
    for index, (who, days, rating, campaign, said) in enumerate(_STORIES):
        customer = CUSTOMERS[who]
        at = now - timedelta(days=days, minutes=17 * index)
        form = InterestForm(
            at=at,
            method_id=call,
            phones=(customer.number,),
            person_id=world.people[who],
            organization_id=None if customer.company is None else world.companies[customer.company],
            is_private=customer.company is None,
            topic_id=world.topic,
            product_id=world.product,
            source_id=by_kind["other" if campaign is None else "campaign"],
            campaign_id=None if campaign is None else world.campaigns[campaign],
            content=said,
            outcome_id=outcomes[rating],
            refusal_reason_id=choices.refusal_reasons[0].id if rating == "negative" else None,
            new_deal=rating == "positive",
            next_contact_at=now + timedelta(hours=3 + index) if rating == "satisfactory" else None,
            remind=rating == "satisfactory",
            next_method_id=call if rating == "satisfactory" else None,
        )
        await store.desk.save_interest(
            key=f"demo-{index}",
            form=form,
            numbers=numbers(customer.number),
            owner_id=operators[index % 3],
            private_sales=False,
            at=at,
        )
