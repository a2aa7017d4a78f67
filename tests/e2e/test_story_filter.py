"""The list of leads as a manager works it: filtered, saved as a view, taken as a file, arranged, marked, split."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from playwright.async_api import Page, Response, expect
from sqlalchemy import insert, select

from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage

LEADS = (
    ("Дорогов Денис", "negative", 1),
    ("Занятой Захар", "negative", 2),
    ("Рада Раиса", "positive", None),
    ("Думин Дмитрий", "undefined", None),
)
INSERT = Prepared(
    insert(t.lead).inline(),
    columns=(
        "owner_id", "idempotency_key", "at", "saved_at", "method_id", "person_text", "organization_text", "extra",
        "is_private", "content", "new_deal", "remind", "outcome_id", "refusal_reason_id", "campaign_id",
    ),
)  # fmt: skip


def write_leads(tx: Tx, at: datetime) -> None:
    """Write a lead of each kind, all from one exhibition, and an event without any."""
    fair = add_campaign(tx, "Выставка", date_from=at)
    add_campaign(tx, "Семинар", date_from=at - timedelta(days=1))
    outcomes = {row.rating: row.id for row in tx.rows(select(t.outcome.c.rating, t.outcome.c.id))}
    owner = tx.value(select(t.operator.c.id).limit(1))
    tx.executemany(
        INSERT,
        [
            {
                "owner_id": owner, "idempotency_key": name, "at": at - timedelta(minutes=number), "saved_at": at,
                "method_id": 1, "person_text": name, "organization_text": "", "extra": "", "is_private": True,
                "content": "", "new_deal": False, "remind": False, "outcome_id": outcomes[rating],
                "refusal_reason_id": reason, "campaign_id": fair,
            }
            for number, (name, rating, reason) in enumerate(LEADS)
        ],
    )  # fmt: skip


async def sees(page: Page, *names: str) -> None:
    """Wait until the list has exactly these people, in this order."""
    found = page.get_by_role("grid").first.get_by_role("row").filter(has=page.get_by_role("gridcell"))
    await expect(found).to_have_text([re.compile(name) for name in names])


async def choose(page: Page, label: str, place: int, option: str) -> None:
    """Pick a value in the filter's editor."""
    dialog = page.get_by_role("dialog", name="Отбор")
    field = dialog.get_by_role("combobox", name=label, exact=True).nth(place)
    await field.focus()
    await field.press("ArrowDown")
    await page.get_by_role("option", name=option, exact=True).click()


async def filter_refused_as_dear(page: Page) -> None:
    """Ask for the negative ones that were refused as too dear."""
    await page.get_by_role("button", name="Отбор", exact=True).click()
    await choose(page, "Поле", 0, "Оценка")
    await choose(page, "Значение", 0, "Отрицательный")
    await page.keyboard.press("Tab")
    await page.get_by_role("button", name="Условие", exact=True).click()
    await choose(page, "Поле", 1, "Причина отказа")
    await choose(page, "Значение", 1, "Дорого")
    await page.keyboard.press("Tab")
    await page.get_by_role("button", name="Применить").click()


async def opened(desk: DeskMaker, callbridge: RunningDaemon, login: str = "gleb") -> DeskPage:
    await callbridge.write(write_leads)
    manager = await desk(login)
    await manager.go("Входящие лиды")
    await sees(manager.page, *(name for name, *_ in LEADS))
    return manager


async def test_refused_leads_are_found_by_result_and_reason_saved_as_a_view_and_taken_as_a_file(
    desk: DeskMaker, callbridge: RunningDaemon, tmp_path: Path
) -> None:
    """R54, R55, R125: the refused stay and are found again for an offer; the address, the view and the file agree."""
    gleb = await opened(desk, callbridge)
    page = gleb.page
    await filter_refused_as_dear(page)
    await sees(page, "Дорогов Денис")
    await expect(page.get_by_text("Оценка: Отрицательный")).to_be_visible()
    await expect(page.get_by_text("Причина отказа: Дорого")).to_be_visible()

    await page.get_by_role("button", name="Виды").click()
    await page.get_by_role("menuitem", name="Сохранить вид…").click()
    await page.get_by_label("Название").fill("Дорого: предложить скидку")
    await page.get_by_role("button", name="Сохранить", exact=True).click()
    view = page.get_by_role("button", name="Дорого: предложить скидку")
    await expect(view).to_be_visible()

    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Выгрузить").click()
        await page.get_by_role("menuitem", name="CSV").click()
    path = tmp_path / "leads.csv"
    await (await downloading.value).save_as(path)
    head, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("Дата и время;Телефон;Организация;Лицо")
    assert [line.split(";")[3] for line in lines] == ["Дорогов Денис"]

    await page.reload()
    await sees(page, "Дорогов Денис")
    await view.click()
    await page.get_by_role("menuitem", name="Весь список").click()
    await sees(page, *(name for name, *_ in LEADS))
    await page.get_by_role("button", name="Виды").click()
    await page.get_by_role("menuitem", name="Дорого: предложить скидку").click()
    await sees(page, "Дорогов Денис")
    await page.get_by_role("button", name="Снять условие: Причина отказа: Дорого").click()
    await sees(page, "Дорогов Денис", "Занятой Захар")
    await view.click()
    await page.get_by_role("menuitem", name="Удалить вид", exact=True).click()
    await page.get_by_role("menuitem", name="Удалить вид: да").click()
    await expect(page.get_by_role("button", name="Виды")).to_be_visible()


