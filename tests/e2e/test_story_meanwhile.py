"""Two who edit the same: what one typed stays while the other saves, both are shown, and one is chosen."""

from datetime import datetime
from typing import Any

from playwright.async_api import Locator, Page, expect
from sqlalchemy import select

from callbridge.crm.call_script import AskKind, ScriptStep
from callbridge.crm.entities import ENTITIES
from callbridge.crm.interview import QuestionDraft, QuestionKind
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.crm.record_form import read_form
from callbridge.store import tables as t
from callbridge.store.interviews import reword
from callbridge.store.records.service import change_record, create_record, read_record
from callbridge.store.scripts import write_script
from callbridge.store.tx import Tx
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon

NAMES = {"interview": "Гости", "call_script": "Показ", "mailing_template": "Приглашение"}


def author(tx: Tx) -> Author:
    """Return the colleague: Olga."""
    return Author(operator_id=tx.value(select(t.operator.c.id).where(t.operator.c.login == "olga")), role=Role.MANAGER)


def begin(tx: Tx, at: datetime) -> None:
    """Write one of each, as Olga would."""
    more: dict[str, dict[str, Any]] = {
        "interview": {"kind": "questionnaire"},
        "call_script": {"direction": "any"},
        "mailing_template": {"language": "ru", "subject": "Ждём вас", "body": "Приходите"},
    }
    for entity, name in NAMES.items():
        raw = {"name": name, **more[entity]}
        values = read_form(ENTITIES[entity], raw, role=Role.MANAGER, is_new=True)
        create_record(tx, entity, values, author(tx), key=name, at=at)
    ask(tx, at, "Понравилось?")
    say(tx, at, "Здравствуйте!")


def ask(tx: Tx, at: datetime, wording: str) -> None:
    """Give the questionnaire one question."""
    kept = tx.value(select(t.interview_question.c.id).where(t.interview_question.c.interview_id == 1))
    question = QuestionDraft(id=kept, kind=QuestionKind.TEXT, wording=wording)
    reword(tx, 1, read_record(tx, "interview", 1).version, [question], author(tx), at=at)


def say(tx: Tx, at: datetime, words: str) -> None:
    """Give the script one step."""
    step = ScriptStep(key="hello", title="Приветствие", words=words, ask=AskKind.NONE)
    write_script(tx, 1, read_record(tx, "call_script", 1).version, [step], author(tx), at=at, publish=False)


def change(tx: Tx, at: datetime, entity: str, **values: str) -> None:
    change_record(tx, entity, 1, read_record(tx, entity, 1).version, values, author(tx), at=at)


def chosen(page: Page) -> Locator:
    """What a colleague saved meanwhile."""
    return page.get_by_role("alert", name="Пока вы правили, запись изменил коллега")


async def questions(page: Page, callbridge: RunningDaemon) -> None:
    """Keep mine."""
    await page.evaluate("location.hash = '#/interviews/1'")
    wording = page.get_by_label("Текст вопроса")
    await expect(wording).to_have_value("Понравилось?")
    await wording.fill("Что понравилось?")
    await callbridge.write(lambda tx, at: ask(tx, at, "Придёте ещё?"))
    await page.get_by_role("button", name="Сохранить").click()
    await expect(chosen(page)).to_contain_text("Ольга Маркова")
    await expect(chosen(page)).to_contain_text("Придёте ещё?")
    await expect(wording).to_have_value("Что понравилось?")
    await chosen(page).get_by_role("button", name="Вопросы: оставить моё").click()
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_text("Вопросы сохранены")).to_be_visible()
    await expect(chosen(page)).to_have_count(0)
    await expect(wording).to_have_value("Что понравилось?")


async def steps(page: Page, callbridge: RunningDaemon) -> None:
    """Take theirs."""
    await page.evaluate("location.hash = '#/call_script/1'")
    words = page.get_by_label("Что сказать")
    await expect(words).to_have_value("Здравствуйте!")
    await words.fill("Добрый день!")
    await callbridge.write(lambda tx, at: say(tx, at, "Алло!"))
    await page.get_by_role("button", name="Сохранить черновик").click()
    await expect(chosen(page)).to_contain_text("Ольга Маркова")
    await expect(words).to_have_value("Добрый день!")
    await chosen(page).get_by_role("button", name="Шаги сценария: взять у коллеги").click()
    await expect(words).to_have_value("Алло!")


async def pipeline(page: Page, callbridge: RunningDaemon) -> None:
    """Keep mine of one field, and what only they changed."""
    await page.evaluate("location.hash = '#/pipelines/1'")
    editor = page.get_by_role("region", name="Продажи, редакция 1")
    name = editor.get_by_label("Название", exact=True)
    await name.fill("Наши продажи")
    await callbridge.write(lambda tx, at: change(tx, at, "pipeline", name="Все продажи", name_en="All sales"))
    await page.get_by_role("button", name="Сохранить").click()
    await expect(chosen(page)).to_contain_text("Все продажи")
    await expect(chosen(page).get_by_role("row").filter(has_text="All sales")).to_contain_text("не меняли")
    await expect(name).to_have_value("Наши продажи")
    await chosen(page).get_by_role("button", name="Название: оставить моё").click()
    await page.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_role("heading", name="Наши продажи, редакция 1")).to_be_visible()
    await expect(editor.get_by_label("По-английски").first).to_have_value("All sales")


async def template(page: Page, callbridge: RunningDaemon) -> None:
    """Keep all mine."""
    await page.evaluate("location.hash = '#/mailing_templates/1'")
    await page.get_by_role("textbox", name="Тема письма").fill("Ждём на выставке")
    await page.get_by_role("textbox", name="Текст письма").fill("Приходите в среду")
    await callbridge.write(lambda tx, at: change(tx, at, "mailing_template", subject="Ждём!", body="Не приходите"))
    await page.get_by_role("button", name="Сохранить").click()
    await expect(chosen(page)).to_contain_text("Не приходите")
    await expect(page.get_by_role("textbox", name="Текст письма")).to_have_value("Приходите в среду")
    await chosen(page).get_by_role("button", name="Оставить всё моё").click()
    await page.get_by_role("button", name="Сохранить").click()
    await expect(chosen(page)).to_have_count(0)
    await expect(page.get_by_role("textbox", name="Тема письма")).to_have_value("Ждём на выставке")


async def test_what_is_typed_stays_while_a_colleague_saves_and_one_of_both_is_chosen(
    desk: DeskMaker, callbridge: RunningDaemon, watch: Watch
) -> None:
    """R33: nobody's words are lost or replaced silently where two edit the same."""
    watch.allowed.append("status of 409")
    await callbridge.write(begin)
    page = (await desk("admin")).page
    await questions(page, callbridge)
    await steps(page, callbridge)
    await pipeline(page, callbridge)
    await template(page, callbridge)
