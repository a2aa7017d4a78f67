import { Button, Menu, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconChevronDown, IconCircleCheck, IconPencil, IconPlayerPause } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { nameIn } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useDictionaries } from "@/app/queries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { usePauseWords } from "@/app/usePauseWords";
import { useDesk, useNow } from "@/app/workspace";
import { duration } from "@/model/datetime";
import { hintOf } from "@/model/keys";
import { api } from "@/wire/api";
import type { OwnState, Presence } from "@/wire/messages.gen";
import classes from "./StatusControl.module.css";
import { StatusQueues, troubleWords } from "./StatusQueues";

const ICONS: Readonly<Record<Presence, typeof IconPencil>> = {
  ready: IconCircleCheck,
  paused: IconPlayerPause,
  wrap_up: IconPencil,
};

/** Ready, paused with a reason, or wrapping up; since when, or how long still. */
export function StatusControl() {
  const text = useText();
  const { t } = text;
  const { me } = useSession();
  const own = useDesk(({ desk }) => desk.own);
  const isSynced = useDesk(({ desk, socket }) => desk.isSynced && socket.phase === "live");
  const reasons = (useDictionaries().data?.pause_reasons ?? []).filter((one) => one.is_active);
  const sayPause = usePauseWords();
  const [isOpen, setOpen] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const change = useMutation({
    mutationFn: ({ presence, reason = "" }: { presence: Presence; reason?: string }) =>
      api.setPresence(presence, reason),
    onError: (error) => notify(t, { color: "red", title: t("presence.failed"), message: reasonOf(error, t) }),
  });
  const { presence, pause_reason } = own ?? me.operator;
  const isReady = presence === "ready";
  const isWrappingUp = presence === "wrap_up";
  const reason = sayPause(pause_reason) || t("presence.atPbx");
  const trouble = own ? troubleWords(own, t) : "";
  const setReady = () => change.mutate({ presence: "ready" });
  const wrapUp = () => change.mutate({ presence: "wrap_up" });
  const Icon = ICONS[presence];

  const hasReasons = reasons.length > 0;

  useKeys({ pause: () => (isReady ? setOpen(true) : setReady()), wrapUp });
  // Mantine looks for the place of the focus as the menu opens, and the reasons may come after that.
  useEffect(() => {
    if (isOpen && hasReasons) first.current?.focus({ preventScroll: true });
  }, [isOpen, hasReasons]);

  return (
    <Menu
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      width={310}
      withInitialFocusPlaceholder={false}
      returnFocus
    >
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          className={classes.button}
          data-presence={presence}
          data-synced={isSynced}
          data-testid="status"
          loading={change.isPending}
          leftSection={<Icon size={15} />}
          rightSection={<IconChevronDown size={14} />}
          aria-keyshortcuts="Control+Shift+P"
          title={hintOf("pause")}
        >
          {isReady && t("presence.ready")}
          {isWrappingUp && t("presence.wrapUp")}
          {presence === "paused" && `${t("presence.paused")}: ${reason}`}
          {own && <Clock own={own} />}
          {trouble && <Trouble words={trouble} />}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCircleCheck size={16} />} disabled={isReady && !trouble} onClick={setReady}>
          {t("presence.goReady")}
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={wrapUp} rightSection={hintOf("wrapUp")}>
          {t(isWrappingUp ? "presence.prolong" : "presence.beginWrapUp")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("presence.pauseFor")}</Menu.Label>
        {reasons.map((one, place) => (
          <Menu.Item
            key={one.id}
            ref={place === 0 ? first : undefined}
            // Without a place for the focus neither arrows nor Esc reach the menu.
            data-autofocus={place === 0 || undefined}
            leftSection={<IconPlayerPause size={16} />}
            onClick={() => change.mutate({ presence: "paused", reason: one.name })}
          >
            {nameIn(text, one)}
          </Menu.Item>
        ))}
        <StatusQueues own={own} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** How long the status lasts; of a wrap-up, how long it still will. */
function Clock({ own }: { readonly own: OwnState }) {
  const now = useNow();
  const seconds = own.due_at ? Math.max(0, Date.parse(own.due_at) - now) / 1000 : (now - Date.parse(own.since)) / 1000;
  return <span className={classes.since}>{duration(seconds)}</span>;
}

/** What the PBX's queues did not take, told while it holds. */
function Trouble({ words }: { readonly words: string }) {
  return (
    <Tooltip label={words} multiline w={320}>
      <IconAlertTriangle className={classes.alert} size={15} role="img" aria-label={words} data-testid="trouble" />
    </Tooltip>
  );
}
