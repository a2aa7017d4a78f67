import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { api, type CallFilter } from "@/wire/api";

type ExportMenuProps = {
  readonly filter: CallFilter;
  readonly sort: string;
  readonly columns: readonly string[];
};

/** What is shown, as a file; for supervisors, as the server holds too. */
export function ExportMenu({ filter, sort, columns }: ExportMenuProps) {
  const { t } = useText();
  const { me } = useSession();
  if (me.operator.role === "operator") return null;
  const href = (format: "csv" | "xlsx") => api.callsExportUrl(filter, sort, columns, format);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={15} />}>
          {t("callLog.export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={href("xlsx")} download>
          XLSX (Excel)
        </Menu.Item>
        <Menu.Item component="a" href={href("csv")} download>
          CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
