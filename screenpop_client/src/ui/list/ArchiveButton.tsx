import { IconArchive } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { isOfArchive, turnedToArchive } from "@/model/archive";
import type { FilterNode } from "@/model/listFilter";
import { BarButton } from "./BarButton";

type ArchiveButtonProps = {
  readonly filter: FilterNode | null;
  readonly onFilter: (filter: FilterNode | null) => void;
};

/** Shows what was put away in place of what is in use, and turns back. */
export function ArchiveButton({ filter, onFilter }: ArchiveButtonProps) {
  const { t } = useText();
  const isOn = isOfArchive(filter);
  return (
    <BarButton
      label={t("list.archive")}
      icon={<IconArchive size={14} aria-hidden="true" />}
      isIcon
      isOn={isOn}
      onClick={() => onFilter(turnedToArchive(filter, !isOn))}
    />
  );
}
