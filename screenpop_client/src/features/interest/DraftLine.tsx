import { IconCloudCheck, IconCloudOff, IconCloudUp, IconPencil } from "@tabler/icons-react";
import { useText } from "@/app/text";
import type { DraftState } from "@/model/draftPorts";
import classes from "./InterestCard.module.css";

/** Where the draft stands, in words. */
export function DraftLine({ draft }: { draft: DraftState<Record<string, unknown>> }) {
  const { t, format } = useText();
  const icons = { clean: IconPencil, saving: IconCloudUp, saved: IconCloudCheck, localOnly: IconCloudOff };
  const Icon = icons[draft.status];
  const words = draft.isRestoring
    ? t("interest.restoring")
    : t(`interest.status.${draft.status}`, { time: format.time(draft.savedAt) });
  return (
    <span className={classes.draft} data-status={draft.status} data-testid="draft-status">
      <Icon size={16} aria-hidden />
      {words}
    </span>
  );
}
