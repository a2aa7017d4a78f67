import { ActionIcon, CopyButton, Group } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useText } from "@/app/text";
import type { NumberOf } from "@/app/useDial";
import { Phone } from "./Phone";

/** A number with a button that copies it, to be dialled on the desk phone. */
export function CopiedPhone({ number, of }: { number: string; of: NumberOf }) {
  const { t } = useText();
  return (
    <Group gap={4} wrap="nowrap">
      <Phone number={number} of={of} />
      <CopyButton value={number}>
        {({ copied, copy }) => (
          <ActionIcon size="xs" variant="subtle" onClick={copy} aria-label={`${t("callLog.copy")} ${number}`}>
            {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
