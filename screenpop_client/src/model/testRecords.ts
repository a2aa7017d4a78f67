import type { FieldKind, FieldMeta, ListMeta } from "@/wire/messages.gen";

/** A field as the server declares it, for tests. */
export function aField(id: string, kind: FieldKind, more: Partial<FieldMeta> = {}): FieldMeta {
  return {
    id,
    label: { ru: id, en: id },
    kind,
    choices: [],
    record: "",
    group: null,
    is_listed: true,
    is_default: true,
    is_sortable: false,
    is_filterable: true,
    has_total: false,
    base: "",
    tests: [],
    is_editable: true,
    is_required: false,
    max_characters: 500,
    ...more,
  };
}

/** A kind of record for tests. */
export function aKind(fields: readonly FieldMeta[]): ListMeta {
  return {
    id: "campaign",
    one: { ru: "Мероприятие", en: "Event" },
    many: { ru: "Мероприятия", en: "Events" },
    fields,
    tabs: [],
    opening_tab: "",
    sort: "-id",
    name_field: "name",
    actions: [],
    rights: { may_create: true, may_change: true, removal: "archived" },
  };
}
