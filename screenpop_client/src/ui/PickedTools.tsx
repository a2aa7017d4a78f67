import { ActionIcon, Tooltip } from "@mantine/core";
import { IconExternalLink, IconX } from "@tabler/icons-react";
import { useText } from "@/app/text";

type PickedToolsProps = {
  /** Of the field. */
  readonly label: string;
  /** What its link says. */
  readonly open: string;
  /** Where the picked record is shown, null when nowhere. */
  readonly href: string | null;
  readonly onClear: () => void;
};

/** What is done with a picked record: it is looked at in a tab of its own, or cleared. */
export function PickedTools({ label, open, href, onClear }: PickedToolsProps) {
  const { t } = useText();
  const clear = t("interest.clear", { field: label });
  return (
    <>
      {href !== null && (
        <Tooltip label={open}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            component="a"
            target="_blank"
            tabIndex={-1}
            href={href}
            aria-label={`${open}: ${label}`}
          >
            <IconExternalLink size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={clear}>
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={clear} onClick={onClear}>
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