def keeps_a_width(answer: Response) -> bool:
    """Say whether the columns were kept, one of them with a width of its own."""
    asked = answer.request
    is_kept = asked.url.endswith("/columns") and asked.method == "PUT"
    return is_kept and re.search(r'"width":\d', asked.post_data or "") is not None


async def test_the_columns_that_a_user_connects_are_remembered_for_them(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R64-R69: connected, ordered, pinned; there again after a reload and in another browser; reset."""
    page = (await opened(desk, callbridge, "anna")).page
    header = page.get_by_role("columnheader")
    await page.get_by_role("button", name="Колонки").click()
    await page.get_by_role("checkbox", name="Причина отказа").click()
    await page.get_by_role("checkbox", name="Телефон").click()
    await expect(page.get_by_role("checkbox", name="Причина отказа")).to_be_checked()
    await expect(page.get_by_role("checkbox", name="Телефон")).not_to_be_checked()
    await page.get_by_role("button", name="Закрепить «Лицо»").click()
    await page.keyboard.press("Escape")
    await expect(header.nth(1)).to_have_text("Лицо")
    async with page.expect_response(keeps_a_width):  # the last of what was chosen, which each answer is not
        await page.get_by_role("separator", name="Ширина колонки «Лицо»").press("ArrowRight")
    await page.reload()
    other = (await desk("anna")).page
    await other.evaluate("location.hash = '#/leads'")
    for one in (page, other):
        await expect(one.get_by_role("columnheader").nth(1)).to_have_text("Лицо")
        await expect(one.get_by_role("columnheader", name="Причина отказа")).to_be_attached()
        await expect(one.get_by_role("columnheader", name="Телефон")).to_have_count(0)
    await page.get_by_role("button", name="Колонки").click()
    await page.get_by_role("button", name="По умолчанию").click()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("columnheader", name="Телефон")).to_be_visible()


async def test_rows_are_chosen_marked_and_opened_by_keyboard_and_pointer(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R5, R55: arrows, Space, Enter, and the same by the pointer; what is marked is taken as a file."""
    page = (await opened(desk, callbridge)).page
    grid = page.get_by_role("grid")
    await grid.focus()
    for key in ("ArrowDown", "Space", "ArrowDown", "ArrowDown", "Space"):
        await grid.press(key)
    await expect(page.get_by_text("Отмечено: 2")).to_be_visible()
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Выгрузить отмеченные").click()
        await page.get_by_role("menuitem", name="CSV").click()
    lines = (await (await downloading.value).path()).read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(";")[3] for line in lines] == ["Дорогов Денис", "Рада Раиса"]
    await grid.focus()
    await grid.press("Escape")
    await expect(page.get_by_text("Отмечено")).to_have_count(0)
    marks = page.get_by_role("checkbox", name="Отметить строку")
    await marks.nth(0).click()
    await marks.nth(2).click(modifiers=["Shift"])
    await expect(page.get_by_text("Отмечено: 3")).to_be_visible()
    await marks.nth(1).click()
    await expect(page.get_by_text("Отмечено: 2")).to_be_visible()
    await expect(marks.nth(1)).not_to_be_checked()
    denis = page.get_by_role("row").filter(has_text="Дорогов Денис")
    owner = denis.get_by_role("gridcell").last
    await owner.click()
    await expect(denis).to_have_attribute("data-active", "true")
    await owner.dblclick()
    await expect(page.get_by_role("heading", name=re.compile("^Лид №"))).to_be_visible()
    await page.go_back()
    await sees(page, *(name for name, *_ in LEADS))
    await grid.focus()
    await grid.press("ArrowDown")
    await grid.press("Enter")
    await expect(page.get_by_role("heading", name=re.compile("^Лид №"))).to_be_visible()


async def test_the_lower_list_follows_the_event_that_is_chosen_above(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R22, R30: master and detail, with a border that is moved and remembered."""
    gleb = await opened(desk, callbridge)
    page = gleb.page
    await gleb.go("Маркетинг")
    await expect(page.get_by_text("Выберите мероприятие в верхнем списке")).to_be_visible()
    events = page.get_by_role("grid", name="Маркетинговые мероприятия")
    await events.get_by_role("row").filter(has_text="Выставка").get_by_role("gridcell").nth(1).click()
    await page.get_by_role("tab", name="Интересы · 4").click()
    leads = page.get_by_role("grid", name="Входящие лиды")
    await expect(leads.get_by_role("row").filter(has_text="Рада Раиса")).to_have_count(1)
    await events.focus()
    await events.press("ArrowDown")
    await expect(page.get_by_role("tab", name="Интересы · 0")).to_be_visible()
    border = page.get_by_role("separator", name="Граница верхнего и нижнего списка")
    await border.press("ArrowUp")
    await page.reload()
    await expect(border).to_have_attribute("aria-valuenow", "50")
