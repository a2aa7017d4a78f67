import { Button, Group, SegmentedControl, Switch, Text, useMantineColorScheme } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { readPreference, writePreference } from "@/app/preferences";
import { ringTone } from "@/app/ringTone";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { LanguageSwitch } from "@/ui/LanguageSwitch";
import { PageHead, Panel } from "@/ui/Panel";
import { ParameterList } from "@/ui/ParameterList";
import { api } from "@/wire/api";
import type { DeviceMode } from "@/wire/messages.gen";
import { HeadsetPanel } from "./HeadsetPanel";
import { KeysPanel } from "./KeysPanel";

const MINE = { level: "user" } as const;

/** What an operator sets for themselves. */
export function SettingsPage() {
  const { t } = useText();
  const { me, setOperator } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const change = useMutation({
    mutationFn: (mode: DeviceMode) => api.changeMe({ device_mode: mode }),
    onSuccess: (operator) => setOperator(operator),
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  });
  return (
    <>
      <PageHead title={t("settings.title")} />
      <div className="stack">
        <Panel title={me.operator.full_name}>
          <dl className="facts">
            <Row label={t("settings.language")}>
              <LanguageSwitch />
            </Row>
            <Row label={t("settings.theme")}>
              <SegmentedControl
                size="xs"
                aria-label={t("settings.theme")}
                value={colorScheme}
                onChange={(value) => setColorScheme(value as "auto" | "light" | "dark")}
                data={[
                  { value: "auto", label: t("settings.theme.auto") },
                  { value: "light", label: t("settings.theme.light") },
                  { value: "dark", label: t("settings.theme.dark") },
                ]}
              />
            </Row>
            <Row label={t("settings.device")}>
              <SegmentedControl
                size="xs"
                aria-label={t("settings.device")}
                value={me.operator.device_mode}
                onChange={(value) => change.mutate(value as DeviceMode)}
                data={[
                  { value: "handset", label: t("settings.device.handset") },
                  { value: "headset", label: t("settings.device.headset") },
                ]}
              />
              <Text size="xs" c="dimmed" mt={4}>
                {t("settings.deviceHint")}
              </Text>
            </Row>
            <Row label={t("settings.sound")}>
              <Sound />
            </Row>
            <Row label={t("settings.notifications")}>
              <NotificationRight />
            </Row>
            <Row label={t("settings.extension")}>{me.operator.extension || t("settings.noExtension")}</Row>
            <Row label={t("settings.timeZone")}>{me.operator.time_zone}</Row>
            <Row label={t("settings.version")}>{me.version}</Row>
          </dl>
        </Panel>
        {me.operator.device_mode === "headset" && <HeadsetPanel />}
        <KeysPanel />
        <Panel title={t("parameters.mine")}>
          <ParameterList place={MINE} />
        </Panel>
      </div>
    </>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Sound() {
  const { t } = useText();
  const [isOn, setOn] = useState(readPreference("sound") !== "off");
  const change = (on: boolean) => {
    setOn(on);
    writePreference("sound", on ? "on" : "off");
  };
  return (
    <Group gap="md">
      <Switch
        size="sm"
        label={t("settings.soundOn")}
        checked={isOn}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <Button size="compact-xs" variant="default" onClick={() => ringTone.once()}>
        {t("settings.soundTest")}
      </Button>
    </Group>
  );
}

function NotificationRight() {
  const { t } = useText();
  const isSupported = "Notification" in window && window.isSecureContext;
  const [right, setRight] = useState<NotificationPermission | "unsupported">(
    isSupported ? Notification.permission : "unsupported",
  );
  return (
    <Group gap="md">
      <span>{t(`settings.notifications.${right}`)}</span>
      {right === "default" && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void Notification.requestPermission().then(setRight)}
        >
          {t("settings.notificationsAllow")}
        </Button>
      )}
    </Group>
  );
}
