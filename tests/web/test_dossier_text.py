"""The dossier in words."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from callbridge.crm.dossier import Dossier, DossierSection, InterviewSummary, MailingSummary
from callbridge.crm.entities import LISTED
from callbridge.crm.list_query import ListTotals, Reader
from callbridge.crm.operator import Language, Role
from callbridge.web.dossier_text import MAX_CELL, DossierText, clean

AT = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


def a_row(entity: str, **values: Any) -> Mapping[str, Any]:
    row: dict[str, Any] = {"id": 1, "version": 1}
    for field in LISTED[entity].fields:
        row |= {field.id: None, f"{field.id}_name": None}
    return {**row, **values}


CAMPAIGN = a_row(
    "campaign", name="Выставка", state="done", date_from=date(2026, 11, 20), cost_plan=Decimal("1234567.5000"),
    cost_fact=Decimal(0), interests=12, labour_hours=Decimal("8.2500"), cost_includes_labour=True, note="а\nб",
)  # fmt: skip


def a_dossier(
    *, language: Language = Language.RU, role: Role = Role.SUPERVISOR, sections: Any = (), **more: Any
) -> Dossier:
    parts: dict[str, Any] = {"campaign": CAMPAIGN, "files": (), "mailings": (), "interviews": (), "made_by": "Анна"}
    reader = Reader(role=role, language=language, zone=ZoneInfo("Europe/Moscow"), now=AT)
    return Dossier(**{**parts, **more}, sections=sections, reader=reader)


def test_the_head_tells_what_was_entered_and_the_results_what_came_of_it() -> None:
    """R9, R51."""
    text = DossierText(a_dossier())
    assert (text.kind, text.title, text.language) == ("Досье мероприятия", "Выставка", "ru")
    assert text.made == "Составлено 24.11.2026 00:30, Анна"
    assert text.facts() == [
        ("Период с", "20.11.2026"),
        ("Состояние", "Прошедшее"),
        ("Примеч.", "а\nб"),
        ("Труд в затратах", "да"),
    ]
    results = next(text.tables())
    assert dict(zip(results.head, results.rows[0], strict=True)) == {
        "Труд": "8,25", "Затраты План": "1\xa0234\xa0567,50", "Затраты Факт": "0,00", "Результат Интерес": "12",
        "Результат Сделка": "", "Результат Договоры": "", "Доход": "",
    }  # fmt: skip


def test_a_section_tells_its_sums_and_how_many_rows_it_leaves_out() -> None:
    rows = [a_row("cost", name="Стенд", plan_amount=Decimal("10.5"), currency="RUB")]
    totals = ListTotals(count=1_200, sums={"plan_base": Decimal("1000.10"), "unknown": 1})
    section = DossierSection(entity=LISTED["cost"], rows=rows, totals=totals)
    _, costs, *_ = DossierText(a_dossier(sections=[section])).tables()
    assert (costs.title, costs.head[0], costs.rows[0][0]) == ("Затраты", "Статья", "Стенд")
    assert "Мероприятие" not in costs.head
    assert costs.right == {costs.head.index(name) for name in costs.head if "План" in name or "Факт" in name}
    assert costs.below == (
        "Итого строк: 1\xa0200 · План в базовой валюте: 1\xa0000,10 · Показано 1 из 1\xa0200; остальное в списке."
    )


def test_a_field_above_the_readers_role_is_not_told() -> None:
    section = DossierSection(entity=LISTED["labour"], rows=[a_row("labour")], totals=ListTotals(count=1))
    for role, is_told in ((Role.SUPERVISOR, True), (Role.OPERATOR, False)):
        tables = [*DossierText(a_dossier(role=role, sections=[section])).tables()]
        assert ("Ставка" in tables[1].head) is is_told


def test_mailings_and_interviews_are_told_with_their_states() -> None:
    mailing = MailingSummary(
        name="Приглашение", channel="email", state="done", recipients=7, sent=3, delivered=2, problems=2,
        started_at=AT, finished_at=None,
    )  # fmt: skip
    interview = InterviewSummary(name="Оценка", kind="test", is_open=False, questions=3, responses=2)
    for language, words in (
        (Language.RU, ("Завершена", "24.11.2026 00:30")),
        (Language.EN, ("Done", "24/11/2026 00:30")),
    ):
        text = DossierText(a_dossier(language=language, mailings=[mailing], interviews=[interview]))
        *_, mailings, interviews, _ = text.tables()
        assert mailings.rows[0][2:] == [words[0], "7", "3", "2", "2", words[1], ""]
        assert interviews.rows[0][3:] == ["3", "2"]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b\u202ec", "abc"),
        ("один\t два\r\nтри", "один два\nтри"),
        ("\ud800x\ue000", "x"),
        ("я" * 400, "я" * (MAX_CELL - 1) + "…"),
        ("\u200f" * 100_000, ""),
    ],
)
def test_nothing_unprinted_and_nothing_endless_is_drawn(text: str, cleaned: str) -> None:
    assert clean(text, MAX_CELL) == cleaned
