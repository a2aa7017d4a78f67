import { ActionIcon, Button } from "@mantine/core";
import { IconEyeOff, IconX } from "@tabler/icons-react";
import { useSkip } from "@/app/callerQueries";
import { useText } from "@/app/text";
import { whoOf } from "@/model/callerName";
import { Name } from "@/ui/Name";
import type { Card } from "@/wire/messages.gen";
import classes from "./QuietCards.module.css";

const REASONS = ["wrongNumber", "spam", "personal"] as const;

type SkippedCardProps = { readonly card: Card; readonly onForget: () => void };

/** A card that was just skipped (A10): fetched back by a press, and a word of why for the trace. */
export function SkippedCard({ card, onForget }: SkippedCardProps) {
  const { t } = useText();
  const { skip, fetch } = useSkip(card.id);
  const who = whoOf(card) || t("card.withheld");
  return (
    <section className={classes.quiet} aria-label={t("skipped.label", { who })} data-testid="skipped-card">
      <div className={classes.line}>
        <IconEyeOff size={16} aria-hidden />
        <span className={classes.who}>
          <Name>{t("skipped.label", { who })}</Name>
        </span>
        <Button size="compact-xs" loading={fetch.isPending} onClick={() => fetch.mutate()}>
          {t("skipped.fetch")}
        </Button>
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t("skipped.forget")} onClick={onForget}>
          <IconX size={15} />
        </ActionIcon>
      </div>
      <div className={classes.reasons}>
        <span>{t("skipped.why")}</span>
        {REASONS.map((reason) => (
          <Button
            key={reason}
            size="compact-xs"
            variant="default"
            onClick={() => skip.mutate(t(`skipped.${reason}`), { onSuccess: onForget })}
          >
            {t(`skipped.${reason}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
