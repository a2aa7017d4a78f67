"""A questionnaire is built for an event, opened by its link, filled by a guest without a login, counted, exported."""

import asyncio
import re

from playwright.async_api import Locator, Page, Route, expect

from callbridge.store.campaigns import add_campaign
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker, PageMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage


async def test_a_questionnaire_is_built_filled_by_link_drawn_and_exported(
    desk: DeskMaker, open_page: PageMaker, callbridge: RunningDaemon, watch: Watch
) -> None:
    """R28: questionnaires and tests of an event's guests."""
    watch.allowed.append("status of 422")  # a required question is left out at first
    await callbridge.write(lambda tx, _: add_campaign(tx, "Выставка «Дом»"))
    gleb = await desk("gleb")
    await gleb.go("Маркетинг")
    await gleb.page.get_by_role("gridcell", name="Выставка «Дом»").click()
    await gleb.page.get_by_role("tab", name=re.compile("^Интервью")).click()
    await gleb.page.get_by_role("button", name="Новая анкета").click()
    await gleb.page.get_by_role("dialog").get_by_role("textbox", name="Название").fill("Гости выставки")
    await gleb.page.get_by_role("dialog").get_by_role("button", name="Создать").click()

    first = await question(gleb, 1, "Оценка стенда", "Шкала")
    await first.get_by_role("checkbox", name="Обязательный").check()
    second = await question(gleb, 2, "Придёте ещё?", "Один из")
    await second.get_by_label("Вариант 1", exact=True).fill("Да")
    await second.get_by_label("Баллы варианта 1").fill("5")
    await second.get_by_label("Вариант 2", exact=True).fill("Нет")
    await second.get_by_label("Текст вопроса").press("Alt+ArrowUp")
    await expect(gleb.page.get_by_label("Текст вопроса").first).to_have_value("Придёте ещё?")
    await looks_elsewhere(gleb)
    link = await saved_and_opened(gleb)

    guest = await open_page(link)
    await guest.get_by_label("Да").check()
    await guest.get_by_role("button", name="Отправить").click()
    await expect(guest.get_by_text("Заполните это поле.")).to_be_visible()
    await expect(guest.get_by_label("Да")).to_be_checked()
    await guest.get_by_label("4").check()
    await guest.get_by_role("button", name="Отправить").click()
    await expect(guest.get_by_text("Спасибо! Ваши ответы записаны.")).to_be_visible()

    await counted(gleb.page)
    await introduced(gleb, guest, link)


async def looks_elsewhere(gleb: DeskPage) -> None:
    """Look at another tab and be about to leave the page: that is asked about, and what is written is still there."""
    await gleb.page.get_by_role("tab", name="Результаты").click()
    await gleb.turn_to("Сделки")
    await gleb.page.get_by_role("dialog", name="Сохранить изменения?").get_by_role("button", name="Остаться").click()
    await gleb.page.get_by_role("tab", name="Вопросы").click()
    await expect(gleb.page.get_by_label("Текст вопроса").first).to_have_value("Придёте ещё?")


async def saved_and_opened(gleb: DeskPage) -> str:
    """Save the questions and open the form at once, before it is asked for anew; return its link."""
    opened = asyncio.Event()

    async def late(route: Route) -> None:
        if route.request.method == "GET":
            await opened.wait()
        await route.continue_()

    await gleb.page.route(re.compile(r"/api/interviews/\d+$"), late)
    async with gleb.tells("Вопросы сохранены"):
        await gleb.page.get_by_role("button", name="Сохранить").click()
    await gleb.page.get_by_role("switch", name="Открыта по ссылке").click()
    link = await gleb.page.get_by_role("link", name="Публичная страница").get_attribute("href")
    opened.set()
    assert link is not None
    return link


async def counted(page: Page) -> None:
    """See what was answered drawn, read what one guest wrote, and take all of it home."""
    await page.get_by_role("tab", name="Результаты").click()
    await expect(page.get_by_role("img", name="Придёте ещё?. Да: 1; Нет: 0")).to_be_visible()
    await page.get_by_role("row").filter(has_text="9 / 10").get_by_role("button").click()
    await expect(page.get_by_role("definition").filter(has_text="Да")).to_be_visible()
    await page.get_by_role("button", name="Выгрузить").click()
    async with page.expect_download() as download:
        await page.get_by_role("menuitem", name="CSV").click()
    path = await (await download.value).path()
    assert path.read_text(encoding="utf-8-sig").splitlines()[1].endswith(";;;9;10;Да;4")


async def introduced(gleb: DeskPage, guest: Page, link: str) -> None:
    """Give the questionnaire its introduction in its card, which guests read; the event it is of is a link."""
    await gleb.page.get_by_role("button", name="Карточка анкеты").click()
    card = gleb.page.get_by_role("dialog", name="Анкета")
    await card.get_by_label("Вступление").fill("Спасибо, что зашли!")
    await gleb.page.keyboard.press("Control+Enter")
    await expect(card).to_have_count(0)
    await guest.goto(link)
    await expect(guest.get_by_text("Спасибо, что зашли!")).to_be_visible()
    event = gleb.page.get_by_role("main").get_by_role("link", name="Выставка «Дом»")
    await leaves_half_filled(gleb.page, event)
    await expect(gleb.page.get_by_test_id("record-card")).to_be_visible()


async def leaves_half_filled(page: Page, elsewhere: Locator) -> None:
    """Leave with half a form filled in, under another tab: why it is not saved is shown, and it can be left unsaved."""
    asked = page.get_by_role("dialog", name="Сохранить изменения?")
    await page.get_by_role("tab", name="Заполнить").click()
    await page.get_by_role("radio", name="Да").check()
    await page.get_by_role("tab", name="Результаты").click()
    await elsewhere.click()
    await asked.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_text("Заполните это поле.")).to_be_visible()
    await elsewhere.click()
    await asked.get_by_role("button", name="Не сохранять").click()


async def question(page: DeskPage, number: int, wording: str, kind: str) -> Locator:
    await page.page.get_by_role("button", name="Добавить вопрос").click()
    fields = page.page.get_by_role("group", name=f"Вопрос {number}")
    await fields.get_by_label("Текст вопроса").fill(wording)
    await fields.get_by_role("combobox", name="Вид ответа").click()
    await page.page.get_by_role("option", name=kind, exact=True).click()
    return fields
