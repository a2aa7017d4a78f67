import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconCircleCheck, IconPlayerPause } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { nameIn } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useDictionaries } from "@/app/queries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useDesk, useNow } from "@/app/workspace";
import { duration } from "@/model/datetime";
import { hintOf } from "@/model/keys";
import { api } from "@/wire/api";
import type { Presence } from "@/wire/messages.gen";
import classes from "./StatusControl.module.css";

/** Ready, or paused with a reason, and since when. */
export function StatusControl() {
  const text = useText();
  const { t } = text;
  const { me } = useSession();
  const { desk } = useDesk();
  const reasons = (useDictionaries().data?.pause_reasons ?? []).filter((one) => one.is_active);
  const [isOpen, setOpen] = useState(false);
  const change = useMutation({
    mutationFn: ({ presence, reason }: { presence: Presence; reason: string }) => api.setPresence(presence, reason),
    onError: (error) => notify(t, { color: "red", title: t("presence.failed"), message: reasonOf(error, t) }),
  });
  const own = desk.own ?? { presence: me.operator.presence, pause_reason: me.operator.pause_reason, since: null };
  const isPaused = own.presence === "paused";
  const known = reasons.find((one) => one.name === own.pause_reason);
  const shownReason = known ? nameIn(text, known) : own.pause_reason;
  const setReady = () => change.mutate({ presence: "ready", reason: "" });

  useKeys({ pause: () => (isPaused ? setReady() : setOpen(true)) });

  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-start" width={230} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          className={classes.button}
          data-presence={own.presence}
          data-synced={desk.isSynced}
          data-testid="status"
          loading={change.isPending}
          leftSection={isPaused ? <IconPlayerPause size={15} /> : <IconCircleCheck size={15} />}
          rightSection={<IconChevronDown size={14} />}
          aria-keyshortcuts="Control+Shift+P"
          title={hintOf("pause")}
        >
          {isPaused ? `${t("presence.paused")}: ${shownReason}` : t("presence.ready")}
          {own.since && <Since at={own.since} />}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCircleCheck size={16} />} disabled={!isPaused} onClick={setReady}>
          {t("presence.goReady")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("presence.pauseFor")}</Menu.Label>
        {reasons.map((reason) => (
          <Menu.Item
            key={reason.id}
            leftSection={<IconPlayerPause size={16} />}
            onClick={() => change.mutate({ presence: "paused", reason: reason.name })}
          >
            {nameIn(text, reason)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Since({ at }: { at: string }) {
  const now = useNow();
  return <span className={classes.since}>{duration((now - Date.parse(at)) / 1000)}</span>;
}
