"""The dictionaries (R132-R141): in use, a row is made inactive, never deleted."""

from callbridge.crm.dictionary import ReasonRule, SourceKind
from callbridge.crm.entities.fields import choice, field, name, record, shown
from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.interest import Rating
from callbridge.crm.operator import Role
from callbridge.crm.pipeline import StageKind
from callbridge.kernel.template import Template

RATING_WORDS = {
    Rating.POSITIVE: Template("Положительный", "Positive"),
    Rating.SATISFACTORY: Template("Удовлетворительный", "Satisfactory"),
    Rating.UNDEFINED: Template("Неопределенный", "Undefined"),
    Rating.NEGATIVE: Template("Отрицательный", "Negative"),
}
STAGE_WORDS = {
    StageKind.OPEN: Template("Открыта", "Open"),
    StageKind.WON: Template("Выиграна", "Won"),
    StageKind.LOST: Template("Проиграна", "Lost"),
}
"""Of stages and of the deals that stand on them."""


def _dictionary(entity_id: str, one: Template, many: Template, *more: Field) -> Entity:
    return Entity(
        id=entity_id,
        one=one,
        many=many,
        fields=(
            name(),
            field("name_en", "Название по-английски", "Name in English", is_default=False),
            *more,
            field("position", "Порядок", "Order", FieldKind.INTEGER, is_sortable=True, is_default=False),
            field("is_active", "Используется", "In use", FieldKind.FLAG),
        ),
        sort=("position",),
        may_write=Role.MANAGER,
    )


CAMPAIGN_TYPE = _dictionary(
    "campaign_type",
    Template("Вид мероприятия", "Type of event"),
    Template("Виды маркетинговых мероприятий", "Types of marketing events"),
)
SALES_TOPIC = _dictionary(
    "sales_topic",
    Template("Тема (направление) продаж", "Sales topic"),
    Template("Темы (направления) продаж", "Sales topics"),
    record("pipeline", "Воронка", "Pipeline", is_required=True),
)
PRODUCT = _dictionary(
    "product",
    Template("ТМЦ", "Product"),
    Template("ТМЦ", "Products"),
    record("parent", "Группа", "Group", "product"),
    field("code", "Код", "Code"),
    field("unit", "Ед. изм.", "Unit"),
    field("price", "Цена", "Price", FieldKind.MONEY),
    field("currency", "Валюта", "Currency", max_characters=3),
)
LEAD_SOURCE = _dictionary(
    "lead_source",
    Template("Источник", "Source"),
    Template("Источники", "Sources"),
    choice(
        "kind",
        "Чем является",
        "Kind",
        {
            SourceKind.CAMPAIGN: Template("Маркетинговое мероприятие", "Marketing event"),
            SourceKind.OTHER: Template("Другой канал", "Another channel"),
        },
        is_required=True,
    ),
)
REFUSAL_REASON = _dictionary(
    "refusal_reason",
    Template("Причина отказа", "Refusal reason"),
    Template("Причины отказа", "Refusal reasons"),
    choice(
        "applies_to",
        "Для чего",
        "Of what",
        {
            "lead": Template("Интересов", "Interests"),
            "deal": Template("Сделок", "Deals"),
            "both": Template("Интересов и сделок", "Interests and deals"),
        },
        is_required=True,
    ),
)
CONTACT_METHOD = _dictionary(
    "contact_method", Template("Способ контакта", "Contact method"), Template("Способы контакта", "Contact methods")
)
OUTCOME = _dictionary(
    "outcome",
    Template("Результат", "Result"),
    Template("Результаты", "Results"),
    choice("rating", "Оценка", "Rating", dict(RATING_WORDS), is_required=True),
    choice(
        "reason_rule",
        "Причина",
        "Reason",
        {
            ReasonRule.HIDDEN: Template("Не спрашивается", "Not asked"),
            ReasonRule.OPTIONAL: Template("Можно указать", "Optional"),
            ReasonRule.REQUIRED: Template("Обязательна", "Required"),
        },
        is_required=True,
    ),
    field("new_deal", "Новая сделка", "New deal", FieldKind.FLAG),
)
PROJECT = _dictionary(
    "project",
    Template("Проект", "Project"),
    Template("Проекты", "Projects"),
    choice(
        "kind",
        "Вид",
        "Kind",
        {
            "sales": Template("Продажи", "Sales"),
            "marketing": Template("Маркетинг", "Marketing"),
            "internal": Template("Внутренний", "Internal"),
        },
        is_required=True,
    ),
)
ORG_UNIT = _dictionary(
    "org_unit",
    Template("Отделение", "Branch"),
    Template("Отделения", "Branches"),
    record("parent", "Входит в", "Part of", "org_unit"),
)
CALL_SCRIPT = _dictionary(
    "call_script",
    Template("Сценарий звонка", "Call script"),
    Template("Сценарии звонка", "Call scripts"),
    record("campaign", "Мероприятие", "Event"),
    record("topic", "Тема", "Topic", "sales_topic"),
    field("line", "Линия или очередь", "Line or queue", max_characters=100),
    choice(
        "direction",
        "Звонок",
        "Call",
        {
            "any": Template("Любой", "Any"),
            "inbound": Template("Входящий", "Incoming"),
            "outbound": Template("Исходящий", "Outgoing"),
        },
        is_required=True,
    ),
    shown("revision", "Редакция", "Revision", FieldKind.INTEGER),
)
PAUSE_REASON = _dictionary(
    "pause_reason", Template("Причина паузы", "Reason of a pause"), Template("Причины паузы", "Reasons of pauses")
)
PIPELINE = _dictionary(
    "pipeline",
    Template("Воронка", "Pipeline"),
    Template("Воронки", "Pipelines"),
    shown("revision", "Редакция", "Revision", FieldKind.INTEGER),
    field("auto_advance", "Этап проходится сам", "Stages pass by themselves", FieldKind.FLAG),
)
STAGE = Entity(
    id="stage",
    one=Template("Этап сделки", "Stage"),
    many=Template("Этапы сделки", "Stages"),
    fields=(
        record("pipeline", "Воронка", "Pipeline", is_editable=False),
        shown("revision", "Редакция", "Revision", FieldKind.INTEGER),
        shown("position", "Порядок", "Order", FieldKind.INTEGER),
        shown("name", "Название", "Name"),
        shown("name_en", "Название по-английски", "Name in English", is_default=False),
        choice("kind", "Состояние сделки", "State of the deal", dict(STAGE_WORDS), is_editable=False),
        shown("probability", "Вероятность, %", "Probability, %", FieldKind.PERCENT),
        record("required_method", "Проходится контактом", "Passed by", "contact_method", is_editable=False),
        shown("rot_days", "Дней до застоя", "Days until it rots", FieldKind.INTEGER),
    ),
    sort=("position",),
    may_write=Role.MANAGER,
)
"""Changed whole, with its pipeline (rule 1 of the model)."""

DICTIONARIES = (
    CAMPAIGN_TYPE, SALES_TOPIC, PRODUCT, LEAD_SOURCE, REFUSAL_REASON, CONTACT_METHOD, OUTCOME, PROJECT, ORG_UNIT,
    CALL_SCRIPT, PIPELINE, STAGE, PAUSE_REASON,
)  # fmt: skip
