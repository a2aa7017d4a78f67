import { Button } from "@mantine/core";
import { useCallControl, useLiveCalls } from "@/app/controlQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { readablePhone } from "@/model/phone";
import { Name } from "@/ui/Name";
import { Panel } from "@/ui/Panel";
import type { LiveCallView } from "@/wire/messages.gen";
import classes from "./LiveCallsPanel.module.css";

/** Calls that ring at colleagues or are parked, to be taken; a supervisor sees the talks too and may take part. */
export function LiveCallsPanel() {
  const { t } = useText();
  const { me } = useSession();
  const isSupervisor = me.operator.role !== "operator";
  const calls = useLiveCalls(me.can_dial).data ?? [];
  const shown = calls.filter(
    (call) =>
      call.state === "parked" ||
      (!call.operators.includes(me.operator.full_name) && (call.state === "ringing" || isSupervisor)),
  );
  if (shown.length === 0) return null;
  return (
    <Panel title={t("control.live")}>
      <ul className={classes.list}>
        {shown.map((call) => (
          <LiveCall key={call.call_id} call={call} />
        ))}
      </ul>
    </Panel>
  );
}

const WAYS = ["listen", "whisper", "barge"] as const;

function LiveCall({ call }: { readonly call: LiveCallView }) {
  const { t } = useText();
  const control = useCallControl(call.call_id);
  return (
    <li className={classes.line} data-testid="live-call" data-state={call.state}>
      <span>
        <strong>
          <Name>{call.who || readablePhone(call.number) || t("card.withheld")}</Name>
        </strong>{" "}
        <small>
          {t(`control.live.${call.state}`, { space: call.parked_in })} · <bdi>{call.operators.join(", ")}</bdi>
        </small>
      </span>
      {call.state !== "talking" && (
        <Button
          size="compact-xs"
          variant="light"
          loading={control.isPending}
          onClick={() => control.mutate({ do: "fetch" })}
        >
          {t("control.fetch")}
        </Button>
      )}
      {call.state === "talking" &&
        WAYS.map((way) => (
          <Button
            key={way}
            size="compact-xs"
            variant="default"
            disabled={control.isPending}
            onClick={() => control.mutate({ do: "listen", way })}
          >
            {t(`control.${way}`)}
          </Button>
        ))}
    </li>
  );
}
