import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPin, IconPinnedOff } from "@tabler/icons-react";
import { pinned, usePinned, usePinToggle } from "@/app/pinned";
import { useText } from "@/app/text";
import { hintOf } from "@/model/keys";

/** Keeps the call cards above other programs; absent where the browser has no such windows. */
export function PinButton() {
  const { t } = useText();
  const toggle = usePinToggle();
  const isPinned = usePinned().window !== null;
  if (!pinned.canPin) return null;
  const label = t(isPinned ? "pin.unpin" : "pin.pin");
  return (
    <Tooltip label={`${label} (${hintOf("pin")})`} openDelay={350}>
      <ActionIcon
        size={22}
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-keyshortcuts={hintOf("pin").replace("Ctrl", "Control")}
        onClick={toggle}
      >
        {isPinned ? <IconPinnedOff size={15} /> : <IconPin size={15} />}
      </ActionIcon>
    </Tooltip>
  );
}
