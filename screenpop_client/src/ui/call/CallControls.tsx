import { ActionIcon } from "@mantine/core";
import { IconParking } from "@tabler/icons-react";
import { useCallControl } from "@/app/controlQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import type { Card } from "@/wire/messages.gen";
import classes from "./CallControls.module.css";
import { TransferMenu } from "./TransferMenu";

type CallControlsProps = {
  readonly card: Card;
  /** The talk is in the browser's phone, which hands it over itself. */
  readonly isHere: boolean;
};

/** What the PBX does with a talk for the operator: hand it to a colleague, park it. */
export function CallControls({ card, isHere }: CallControlsProps) {
  const { t } = useText();
  const { me } = useSession();
  const control = useCallControl(card.id);
  if (!me.can_dial || card.state !== "talking") return null;
  const park = t("control.park");
  return (
    <div className={classes.controls} data-testid="call-controls">
      {!isHere && (
        <TransferMenu
          isPending={control.isPending}
          onHand={({ id }, way) => id !== undefined && control.mutate({ do: "transfer", wish: { to: id, way } })}
        />
      )}
      <ActionIcon
        size={30}
        variant="default"
        aria-label={park}
        title={park}
        loading={control.isPending}
        onClick={() => control.mutate({ do: "park" })}
      >
        <IconParking size={17} />
      </ActionIcon>
    </div>
  );
}
