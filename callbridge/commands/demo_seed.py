"""Fills the demo's empty database with what its company did before today, by the same doors people use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from callbridge.commands.demo_calls import PBX, Caller, missed_call, talk
from callbridge.commands.demo_data import (
    COMPANIES,
    CUSTOMERS,
    LINE_FAIR,
    LINE_OFFICE,
    LINE_RADIO,
    OPERATORS,
    PASSWORD,
    numbers,
)
from callbridge.commands.demo_office import Office, add, open_office
from callbridge.commands.demo_stories import STORIES, Sale, Story
from callbridge.crm.call_log import CallRecord
from callbridge.crm.deal import DealMove
from callbridge.crm.dictionary import CampaignState, Dictionaries
from callbridge.crm.interest import InterestForm
from callbridge.crm.operator import DeviceMode, Operator, Role
from callbridge.crm.record import Author
from callbridge.crm.record_form import Values
from callbridge.kernel.ids import CallId, CampaignId, OperatorId
from callbridge.store import tables
from callbridge.store.campaigns import add_campaign, add_entry
from callbridge.store.deals import employee_of, present_stages
from callbridge.store.directory import add_organization, add_person
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from callbridge.web.passwords import hash_password

_DAY = timedelta(days=1)
_REFUSED_FOR = "Дорого"

CAMPAIGNS = (
    # name, kind, state, line, place, days ago it begins and ends (negative: ahead)
    ("Выставка «Дом и сад 2026»", "Выставка", CampaignState.RUNNING, LINE_FAIR, "Павильон 2, стенд 14", 20, -10),
    ("Реклама на радио, осень", "Реклама", CampaignState.RUNNING, LINE_RADIO, "", 40, -30),
    ("Семинар для застройщиков", "Семинар", CampaignState.PREPARING, "", "Бизнес-центр, зал 3", -30, -30),
    ("Весенняя рассылка", "Массовая рассылка", CampaignState.DONE, "", "", 200, 190),
    ("День открытых дверей", "Презентация", CampaignState.DONE, "", "ЖК «Сосновый бор»", 76, 74),
    ("Скидки к 1 сентября", "Распродажа", CampaignState.DONE, "", "", 100, 84),
    ("Новогодняя распродажа", "Распродажа", CampaignState.PREPARING, "", "", -14, -45),
)
PRODUCTS = (("Дом 120 м²", "House 120 m²"), ("Квартира 2-комнатная", "Two-room flat"), ("Участок 8 соток", "Plot"))

_MISSED = (
    # customer, hours ago, minutes until somebody called back (None: nobody did)
    (3, 52.0, 35), (10, 47.5, 12), (5, 29.0, None), (11, 27.5, 20), (19, 26.0, None), (13, 5.0, 8), (21, 2.5, None),
)  # fmt: skip
_TALKED = (
    # customer, hours ago, login's place: nothing new to write down
    (20, 23.5, 0), (4, 6.5, 1), (28, 4.2, 0), (7, 3.4, 2), (22, 1.9, 0), (25, 1.2, 1), (27, 0.6, 0),
)  # fmt: skip
_OPENS, _CLOSES = 10, 18
"""Hours of the office, where this machine is: nobody promises a call by night."""


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
    office, products = await store.database.run(lambda tx: _company(tx, operators, now))
    await _kinds_of_events(store, office, now)
    past = _Past(store, office, products, operators, await store.desk.dictionaries(), now)
    await past.calls()
    for place, story in enumerate(STORIES):
        await past.interest(place, story)
    await open_office(store, office, now)


def _company(tx: Tx, operators: Sequence[OperatorId], now: datetime) -> tuple[Office, Sequence[int]]:
    companies = tuple(add_organization(tx, name, at=now, phones=numbers(number)) for name, number in COMPANIES)
    people = tuple(
        add_person(
            tx,
            each.name,
            at=now,
            phones=numbers(each.number),
            organization_id=None if each.company is None else companies[each.company],
            is_private=each.company is None,
        )
        for each in CUSTOMERS
    )
    campaigns = tuple(
        add_campaign(
            tx,
            name,
            state=state,
            dids=[line] if line else [],
            date_from=now - begins * _DAY,
            date_to=now - ends * _DAY,
        )
        for name, _, state, line, _, begins, ends in CAMPAIGNS
    )
    topic = add_entry(tx, tables.sales_topic, "Загородные дома", name_en="Country houses", pipeline_id=1)
    add_entry(tx, tables.sales_topic, "Квартиры в новостройках", name_en="New flats", pipeline_id=1)
    products = [add_entry(tx, tables.product, name, name_en=name_en, code="") for name, name_en in PRODUCTS]
    add_entry(tx, tables.project, "ЖК «Сосновый бор»", name_en="Pine Wood Estate", kind="sales")
    office = Office(
        campaigns=campaigns,
        people=people,
        companies=companies,
        employees=tuple(employee_of(tx, each).id for each in operators),
        topic=topic,
        author=Author(operator_id=operators[3], role=Role.MANAGER),
    )
    return office, products


async def _kinds_of_events(store: SqlStore, office: Office, now: datetime) -> None:
    kind = tables.campaign_type.c
    rows = await store.database.read(lambda tx: tx.rows(select(kind.id, kind.name)))
    kinds = {row.name: row.id for row in rows}
    for campaign, (_, kind_name, _, _, place, _, _) in zip(office.campaigns, CAMPAIGNS, strict=True):
        values = {"type": kinds[kind_name], "place": place, "owner": office.employees[3]}
        await store.records.change("campaign", campaign, 1, values, office.author, at=now, number=None)


@dataclass(frozen=True, slots=True)
class _Past:
    """Writes conversations and what came of them."""

    store: SqlStore
    office: Office
    products: Sequence[int]
    operators: Sequence[OperatorId]
    choices: Dictionaries
    now: datetime

    async def calls(self) -> None:
        """Keep the calls of all stories, and some that nobody answered at once."""
        kept = [
            self._talk(
                _call_id(place),
                story.who,
                self._at(place),
                place,
                line=_line(story),
                campaign=self._campaign(story.campaign),
            )
            for place, story in enumerate(STORIES)
        ]
        for place, (who, hours, back) in enumerate(_MISSED):
            at = self.now - timedelta(hours=hours)
            kept.append(missed_call(CallId(f"{PBX}:missed-{place}"), self._caller(who), at, self.operators[:3]))
            if back is not None:
                later = at + timedelta(minutes=back)
                kept.append(self._talk(CallId(f"{PBX}:back-{place}"), who, later, place))
        for place, (who, hours, login) in enumerate(_TALKED):
            at = self.now - timedelta(hours=hours)
            kept.append(self._talk(CallId(f"{PBX}:talk-{place}"), who, at, login, line=LINE_OFFICE))
        for record in sorted(kept, key=lambda each: each.started_at):
            self.store.call_log.put(record)
        await self.store.call_log.flush()

    async def interest(self, place: int, story: Story) -> None:
        """Save an interest the way an operator would have, and bring its deal to where it is."""
        customer, at = CUSTOMERS[story.who], self._at(place)
        call = next(each.id for each in self.choices.methods if each.code == "call")
        outcomes = {each.rating.value: each.id for each in reversed(self.choices.outcomes)}
        sources = {each.kind.value: each.id for each in reversed(self.choices.sources)}
        promised = None if story.promised_hours is None else self._promised(story.promised_hours)
        form = InterestForm(
            at=at,
            method_id=call,
            phones=(customer.number,),
            person_id=self.office.people[story.who],
            organization_id=None if customer.company is None else self.office.companies[customer.company],
            is_private=customer.company is None,
            topic_id=self.office.topic,
            product_id=self.products[story.product],
            source_id=sources["other" if story.campaign is None else "campaign"],
            campaign_id=self._campaign(story.campaign),
            content=story.said,
            outcome_id=outcomes[story.rating],
            refusal_reason_id=self._reason(_REFUSED_FOR) if story.rating == "negative" else None,
            new_deal=story.sale is not None,
            next_contact_at=promised,
            remind=promised is not None and promised > self.now,
            next_method_id=call if promised else None,
            call_id=_call_id(place),
        )
        saved = await self.store.desk.save_interest(
            key=f"demo-{place}",
            form=form,
            numbers=numbers(customer.number),
            owner_id=self.operators[place % 3],
            private_sales=True,
            at=at,
        )
        if story.sale is not None and saved.deal_id is not None:
            await self._sell(saved.deal_id, story.sale, at, place)

    async def _sell(self, deal_id: int, sale: Sale, at: datetime, place: int) -> None:
        records, author = self.store.records, self.office.author
        deal = await records.read("deal", deal_id)
        expected = (self.now + sale.close_in_days * _DAY).date()
        values: Values = {"amount": Decimal(sale.amount), "expected_close": expected}
        await records.change("deal", deal_id, deal.version, values, author, at=at, number=None)
        stages = await self.store.database.read(lambda tx: present_stages(tx, 1))
        for step in range(1, sale.stage + 1):
            await records.move_deal(deal_id, DealMove(to_stage_id=stages[step].id, at=at + step * _DAY / 4), author)
        if sale.lost:
            lost = DealMove(to_stage_id=stages[-1].id, at=at + 5 * _DAY, refusal_reason_id=self._reason(sale.lost))
            await records.move_deal(deal_id, lost, author)
        if sale.contract:
            signed = at + 8 * _DAY
            await add(
                self.store, self.office, "contract", f"contract-{place}", signed, number=sale.contract, deal=deal_id,
                signed_on=signed.date(), state="signed",
            )  # fmt: skip

    def _talk(
        self,
        call: CallId,
        who: int,
        at: datetime,
        place: int,
        *,
        line: str = "",
        campaign: CampaignId | None = None,
    ) -> CallRecord:
        login = place % 3
        return talk(call, self._caller(who), at, (login, self.operators[login]), line=line, campaign=campaign)

    def _caller(self, who: int) -> Caller:
        return Caller(number=CUSTOMERS[who].number, person_id=self.office.people[who])

    def _at(self, place: int) -> datetime:
        """Return when a story was told: between the hours of its day."""
        day = self.now.astimezone() - STORIES[place].days_ago * _DAY
        minutes = 37 * place % ((_CLOSES - _OPENS) * 60)
        return (_on_the_hour(day, _OPENS) + timedelta(minutes=minutes)).astimezone(UTC)

    def _promised(self, hours: int) -> datetime:
        """Return a quarter of an hour within office hours, so many hours from now or later."""
        wanted = (self.now + timedelta(hours=hours)).astimezone()
        if wanted.hour >= _CLOSES:
            wanted = _on_the_hour(wanted + _DAY, _OPENS)
        elif wanted.hour < _OPENS:
            wanted = _on_the_hour(wanted, _OPENS)
        return wanted.replace(minute=wanted.minute // 15 * 15, second=0, microsecond=0).astimezone(UTC)

    def _campaign(self, place: int | None) -> CampaignId | None:
        return None if place is None else self.office.campaigns[place]

    def _reason(self, name: str) -> int:
        return next(each.id for each in self.choices.refusal_reasons if each.name == name)


def _on_the_hour(day: datetime, hour: int) -> datetime:
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def _call_id(place: int) -> CallId:
    return CallId(f"{PBX}:story-{place}")


def _line(story: Story) -> str:
    line = "" if story.campaign is None else CAMPAIGNS[story.campaign][3]
    return line or LINE_OFFICE
