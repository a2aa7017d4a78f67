import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { FormatMenu } from "@/ui/FormatMenu";
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
    <FormatMenu href={href}>
      <Button size="xs" variant="default" leftSection={<IconDownload size={15} />}>
        {t("callLog.export")}
      </Button>
    </FormatMenu>
  );
}
