"""Finding one's way: the navigation of the source text, languages, themes, the keyboard, and the smallest screen."""

import re
from collections.abc import Callable

from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.test_story_attention import LISTEN, OPEN_NOTICES, until


async def test_the_tree_leads_from_customers_through_events_to_marketing(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R1-R5, R53: Customer relations → Events → Marketing; an event leads to its interests, an interest back to it."""
    await callbridge.add_customers()
    anna = await desk("anna")
    navigation = anna.page.get_by_role("navigation", name="Разделы")
    for name in ("Отношения с клиентами", "Мероприятия", "Маркетинг", "Входящие лиды", "Звонки"):
        await expect(navigation.get_by_text(name, exact=True)).to_be_visible()
    await anna.go("Маркетинг")
    for tab in ("В подготовке", "Проведение", "Прошедшие", "Все"):
        await expect(anna.page.get_by_role("tab", name=re.compile(f"^{tab}"))).to_be_visible()
    await anna.page.get_by_role("tab", name=re.compile("^Все")).click()
    event = anna.page.get_by_role("row").filter(has_text="Выставка")
    await expect(event).to_have_count(1)
    await event.get_by_role("link", name="Интерес: 1").click()
    await expect(anna.page.get_by_role("heading", name="Входящие лиды")).to_be_visible()
    lead = anna.page.get_by_role("row").filter(has_text="Сидорова Анна Петровна")
    await expect(lead).to_have_count(1)
    await lead.get_by_role("link", name="Сидорова Анна Петровна").click()
    await expect(anna.page.get_by_role("heading", name="Сидорова Анна Петровна")).to_be_visible()
    await expect(anna.page.get_by_text("Ждёт звонка").first).to_be_visible()


async def test_the_leads_list_has_the_columns_of_the_source_text(desk: DeskMaker, callbridge: RunningDaemon) -> None:
    """R52-R53, R56-R59: date and time, phone, organisation or «Частное лицо», person."""
    await callbridge.add_customers()
    anna = await desk("anna")
    await anna.go("Входящие лиды")
    for column in ("Дата и время", "Телефон", "Организация", "Лицо"):
        await expect(anna.page.get_by_role("columnheader", name=column)).to_be_visible()
    lead = anna.page.get_by_role("row").filter(has_text="Сидорова Анна Петровна")
    await expect(lead).to_contain_text("ООО «Ромашка»")
    private = anna.page.get_by_role("row").filter(has_text="Фёдоров Алексей")
    await expect(private).to_contain_text("Частное лицо")


async def test_the_language_changes_without_a_reload_and_stays(desk: DeskMaker) -> None:
    anna = await desk("anna")
    await anna.page.evaluate("window.sameDocument = true")
    async with anna.page.expect_response(lambda told: told.request.method == "PATCH"):  # a reload asks the server
        await anna.page.get_by_text("EN", exact=True).click()
    await expect(anna.page.get_by_role("navigation")).to_contain_text("Marketing")
    assert await anna.page.evaluate("window.sameDocument")
    await expect(anna.page.locator("html")).to_have_attribute("lang", "en")
    await anna.page.reload()
    await expect(anna.page.get_by_role("navigation")).to_contain_text("Marketing")


async def test_the_smallest_screen_shows_the_desk_and_the_interest_card_whole(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R78-R100: all of both in 1366×768, without scrolling."""
    device = await phone("101")
    anna = await desk("anna")
    outside_call(DIRECT_DID)
    (await device.rings()).answer()
    await anna.sees_card("talking")
    page = "document.documentElement"
    fits = f"{page}.scrollHeight <= innerHeight && {page}.scrollWidth <= innerWidth"
    await until(anna.page, fits)
    await anna.open_interest()
    await until(anna.page, fits)
    scrolled = """[...document.querySelectorAll("[data-testid=interest-card] *")].some(part =>
        part.tagName !== "TEXTAREA" && part.scrollHeight > part.clientHeight + 4
        && getComputedStyle(part).overflowY === "auto")"""
    await until(anna.page, f"!{scrolled}")
    save = anna.page.get_by_role("button", name=re.compile("^Сохранить и закрыть"))
    await expect(save).to_be_in_viewport(ratio=1)


async def test_a_call_is_worked_through_with_the_keyboard_alone(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R73, R75, R78: accept, interest, rate, save: keys that work in any layout."""
    device = await phone("101")
    anna = await desk("anna")
    outside_call(DIRECT_DID, number="+79167778899")
    await device.rings()
    await anna.sees_card("ringing")
    keyboard = anna.page.keyboard
    await keyboard.press("Control+Shift+KeyA")
    await anna.sees_card("talking")
    await keyboard.press("Control+Shift+KeyI")
    await anna.sees_interest()
    await keyboard.press("Alt+Digit1")
    await expect(anna.page.get_by_role("radio", name="Положительный")).to_be_checked()
    await keyboard.press("Control+Enter")
    await expect(anna.page.get_by_test_id("interest-card")).to_have_count(0)
    await anna.go("Входящие лиды")
    await expect(anna.page.get_by_role("row").filter(has_text=re.compile(r"777.?88.?99"))).to_have_count(1)


async def test_a_pause_names_its_reason_and_is_the_same_in_every_tab(desk: DeskMaker) -> None:
    anna, other = await desk("anna"), await desk("anna")
    await anna.page.get_by_role("button", name=re.compile("^Готов")).click()
    await anna.page.get_by_role("menuitem", name="Обед").click()
    for tab in (anna, other):
        await expect(tab.page.get_by_role("button", name=re.compile("^Пауза"))).to_contain_text("Обед")


async def test_a_ring_in_a_tab_behind_others_is_notified_and_blinks_in_the_title(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R72: the operator who looks elsewhere is told by the desktop, once for all tabs."""
    device = await phone("101")
    anna = await desk("anna")
    await anna.page.evaluate(LISTEN)
    outside_call(DIRECT_DID, number="+79161234567")
    await device.rings()
    await expect(anna.page).to_have_title(re.compile("^☎"))
    await until(anna.page, f"{OPEN_NOTICES}.join() === 'Звонит +7 916 123-45-67'")
