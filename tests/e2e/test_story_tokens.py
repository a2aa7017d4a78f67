"""An admin lets a program and a web site in, and what they bring stands in the list at once."""

import re

import httpx
from playwright.async_api import Browser, Page, Route, expect

from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon

SHOP = "http://shop.example"


async def test_a_program_and_a_form_bring_leads(callbridge: RunningDaemon, desk: DeskMaker, browser: Browser) -> None:
    """R52, R61, R70, R71: a token and a form on a site without scripts bring leads; one gets its result and deal."""
    admin = (await desk("admin")).page
    await admin.goto(f"{callbridge.url}/#/integrations")
    token = await made_token(admin)
    html = await made_form(admin)
    await admin.goto(f"{callbridge.url}/#/leads")
    await expect(admin.get_by_text("Здесь пока ничего нет")).to_be_visible()
    async with httpx.AsyncClient(base_url=callbridge.url, trust_env=False, timeout=30) as program:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "order 1"}
        body = {"name": "Роман Заказов", "phones": ["89165550101"], "topic": "Общие вопросы"}
        assert (await program.post("/api/v1/leads", json=body, headers=headers)).status_code == 201
    await expect(admin.get_by_text("Роман Заказов").first).to_be_visible()
    await visitor(browser, html)
    await expect(admin.get_by_text("Ольга Сайтова").first).to_be_visible()
    await result_given(admin)
    await removed_and_back(admin)


async def removed_and_back(page: Page) -> None:
    """R54: a lead goes for a reason, is found among the removed ones, and comes back; its history says all of it."""
    rows, again = page.get_by_text("Строк: 1"), page.get_by_role("button", name="Без результата")
    await page.get_by_role("row").filter(has_text="Роман Заказов").get_by_role("link").first.click()
    await page.get_by_role("button", name="Удалить…").click()
    question = page.get_by_role("dialog", name="Удалить лид №1?")
    await question.get_by_label("Причина удаления").fill("Проверка связи")
    await question.get_by_role("button", name="Удалить", exact=True).click()
    await expect(page.get_by_role("alert", name=re.compile("Лид удалён"))).to_contain_text("Проверка связи")
    await expect(page.get_by_role("button", name="Записать результат")).to_have_count(0)
    await page.get_by_role("navigation", name="Разделы").get_by_text("Входящие лиды").click()
    await expect(rows).to_be_visible()
    await expect(page.get_by_text("Роман Заказов")).to_have_count(0)
    await page.get_by_role("button", name="Удалённые").click()
    await page.get_by_role("row").filter(has_text="Роман Заказов").get_by_role("link").first.click()
    await page.get_by_role("button", name="Вернуть").click()
    await expect(page.get_by_role("button", name="Удалить…")).to_be_visible()
    await page.get_by_role("button", name="История изменений").click()
    await expect(page.get_by_text("Причина удаления: — → Проверка связи")).to_be_visible()
    await page.get_by_role("navigation", name="Разделы").get_by_text("Входящие лиды").click()
    await again.click()
    await expect(rows).to_be_visible()


async def result_given(page: Page) -> None:
    """Record what came of the talk: the lead's own result, from which its deal opens; no second lead is made."""
    await page.get_by_role("button", name="Без результата").click()
    await page.get_by_role("row").filter(has_text="Ольга Сайтова").get_by_role("link").first.click()
    await page.get_by_role("button", name="Записать результат").click()
    card = page.get_by_role("region", name="Проявленный интерес — лид №2")
    await expect(card.get_by_label("Лицо", exact=True).first).to_have_value("Ольга Сайтова")
    await card.get_by_label("Содержание", exact=True).first.fill("Хочет дом у леса")
    await card.get_by_text("Положительный", exact=True).click()
    await page.keyboard.press("Control+Enter")
    await expect(card).to_have_count(0)
    await expect(page.get_by_role("region", name="Проявленный интерес")).to_contain_text("Хочет дом у леса")
    await expect(page.get_by_role("button", name="Записать результат")).to_have_count(0)
    await page.get_by_role("link", name="Звонок", exact=True).click()
    await expect(page.get_by_role("heading", name=re.compile("Сделка: .*Ольга Сайтова"))).to_be_visible()
    await expect(page.get_by_role("tab", name="Интересы")).to_contain_text("1")
    await expect(page.get_by_role("link", name="№2").first).to_be_visible()
    await page.get_by_role("navigation", name="Разделы").get_by_text("Входящие лиды").click()
    await expect(page.get_by_text("Строк: 2")).to_be_visible()
    await page.get_by_role("button", name="Без результата").click()
    await expect(page.get_by_text("Строк: 1")).to_be_visible()


async def made_token(page: Page) -> str:
    await page.get_by_label("Название").fill("Интернет-магазин")
    await page.get_by_role("button", name="Создать токен").click()
    shown = page.get_by_role("alert").filter(has_text="больше мы его не покажем")
    token = re.search(r"cbt_[\w-]+", await shown.inner_text())
    assert token is not None
    await page.get_by_role("button", name="Готово").click()
    await expect(page.get_by_role("row", name="Интернет-магазин")).to_contain_text("создавать лиды")
    return token.group()


async def made_form(page: Page) -> str:
    await page.get_by_role("tab", name="Формы на сайтах").click()
    await page.get_by_label("Название").fill("Заявка")
    await page.get_by_label("Сайты формы").fill(f"{SHOP}/")
    await page.get_by_label("Страница после отправки").fill(f"{SHOP}/thanks")
    await page.get_by_label("Текст согласия").fill("Согласен на обработку данных")
    await page.get_by_role("button", name="Создать форму").click()
    shown = page.get_by_role("region", name="HTML для сайта: Заявка")
    return await shown.locator("pre").inner_text()


async def visitor(browser: Browser, html: str) -> None:
    """Fill the form on somebody's site, scripts switched off."""
    context = await browser.new_context(java_script_enabled=False, locale="ru-RU")
    page = await context.new_page()

    async def shop(route: Route) -> None:
        thanks = route.request.url.endswith("/thanks")
        text = "<h1>Спасибо</h1>" if thanks else html
        await route.fulfill(body=f"<!doctype html><meta charset=utf-8>{text}", content_type="text/html")

    await page.route(f"{SHOP}/**", shop)
    await page.goto(f"{SHOP}/")
    await page.get_by_label("Ваше имя").fill("Ольга Сайтова")
    await page.get_by_label("Телефон").fill("8 916 555-01-02")
    await page.get_by_label("Согласен").check()
    await page.get_by_role("button", name="Отправить").click()
    await expect(page.get_by_role("heading", name="Спасибо")).to_be_visible()
    await context.close()
