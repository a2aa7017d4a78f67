import { IconHistory } from "@tabler/icons-react";
import { useText } from "@/app/text";

/** Marks a call that callbridge did not see, or not to its end: the PBX's records tell of it. */
export function RecoveredMark() {
  const { t } = useText();
  return (
    <span
      role="img"
      aria-label={t("calls.recovered")}
      title={t("calls.recoveredHint")}
      style={{ display: "inline-flex" }}
    >
      <IconHistory size={14} color="var(--cb-muted)" aria-hidden />
    </span>
  );
}
