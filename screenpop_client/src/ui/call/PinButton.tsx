import { ActionIcon } from "@mantine/core";
import { IconPin, IconPinnedOff } from "@tabler/icons-react";
import { pinned, usePinned, usePinToggle } from "@/app/pinned";
import { useText } from "@/app/text";
import { hintOf } from "@/model/keys";
import { useHint } from "@/ui/useHint";

/** Keeps the call cards above other programs; absent where the browser has no such windows. */
export function PinButton() {
  const { t } = useText();
  const toggle = usePinToggle();
  const isPinned = usePinned().window !== null;
  const label = t(isPinned ? "pin.unpin" : "pin.pin");
  const { on, tip } = useHint(`${label} (${hintOf("pin")})`);
  if (!pinned.canPin) return null;
  return (
    <>
      <ActionIcon
        size={22}
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-keyshortcuts={hintOf("pin").replace("Ctrl", "Control")}
        onClick={toggle}
        {...on}
      >
        {isPinned ? <IconPinnedOff size={15} /> : <IconPin size={15} />}
      </ActionIcon>
      {tip}
    </>
  );
}
