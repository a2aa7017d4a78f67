import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useText } from "@/app/text";

/** What the reader may choose of a list's columns. */
type ColumnChoice = {
  readonly all: readonly { readonly id: string; readonly title: string }[];
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
  readonly reset: () => void;
};

/** R64: which columns to connect. */
export function ColumnChooser({ columns }: { columns: ColumnChoice }) {
  const { t } = useText();
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={15} />}>
          {t("columns.title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={[...columns.chosen]} onChange={columns.choose} aria-label={t("columns.title")}>
          <Stack gap={6}>
            {columns.all.map((column) => (
              <Checkbox key={column.id} size="xs" value={column.id} label={column.title} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button size="compact-xs" variant="subtle" mt="sm" onClick={columns.reset}>
          {t("columns.reset")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
