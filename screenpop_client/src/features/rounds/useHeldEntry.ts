import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { useDesk } from "@/app/workspace";
import { ApiError } from "@/wire/http";
import type { RoundEntry } from "@/wire/messages.gen";
import { roundApi } from "@/wire/roundApi";

const SIGN_EVERY_MS = 60_000;

/** Keep the entry while its operator does anything, or speaks: else it goes to somebody else after ten minutes. */
export function useHeldEntry(roundId: number, entry: RoundEntry): void {
  const { t } = useText();
  const client = useQueryClient();
  const isSpeaking = useDesk(({ desk }) =>
    desk.cards.some(({ card }) => card.number.e164 === entry.phone && card.state !== "wrap_up"),
  );
  const lastSign = useRef(Date.now());
  useEffect(() => {
    const sign = () => {
      if (Date.now() - lastSign.current < SIGN_EVERY_MS) return;
      lastSign.current = Date.now();
      roundApi.keep(entry.id).catch((error: unknown) => {
        if (!(error instanceof ApiError) || error.status !== 409) return;
        notify(t, { color: "orange", message: t("round.taken") });
        void client.invalidateQueries({ queryKey: ["rounds", roundId, "work"] });
      });
    };
    window.addEventListener("keydown", sign);
    window.addEventListener("pointerdown", sign);
    const timer = isSpeaking ? window.setInterval(sign, SIGN_EVERY_MS) : undefined;
    return () => {
      window.removeEventListener("keydown", sign);
      window.removeEventListener("pointerdown", sign);
      window.clearInterval(timer);
    };
  }, [client, entry.id, isSpeaking, roundId, t]);
}
