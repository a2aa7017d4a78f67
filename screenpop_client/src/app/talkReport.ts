import type { TalkSummary } from "@/model/talkMeter";
import { api } from "@/wire/api";
import { Unreachable } from "@/wire/http";
import type { TalkReport } from "@/wire/messages.gen";

/** Tell how a talk sounded. Figures are worth no more than a try or two: what cannot be told is given up. */
export async function reportTalk(callId: string, talk: TalkSummary): Promise<void> {
  const report: TalkReport = {
    sip_call_id: callId,
    seconds: talk.seconds,
    received: talk.received,
    lost: Math.max(0, talk.lost),
    rtt_ms: talk.rttMs,
    jitter_ms: talk.jitterMs,
    mos: talk.mos,
    worst_mos: talk.worstMos,
  };
  await api
    .talked(report)
    .catch((error) => (error instanceof Unreachable ? api.talked(report) : undefined))
    .catch(() => undefined);
}
