import { Button, Group, NativeSelect, Progress, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { notify } from "@/app/notify";
import { usePhoneStore } from "@/app/PhoneScope";
import { problemText } from "@/app/phone";
import { chooseDevice, chosenDevices, usePresentDevices } from "@/app/phoneDevices";
import { ringTone } from "@/app/ringTone";
import { useText } from "@/app/text";
import { choicesOf, DEVICE_ROLES, type DeviceRole, usable } from "@/model/phoneDevices";
import { browserHid, chooseHeadset, type HidPort } from "@/phone/headsetButtons";
import { checkMicrophone, checkSpeaker } from "@/phone/soundCheck";
import { Panel } from "@/ui/Panel";

type Step = "idle" | "speak" | "listen" | "tone";

/** What the operator hears and speaks with in this browser: chosen, tried, remembered (R73). */
export function HeadsetPanel() {
  const { t } = useText();
  const phone = usePhoneStore();
  const { present, look } = usePresentDevices();
  const [chosen, setChosen] = useState(chosenDevices);
  const hid = browserHid();
  const { devices, missing } = usable(chosen, present);

  const choose = (role: DeviceRole, id: string) => {
    chooseDevice(role, id);
    setChosen(chosenDevices());
    phone
      ?.run({ do: "devices" })
      .catch((error) => notify(t, { color: "red", message: problemText(error, t), seconds: 10 }));
  };

  return (
    <Panel title={t("headset.title")}>
      <dl className="facts">
        {DEVICE_ROLES.map((role) => (
          <div key={role}>
            <dt>{t(`headset.${role}`)}</dt>
            <dd>
              <NativeSelect
                size="xs"
                maw={380}
                aria-label={t(`headset.${role}`)}
                value={chosen[role]}
                onChange={(event) => choose(role, event.currentTarget.value)}
                error={missing.includes(role) ? t("headset.missing") : undefined}
              >
                <option value="">{t("headset.usual")}</option>
                {missing.includes(role) && <option value={chosen[role]}>{t("headset.unplugged")}</option>}
                {choicesOf(role, present).map((one, index) => (
                  <option key={one.deviceId} value={one.deviceId}>
                    {one.label || `${t(`headset.${role}`)} ${index + 1}`}
                  </option>
                ))}
              </NativeSelect>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("headset.check")}</dt>
          <dd>
            <Checks microphone={devices.microphone} speaker={devices.speaker} onHeard={look} />
          </dd>
        </div>
        {hid && (
          <div>
            <dt>{t("headset.button")}</dt>
            <dd>
              <HeadsetButton hid={hid} />
            </dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function HeadsetButton({ hid }: { hid: HidPort }) {
  const { t } = useText();
  const [name, setName] = useState("");
  const connect = () =>
    chooseHeadset(hid).then(setName, () => notify(t, { color: "red", message: t("headset.buttonRefused") }));
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => void connect()}>
        {t("headset.buttonConnect")}
      </Button>
      <Text size="xs" c="dimmed" mt={6} role="status">
        {name ? t("headset.buttonWorks", { name }) : t("headset.buttonHint")}
      </Text>
    </>
  );
}

type ChecksProps = { readonly microphone: string; readonly speaker: string; readonly onHeard: () => void };

function Checks({ microphone, speaker, onHeard }: ChecksProps) {
  const { t } = useText();
  const [step, setStep] = useState<Step>("idle");
  const [level, setLevel] = useState(0);
  const [verdict, setVerdict] = useState("");
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);

  const run = (first: Step, check: (signal: AbortSignal) => Promise<string>) => {
    const { signal } = leaving.current;
    setVerdict("");
    setStep(first);
    check(signal)
      .then(setVerdict, (error) => setVerdict(problemText(error, t)))
      .finally(() => setStep("idle"));
  };
  const tryMicrophone = () =>
    run("speak", async (signal) => {
      const onPlay = () => setStep("listen");
      const isHeard = await checkMicrophone(microphone, speaker, { onLevel: setLevel, onPlay, signal });
      onHeard();
      return t(isHeard ? "headset.heard" : "headset.notHeard");
    });
  const tryTone = () =>
    run("tone", async (signal) => {
      await checkSpeaker(speaker, signal);
      return t("headset.toneOver");
    });

  return (
    <>
      <Group gap="xs">
        <Button size="compact-xs" variant="default" disabled={step !== "idle"} onClick={tryMicrophone}>
          {t("headset.tryMicrophone")}
        </Button>
        <Button size="compact-xs" variant="default" disabled={step !== "idle"} onClick={tryTone}>
          {t("headset.trySpeaker")}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => void ringTone.unlock().then(() => ringTone.once())}>
          {t("headset.tryRing")}
        </Button>
      </Group>
      {step === "speak" && (
        <Progress mt={8} maw={380} value={level} aria-label={t("headset.level")} transitionDuration={60} />
      )}
      <Text size="xs" c="dimmed" mt={6} role="status">
        {step === "idle" ? verdict || t("headset.hint") : t(`headset.step.${step}`)}
      </Text>
    </>
  );
}
