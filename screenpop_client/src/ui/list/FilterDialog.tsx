import { Button, Modal, Group as Row, Stack } from "@mantine/core";
import { useState } from "react";
import { useText } from "@/app/text";
import { type FilterNode, type Group, groupOf, isCondition, isWhole, nodeOf, partsOf } from "@/model/listFilter";
import type { ListMeta } from "@/wire/messages.gen";
import { GroupEditor } from "./GroupEditor";

type FilterDialogProps = {
  readonly meta: ListMeta;
  readonly filter: FilterNode | null;
  readonly onFilter: (filter: FilterNode | null) => void;
  readonly onClose: () => void;
};

/** Conditions with AND, OR and NOT, by mouse or by keyboard; nothing is asked until it is applied. */
export function FilterDialog({ meta, filter, onFilter, onClose }: FilterDialogProps) {
  const { t } = useText();
  const [group, setGroup] = useState<Group>(() => began(filter, meta));
  const wanted = nodeOf(group);
  const isReady = wanted === null || isWhole(wanted);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t("filter.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onFilter(wanted);
        }}
      >
        <Stack gap="sm">
          <GroupEditor meta={meta} group={group} onGroup={setGroup} depth={1} />
          <Row justify="flex-end">
            <Button variant="subtle" onClick={() => onFilter(null)}>
              {t("filter.clear")}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!isReady}>
              {t("filter.apply")}
            </Button>
          </Row>
        </Stack>
      </form>
    </Modal>
  );
}

/** Begin with what is asked now; with one empty condition when nothing is. */
function began(filter: FilterNode | null, meta: ListMeta): Group {
  if (filter !== null && !isCondition(filter)) return groupOf(filter);
  if (filter !== null) return { joint: "all", parts: partsOf(filter) };
  const field = meta.fields.find((one) => one.is_filterable);
  const [op] = field?.tests ?? [];
  return { joint: "all", parts: field && op ? [{ field: field.id, op }] : [] };
}
