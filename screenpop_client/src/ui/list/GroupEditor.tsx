import { ActionIcon, Button, Group as Row, Select, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useText } from "@/app/text";
import {
  type Condition,
  type FilterNode,
  type Group,
  groupOf,
  isCondition,
  type Joint,
  nodeOf,
} from "@/model/listFilter";
import type { ListMeta, Test } from "@/wire/messages.gen";
import { labelOf } from "./cells";
import classes from "./ListView.module.css";
import { ValueInput } from "./ValueInput";

const DEEPEST = 3;
const JOINTS: readonly Joint[] = ["all", "any", "not"];

type GroupEditorProps = {
  readonly meta: ListMeta;
  readonly group: Group;
  readonly onGroup: (group: Group) => void;
  readonly depth: number;
};

export function GroupEditor({ meta, group, onGroup, depth }: GroupEditorProps) {
  const { t } = useText();
  const { joint, parts } = group;
  const put = (place: number, part: FilterNode | null) =>
    onGroup({ joint, parts: parts.flatMap((one, index) => (index === place ? (part ?? []) : one)) });
  const begin = firstOf(meta);
  return (
    <Stack gap="xs" className={classes.group} role="group" aria-label={t("filter.joint")}>
      <Select
        size="xs"
        w={220}
        aria-label={t("filter.joint")}
        allowDeselect={false}
        value={joint}
        onChange={(value) => onGroup({ joint: value ?? "all", parts })}
        data={JOINTS.map((one) => ({ value: one, label: t(`filter.joint.${one}`) }))}
      />
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
        <Row key={place} gap="xs" align="flex-start" wrap="nowrap">
          <div style={{ flex: 1, minWidth: 0 }}>
            {isCondition(part) ? (
              <ConditionEditor meta={meta} condition={part} onCondition={(one) => put(place, one)} />
            ) : (
              <GroupEditor
                meta={meta}
                group={groupOf(part)}
                onGroup={(one) => put(place, nodeOf(one))}
                depth={depth + 1}
              />
            )}
          </div>
          <ActionIcon variant="subtle" color="gray" aria-label={t("filter.delete")} onClick={() => put(place, null)}>
            <IconTrash size={15} />
          </ActionIcon>
        </Row>
      ))}
      <Row gap="xs">
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={13} aria-hidden="true" />}
          onClick={() => onGroup({ joint, parts: [...parts, begin] })}
        >
          {t("filter.add")}
        </Button>
        {depth < DEEPEST && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={13} aria-hidden="true" />}
            onClick={() => onGroup({ joint, parts: [...parts, { any: [begin] }] })}
          >
            {t("filter.addGroup")}
          </Button>
        )}
      </Row>
    </Stack>
  );
}

function firstOf(meta: ListMeta): Condition {
  const field = meta.fields.find((one) => one.is_filterable);
  return { field: field?.id ?? "id", op: field?.tests[0] ?? "eq" };
}

type ConditionEditorProps = {
  readonly meta: ListMeta;
  readonly condition: Condition;
  readonly onCondition: (condition: Condition) => void;
};

function ConditionEditor({ meta, condition, onCondition }: ConditionEditorProps) {
  const text = useText();
  const { t } = text;
  const field = meta.fields.find((one) => one.id === condition.field);
  const choose = (id: string | null) => {
    const next = meta.fields.find((one) => one.id === id);
    const [op] = next?.tests ?? [];
    if (next && op) onCondition({ field: next.id, op });
  };
  return (
    <Row gap="xs" wrap="nowrap" align="flex-start">
      <Select
        size="xs"
        w={180}
        searchable
        allowDeselect={false}
        aria-label={t("filter.field")}
        value={condition.field}
        onChange={choose}
        data={meta.fields
          .filter((one) => one.is_filterable)
          .map((one) => ({ value: one.id, label: labelOf(one, text) }))}
      />
      <Select
        size="xs"
        w={150}
        allowDeselect={false}
        aria-label={t("filter.test")}
        value={condition.op}
        onChange={(op) => op && onCondition({ field: condition.field, op: op as Test })}
        data={(field?.tests ?? [condition.op]).map((op) => ({ value: op, label: t(`test.${op}`) }))}
      />
      {field && condition.op !== "is_empty" && (
        <ValueInput
          key={`${field.id} ${condition.op}`}
          field={field}
          op={condition.op}
          value={condition.value}
          onValue={(value) => onCondition({ ...condition, value })}
        />
      )}
    </Row>
  );
}
