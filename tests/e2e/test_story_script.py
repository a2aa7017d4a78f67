"""A call script written by a manager leads an operator's talk and fills their card."""

import re
from collections.abc import Callable

from playwright.async_api import Locator, Page, expect

from callbridge.store.campaigns import add_campaign
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.test_story_axe import Inspector

NAME, TOPIC, EVENT = "Запись на показ", "Общие вопросы", "Выставка «Дом и сад»"


async def pick(page: Page, label: str, option: str, *, of: str = "") -> None:
    """Choose an option of a step's list, or of the page's when no step is named."""
    place = page.get_by_role("group", name=of, exact=True) if of else page
    await place.get_by_label(label, exact=True).first.click()
    await page.get_by_role("option", name=option, exact=True).click()


async def add_step(page: Page, number: int, title: str, words: str) -> None:
    await page.get_by_role("button", name="Добавить шаг").click()
    step = page.get_by_role("group", name=f"Шаг {number}", exact=True)
    await step.get_by_label("Название шага").fill(title)
    await step.get_by_label("Что сказать").fill(words)


async def add_answer(page: Page, step: int, number: int, text: str, *, field: str, value: str) -> None:
    """Write an answer that fills one field."""
    group, name = page.get_by_role("group", name=f"Шаг {step}", exact=True), f"Ответ {number}"
    await group.get_by_label(name, exact=True).fill(text)
    await group.get_by_role("button", name=f"{name}: Заполнить поле").click()
    if field != "Тема":
        await pick(page, f"{name}: Заполняет", field, of=f"Шаг {step}")
    await pick(page, f"{name}: Значение", value, of=f"Шаг {step}")


async def write_script(page: Page, watch: Watch) -> None:
    """Write a script of three steps; first one that never ends, which is refused in words."""
    watch.allowed.append("status of 422")
    await page.evaluate("location.hash = '#/call_script'")
    await expect(page.get_by_role("button", name="Создать").first).to_be_visible()
    await page.get_by_role("button", name="Создать").first.click()
    card = page.get_by_test_id("record-card")
    await card.get_by_label("Название", exact=True).fill(NAME)
    await card.get_by_label("Линия или очередь").fill(f"+{DIRECT_DID}")
    await card.get_by_label("Звонок", exact=True).click()
    await page.get_by_role("option", name="Любой", exact=True).click()
    await page.keyboard.press("Control+Enter")
    await expect(card).to_have_count(0)
    await page.evaluate("location.hash = '#/call_script/1'")
    await add_step(page, 1, "Приветствие", "Здравствуйте! {{мероприятие}}, меня зовут {{оператор}}.")
    await pick(page, "Вопрос", "Нет, только сказать", of="Шаг 1")
    await pick(page, "Ведёт к", "1. Приветствие", of="Шаг 1")
    await page.get_by_role("button", name="Опубликовать").click()
    await expect(page.get_by_text("никогда не кончается")).to_be_visible()
    await add_step(page, 2, "Что интересует", "Что вас интересует?")
    await add_answer(page, 2, 1, "Квартира", field="Тема", value=TOPIC)
    await add_answer(page, 2, 2, "Ничего", field="Результат", value="Отрицательный")
    await add_step(page, 3, "Встреча", "Приедете на показ?")
    await add_answer(page, 3, 1, "Приедет", field="Результат", value="Положительный")
    await page.get_by_role("group", name="Шаг 3").get_by_label("Ответ 2", exact=True).fill("Нет")
    await pick(page, "Ответ 1: Ведёт к", "3. Встреча", of="Шаг 2")
    await pick(page, "Ведёт к", "2. Что интересует", of="Шаг 1")
    await page.get_by_role("button", name="Опубликовать").click()
    await expect(page.get_by_text("Опубликовано, редакция 1")).to_be_visible()
    await page.get_by_label("Название по-английски").fill("Viewing")
    await page.keyboard.press("Control+KeyS")
    await expect(page.get_by_text("Сохранено")).to_be_visible()


async def answer_by_keys(anna: DeskPage, script: Locator) -> None:
    """Answer two steps, back and forth; nothing on the card is serious to axe-core meanwhile."""
    await anna.page.keyboard.press("Alt+Digit5")
    await expect(script).to_contain_text("Что вас интересует?")
    await anna.page.keyboard.press("Alt+Digit5")
    await expect(anna.field("Тема")).to_have_value(TOPIC)
    await expect(script).to_contain_text("Заполнено: Тема")
    inspector = Inspector(anna.page)
    await inspector.look("a card with a script")
    assert inspector.faults == {}
    await anna.page.keyboard.press("Alt+BracketRight")
    await expect(anna.page.get_by_role("option", name="1. Приветствие")).to_be_visible()
    await anna.page.keyboard.press("Escape")
    await anna.page.keyboard.press("Alt+BracketLeft")
    await expect(anna.field("Тема")).to_have_value("")
    await script.get_by_role("button", name="Квартира").click()
    await expect(script).to_contain_text("Приедете на показ?")


async def test_a_script_leads_the_talk_and_fills_the_card_under_its_own_revision(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon, watch: Watch
) -> None:
    """R102, R103, R138: written, refused while it never ends, published; answered by keys over a reload; kept."""
    await callbridge.write(lambda tx, _: add_campaign(tx, EVENT, dids=[f"+{DIRECT_DID}"]))
    olga, device = await desk("olga"), await phone("101")
    await write_script(olga.page, watch)

    anna = await desk("anna")
    call = outside_call(DIRECT_DID, number="+79161234567")
    (await device.rings()).answer()
    await anna.sees_card("talking")
    card = await anna.open_interest()
    script = card.get_by_role("region", name="Сценарий звонка")
    await expect(script).to_contain_text(f"Здравствуйте! {EVENT}, меня зовут Анна Иванова.")
    await expect(card.get_by_role("region", name="Предыдущие контакты")).to_be_visible()
    await answer_by_keys(anna, script)

    step = olga.page.get_by_role("group", name="Шаг 3", exact=True)
    await step.get_by_label("Что сказать").fill("Совсем другие слова?")
    await olga.page.get_by_role("button", name="Опубликовать").click()
    await expect(olga.page.get_by_text("Опубликовано, редакция 2")).to_be_visible()
    await anna.page.reload()
    await anna.sees_interest()
    await expect(script).to_contain_text("Приедете на показ?")
    await expect(anna.field("Тема")).to_have_value(TOPIC)
    await anna.page.keyboard.press("Alt+Digit5")
    await expect(card.get_by_role("radio", name="Положительный")).to_be_checked()
    await anna.fill("Лицо", "Сидорова Анна Петровна")
    await call.hang_up()
    await anna.save_and_close()

    await anna.page.evaluate("location.hash = '#/leads/1'")
    kept = anna.page.get_by_role("region", name=re.compile(f"Сценарий звонка: «{NAME}», редакция 1"))
    for title, answer in (("Приветствие", "сказано"), ("Что интересует", "Квартира"), ("Встреча", "Приедет")):
        await expect(kept.get_by_role("row").filter(has_text=title)).to_contain_text(answer)
