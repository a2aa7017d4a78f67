import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconMicrophone, IconMicrophoneOff, IconPhoneOff, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useColleagues } from "@/app/controlQueries";
import { usePhone } from "@/app/PhoneScope";
import { usePhoneCommand } from "@/app/phone";
import { useText } from "@/app/text";
import { type PhoneCall, soundOf } from "@/model/phoneCalls";
import classes from "./PhoneControls.module.css";
import { PhoneKeypad } from "./PhoneKeypad";
import { TransferMenu } from "./TransferMenu";

/** What an operator does with a talk through the headset, and how it sounds. */
export function PhoneControls({ call }: { call: PhoneCall }) {
  const { t } = useText();
  const run = usePhoneCommand();
  const phone = usePhone();
  const asked = phone?.state.calls.find((one) => one.asksFor === call.id);
  if (call.state === "ringing") {
    return (
      <div className={classes.controls} data-testid="phone-controls">
        <Act label={t("phone.reject")} isEnd onClick={() => run({ do: "hangUp", call: call.id })}>
          <IconPhoneOff size={17} />
        </Act>
      </div>
    );
  }
  return (
    <div className={classes.controls} data-testid="phone-controls" data-held={call.isHeld} data-muted={call.isMuted}>
      <Act
        label={t(call.isMuted ? "phone.unmute" : "phone.mute")}
        isOn={call.isMuted}
        onClick={() => run({ do: call.isMuted ? "unmute" : "mute", call: call.id })}
      >
        {call.isMuted ? <IconMicrophoneOff size={17} /> : <IconMicrophone size={17} />}
      </Act>
      <Act
        label={t(call.isHeld ? "phone.resume" : "phone.hold")}
        isOn={call.isHeld}
        onClick={() => run({ do: call.isHeld ? "resume" : "hold", call: call.id })}
      >
        {call.isHeld ? <IconPlayerPlay size={17} /> : <IconPlayerPause size={17} />}
      </Act>
      <PhoneKeypad call={call} />
      {!asked && (
        <TransferMenu
          takesNumbers
          onHand={({ extension }, way) =>
            run({ do: way === "blind" ? "transfer" : "consult", call: call.id, to: extension })
          }
        />
      )}
      <Act label={t("phone.hangUp")} isEnd onClick={() => run({ do: "hangUp", call: call.id })}>
        <IconPhoneOff size={17} />
      </Act>
      <Sound call={call} />
      {asked && <Asked call={asked} />}
      {phone?.state.missing.map((role) => (
        <p key={role} role="status" className={classes.missing}>
          {t(`headset.lost.${role}`)}
        </p>
      ))}
      {call.trouble && (
        <p role="alert" className={classes.trouble}>
          {t(`phone.trouble.${call.trouble}`)}
        </p>
      )}
    </div>
  );
}

type ActProps = {
  readonly label: string;
  readonly isOn?: boolean;
  readonly isEnd?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Act({ label, isOn, isEnd = false, onClick, children }: ActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={30}
        variant={isOn || isEnd ? "filled" : "default"}
        color={isEnd ? "red" : "orange"}
        aria-label={label}
        aria-pressed={isOn}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function Asked({ call }: { call: PhoneCall }) {
  const { t } = useText();
  const run = usePhoneCommand();
  // As the menu knew them where the colleague was chosen: a number says nothing.
  const colleague = useColleagues(false).data?.find((one) => one.extension === call.number);
  const who = colleague?.full_name ?? call.number;
  return (
    <div className={classes.asked}>
      <span>{t(call.state === "talking" ? "phone.asked" : "phone.asking", { who })}</span>
      <Button size="compact-xs" disabled={call.state !== "talking"} onClick={() => run({ do: "join", call: call.id })}>
        {t("phone.join")}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => run({ do: "back", call: call.id })}>
        {t("phone.back")}
      </Button>
    </div>
  );
}

function Sound({ call }: { call: PhoneCall }) {
  const { t, format } = useText();
  const figures = call.figures;
  if (!figures || call.state !== "talking" || call.trouble) return null;
  const sound = soundOf(figures.mos);
  const shown = (value: number | null) => (value === null ? "—" : format.number(Math.round(value)));
  const told = t("phone.figures", {
    mos: format.number(figures.mos),
    loss: format.number(figures.lossPercent),
    rtt: shown(figures.rttMs),
    jitter: shown(figures.jitterMs),
  });
  return (
    <Tooltip label={told}>
      <span className={classes.sound} data-sound={sound}>
        {t(`phone.sound.${sound}`)}
      </span>
    </Tooltip>
  );
}
