import { ActionIcon, Button } from "@mantine/core";
import { IconCheck, IconNotes, IconX } from "@tabler/icons-react";
import { usePhoneCall } from "@/app/phone";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useAnswer, useDismiss } from "@/app/useCardActions";
import { useWorkspace } from "@/app/workspace";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import { useHint } from "@/ui/useHint";
import type { Card } from "@/wire/messages.gen";
import classes from "./CallCard.module.css";
import { CallControls } from "./CallControls";
import { ContactButton } from "./ContactButton";
import { DealButton } from "./DealButton";
import { PhoneControls } from "./PhoneControls";
import { SkipButton } from "./SkipButton";
import { TapeControls } from "./TapeControls";

/** What an operator can do with a call right now. */
export function CardActions({ card, withInterest = true }: { card: Card; withInterest?: boolean }) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const answer = useAnswer();
  const call = usePhoneCall(card);
  const canAnswer = card.can_answer || call?.state === "ringing";
  return (
    <>
      <div className={classes.actions}>
        {card.state === "ringing" && canAnswer && (
          <span className={classes.hinted}>
            <HintButton
              size="xs"
              className={classes.accept}
              leftSection={<IconCheck size={17} stroke={2.6} />}
              hint={hintOf("accept")}
              loading={answer.isPending}
              onClick={() => answer.mutate(card.id)}
            >
              {t("card.accept")}
            </HintButton>
            <small aria-hidden>{hintOf("accept")}</small>
          </span>
        )}
        {card.state === "ringing" && !canAnswer && (
          <span className={classes.lift} data-testid="lift">
            {t(card.cannot_answer ? `lift.${card.cannot_answer}` : "card.liftHandset")}
          </span>
        )}
        {withInterest && card.lead_id === null && (
          <span className={classes.hinted}>
            <HintButton
              size="xs"
              variant={card.state === "ringing" ? "default" : "filled"}
              leftSection={<IconNotes size={16} />}
              hint={hintOf("interest")}
              onClick={() => interests.show(card.id)}
            >
              {t("card.interest")}
            </HintButton>
            <small aria-hidden>{hintOf("interest")}</small>
          </span>
        )}
        {card.lead_id !== null && (
          <Button size="xs" variant="default" component="a" href={hrefTo({ page: "leads", id: card.lead_id })}>
            {t("card.interestSaved")}
          </Button>
        )}
        {withInterest && <DealButton card={card} />}
        {card.state === "wrap_up" && <Dismiss card={card} />}
      </div>
      {withInterest && (
        <div className={classes.more}>
          <ContactButton card={card} />
          {card.state !== "wrap_up" && <SkipButton card={card} />}
        </div>
      )}
      {call && <PhoneControls call={call} />}
      <div className={classes.controls}>
        <CallControls card={card} isHere={call !== undefined} />
        <TapeControls card={card} />
      </div>
    </>
  );
}

function Dismiss({ card }: { readonly card: Card }) {
  const { t } = useText();
  const dismiss = useDismiss();
  const { on, tip } = useHint(t("card.dismiss"));
  return (
    <>
      <ActionIcon
        className={classes.dismiss}
        variant="subtle"
        color="gray"
        aria-label={t("card.dismiss")}
        loading={dismiss.isPending}
        onClick={() => dismiss.mutate(card.id)}
        {...on}
      >
        <IconX size={17} />
      </ActionIcon>
      {tip}
    </>
  );
}
