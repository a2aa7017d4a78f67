import { IconDownload } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { api, type ListQuery } from "@/wire/api";
import type { ListMeta } from "@/wire/messages.gen";
import { FormatMenu } from "../FormatMenu";
import { BarButton } from "./BarButton";

type ExportMenuProps = {
  readonly meta: ListMeta;
  readonly asked: ListQuery;
  readonly columns: readonly string[];
};

/** What is shown, as a file: these columns, this filter, this order. */
export function ExportMenu({ meta, asked, columns }: ExportMenuProps) {
  const { t } = useText();
  if (!meta.actions.includes("export")) return null;
  return (
    <ExportButton
      label={t("list.export")}
      href={(format) => api.listExportUrl(meta.id, asked, columns, format)}
      isIcon
    />
  );
}

type ExportButtonProps = {
  readonly label: string;
  readonly href: (format: "csv" | "xlsx") => string;
  readonly isSmall?: boolean;
  readonly isIcon?: boolean;
};

export function ExportButton({ label, href, isSmall = false, isIcon = false }: ExportButtonProps) {
  return (
    <FormatMenu href={href}>
      <BarButton label={label} icon={<IconDownload size={14} aria-hidden="true" />} isSmall={isSmall} isIcon={isIcon} />
    </FormatMenu>
  );
}
