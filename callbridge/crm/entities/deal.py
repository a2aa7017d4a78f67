"""Deals and contracts (R118-R124)."""

from callbridge.crm.contract import ContractState
from callbridge.crm.deal import DealState
from callbridge.crm.entities.fields import archived, choice, created, field, money, name, note, record, shown, tabs_of
from callbridge.crm.entity import Entity, FieldKind
from callbridge.crm.operator import Role
from callbridge.kernel.template import Template

_STATES = {
    DealState.OPEN: Template("Открыта", "Open"),
    DealState.WON: Template("Выиграна", "Won"),
    DealState.LOST: Template("Проиграна", "Lost"),
}
_CONTRACT_STATES = {
    ContractState.DRAFT: Template("Проект", "Draft"),
    ContractState.SIGNED: Template("Заключен", "Signed"),
    ContractState.TERMINATED: Template("Расторгнут", "Terminated"),
}

DEAL = Entity(
    id="deal",
    one=Template("Сделка", "Deal"),
    many=Template("Сделки", "Deals"),
    fields=(
        name(),
        record("topic", "Тема", "Topic", "sales_topic", is_required=True),
        record("stage", "Этап", "Stage", is_editable=False),
        choice("state", "Состояние", "State", dict(_STATES), is_editable=False),
        *money(
            field("amount", "Сумма", "Amount", FieldKind.MONEY),
            base=(
                shown(
                    "amount_base", "Сумма в базовой валюте", "Amount, base", FieldKind.MONEY, is_sortable=True,
                    has_total=True,
                ),
            ),
        ),
        field("expected_close", "Ожидается", "Expected", FieldKind.DATE, is_sortable=True),
        field("probability", "Вероятность, %", "Probability, %", FieldKind.PERCENT, is_default=False),
        shown(
            "forecast", "Прогноз", "Forecast", FieldKind.MONEY, is_default=False, is_filterable=False, has_total=True
        ),
        record("organization", "Контрагент", "Organization"),
        record("person", "Лицо", "Person"),
        record("owner", "Ответственный", "Owner", "employee"),
        record("campaign", "Мероприятие", "Event"),
        record("source", "Источник", "Source", "lead_source", is_default=False),
        record("product", "Объект продажи", "Product", is_default=False),
        record("project", "Проект", "Project", is_default=False),
        record("org_unit", "Отделение", "Branch", is_default=False),
        record("origin_lead", "Из интереса", "From interest", "lead", is_editable=False, is_default=False),
        record("pipeline", "Воронка", "Pipeline", is_editable=False, is_default=False),
        record("lost_stage", "Этап отказа", "Stage lost at", "stage", is_editable=False, is_default=False),
        record("refusal_reason", "Причина отказа", "Refusal reason", is_editable=False, is_default=False),
        created(),
        shown("stage_at", "На этапе с", "On the stage since", FieldKind.INSTANT, is_default=False),
        shown("next_at", "След. контакт", "Next contact", FieldKind.INSTANT, is_default=False),
        shown("active_at", "Последнее событие", "Last activity", FieldKind.INSTANT, is_default=False),
        shown("closed_at", "Закрыта", "Closed", FieldKind.INSTANT, is_default=False),
        note(),
        archived(Role.OPERATOR),
    ),
    tabs=tabs_of(_STATES),
    sort=("-created_at",),
    may_write=Role.OPERATOR,
)  # fmt: skip
"""The stage is moved, not edited: every move is kept, and a lost deal has its reason."""

CONTRACT = Entity(
    id="contract",
    one=Template("Договор", "Contract"),
    many=Template("Договоры", "Contracts"),
    fields=(
        name("Номер", "Number", field_id="number", limit=100),
        field("signed_on", "Дата", "Date", FieldKind.DATE, is_sortable=True),
        choice("state", "Состояние", "State", dict(_CONTRACT_STATES), is_sortable=True),
        *money(
            field("amount", "Сумма", "Amount", FieldKind.MONEY),
            base=(
                shown(
                    "amount_base", "Сумма в базовой валюте", "Amount, base", FieldKind.MONEY, is_sortable=True,
                    has_total=True,
                ),
            ),
        ),
        record("deal", "Сделка", "Deal"),
        record("campaign", "Мероприятие", "Event"),
        record("organization", "Контрагент", "Organization"),
        record("person", "Лицо", "Person"),
        record("owner", "Ответственный", "Owner", "employee"),
        record("org_unit", "Отделение", "Branch", is_default=False),
        created(),
        note(),
        archived(Role.SUPERVISOR),
    ),
    tabs=tabs_of(_CONTRACT_STATES),
    sort=("-signed_on",),
    name_field="number",
)  # fmt: skip
