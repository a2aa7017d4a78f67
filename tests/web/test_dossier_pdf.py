"""The dossier as a PDF, read back."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from callbridge.app.dossier import DossierDesk
from callbridge.crm.dossier import MAX_ROWS, SECTIONS, Dossier, DossierSection
from callbridge.crm.entities import LISTED
from callbridge.crm.list_query import ListTotals
from callbridge.crm.operator import Language, Operator, Role
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import open_store
from callbridge.web.dossier_pdf import dossier_pdf
from tests.support.clock import FakeClock
from tests.support.records import Writer
from tests.support.stores import an_operator
from tests.web.test_dossier_text import CAMPAIGN, a_dossier, a_row

HOSTILE = (
    "<b>жирный</b> & <img src='file:///etc/passwd'/>",
    "\u202eобратно\u202c \u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645",
    "\x00\x1b[31m\ud800\ufffe",
    "Ж" * 20_000,
    "слово " * 5_000,
    "</para><font color=[[[].append(1)]]>x",
    "😀" * 50,
)


def pages_of(body: bytes, first: int = 0) -> list[str]:
    assert body.startswith(b"%PDF-")
    return [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages[first:]]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


async def test_every_figure_of_the_document_is_that_of_the_lists(sqlite_url: str, clock: FakeClock) -> None:
    """R9, R51: participants, costs, labour, suppliers, tasks, deals and contracts of a real database."""
    async with open_store(sqlite_url, 2, clock) as store:
        boris = await store.operators.add_operator(an_operator("boris", role=Role.MANAGER), "hash")
        write = Writer(store, boris)
        kind = await write.make("campaign_type", name="Выставка")
        event = await write.make(
            "campaign", name="ИННОПРОМ — 2026", type=kind.id, date_from="2026-11-20", place="Пермь"
        )
        owner: dict[str, Any] = {"campaign": event.id}
        firm = await write.make("organization", name="ООО «Ромашка»")
        person = await write.make("person", full_name="Ёлкина Жанна Щукаревна")
        employee = await write.make("employee", full_name="Смирнов Борис")
        await write.make("participant", **owner, person=person.id, status="actual")
        supplier = await write.make("supplier", **owner, organization=firm.id, subject="Стенд")
        await write.make("cost", **owner, name="Аренда стенда", supplier=supplier.id, plan_amount="120000.50")
        await write.make("cost", **owner, name="Буклеты", plan_amount="1000", fact_amount="900.25")
        await write.make("labour", **owner, employee=employee.id, duty="Стендист", hours_plan="8", hours_fact="7.5")
        await write.make("task", **owner, kind="task", name="Заказать стенд", assignees=[employee.id])
        desk = DossierDesk(
            lists=store.lists, attachments=store.attachments, outreach=store.outreach, audit=store.audit, clock=clock
        )
        reader = Operator(
            id=OperatorId(boris), login="boris", full_name="Борис", role=Role.MANAGER, language=Language.RU
        )
        dossier = await desk.gather(reader, event.id)
    (row,) = [section for section in dossier.sections if section.entity.id == "cost"]
    assert row.totals.sums["plan_base"] == Decimal("121000.5")
    text = squeezed(" ".join(pages_of(dossier_pdf(dossier))))
    for told in (
        "Досье мероприятия", "ИННОПРОМ — 2026", "20.11.2026", "Пермь", "Выставка",
        "Ёлкина Жанна Щукаревна", "Фактический", "ООО «Ромашка»", "Аренда стенда", "Буклеты", "900,25",
        "План в базовой валюте: 121 000,50", "Факт в базовой валюте: 900,25", "Смирнов Борис", "Стендист",
        "План, н/ч: 8", "Факт, н/ч: 7,5", "Заказать стенд", "Рассылки", "Интервью", "Файлы",
    ):  # fmt: skip
        assert told in text, told
    for section in dossier.sections:
        assert section.entity.many.ru in text or section.entity.id == "lead"
    assert "Интересы" in text


def many(entity: str, count: int, **values: Any) -> DossierSection:
    rows: Sequence[Mapping[str, Any]] = [a_row(entity, **values) for _ in range(min(count, MAX_ROWS))]
    return DossierSection(entity=LISTED[entity], rows=rows, totals=ListTotals(count=count))


def test_each_page_says_its_number_and_repeats_the_heads_of_columns() -> None:
    section = many("participant", 200, person=1, person_name="Иванов Иван", status="actual")
    pages = pages_of(dossier_pdf(a_dossier(sections=[section])))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"Стр. {number} из {len(pages)}" in page
    assert "Статус" in pages[1]
    english = pages_of(dossier_pdf(a_dossier(language=Language.EN, sections=[section])))
    assert f"Page 1 of {len(english)}" in english[0]
    assert "Participants" in " ".join(english)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_the_document_or_becomes_markup(name: str) -> None:
    event = {**CAMPAIGN, "name": name, "note": name, "place": name}
    section = many("participant", 2, person=1, person_name=name, status="actual", note=name)
    body = dossier_pdf(a_dossier(campaign=event, sections=[section]))
    pages = pages_of(body)
    assert len(pages) < 20
    if "<b>" in name:
        assert name in squeezed(" ".join(pages))
    assert b"etc/passwd" not in body


def test_a_table_of_many_columns_breaks_no_word_date_or_sum() -> None:
    named = {f"{field}_name": f"{field} — Константинопольский Константин" for field in ("person", "organization")}
    row = {
        "name": "Квартира 2-комнатная — Соколова Дарья Игоревна", "amount": Decimal(13_200_000), "currency": "RUB",
        "expected_close": date(2026, 12, 26), "stage_name": "Коммерческое предложение", "owner_name": "Вера Кузнецова",
        "topic_name": "Загородные дома", "state": "open",
    }  # fmt: skip
    section = many("deal", 3, **named, **row)
    page = pages_of(dossier_pdf(a_dossier(sections=[section])))[0]
    lines = {squeezed(line).strip() for line in page.split("\n")}
    whole = {"Состояние", "Ожидается", "Валюта", "13 200 000,00", "26.12.2026", "предложение", "Ответственный"}
    assert whole <= lines


def a_full_dossier() -> Dossier:
    long = "Очень длинное название, которое не помещается в одну строку столбца и переносится"
    named = {
        f"{field}_name": long for field in ("person", "organization", "owner", "topic", "stage", "outcome", "product")
    }
    return a_dossier(sections=[many(name, 10_000, name=long, **named) for name in SECTIONS])


def test_the_largest_document_has_a_bounded_size() -> None:
    body = dossier_pdf(a_full_dossier())
    assert len(body) < 4_000_000
    assert "Показано 300 из 10 000" in squeezed(" ".join(pages_of(body, -2)))


def test_a_font_with_cyrillic_is_in_the_document_and_only_what_is_used_of_it() -> None:
    body = dossier_pdf(a_dossier())
    fonts = PdfReader(io.BytesIO(body)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert any("Manrope" in str(font.get_object()["/BaseFont"]) for font in fonts.values())
    assert len(body) < 100_000
