"""Organizations: «Контрагенты» (R142)."""

from callbridge.crm.entities.fields import archived, choice, created, field, name, note, record, shown
from callbridge.crm.entity import Entity, FieldKind, Tab
from callbridge.crm.operator import Role
from callbridge.crm.party import OrganizationLifecycle
from callbridge.kernel.template import Template

LIFECYCLES = {
    OrganizationLifecycle.PROSPECT: Template("Возможный клиент", "Prospect"),
    OrganizationLifecycle.CUSTOMER: Template("Клиент", "Customer"),
    OrganizationLifecycle.SUPPLIER: Template("Поставщик", "Supplier"),
    OrganizationLifecycle.BOTH: Template("Клиент и поставщик", "Customer and supplier"),
}
KNOWN = tuple(each.value for each in OrganizationLifecycle if each is not OrganizationLifecycle.PROSPECT)

ORGANIZATION = Entity(
    id="organization",
    one=Template("Контрагент", "Organization"),
    many=Template("Контрагенты", "Organizations"),
    fields=(
        name("Название", "Name"),
        shown("phone", "Телефон", "Phone", FieldKind.PHONE),
        choice("lifecycle", "Кем является", "What they are", dict(LIFECYCLES)),
        field("tax_id", "ИНН", "Tax number", max_characters=20),
        shown("persons", "Контактные лица", "People", FieldKind.INTEGER, is_filterable=False),
        shown("leads", "Лиды", "Leads", FieldKind.INTEGER, is_filterable=False),
        record("owner", "Ответственный", "Owner", "employee", is_default=False),
        created(),
        note(),
        archived(Role.SUPERVISOR),
    ),
    tabs=(
        Tab(id="directory", label=Template("Справочник", "Directory"), field="lifecycle", values=KNOWN),
        Tab(id="prospects", label=Template("Возможные", "Prospects"), field="lifecycle", values=("prospect",)),
        Tab(id="all", label=Template("Все", "All")),
    ),
    opening_tab="directory",
    sort=("name",),
)
"""Prospects are not in the directory until they buy (A14)."""
