"""The lead: an interest somebody showed (R52-R70)."""

from callbridge.crm.entity import Choice, Entity, Field, FieldKind
from callbridge.crm.interest import Rating
from callbridge.crm.operator import Role
from callbridge.kernel.template import Template

RATINGS = (
    Choice(value=Rating.POSITIVE, label=Template("Положительный", "Positive")),
    Choice(value=Rating.SATISFACTORY, label=Template("Удовлетворительный", "Satisfactory")),
    Choice(value=Rating.UNDEFINED, label=Template("Неопределенный", "Undefined")),
    Choice(value=Rating.NEGATIVE, label=Template("Отрицательный", "Negative")),
)


def _of(field_id: str, ru: str, en: str, record: str = "", *, is_default: bool = False) -> Field:
    """Return a field that names another record."""
    return Field(
        id=field_id,
        label=Template(ru, en),
        kind=FieldKind.RECORD,
        record=record or field_id,
        is_default=is_default,
    )


LEAD = Entity(
    id="lead",
    one=Template("Лид", "Lead"),
    many=Template("Входящие лиды", "Incoming leads"),
    fields=(
        Field(
            id="at", label=Template("Дата и время", "Date and time"), kind=FieldKind.INSTANT, is_sortable=True
        ),
        Field(id="phone", label=Template("Телефон", "Phone"), kind=FieldKind.PHONE),
        _of("organization", "Организация", "Organization", is_default=True),
        _of("person", "Лицо", "Person", is_default=True),
        _of("product", "Объект продажи", "Product", is_default=True),
        _of("outcome", "Описание", "Result", is_default=True),
        Field(id="rating", label=Template("Оценка", "Rating"), kind=FieldKind.CHOICE, choices=RATINGS),
        _of("stage", "Этап сделки", "Deal stage", is_default=True),
        _of("deal", "Сделка", "Deal"),
        _of("campaign", "Мероприятие", "Event"),
        _of("line_campaign", "Мероприятие по номеру", "Event of the number", "campaign"),
        Field(id="campaign_reason", label=Template("Почему другое", "Why another event"), is_default=False),
        Field(
            id="content", label=Template("Содержание разговора", "What was said"), kind=FieldKind.LONG_TEXT,
            is_default=False,
        ),
        _of("owner", "Ответственный", "Responsible", "operator"),
        _of("refusal_reason", "Причина отказа", "Refusal reason"),
        _of("project", "Проект", "Project"),
        _of("topic", "Тема", "Topic", "sales_topic"),
        _of("source", "Источник", "Source", "lead_source"),
        _of("method", "Событие", "Contact method", "contact_method"),
        Field(
            id="next_contact_at", label=Template("След. контакт", "Next contact"), kind=FieldKind.INSTANT,
            is_default=False, is_sortable=True,
        ),
        Field(
            id="is_private", label=Template("Частное лицо", "Private person"), kind=FieldKind.FLAG, is_default=False
        ),
        Field(id="extra", label=Template("Дополнит.", "More"), is_default=False),
        Field(id="page_url", label=Template("Страница", "Page"), is_default=False),
        Field(
            id="consent", label=Template("Согласие", "Consent"), kind=FieldKind.LONG_TEXT, is_default=False
        ),
        Field(
            id="removed_at", label=Template("Удалён", "Removed"), kind=FieldKind.INSTANT, is_default=False,
            least_role=Role.ADMIN,
        ),
        Field(
            id="removal_reason", label=Template("Причина удаления", "Why removed"), kind=FieldKind.LONG_TEXT,
            is_default=False, least_role=Role.ADMIN,
        ),
    ),
    sort=("-at",),
    name_field="at",
    may_write=Role.OPERATOR,
)  # fmt: skip
