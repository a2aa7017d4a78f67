import { useCallQuality } from "@/app/queries";
import { useText } from "@/app/text";
import { duration } from "@/model/datetime";
import { soundOf } from "@/model/phoneCalls";
import { Name } from "@/ui/Name";
import { Panel } from "@/ui/Panel";
import type { TalkQuality } from "@/wire/messages.gen";

/** How the call's talks through headsets sounded; nothing where there were none. */
export function TalkPanel({ callId }: { callId: string }) {
  const { t } = useText();
  const talks = useCallQuality(callId).data ?? [];
  if (talks.length === 0) return null;
  return (
    <Panel title={t("talk.title")}>
      <dl className="facts">
        {talks.map((talk) => (
          <Talk key={talk.at} talk={talk} />
        ))}
      </dl>
    </Panel>
  );
}

function Talk({ talk }: { talk: TalkQuality }) {
  const { t, format } = useText();
  const all = talk.received + talk.lost;
  const shown = (value: number | null) => (value === null ? "—" : format.number(Math.round(value)));
  return (
    <div>
      <dt>
        <Name>{talk.operator}</Name>, {duration(talk.seconds)}
      </dt>
      <dd>
        {talk.received === 0 ? (
          t("talk.nothing")
        ) : (
          <>
            {t(`phone.sound.${soundOf(talk.mos)}`)}.{" "}
            {t("phone.figures", {
              mos: format.number(talk.mos),
              loss: format.number(Math.round((talk.lost / Math.max(1, all)) * 1000) / 10),
              rtt: shown(talk.rtt_ms),
              jitter: shown(talk.jitter_ms),
            })}
            {"; "}
            {t("talk.worst", { mos: format.number(talk.worst_mos) })}
          </>
        )}
      </dd>
    </div>
  );
}
