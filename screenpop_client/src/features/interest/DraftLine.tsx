import { IconCloudCheck, IconCloudOff, IconCloudUp, IconPencil } from "@tabler/icons-react";
import { memo, useSyncExternalStore } from "react";
import { useText } from "@/app/text";
import type { DraftSource } from "@/model/restedDraft";
import classes from "./InterestCard.module.css";

const ICONS = { clean: IconPencil, saving: IconCloudUp, saved: IconCloudCheck, localOnly: IconCloudOff };

/** Where the draft stands, in words; it tells the moment that turns, also while the card around it waits for a rest. */
export const DraftLine = memo(function DraftLine({ keeper }: { readonly keeper: DraftSource<unknown> }) {
  const { t, format } = useText();
  const status = useSyncExternalStore(keeper.subscribe, () => keeper.state.status);
  const savedAt = useSyncExternalStore(keeper.subscribe, () => keeper.state.savedAt);
  const isRestoring = useSyncExternalStore(keeper.subscribe, () => keeper.state.isRestoring);
  const Icon = ICONS[status];
  const words = isRestoring ? t("interest.restoring") : t(`interest.status.${status}`, { time: format.time(savedAt) });
  return (
    <span className={classes.draft} data-status={status} data-testid="draft-status">
      <Icon size={16} aria-hidden />
      {words}
    </span>
  );
});
