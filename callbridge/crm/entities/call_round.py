"""Call rounds and their entries (R55)."""

from callbridge.crm.entities.fields import archived, choice, created, field, name, parent, record, records, shown
from callbridge.crm.entities.mailing import MAX_AUDIENCE
from callbridge.crm.entity import Entity, FieldKind, Tab
from callbridge.crm.operator import Role
from callbridge.kernel.template import Template

_STATES = {
    "draft": Template("Черновик", "Draft"),
    "open": Template("Идёт", "Open"),
    "paused": Template("Приостановлен", "Paused"),
    "closed": Template("Закрыт", "Closed"),
}
_ENTRY_STATES = {
    "waiting": Template("Ждёт звонка", "To be called"),
    "interested": Template("Заинтересован", "Interested"),
    "refused": Template("Отказ", "Refused"),
    "reached": Template("Дозвонились", "Reached"),
    "wrong_number": Template("Неверный номер", "Wrong number"),
    "skipped": Template("Пропущен", "Skipped"),
    "no_calls": Template("Просил не звонить", "Wants no calls"),
    "no_number": Template("Нет телефона", "No number"),
}

CALL_ROUND = Entity(
    id="call_round",
    one=Template("Обзвон", "Call round"),
    many=Template("Обзвоны", "Call rounds"),
    fields=(
        name(),
        record("campaign", "Мероприятие", "Event"),
        choice("state", "Состояние", "State", _STATES, is_editable=False),
        shown("entries", "Всего", "All", FieldKind.INTEGER, is_filterable=False),
        shown("left", "Осталось", "Left", FieldKind.INTEGER, is_filterable=False),
        shown("reached", "Дозвонились", "Reached", FieldKind.INTEGER, is_filterable=False),
        shown("interested", "Заинтересованы", "Interested", FieldKind.INTEGER, is_filterable=False),
        shown("refused", "Отказались", "Refused", FieldKind.INTEGER, is_filterable=False),
        records("operators", "Кто звонит", "Who calls", "employee"),
        field("script", "Сценарий разговора", "Call script", FieldKind.LONG_TEXT, max_characters=20_000,
              is_listed=False),
        field(
            "audience", "Кому", "To whom", FieldKind.LONG_TEXT, max_characters=MAX_AUDIENCE, is_listed=False,
            is_filterable=False,
        ),
        shown("started_at", "Начат", "Begun", FieldKind.INSTANT, is_sortable=True, is_default=False),
        shown("finished_at", "Закрыт", "Closed at", FieldKind.INSTANT, is_default=False),
        record("owner", "Ответственный", "Owner", "employee", is_default=False),
        created(),
        archived(Role.SUPERVISOR),
    ),
    tabs=(
        Tab(id="current", label=Template("Текущие", "Current"), field="state", values=("draft", "open", "paused")),
        Tab(id="closed", label=Template("Закрыты", "Closed"), field="state", values=("closed",)),
        Tab(id="all", label=Template("Все", "All")),
    ),
)  # fmt: skip
"""Nobody among `operators` means that any may call. Its state moves by commands of its own."""

CALL_ROUND_ENTRY = Entity(
    id="call_round_entry",
    one=Template("Запись обзвона", "Entry of a call round"),
    many=Template("Записи обзвона", "Entries of a call round"),
    fields=(
        parent("call_round", "Обзвон", "Call round", is_default=False),
        record("person", "Лицо", "Person", is_editable=False),
        shown("name", "Имя", "Name", is_default=False),
        record("organization", "Организация", "Organization", is_editable=False),
        shown("phone", "Телефон", "Phone", FieldKind.PHONE),
        choice("state", "Состояние", "State", _ENTRY_STATES, is_editable=False),
        record("refusal_reason", "Причина отказа", "Refusal reason", is_editable=False),
        record("lead", "Интерес", "Interest", is_editable=False),
        shown("tries", "Попыток", "Tries", FieldKind.INTEGER, is_sortable=True),
        shown("last_tried_at", "Последняя попытка", "Last try", FieldKind.INSTANT, is_sortable=True),
        shown("next_try_at", "Следующая попытка", "Next try", FieldKind.INSTANT, is_sortable=True),
        record("worked_by", "Кто звонил", "Who called", "operator", is_editable=False),
        shown("note", "Комментарий", "Comment", FieldKind.LONG_TEXT),
    ),
    sort=("id",),
)
"""Made by starting a round, changed by working on it: listed, and never written by hand."""
