"""Who works here and what they do: employees, tasks, contacts (R29, R77, R143)."""

from callbridge.crm.entities.fields import archived, choice, created, field, name, record, records, shown
from callbridge.crm.entity import Entity, FieldKind
from callbridge.crm.operator import Presence, Role
from callbridge.crm.status import Cause
from callbridge.kernel.template import Template

EMPLOYEE = Entity(
    id="employee",
    one=Template("Сотрудник", "Employee"),
    many=Template("Сотрудники", "Employees"),
    fields=(
        name("ФИО", "Full name", field_id="full_name"),
        record("org_unit", "Отделение", "Branch"),
        field("job_title", "Должность", "Position"),
        field("email", "E-mail", "E-mail", FieldKind.EMAIL),
        field("hour_rate", "Ставка, н/ч", "Hourly rate", FieldKind.MONEY, least_role=Role.SUPERVISOR, is_default=False),
        field("is_active", "Работает", "Works here", FieldKind.FLAG),
    ),
    sort=("full_name",),
    name_field="full_name",
    may_write=Role.MANAGER,
)
TASK = Entity(
    id="task",
    one=Template("Задание", "Task"),
    many=Template("Задания", "Tasks"),
    fields=(
        choice(
            "kind",
            "Вид",
            "Kind",
            {"task": Template("Задание", "Task"), "message": Template("Сообщение", "Message")},
            is_required=True,
            is_editable=False,
        ),
        name("Тема", "Subject"),
        field("body", "Текст", "Text", FieldKind.LONG_TEXT, is_default=False, max_characters=20_000),
        record("author", "От кого", "From", "employee", is_editable=False),
        records("assignees", "Кому", "To", "employee", is_required=True),
        records("pending", "Не выполнили", "Not done by", "employee", is_editable=False),
        record("campaign", "Мероприятие", "Event"),
        record("deal", "Сделка", "Deal", is_default=False),
        record("lead", "Интерес", "Interest", is_default=False),
        record("person", "Лицо", "Person", is_default=False),
        record("organization", "Контрагент", "Organization", is_default=False),
        record("contract", "Договор", "Contract", is_default=False),
        field("due_at", "Срок", "Due", FieldKind.INSTANT, is_sortable=True),
        shown("done_at", "Выполнено", "Done", FieldKind.INSTANT),
        shown("happened_at", "Последнее событие", "Last change", FieldKind.INSTANT, is_sortable=True, is_default=False),
        created(),
        archived(Role.OPERATOR),
    ),
    may_write=Role.OPERATOR,
)
"""It concerns its author and those it was given to; `pending` are those of them who have not done it yet."""
INTERVIEW = Entity(
    id="interview",
    one=Template("Анкета", "Questionnaire"),
    many=Template("Интервью", "Interviews"),
    fields=(
        choice(
            "kind",
            "Вид",
            "Kind",
            {"questionnaire": Template("Анкета", "Questionnaire"), "test": Template("Тест", "Test")},
            is_required=True,
        ),
        name(),
        field(
            "introduction", "Вступление", "Introduction", FieldKind.LONG_TEXT, is_default=False, max_characters=5_000
        ),
        record("campaign", "Мероприятие", "Event"),
        field("is_open", "Открыта по ссылке", "Open by link", FieldKind.FLAG),
        record("owner", "Ответственный", "Owner", "employee", is_editable=False),
        created(),
        archived(Role.SUPERVISOR),
    ),
    may_write=Role.SUPERVISOR,
)
"""R28: its questions and answers are kept and counted apart (crm/interview.py)."""
INTERVIEW_RESPONSE = Entity(
    id="interview_response",
    one=Template("Заполненная анкета", "Filled questionnaire"),
    many=Template("Заполненные анкеты", "Filled questionnaires"),
    fields=(
        shown("at", "Дата и время", "When", FieldKind.INSTANT, is_sortable=True),
        record("interview", "Анкета", "Questionnaire", is_editable=False),
        record("person", "Лицо", "Person", is_editable=False),
        record("employee", "Заполнил сотрудник", "Filled by", is_editable=False),
        shown("score", "Баллы", "Score", FieldKind.NUMBER),
        shown("max_score", "Наибольшие баллы", "Highest score", FieldKind.NUMBER),
    ),
    sort=("-at",),
    name_field="at",
    may_read=Role.SUPERVISOR,
)
"""What one respondent answered: filled in by its own form, listed here."""
ACTIVITY = Entity(
    id="activity",
    one=Template("Контакт", "Contact"),
    many=Template("Контакты", "Contacts"),
    fields=(
        choice(
            "kind",
            "Состояние",
            "State",
            {"contact": Template("Состоялся", "Took place"), "next_contact": Template("Запланирован", "Planned")},
            is_required=True,
        ),
        field("at", "Дата и время", "When", FieldKind.INSTANT, is_required=True, is_sortable=True),
        record("method", "Событие", "Method", "contact_method", is_required=True),
        record("person", "Лицо", "Person"),
        record("organization", "Контрагент", "Organization"),
        record("deal", "Сделка", "Deal"),
        record("campaign", "Мероприятие", "Event"),
        record("lead", "Интерес", "Interest", is_default=False),
        record("outcome", "Результат", "Result"),
        field("content", "Содержание", "Content", FieldKind.LONG_TEXT, max_characters=20_000),
        shown("done_at", "Завершён", "Done", FieldKind.INSTANT, is_default=False),
    ),
    sort=("-at",),
    name_field="content",
    may_write=Role.OPERATOR,
)
"""Done within a deal it may pass the deal's stage (R77, A16)."""

STATUS_PERIOD = Entity(
    id="status_period",
    one=Template("Состояние оператора", "Operator's status"),
    many=Template("Состояния операторов", "Operators' statuses"),
    fields=(
        record("operator", "Оператор", "Operator", is_editable=False),
        choice(
            "presence",
            "Состояние",
            "Status",
            {
                Presence.READY: Template("Готов", "Ready"),
                Presence.PAUSED: Template("Пауза", "Pause"),
                Presence.WRAP_UP: Template("Оформление", "Wrap-up"),
            },
            is_editable=False,
        ),
        shown("reason", "Причина", "Reason"),
        choice(
            "cause",
            "Кем изменено",
            "Changed by",
            {
                Cause.OPERATOR: Template("Оператор", "The operator"),
                Cause.CALL: Template("Конец разговора", "The end of a talk"),
                Cause.TIMER: Template("Время оформления", "The wrap-up's time"),
                Cause.PBX: Template("АТС", "The PBX"),
                Cause.AWAY: Template("Страница закрыта", "No page open"),
            },
            is_editable=False,
        ),
        shown("began_at", "Начало", "From", FieldKind.INSTANT, is_sortable=True),
        shown("ended_at", "Конец", "To", FieldKind.INSTANT),
        shown("seconds", "Длительность", "Lasted", FieldKind.SECONDS, has_total=True),
    ),
    sort=("-began_at",),
    name_field="reason",
    may_read=Role.SUPERVISOR,
    may_write=Role.ADMIN,
)
"""Who was ready, paused or wrapping up, and how long; nobody writes it by hand."""
