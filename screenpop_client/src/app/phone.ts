import { type QueryClient, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { callOf, type PhoneCall, type PhoneCommand } from "@/model/phoneCalls";
import { PhoneError } from "@/phone/phoneMedia";
import { api } from "@/wire/api";
import type { Card, PhoneSessions } from "@/wire/messages.gen";
import { notify } from "./notify";
import { usePhone, usePhoneStore } from "./PhoneScope";
import type { PhoneStore } from "./phoneStore";
import { type Say, useText } from "./text";

const SESSIONS = "phone sessions";
const MATCH_TRIES = 15;
const MATCH_PAUSE_MS = 200;

/** The phone's call that a card is about, as the PBX matches them; undefined while there is none. */
export function usePhoneCall(card: Card): PhoneCall | undefined {
  const phone = usePhone();
  const ids = phone?.state.calls.map((call) => call.id) ?? [];
  const isLive =
    card.state === "ringing" || card.state === "talking" || card.state === "held" || card.state === "dialing";
  const matched = useQuery({
    queryKey: [SESSIONS, card.id, ...ids],
    queryFn: () => api.phoneSessions(card.id),
    enabled: isLive && ids.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
    // What is not matched yet will be: the channel has a SIP call a moment later.
    refetchInterval: ({ state }) => {
      const isMatched = callOf(phone?.state.calls ?? [], state.data?.sip_call_ids ?? []) !== undefined;
      return isMatched || state.dataUpdateCount >= MATCH_TRIES ? false : MATCH_PAUSE_MS;
    },
    retry: 2,
  });
  return phone && isLive ? callOf(phone.state.calls, matched.data?.sip_call_ids ?? []) : undefined;
}

/** Find the phone's call of a card and answer it; throws what keeps it from that. */
export async function answerCard(phone: PhoneStore, cardId: string, queries: QueryClient): Promise<void> {
  const matched = queries.getQueriesData<PhoneSessions>({ queryKey: [SESSIONS, cardId] });
  const known = matched.flatMap(([, found]) => found?.sip_call_ids ?? []);
  const ringing = callOf(phone.state.calls, known);
  if (ringing) return phone.run({ do: "answer", call: ringing.id });
  // The manager may tell of a ring before the INVITE is here: a tick that is quicker than both waits for it.
  for (let tries = 0; tries < MATCH_TRIES; tries += 1) {
    const { sip_call_ids: ids } = await api.phoneSessions(cardId);
    const call = callOf(phone.state.calls, ids);
    if (call) return phone.run({ do: "answer", call: call.id });
    if (phone.state.phase !== "registered") throw new PhoneError("unreachable");
    await new Promise((resolve) => setTimeout(resolve, MATCH_PAUSE_MS));
  }
  throw new PhoneError("gone");
}

/** Give the phone a command, and tell in words when it cannot be done. */
export function usePhoneCommand(): (command: PhoneCommand) => void {
  const { t } = useText();
  const phone = usePhoneStore();
  return useCallback(
    (command) => {
      phone?.run(command).catch((error) => notify(t, { color: "red", message: problemText(error, t), seconds: 10 }));
    },
    [phone, t],
  );
}

/** Say what keeps the phone from being used, and what to do. */
export function problemText(error: unknown, t: Say): string {
  return t(`phone.problem.${error instanceof PhoneError && error.problem ? error.problem : "unreachable"}`, {
    words: "",
  });
}
