import { Button, Pill } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import { later } from "@/app/later";
import { useText } from "@/app/text";
import { type FilterNode, ofParts, partsOf } from "@/model/listFilter";
import type { ListMeta } from "@/wire/messages.gen";
import { BarButton } from "./BarButton";
import { useFilterWords } from "./useFilterWords";

const FilterDialog = later(() => import("./FilterDialog"), "FilterDialog", null);

type FilterBarProps = {
  readonly meta: ListMeta;
  readonly filter: FilterNode | null;
  /** Its button is an icon: the list stands beside another. */
  readonly isIcon?: boolean;
  readonly onFilter: (filter: FilterNode | null) => void;
};

/** The filter in words, a chip for each condition, each with a way out; and its editor. */
export function FilterBar({ meta, filter, isIcon = false, onFilter }: FilterBarProps) {
  const { t } = useText();
  const words = useFilterWords(meta, filter);
  const [isOpen, setOpen] = useState(false);
  const parts = partsOf(filter);
  const remove = (place: number) => onFilter(ofParts(parts.filter((_, index) => index !== place)));
  return (
    <>
      <BarButton
        label={t("filter.title")}
        icon={<IconFilter size={14} aria-hidden="true" />}
        isIcon={isIcon}
        onClick={() => setOpen(true)}
      />
      {parts.map((part, place) => (
        <Pill
          key={JSON.stringify(part)}
          withRemoveButton
          onRemove={() => remove(place)}
          removeButtonProps={{
            "aria-label": `${t("filter.remove")}: ${words(part)}`,
            "aria-hidden": false,
            tabIndex: 0,
          }}
        >
          {words(part)}
        </Pill>
      ))}
      {parts.length > 1 && (
        <Button size="compact-xs" variant="subtle" onClick={() => onFilter(null)}>
          {t("filter.clear")}
        </Button>
      )}
      {isOpen && (
        <FilterDialog
          meta={meta}
          filter={filter}
          onClose={() => setOpen(false)}
          onFilter={(wanted) => {
            setOpen(false);
            onFilter(wanted);
          }}
        />
      )}
    </>
  );
}
