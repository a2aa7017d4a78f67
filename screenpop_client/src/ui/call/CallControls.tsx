import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import { IconArrowForwardUp, IconParking } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useCallControl, useColleagues } from "@/app/controlQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import type { Card, Colleague } from "@/wire/messages.gen";
import classes from "./CallControls.module.css";

/** What the PBX does with a talk for the operator: hand it to a colleague, park it. */
export function CallControls({ card }: { readonly card: Card }) {
  const { t } = useText();
  const { me } = useSession();
  const control = useCallControl(card.id);
  if (!me.can_dial || card.state !== "talking") return null;
  const park = t("control.park");
  return (
    <div className={classes.controls} data-testid="call-controls">
      <TransferMenu card={card} />
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

/** Colleagues, who is free first: type to find, arrows to choose, Enter to hand over. */
function TransferMenu({ card }: { readonly card: Card }) {
  const { t } = useText();
  const control = useCallControl(card.id);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const wanted = typed.trim().toLowerCase();
  const found = (useColleagues(isOpen).data ?? []).filter((one) =>
    `${one.full_name} ${one.extension}`.toLowerCase().includes(wanted),
  );
  const chosen = found[Math.min(place, found.length - 1)];
  const hand = (to: Colleague | undefined, way: "blind" | "attended") => {
    if (!to || control.isPending) return;
    control.mutate({ do: "transfer", wish: { to: to.id, way } }, { onSuccess: () => setOpen(false) });
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) {
      event.preventDefault();
      setPlace(Math.max(0, Math.min(found.length - 1, place + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      hand(chosen, event.shiftKey ? "attended" : "blind");
    }
  };
  const label = t("control.transfer");
  return (
    <Popover position="top" withinPortal trapFocus opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <ActionIcon size={30} variant="default" aria-label={label} title={label} onClick={() => setOpen(!isOpen)}>
          <IconArrowForwardUp size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          size="xs"
          label={label}
          description={t("control.keys")}
          value={typed}
          data-autofocus
          onKeyDown={onKey}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPlace(0);
          }}
        />
        <ul className={classes.list} aria-label={t("control.colleagues")}>
          {found.map((one) => (
            <li key={one.id} data-chosen={one === chosen} data-state={one.state}>
              <Button
                size="compact-xs"
                variant="subtle"
                disabled={control.isPending}
                onClick={() => hand(one, "blind")}
              >
                {one.full_name} · {one.extension}
              </Button>
              <small>{one.pause_reason || t(`control.state.${one.state}`)}</small>
              <Button
                size="compact-xs"
                variant="default"
                disabled={control.isPending}
                onClick={() => hand(one, "attended")}
              >
                {t("control.ask")}
              </Button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
