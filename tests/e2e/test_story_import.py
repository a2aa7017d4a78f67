"""A manager's file: imported, its bad rows taken home, a duplicate merged and parted, all of it undone."""

import asyncio
import os
from pathlib import Path

from playwright.async_api import Page, expect

from tests.e2e.conftest import DeskMaker

FILE = """ФИО;Моб. тел.;E-mail;Компания;Должность
Иванов Иван Петрович;8 916 123-45-67;ivanov@acme.ru;ООО «Акме»;
Иванов И.П.;+7 (916) 123-45-67;;;Директор
Сидорова Анна;не номер;anna@;;
;+7 495 111-22-33;;;
=HYPERLINK("http://evil");+7 495 222-33-44;;;Проверка
"""


async def shot(page: Page, name: str) -> None:
    """Keep a picture of the page where somebody asked for one."""
    if folder := os.environ.get("CALLBRIDGE_SHOTS"):
        await page.screenshot(path=Path(folder) / f"import-{name}.png")


async def merge_and_part(page: Page) -> None:
    """Two of them are one person; then they are two again."""
    await page.get_by_role("navigation", name="Разделы").get_by_text("Дубликаты", exact=True).click()
    pair = page.get_by_role("listitem").filter(has_text="Сходство")
    await expect(pair).to_contain_text("один номер, похожие имена")
    await shot(page, "pairs")
    await pair.get_by_role("button", name="Сравнить и объединить").click()
    dialog = page.get_by_role("dialog", name="Объединить")
    await expect(dialog.get_by_role("checkbox", name="Взять «Должность» из присоединяемой")).to_be_checked()
    await expect(dialog).to_contain_text("телефоны и адреса: 1")
    await shot(page, "merge")
    await dialog.get_by_role("button", name="Объединить", exact=True).click()
    await expect(page.get_by_text("Похожих записей не найдено")).to_be_visible()
    merged = page.get_by_role("listitem").filter(has_text="Иванов И.П.")
    await merged.get_by_role("button", name="Отменить").click()
    await expect(page.get_by_role("listitem").filter(has_text="Сходство")).to_be_visible()
    await shot(page, "parted")


async def test_a_file_with_bad_rows_is_imported_mended_merged_and_undone(desk: DeskMaker, tmp_path: Path) -> None:
    """R142, A14: the directory is filled from a file, its duplicates become one, and nothing of it is for ever."""
    page = (await desk("admin")).page
    file = tmp_path / "клиенты.csv"
    file.write_bytes(FILE.encode("cp1251"))
    await page.get_by_role("navigation", name="Разделы").get_by_text("Импорт", exact=True).click()
    await expect(page.get_by_text("Импортов пока нет")).to_be_visible()
    await shot(page, "empty")
    await page.locator("input[type=file]").set_input_files(file)
    # The columns were understood, and what will happen is told row by row.
    await expect(page.get_by_role("combobox", name="Поле для столбца «Моб. тел.»")).to_have_value("Телефон")
    rows = page.get_by_role("group", name="Первые строки: что с ними станет").get_by_role("row")
    await expect(rows.filter(has_text="Сидорова")).to_contain_text("Это не номер телефона.")
    await expect(rows.filter(has_text="ivanov@acme.ru")).to_contain_text("Создать")
    await shot(page, "preview")
    await page.get_by_role("button", name="Импортировать: 5").click()
    await expect(page.get_by_role("heading", name="Завершён")).to_be_visible()
    await shot(page, "done")
    # The bad rows come home with their reasons.
    async with page.expect_download() as taken:
        await page.get_by_role("link", name="Скачать строки с ошибками: 2").click()
    home = Path(await (await taken.value).path())
    lines = (await asyncio.to_thread(home.read_text, encoding="utf-8-sig")).splitlines()
    assert lines[0] == "ФИО;Моб. тел.;E-mail;Компания;Должность;Ошибка;Строка"
    assert lines[1].startswith("Сидорова Анна;не номер;anna@;;;")
    assert [line.rsplit(";", 1)[1] for line in lines[1:]] == ["4", "5"]
    # They are prospects: not in the directory until they buy.
    await page.get_by_role("navigation", name="Разделы").get_by_text("Контактные лица", exact=True).click()
    await expect(page.get_by_role("tab", name="Справочник")).to_have_attribute("aria-selected", "true")
    await expect(page.get_by_text("Иванов И.П.")).to_have_count(0)
    await page.get_by_role("tab", name="Возможные").click()
    await expect(page.get_by_text("Иванов И.П.")).to_be_visible()
    await merge_and_part(page)
    # And the import as a whole is taken back, but for the two whom the merge touched.
    await page.get_by_role("navigation", name="Разделы").get_by_text("Импорт", exact=True).click()
    await page.get_by_role("link", name="клиенты.csv").click()
    await page.get_by_role("button", name="Отменить импорт").click()
    await page.get_by_role("button", name="Да", exact=True).click()
    await expect(page.get_by_role("heading", name="Отменён")).to_be_visible()
    await expect(page.get_by_text("Осталось: изменено или использовано")).to_be_visible()
    await shot(page, "undone")
