"""People: «Контактные лица», with their numbers (R142)."""

from callbridge.crm.entities.fields import archived, choice, created, field, name, note, record, shown
from callbridge.crm.entity import Entity, FieldKind, Tab
from callbridge.crm.operator import Role
from callbridge.crm.party import PersonLifecycle
from callbridge.kernel.template import Template

LIFECYCLES = {
    PersonLifecycle.PROSPECT: Template("Возможный клиент", "Prospect"),
    PersonLifecycle.CONTACT: Template("Контактное лицо", "Contact"),
    PersonLifecycle.CUSTOMER: Template("Клиент", "Customer"),
}

PERSON = Entity(
    id="person",
    one=Template("Лицо", "Person"),
    many=Template("Контактные лица", "People"),
    fields=(
        name("ФИО", "Full name", field_id="full_name"),
        shown("phone", "Телефон", "Phone", FieldKind.PHONE),
        record("organization", "Контрагент", "Organization"),
        field("is_private", "Частное лицо", "Private person", FieldKind.FLAG),
        choice("lifecycle", "Кем является", "What they are", dict(LIFECYCLES)),
        field("job_title", "Должность", "Position"),
        field("do_not_call", "Не звонить", "Do not call", FieldKind.FLAG),
        shown("leads", "Лиды", "Leads", FieldKind.INTEGER, is_filterable=False),
        record("owner", "Ответственный", "Owner", "employee", is_default=False),
        created(),
        note(),
        archived(Role.OPERATOR),
    ),
    tabs=(
        Tab(
            id="directory",
            label=Template("Справочник", "Directory"),
            field="lifecycle",
            values=(PersonLifecycle.CONTACT, PersonLifecycle.CUSTOMER),
        ),
        Tab(id="prospects", label=Template("Возможные", "Prospects"), field="lifecycle", values=("prospect",)),
        Tab(id="all", label=Template("Все", "All")),
    ),
    opening_tab="directory",
    sort=("full_name",),
    name_field="full_name",
    may_write=Role.OPERATOR,
)

CONTACT_POINT = Entity(
    id="contact_point",
    one=Template("Телефон, адрес", "Number or address"),
    many=Template("Телефоны и адреса", "Numbers and addresses"),
    fields=(
        record("person", "Лицо", "Person"),
        record("organization", "Контрагент", "Organization"),
        choice(
            "kind",
            "Вид",
            "Kind",
            {
                "phone": Template("Телефон", "Telephone"),
                "email": Template("E-mail", "E-mail"),
                "url": Template("Сайт", "Web site"),
            },
            is_required=True,
            is_editable=False,
        ),
        field("raw", "Номер или адрес", "Number or address", is_required=True, max_characters=200),
        shown("extension", "Доб.", "Ext."),
        field("label", "Пометка", "Label", max_characters=100),
        field("is_primary", "Основной", "Primary", FieldKind.FLAG),
        field("is_shared", "Общий", "Shared", FieldKind.FLAG),
        field("valid_from", "Действует с", "Valid from", FieldKind.DATE, is_default=False),
        field("valid_to", "Действует по", "Valid until", FieldKind.DATE, is_default=False),
    ),
    name_field="raw",
    may_write=Role.OPERATOR,
)
"""Of a person or of an organization, never of both; matched against callers while it is valid."""
