"""A call round: those who refused are filtered, called one by one by two operators, and each talk is settled."""

import re
from datetime import datetime

from playwright.async_api import Locator, expect
from sqlalchemy import func, select

from callbridge.crm.interest import InterestForm, Rating
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.interests import Saving, save_interest
from callbridge.store.tx import Tx
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.support.stores import phone as number_of

PEOPLE = {"Азарова Анна": "+79161110001", "Белов Борис": "+79161110002", "Волков Виктор": "+79161110003"}
REFUSED = '{"field":"rating","op":"in","value":["negative"]}'


def refused_interests(tx: Tx, at: datetime) -> None:
    """Write who refused, each with the reason, and wrote once more from the web site since."""
    owner = OperatorId(tx.value(select(t.operator.c.id).where(t.operator.c.login == "gleb")))
    outcome = tx.value(select(t.outcome.c.id).where(t.outcome.c.rating == Rating.NEGATIVE.value).limit(1))
    reason = tx.value(select(t.refusal_reason.c.id).limit(1))
    for name, number in PEOPLE.items():
        form = InterestForm(
            at=at, method_id=1, phones=(number,), person_text=name, outcome_id=outcome, refusal_reason_id=reason,
            content="Дорого, перезвоните при скидке",
        )  # fmt: skip
        waits = InterestForm(at=at, method_id=3, phones=(number,), person_text=name, content="Снова смотрит дома")
        for key, one in ((name, form), (f"site {name}", waits)):
            saving = Saving(
                key=key, form=one, numbers=[number_of(number)], owner_id=owner, private_sales=False, at=at
            )  # fmt: skip
            save_interest(tx, saving)


def leads_and_those_that_wait(tx: Tx, _: datetime) -> tuple[int, int]:
    """Return how many leads there are, and how many have no result."""
    (row,) = tx.rows(select(func.count().label("leads"), func.count(t.lead.c.outcome_id).label("given")))
    return row.leads, row.leads - row.given


async def begun_round(gleb: DeskPage, url: str) -> str:
    """Make a call round of the filtered leads and begin it; return its address."""
    page = gleb.page
    await page.goto(f"{url}/#/leads?filter={REFUSED}")
    await expect(page.get_by_role("row").filter(has_text="Азарова Анна")).to_be_visible()
    await page.get_by_role("button", name="Обзвон", exact=True).click()
    await expect(page.get_by_text("Позвоним: 3")).to_be_visible()
    await page.get_by_label("Сценарий разговора").fill("Здравствуйте! У нас скидка 15 %.")
    await page.keyboard.press("Control+s")
    await gleb.is_told("Сохранено")
    await page.get_by_role("button", name="Начать", exact=True).click()
    await expect(page.get_by_role("heading", name="Ход обзвона: Идёт")).to_be_visible()
    await expect(page.get_by_role("grid")).to_contain_text("Волков Виктор")
    return page.url.replace("call_rounds", "calling")


def entry(desk: DeskPage) -> Locator:
    return desk.page.get_by_test_id("round-entry")


async def name_of(desk: DeskPage) -> str:
    return await entry(desk).get_by_role("heading").inner_text()


async def refused_again(desk: DeskPage) -> None:
    """Say that they refused once more, and why."""
    await desk.page.get_by_label("Комментарий").fill("Просит не раньше лета")
    await desk.page.get_by_role("button", name=re.compile("^Снова отказ")).click()
    await expect(desk.page.get_by_role("option").first).to_be_visible()
    await desk.page.keyboard.press("ArrowDown")
    await desk.page.keyboard.press("Enter")
    await desk.page.get_by_role("button", name="Записать отказ").click()


async def test_those_who_refused_are_called_one_by_one_and_each_talk_is_settled(
    desk: DeskMaker, callbridge: RunningDaemon, phone: PhoneMaker, outside: OutsideLine
) -> None:
    """R52-R55, R68: a filter becomes a call round; the call, the interest, the next; nobody is called by two.

    The interest goes into the lead that waits for its result, and no second one is made.
    """
    await callbridge.write(refused_interests)
    own = await phone("101")
    gleb, anna, vera = await desk("gleb"), await desk("anna"), await desk("vera")
    address = await begun_round(gleb, callbridge.url)
    for each in (anna, vera):
        await each.page.goto(address)
        await expect(entry(each)).to_be_visible()
        await expect(each.page.get_by_text("Здравствуйте! У нас скидка 15 %.")).to_be_visible()
        await expect(each.page.get_by_text("Дорого, перезвоните при скидке").first).to_be_visible()
    first, second = await name_of(anna), await name_of(vera)
    assert first != second
    (last,) = PEOPLE.keys() - {first, second}

    await anna.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await anna.page.keyboard.press("c")
    await anna.is_told("Наберите")
    assert await anna.page.evaluate("navigator.clipboard.readText()") == PEOPLE[first]
    talk = own.dial(PEOPLE[first])
    customer = await outside.rings()
    await anna.sees_card("dialing")
    customer.answer()
    await talk.until_answered()
    await anna.sees_card("talking")
    await anna.page.keyboard.press("1")
    interest = await anna.sees_interest()
    await expect(interest).to_contain_text("Анна Иванова")
    await expect(interest).to_contain_text("Запишется в лид")
    await expect(anna.field("Содержание")).to_have_value("Снова смотрит дома")
    await expect(anna.field("Лицо")).to_have_value(first)
    await anna.rate("Положительный")
    await anna.save_and_close()
    await expect(entry(anna)).to_contain_text(last)  # nobody is left for Vera then
    assert await callbridge.write(leads_and_those_that_wait) == (6, 2)

    await refused_again(vera)
    await expect(vera.page.get_by_text("Сейчас звонить некому")).to_be_visible()

    counts = gleb.page.get_by_test_id("round-counts")
    await expect(counts).to_contain_text("Заинтересованы: 1")
    await expect(counts).to_contain_text("Отказались: 1")
    await expect(counts).to_contain_text("Осталось: 1")
