"""Marketing events and what hangs on one (R6-R49)."""

from callbridge.crm.campaign import ParticipantStatus, SupplierStatus
from callbridge.crm.dictionary import CampaignState
from callbridge.crm.entities.fields import choice, created, field, money, name, note, parent, record, shown, tabs_of
from callbridge.crm.entity import Entity, FieldKind
from callbridge.crm.operator import Role
from callbridge.kernel.template import Template

_STATES = {
    CampaignState.PREPARING: Template("В подготовке", "Preparing"),
    CampaignState.RUNNING: Template("Проведение", "Running"),
    CampaignState.DONE: Template("Прошедшее", "Past"),
    CampaignState.CANCELLED: Template("Отменено", "Cancelled"),
}
_TABS = {
    CampaignState.PREPARING: _STATES[CampaignState.PREPARING],
    CampaignState.RUNNING: _STATES[CampaignState.RUNNING],
    CampaignState.DONE: Template("Прошедшие", "Past"),
}
"""What is cancelled is seen among all of them alone (A5)."""
_COSTS = Template("Затраты", "Costs")
_RESULT = Template("Результат", "Result")
_PARTICIPANT = {
    ParticipantStatus.UNDEFINED: Template("Не определен", "Undefined"),
    ParticipantStatus.POTENTIAL: Template("Потенциальный", "Potential"),
    ParticipantStatus.ACTUAL: Template("Фактический", "Actual"),
    ParticipantStatus.REFUSED: Template("Отказано", "Refused"),
}
_SUPPLIER = {
    SupplierStatus.POTENTIAL: Template("Потенциальный", "Potential"),
    SupplierStatus.ACTUAL: Template("Действительный", "Actual"),
}

_CHOSEN = {"is_default": False, "is_sortable": True}
"""Beside a figure that is a default column (A1, A3): what it is of, for those who connect it."""

CAMPAIGN = Entity(
    id="campaign",
    one=Template("Мероприятие", "Event"),
    many=Template("Маркетинговые мероприятия", "Marketing events"),
    fields=(
        field("date_from", "Период с", "From", FieldKind.DATE, is_sortable=True),
        field("date_to", "Период по", "Until", FieldKind.DATE, is_sortable=True),
        record("type", "Вид", "Type", "campaign_type"),
        name(),
        shown("labour_hours", "Труд", "Labour", FieldKind.NUMBER, is_sortable=True, has_total=True),
        shown("cost_plan", "План", "Planned", FieldKind.MONEY, group=_COSTS, is_sortable=True, has_total=True),
        shown("cost_fact", "Факт", "Actual", FieldKind.MONEY, group=_COSTS, is_sortable=True, has_total=True),
        shown("interests", "Интерес", "Interests", FieldKind.INTEGER, group=_RESULT, is_sortable=True, has_total=True),
        shown("deals", "Сделка", "Deals", FieldKind.INTEGER, group=_RESULT, is_sortable=True, has_total=True),
        shown("contracts", "Договоры", "Contracts", FieldKind.INTEGER, group=_RESULT, is_sortable=True, has_total=True),
        shown("revenue", "Доход", "Revenue", FieldKind.MONEY, is_sortable=True, has_total=True),
        shown("hours_plan", "Труд план", "Labour planned", FieldKind.NUMBER, **_CHOSEN),
        shown("hours_fact", "Труд факт", "Labour actual", FieldKind.NUMBER, **_CHOSEN),
        shown("people", "Заинтересовано лиц", "People interested", FieldKind.INTEGER, **_CHOSEN),
        choice("state", "Состояние", "State", dict(_STATES), is_default=False, is_sortable=True),
        record("org_unit", "Отделение", "Branch", is_default=False),
        field("place", "Место", "Place", is_default=False),
        record("organizer", "Контрагент", "Organizer", "organization", is_default=False),
        record("project", "Проект", "Project", is_default=False),
        record("owner", "Ответственный", "Owner", "employee", is_default=False),
        note(),
        field("cost_includes_labour", "Труд в затратах", "Costs include labour", FieldKind.FLAG, is_default=False),
    ),
    tabs=tabs_of(_TABS),
    sort=("-date_from",),
)

PARTICIPANT = Entity(
    id="participant",
    one=Template("Участник", "Participant"),
    many=Template("Участники", "Participants"),
    fields=(
        parent("campaign", "Мероприятие", "Event"),
        parent("person", "Лицо", "Person"),
        choice("status", "Статус", "Status", dict(_PARTICIPANT), is_sortable=True),
        created(),
        note(),
    ),
    name_field="person",
)
SUPPLIER = Entity(
    id="supplier",
    one=Template("Поставщик", "Supplier"),
    many=Template("Поставщики", "Suppliers"),
    fields=(
        parent("campaign", "Мероприятие", "Event"),
        parent("organization", "Контрагент", "Organization"),
        choice("status", "Статус", "Status", dict(_SUPPLIER), is_sortable=True),
        field("subject", "Что поставляет", "What they supply"),
        note(),
    ),
    name_field="organization",
)
LABOUR = Entity(
    id="labour",
    one=Template("Ответственный", "Responsible"),
    many=Template("Ответственные", "Responsible people"),
    fields=(
        parent("campaign", "Мероприятие", "Event"),
        parent("employee", "Сотрудник", "Employee"),
        field("duty", "Роль", "Part"),
        field("hours_plan", "План, н/ч", "Planned, h", FieldKind.NUMBER, has_total=True),
        field("hours_fact", "Факт, н/ч", "Actual, h", FieldKind.NUMBER, has_total=True),
        field("hour_rate", "Ставка", "Rate", FieldKind.MONEY, least_role=Role.SUPERVISOR),
    ),
    name_field="employee",
)
COST = Entity(
    id="cost",
    one=Template("Затрата", "Cost"),
    many=Template("Затраты", "Costs"),
    fields=(
        parent("campaign", "Мероприятие", "Event"),
        name("Статья", "Item"),
        record("supplier", "Поставщик", "Supplier"),
        *money(
            field("plan_amount", "План", "Planned", FieldKind.MONEY),
            field("fact_amount", "Факт", "Actual", FieldKind.MONEY),
            base=(
                shown("plan_base", "План в базовой валюте", "Planned, base", FieldKind.MONEY, has_total=True),
                shown("fact_base", "Факт в базовой валюте", "Actual, base", FieldKind.MONEY, has_total=True),
            ),
        ),
        field("on_date", "Дата", "Date", FieldKind.DATE, is_sortable=True),
        note(),
    ),
)
NUMBER = Entity(
    id="number",
    one=Template("Номер мероприятия", "Number of an event"),
    many=Template("Номера мероприятий", "Numbers of events"),
    fields=(
        parent("campaign", "Мероприятие", "Event"),
        field("did", "Номер", "Number", FieldKind.PHONE, is_required=True, max_characters=64),
        field("valid_from", "Действует с", "Valid from", FieldKind.INSTANT),
        field("valid_to", "Действует до", "Valid until", FieldKind.INSTANT),
        note(),
    ),
    name_field="did",
)
"""Calls to it are the event's while it is valid."""
