import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconPlayerRecord, IconPlayerStop } from "@tabler/icons-react";
import { useCallControl } from "@/app/controlQueries";
import { useText } from "@/app/text";
import type { Card, TapeOrder } from "@/wire/messages.gen";
import classes from "./CallControls.module.css";

const ICONS = { start: IconPlayerRecord, pause: IconPlayerPause, resume: IconPlayerPlay, stop: IconPlayerStop };

/** What the operator may ask of the tape of their talk; what that is, the server says. */
export function TapeControls({ card }: { readonly card: Card }) {
  const { t } = useText();
  const control = useCallControl(card.id);
  if (card.tape_orders.length === 0) return null;
  return (
    <fieldset className={classes.tape} data-testid="tape-controls">
      {card.tape_orders.map((order: TapeOrder) => {
        const Icon = ICONS[order];
        return (
          <Tooltip key={order} label={t(`tape.${order}`)}>
            <ActionIcon
              size={30}
              variant="default"
              aria-label={t(`tape.${order}`)}
              loading={control.isPending}
              onClick={() => control.mutate({ do: "tape", order })}
            >
              <Icon size={17} color={order === "start" ? "var(--mantine-color-red-6)" : undefined} />
            </ActionIcon>
          </Tooltip>
        );
      })}
    </fieldset>
  );
}
