"""The keyboard goes the way the conversation goes, and Esc throws nothing away."""

import re

from playwright.async_api import expect

from tests.e2e.conftest import DeskMaker

ORDER = (
    "at", "method_id", "phones", "extra", "organization", "is_private", "person",
    "topic_id", "source_id", "campaign_id", "product_id", "project_id", "content",
    "outcome_id", "next_contact_at",
)  # fmt: skip
"""R79-R100: who, about what, with what result. What cannot be filled yet is passed over."""

FOCUSED = "document.activeElement.closest('[data-field]')?.dataset.field ?? null"


async def test_tab_leads_through_the_interest_card_in_the_order_of_the_conversation(desk: DeskMaker) -> None:
    """R79-R100: field order = order of the conversation = Tab order."""
    anna = await desk("anna")
    await anna.page.get_by_role("button", name=re.compile("^Новый интерес")).first.click()
    await anna.sees_interest()
    await anna.field("Дата и время").focus()
    visited = [await anna.page.evaluate(FOCUSED)]
    for _ in range(len(ORDER) - 1):
        await anna.page.keyboard.press("Tab")
        visited.append(await anna.page.evaluate(FOCUSED))
    assert tuple(visited) == ORDER


async def test_esc_closes_the_open_list_first_and_then_only_puts_the_card_aside(desk: DeskMaker) -> None:
    """docs/guide-operator.md: Esc minimises, it never discards."""
    anna = await desk("anna")
    await anna.page.keyboard.press("Control+Shift+KeyU")
    await anna.sees_interest()
    await anna.fill("Содержание", "Не выбрасывать")
    await anna.field("Тема").click()
    await expect(anna.page.get_by_role("listbox")).to_be_visible()
    await anna.page.keyboard.press("Escape")
    await expect(anna.page.get_by_role("listbox")).to_have_count(0)
    await anna.sees_interest()
    for _ in range(3):
        await anna.page.keyboard.press("Escape")
    await expect(anna.page.get_by_test_id("interest-card")).to_have_count(0)
    await anna.page.get_by_role("navigation", name="Открытые карточки интереса").get_by_role("button").click()
    await expect(anna.field("Содержание")).to_have_value("Не выбрасывать")


async def test_the_keys_stand_where_they_are_used(desk: DeskMaker) -> None:
    """Every shortcut is seen without being looked for; `?` shows all of them."""
    anna = await desk("anna")
    await anna.page.keyboard.press("Shift+Slash")
    sheet = anna.page.get_by_role("dialog", name="Клавиши")
    for key in ("Ctrl+Shift+A", "Ctrl+Shift+I", "F2", "Ctrl+Enter", "Esc"):
        await expect(sheet).to_contain_text(key)
    await anna.page.keyboard.press("Escape")
    hint = anna.page.get_by_role("tooltip")
    await anna.page.get_by_role("button", name="Новый интерес").first.hover()
    await expect(hint).to_have_text("Ctrl+Shift+U")
    await anna.page.keyboard.press("Control+Shift+KeyU")
    await anna.page.mouse.move(0, 0)
    await expect(hint).to_have_count(0)
    card = await anna.sees_interest()
    await expect(card.get_by_role("button", name="Сохранить черновик")).to_contain_text("Ctrl+S")
    await expect(card.get_by_role("button", name="Сохранить и закрыть")).to_contain_text("Ctrl+Enter")
    await expect(card).to_contain_text("Esc — свернуть, ничего не теряется")


async def test_keys_are_chosen_by_pressing_them_and_hold_under_a_russian_layout(desk: DeskMaker) -> None:
    """docs/guide-operator.md: a key that is taken or the browser's own is refused in words; a chosen one stays."""
    anna = await desk("anna")
    page = anna.page
    await anna.go("Настройки")
    keys = page.get_by_role("region", name="Мои клавиши")
    row = keys.get_by_role("row").filter(has_text="Новый интерес без звонка")
    await row.get_by_role("button", name="Изменить").click()
    await page.keyboard.press("Control+Shift+KeyI")
    await expect(row.get_by_role("alert")).to_contain_text("уже занята: «Карточка интереса по звонку»")
    await page.keyboard.press("Control+KeyR")
    await expect(row.get_by_role("alert")).to_contain_text("браузер оставляет себе")
    await page.keyboard.press("Control+Shift+KeyB")
    await expect(row).to_contain_text("Ctrl+Shift+B")
    await expect(page.get_by_role("button", name=re.compile("^Новый интерес")).first).to_have_attribute(
        "aria-keyshortcuts", "Control+Shift+B"
    )
    await page.reload()
    await anna.until_live()
    russian = "new KeyboardEvent('keydown', {key: 'И', code: 'KeyB', ctrlKey: true, shiftKey: true, bubbles: true})"
    await page.evaluate(f"document.body.dispatchEvent({russian})")
    await anna.sees_interest()
    await page.keyboard.press("Escape")
    await page.get_by_role("heading", name="Настройки").click()
    await page.keyboard.press("Shift+Slash")
    await expect(page.get_by_role("dialog", name="Клавиши")).to_contain_text("Ctrl+Shift+B")
    await page.keyboard.press("Escape")
    await row.get_by_role("button", name="Вернуть исходную").click()
    await expect(row).to_contain_text("Ctrl+Shift+U")
