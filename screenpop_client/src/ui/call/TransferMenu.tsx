import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import { IconArrowForwardUp } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useColleagues } from "@/app/controlQueries";
import { type Say, useText } from "@/app/text";
import { usePauseWords } from "@/app/usePauseWords";
import type { Colleague } from "@/wire/messages.gen";
import classes from "./CallControls.module.css";

/** To whom a talk goes; a number that is typed need not be a colleague's. */
export type HandTo = { readonly id?: number; readonly extension: string };
export type HandWay = "blind" | "attended";

type TransferMenuProps = {
  readonly isPending?: boolean;
  /** Whether any number will do. */
  readonly takesNumbers?: boolean;
  readonly onHand: (to: HandTo, way: HandWay) => void;
};

type Line = HandTo & { readonly name: string; readonly state: string; readonly words: string };

const NUMBER = /^[+*#\d]+$/;

/** Colleagues, who is free first: type to find, arrows to choose, Enter to hand over, Shift+Enter to ask first. */
export function TransferMenu({ isPending = false, takesNumbers = false, onHand }: TransferMenuProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const lines = useLines(isOpen, typed, takesNumbers);
  const chosen = lines[Math.min(place, lines.length - 1)];
  const open = (wanted: boolean) => {
    setOpen(wanted);
    setTyped("");
    setPlace(0);
  };
  const hand = (to: Line | undefined, way: HandWay) => {
    if (!to || isPending) return;
    onHand(to, way);
    open(false);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) {
      event.preventDefault();
      setPlace(Math.max(0, Math.min(lines.length - 1, place + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      hand(chosen, event.shiftKey ? "attended" : "blind");
    }
  };
  const label = t("control.transfer");
  return (
    <Popover position="top" withinPortal trapFocus opened={isOpen} onChange={open}>
      <Popover.Target>
        <ActionIcon size={30} variant="default" aria-label={label} title={label} onClick={() => open(!isOpen)}>
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
          {lines.map((one) => (
            <li key={one.id ?? "number"} data-chosen={one === chosen} data-state={one.state}>
              <Button size="compact-xs" variant="subtle" disabled={isPending} onClick={() => hand(one, "blind")}>
                {one.name}
              </Button>
              <small>{one.words}</small>
              <Button size="compact-xs" variant="default" disabled={isPending} onClick={() => hand(one, "attended")}>
                {t("control.ask")}
              </Button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The colleagues that what is typed fits, and the number itself when it is nobody's. */
function useLines(isOpen: boolean, typed: string, takesNumbers: boolean): readonly Line[] {
  const { t } = useText();
  const wanted = typed.trim().toLowerCase();
  const sayPause = usePauseWords();
  const everybody = useColleagues(isOpen).data ?? [];
  const found = everybody
    .filter((one) => `${one.full_name} ${one.extension}`.toLowerCase().includes(wanted))
    .map((one) => ({
      id: one.id,
      extension: one.extension,
      name: `${one.full_name} · ${one.extension}`,
      state: one.state,
      words: wordsOf(one, t, sayPause),
    }));
  const number = typed.replace(/[\s()-]/g, "");
  const isOther = takesNumbers && NUMBER.test(number) && !everybody.some((one) => one.extension === number);
  return isOther ? [...found, { extension: number, name: number, state: "free", words: "" }] : found;
}

function wordsOf(one: Colleague, t: Say, sayPause: (reason: string) => string): string {
  const doing = (one.state === "paused" && sayPause(one.pause_reason ?? "")) || t(`control.state.${one.state}`);
  return one.blind_since && one.state !== "blind" ? `${doing}, ${t("control.state.blind")}` : doing;
}
