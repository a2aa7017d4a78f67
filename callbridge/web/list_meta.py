"""What a reader may know of the lists: made from the kinds of record, once more for each role."""

from collections.abc import Callable
from functools import cache

from callbridge.crm.entities import LISTED
from callbridge.crm.entity import Entity, Field
from callbridge.crm.list_filter import TESTS
from callbridge.crm.operator import Role
from callbridge.crm.record import RecordRights
from callbridge.kernel.errors import NotFound
from callbridge.kernel.template import Template
from callbridge.web.list_shapes import ChoiceMeta, FieldMeta, Label, ListAction, ListMeta, TabMeta

ACTION_ROLES = {
    ListAction.EXPORT: Role.SUPERVISOR,
    ListAction.MOVE: Role.OPERATOR,
    ListAction.MAIL: Role.MANAGER,
    ListAction.CALL: Role.SUPERVISOR,
}
"""The least role of each action on marked rows."""
_ACTIONS_OF = {ListAction.MOVE: {"deal"}, ListAction.MAIL: {"lead", "person"}, ListAction.CALL: {"lead", "person"}}
"""The lists of an action that not all have."""


def entity_of(name: str, role: Role) -> Entity:
    """Return the kind of record of that id; raises NotFound, and Forbidden when the role may not read it."""
    entity = LISTED.get(name)
    if entity is None:
        raise NotFound
    return entity.for_reader(role)


@cache
def lists_for(role: Role, rights: Callable[[Role, str], RecordRights]) -> tuple[ListMeta, ...]:
    """Return every list that the role may read, each with what the role may see of it and, by `rights`, do."""
    return tuple(_list(entity, role, rights(role, entity.id)) for entity in LISTED.values() if entity.is_read_by(role))


def _list(entity: Entity, role: Role, rights: RecordRights) -> ListMeta:
    return ListMeta(
        id=entity.id,
        one=_label(entity.one),
        many=_label(entity.many),
        fields=tuple(_field(field) for field in entity.fields_for(role)),
        tabs=tuple(
            TabMeta(id=tab.id, label=_label(tab.label), field=tab.field, values=tab.values) for tab in entity.tabs
        ),
        opening_tab=entity.opening_tab,
        sort=next(iter(entity.sort)),
        name_field=entity.name_field,
        actions=tuple(action for action in ACTION_ROLES if _may(action, entity, role)),
        rights=rights,
    )


def _may(action: ListAction, entity: Entity, role: Role) -> bool:
    return role.covers(ACTION_ROLES[action]) and entity.id in _ACTIONS_OF.get(action, {entity.id})


def _field(field: Field) -> FieldMeta:
    return FieldMeta(
        id=field.id,
        label=_label(field.label),
        kind=field.kind,
        choices=tuple(ChoiceMeta(value=choice.value, label=_label(choice.label)) for choice in field.choices),
        record=field.record,
        group=None if field.group is None else _label(field.group),
        is_listed=field.is_listed,
        is_default=field.is_default,
        is_sortable=field.is_sortable,
        is_filterable=field.is_filterable,
        has_total=field.has_total,
        base=field.base,
        tests=TESTS[field.kind] if field.is_filterable else (),
        is_editable=field.is_editable,
        is_required=field.is_required,
        max_characters=field.max_characters,
    )


def _label(text: Template) -> Label:
    return Label(ru=text.ru, en=text.en)
