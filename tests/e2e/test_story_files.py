"""Files of an event, and its dossier, in a real browser over a real daemon with a real folder."""

import io
import re
from pathlib import Path

from playwright.async_api import Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.test_story_axe import Inspector

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
NOTES = "Заметки о выставке\n<script>document.title = 'run'</script>\n"
EVENT = "Выставка «Дом и сад»"


async def test_files_are_attached_shown_removed_and_the_dossier_taken(
    desk: DeskMaker, callbridge: RunningDaemon, tmp_path: Path
) -> None:
    """R9, R26, R50, R51."""
    await callbridge.add_customers()
    gleb = await desk("gleb")
    page = gleb.page
    await _open_files(gleb)
    await expect(page.get_by_text("Файлов пока нет")).to_be_visible()
    await _attaches_two_and_is_refused_one(page, tmp_path)
    await _is_seen_on_its_way(page, tmp_path)
    await _is_shown(page)
    await _is_noted(page)
    await _is_removed_and_brought_back(page)
    async with page.expect_download() as taken:
        await page.get_by_role("link", name="Скачать «План стенда.png»").click()
    assert (await (await taken.value).path()).read_bytes() == PNG
    assert (await taken.value).suggested_filename == "План стенда.png"
    await _shows_a_pdf(page, tmp_path, await _takes_the_dossier(page))

    anna = await desk("anna")
    await _open_files(anna)
    await expect(anna.page.get_by_test_id("file")).to_have_count(4)
    await expect(anna.page.get_by_test_id("drop-zone")).to_have_count(0)
    await expect(anna.page.get_by_role("link", name="Досье (PDF)")).to_have_count(0)


async def _attaches_two_and_is_refused_one(page: Page, folder: Path) -> None:
    await expect(page.get_by_text("не больше 1 МБ каждый")).to_be_visible()
    await _choose(page, folder, {"План стенда.png": PNG, "Заметки.txt": NOTES.encode(), "Большой.bin": bytes(2 << 20)})
    await expect(page.get_by_test_id("file")).to_have_count(2)
    refused = page.get_by_test_id("upload")
    await expect(refused).to_have_count(1)
    await expect(refused).to_contain_text("Файл больше 1 МБ: такой принять нельзя.")
    await expect(page.get_by_role("tab", name="Файлы · 2")).to_be_visible()
    inspector = Inspector(page)
    await inspector.look("files")
    assert not inspector.faults
    await refused.get_by_role("button", name="Убрать сообщение").click()
    await expect(refused).to_have_count(0)


async def _is_removed_and_brought_back(page: Page) -> None:
    files, undo = page.get_by_test_id("file"), page.get_by_role("button", name="Вернуть")
    await page.get_by_role("button", name="Открыть «Смета.txt»").press("Delete")
    await expect(files).to_have_count(2)
    await undo.click()
    await expect(files).to_have_count(3)
    await expect(undo).to_have_count(0)


async def _shows_a_pdf(page: Page, folder: Path, body: bytes) -> None:
    await _choose(page, folder, {"Досье.pdf": body})
    async with page.expect_response(re.compile("/content$")) as shown:
        await page.get_by_role("button", name="Открыть «Досье.pdf»").click()
    assert (await shown.value).headers["content-type"] == "application/pdf"
    await expect(page.get_by_test_id("file-preview").locator("iframe")).to_be_visible()
    await page.keyboard.press("Escape")


async def _open_files(desk: DeskPage) -> None:
    page = desk.page
    await desk.go("Маркетинг")
    await page.get_by_role("tab", name=re.compile("^Все")).click()
    await page.get_by_role("gridcell", name=EVENT).click()
    await page.get_by_role("tab", name=re.compile("^Файлы")).click()


async def _choose(page: Page, folder: Path, bodies: dict[str, bytes]) -> None:
    """Choose files as the dialog of the system would."""
    for name, body in bodies.items():
        (folder / name).write_bytes(body)
    await (
        page.get_by_test_id("drop-zone").locator("input[type=file]").set_input_files([folder / name for name in bodies])
    )


async def _is_seen_on_its_way(page: Page, folder: Path) -> None:
    """A slow line: how far the file is can be seen, another tab ends nothing, and it can be cancelled."""
    network = await page.context.new_cdp_session(page)
    await network.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 25_000}
    await network.send("Network.emulateNetworkConditions", slow)
    await _choose(page, folder, {"Смета.txt": "я".encode() * 300_000, "Лишний.txt": b"x" * 900_000})
    upload = page.get_by_test_id("upload").filter(has_text="Смета.txt")
    await expect(upload.get_by_role("progressbar")).to_have_attribute("aria-valuenow", re.compile("[1-9]"))
    await page.get_by_role("button", name="Отменить передачу «Лишний.txt»").click()
    await expect(page.get_by_test_id("upload")).to_have_count(1)
    await page.get_by_role("tab", name=re.compile("^Интересы")).click()
    await network.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    await page.get_by_role("tab", name=re.compile("^Файлы")).click()
    await expect(page.get_by_test_id("file")).to_have_count(3)
    await expect(page.get_by_test_id("upload")).to_have_count(0)


async def _is_shown(page: Page) -> None:
    preview = page.get_by_test_id("file-preview")
    await page.get_by_role("button", name="Открыть «План стенда.png»").click()
    image = preview.get_by_role("img", name="План стенда.png")
    await expect(image).to_have_js_property("naturalWidth", 1)
    await expect(image).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Открыть «Заметки.txt»").click()
    await expect(preview).to_contain_text("<script>document.title = 'run'</script>")
    assert "run" not in await page.title()
    await page.keyboard.press("Escape")
    await expect(preview).to_have_count(0)


async def _is_noted(page: Page) -> None:
    await page.get_by_role("button", name="Имя и примечание «Заметки.txt»").click()
    await page.get_by_role("textbox", name="Имя").fill("Итоги.txt")
    await page.get_by_role("textbox", name="Примечание").fill("для отчёта")
    await page.get_by_role("dialog").get_by_role("button", name="Сохранить").click()
    row = page.get_by_test_id("file").filter(has_text="Итоги.txt")
    await expect(row).to_contain_text("для отчёта")


async def _takes_the_dossier(page: Page) -> bytes:
    async with page.expect_download() as taken:
        await page.get_by_role("link", name="Досье (PDF)").click()
    body = (await (await taken.value).path()).read_bytes()
    text = re.sub(r"\s+", " ", " ".join(one.extract_text() for one in PdfReader(io.BytesIO(body)).pages))
    for told in ("Досье мероприятия", EVENT, "Интересы", "Сидорова Анна Петровна", "План стенда.png", "Итоги.txt"):
        assert told in text, told
    assert (await taken.value).suggested_filename.startswith(EVENT)
    return body
