import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useText } from "@/app/text";
import type { LeadColumns } from "./useLeadColumns";

/** R64: which columns to connect. */
export function ColumnChooser({ columns }: { columns: LeadColumns }) {
  const { t } = useText();
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={15} />}>
          {t("leads.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={[...columns.chosen]} onChange={columns.choose} aria-label={t("leads.columns")}>
          <Stack gap={6}>
            {columns.all.map((column) => (
              <Checkbox key={column.id} size="xs" value={column.id} label={column.title} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button size="compact-xs" variant="subtle" mt="sm" onClick={columns.reset}>
          {t("leads.columnsReset")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
