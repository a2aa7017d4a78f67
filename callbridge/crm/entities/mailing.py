"""Mailings, their templates and their recipients (R27, R55)."""

from callbridge.crm.entities.fields import archived, choice, created, field, name, parent, record, shown
from callbridge.crm.entity import Entity, FieldKind, Tab
from callbridge.crm.operator import Role
from callbridge.kernel.template import Template

MAX_AUDIENCE = 20_000
_STATES = {
    "draft": Template("Черновик", "Draft"),
    "scheduled": Template("Запланирована", "Scheduled"),
    "sending": Template("Отправляется", "Sending"),
    "paused": Template("Приостановлена", "Paused"),
    "done": Template("Завершена", "Done"),
    "cancelled": Template("Отменена", "Cancelled"),
}
_RECIPIENT_STATES = {
    "waiting": Template("Ждёт", "Waiting"),
    "sending": Template("Отправляется", "Sending"),
    "sent": Template("Отправлено", "Sent"),
    "delivered": Template("Доставлено", "Delivered"),
    "bounced": Template("Вернулось", "Bounced"),
    "failed": Template("Отказано", "Refused"),
    "skipped": Template("Пропущено", "Skipped"),
    "unsubscribed": Template("Отписан", "Unsubscribed"),
    "uncertain": Template("Неизвестно", "Not known"),
}

MAILING = Entity(
    id="mailing",
    one=Template("Рассылка", "Mailing"),
    many=Template("Рассылки", "Mailings"),
    fields=(
        name(),
        record("campaign", "Мероприятие", "Event"),
        choice("state", "Состояние", "State", _STATES, is_editable=False),
        shown("recipients", "Адресов", "Addresses", FieldKind.INTEGER, is_filterable=False),
        shown("sent", "Отправлено", "Sent", FieldKind.INTEGER, is_filterable=False),
        shown("failed", "Не доставлено", "Not delivered", FieldKind.INTEGER, is_filterable=False),
        record("template", "Шаблон", "Template", "mailing_template", is_default=False),
        field("subject", "Тема письма", "Subject", max_characters=300, is_default=False),
        field("body", "Текст письма", "Text", FieldKind.LONG_TEXT, max_characters=20_000, is_listed=False),
        field(
            "audience", "Кому", "To whom", FieldKind.LONG_TEXT, max_characters=MAX_AUDIENCE, is_listed=False,
            is_filterable=False,
        ),
        field("per_minute", "Писем в минуту", "Letters a minute", FieldKind.INTEGER, is_default=False),
        shown("scheduled_at", "Запланировано на", "Scheduled for", FieldKind.INSTANT, is_sortable=True),
        shown("started_at", "Начата", "Begun", FieldKind.INSTANT, is_sortable=True),
        shown("finished_at", "Закончена", "Finished", FieldKind.INSTANT, is_default=False),
        record("owner", "Ответственный", "Owner", "employee", is_default=False),
        created(),
        archived(Role.MANAGER),
    ),
    tabs=(
        Tab(id="open", label=Template("Текущие", "Current"), field="state",
            values=("draft", "scheduled", "sending", "paused")),
        Tab(id="ended", label=Template("Закончены", "Ended"), field="state", values=("done", "cancelled")),
        Tab(id="all", label=Template("Все", "All")),
    ),
    may_write=Role.MANAGER,
)  # fmt: skip
"""Its state moves by commands of its own, and with it what it was started with is fixed."""

MAILING_TEMPLATE = Entity(
    id="mailing_template",
    one=Template("Шаблон рассылки", "Mailing template"),
    many=Template("Шаблоны рассылок", "Mailing templates"),
    fields=(
        name(),
        choice(
            "language", "Язык", "Language",
            {"ru": Template("Русский", "Russian"), "en": Template("Английский", "English")}, is_required=True,
        ),
        field("subject", "Тема письма", "Subject", max_characters=300),
        field(
            "body", "Текст письма", "Text", FieldKind.LONG_TEXT, max_characters=20_000, is_listed=False
        ),
        field("is_active", "Используется", "In use", FieldKind.FLAG),
    ),
    sort=("name",),
    may_write=Role.MANAGER,
)  # fmt: skip

MAILING_RECIPIENT = Entity(
    id="mailing_recipient",
    one=Template("Получатель", "Recipient"),
    many=Template("Получатели рассылки", "Recipients"),
    fields=(
        parent("mailing", "Рассылка", "Mailing", is_default=False),
        record("person", "Лицо", "Person", is_editable=False),
        shown("address", "Адрес", "Address", FieldKind.EMAIL),
        choice("state", "Состояние", "State", _RECIPIENT_STATES, is_editable=False),
        shown("problem", "Пояснение", "Explanation"),
        shown("tries", "Попыток", "Tries", FieldKind.INTEGER),
        shown("sent_at", "Отправлено", "Sent at", FieldKind.INSTANT),
        shown("next_try_at", "Следующая попытка", "Next try", FieldKind.INSTANT, is_default=False),
    ),
    sort=("id",),
    name_field="address",
    may_write=Role.MANAGER,
)
"""Made by starting a mailing, changed by sending it: listed, and never written by hand."""
