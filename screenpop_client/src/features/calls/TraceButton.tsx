import { Button, Modal } from "@mantine/core";
import { IconHelpHexagon } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "@/app/text";
import { TracePanel } from "./TracePanel";

/** Opens "Why was there no card?" of one call; where the server refuses, the panel says so. */
export function TraceButton({ callId }: { callId: string }) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconHelpHexagon size={16} />} onClick={() => setOpen(true)}>
        {t("trace.title")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t("trace.title")}
        size="lg"
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <TracePanel callId={callId} />
      </Modal>
    </>
  );
}
