"""A supervisor gives a task to two: the bell rings in other browsers, they answer and do it; what is late is told."""

import re

from playwright.async_api import expect

from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.desk_page import DeskPage

BELL = re.compile("^Задания и сообщения: ")


async def test_a_task_to_two_rings_at_once_is_answered_done_and_late(desk: DeskMaker, watch: Watch) -> None:
    """R29: tasks and messages sent to employees, with their people's answers."""
    watch.allowed.append("status of 404")  # the page of the task that is put away asks for it once more
    gleb, anna, boris = await desk("gleb"), await desk("anna"), await desk("boris")
    await gleb.go("Мои задания")
    await give(gleb, "Перезвонить «Ромашке»", "Анна", "Борис")
    await gleb.is_told("Отправлено")

    for each in (anna, boris):
        await waits(each, "новых 1, просрочено 0")
    await anna.page.get_by_role("button", name=BELL).click()
    await anna.page.get_by_role("link", name=re.compile("Перезвонить «Ромашке»")).click()
    await expect(anna.page.get_by_role("heading", name="Перезвонить «Ромашке»")).to_be_visible()
    await waits(anna, "новых 0, просрочено 0")
    await anna.page.get_by_label("Ответ").fill("Не берёт трубку")
    await anna.page.keyboard.press("Control+Enter")
    await expect(anna.page.get_by_text("Не берёт трубку")).to_be_visible()

    await waits(gleb, "новых 1, просрочено 0")
    await gleb.page.get_by_role("tab", name=re.compile("^Отправленные мной")).click()
    await gleb.page.get_by_role("link", name="Перезвонить «Ромашке»").click()
    await expect(gleb.page.get_by_text("Не берёт трубку")).to_be_visible()
    await gleb.page.get_by_label("Ответ").fill("Попробуйте вечером")
    await gleb.page.get_by_role("button", name="Отправить").click()
    await expect(anna.page.get_by_text("Попробуйте вечером")).to_be_visible()

    await anna.page.get_by_role("heading", name="Перезвонить «Ромашке»").click()
    await anna.page.keyboard.press("d")
    await expect(anna.page.get_by_role("button", name=re.compile("^Вернуть в работу"))).to_be_visible()
    await expect(gleb.page.get_by_text(re.compile("^выполнено "))).to_have_count(1)

    await gleb.go("Мои задания")
    await give(gleb, "Отчёт за вчера", "Борис", due="01.01.2024 10:00")
    await waits(boris, "новых 2, просрочено 1")
    await boris.go("Мои задания")
    await expect(boris.page.get_by_role("tab", name="Просроченные · 1")).to_have_attribute("aria-selected", "true")
    await expect(boris.page.get_by_role("link", name="Отчёт за вчера")).to_be_visible()
    await boris.page.reload()
    await boris.until_live()
    await waits(boris, "новых 2, просрочено 1")
    await taken_back(gleb, "Отчёт за вчера")
    await waits(boris, "новых 1, просрочено 0")


async def give(page: DeskPage, subject: str, *people: str, due: str = "") -> None:
    await page.page.get_by_role("button", name="Новое задание").click()
    form = page.page.get_by_role("dialog", name="Новое задание")
    for name in people:
        await form.get_by_role("combobox", name="Кому").fill(name)
        await page.page.get_by_role("option", name=re.compile(f"^{name}")).click()
    await form.get_by_label("Тема").fill(subject)
    await form.get_by_label("Срок").fill(due)
    await form.get_by_role("button", name="Отправить").click()
    await expect(form).to_have_count(0)


async def taken_back(page: DeskPage, subject: str) -> None:
    """Put away a task that was given, which asks once more."""
    await page.page.get_by_role("tab", name=re.compile("^Отправленные мной")).click()
    await page.page.get_by_role("link", name=subject).click()
    await page.page.get_by_role("button", name="Убрать", exact=True).click()
    await page.page.get_by_role("button", name="Убрать: да").click()
    await expect(page.page.get_by_role("heading", name="Мои задания")).to_be_visible()


async def waits(page: DeskPage, what: str) -> None:
    await expect(page.page.get_by_role("button", name=f"Задания и сообщения: {what}")).to_be_visible()
