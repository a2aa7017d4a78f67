"""The rows that dictionaries begin with; what an admin renames or removes afterwards stays so."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText

revision = "0004"
down_revision = "0003"

_METHODS = (
    ("call", "Телефонный звонок", "Phone call"),
    ("email", "E-mail", "E-mail"),
    ("site", "Заявка с сайта", "Web site request"),
    ("meeting", "Личная встреча", "Meeting"),
    ("letter", "Письмо", "Letter"),
    ("messenger", "Мессенджер", "Messenger"),
)
_TOPICS = (("Общие вопросы", "General"),)
_SOURCES = (
    ("campaign", "Маркетинговое мероприятие", "Marketing event"),
    ("other", "Сайт", "Web site"),
    ("other", "Рекомендация", "Recommendation"),
    ("other", "Реклама в интернете", "Internet advertising"),
    ("other", "Справочник", "Directory"),
    ("other", "Повторное обращение", "Returning customer"),
    ("other", "Не известен", "Unknown"),
)
_OUTCOMES = (
    ("positive", "hidden", True, "Положительный", "Positive"),
    ("satisfactory", "optional", False, "Удовлетворительный", "Satisfactory"),
    ("undefined", "optional", False, "Неопределенный", "Undefined"),
    ("negative", "required", False, "Отрицательный", "Negative"),
)
_REASONS = (
    ("Дорого", "Too expensive"),
    ("Выбрали конкурента", "Chose a competitor"),
    ("Нет потребности", "No need"),
    ("Нет бюджета", "No budget"),
    ("Не устроили сроки", "Timing did not suit"),
    ("Нет нужного товара", "We do not have what is needed"),
    ("Ошиблись номером", "Wrong number"),
    ("Другое", "Other"),
)


def upgrade() -> None:
    """Write the rows."""
    _fill("contact_method", [_row(name, name_en, code=code) for code, name, name_en in _METHODS])
    _fill("sales_topic", [_row(name, name_en) for name, name_en in _TOPICS])
    _fill("lead_source", [_row(name, name_en, kind=kind) for kind, name, name_en in _SOURCES])
    _fill(
        "outcome",
        [
            _row(name, name_en, rating=rating, reason_rule=rule, new_deal=new_deal)
            for rating, rule, new_deal, name, name_en in _OUTCOMES
        ],
    )
    _fill("refusal_reason", [_row(name, name_en) for name, name_en in _REASONS])


def _row(name: str, name_en: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "name_en": name_en, "is_active": True, **more}


def _fill(table: str, rows: list[dict[str, Any]]) -> None:
    kinds: dict[type, Any] = {str: CleanText, bool: sa.Boolean}
    columns = [sa.column(name, kinds[type(value)]) for name, value in rows[0].items()]
    target = sa.table(table, *columns, sa.column("position", sa.Integer))
    op.bulk_insert(target, [{**row, "position": position} for position, row in enumerate(rows, start=1)])
