import { type PhoneCall, spokenOf } from "@/model/phoneCalls";
import { usePhoneStore } from "./PhoneScope";
import { usePhoneCommand } from "./phone";
import { pinned, usePinToggle } from "./pinned";
import { useAnswer } from "./useCardActions";
import { useKeys } from "./useKeys";
import { useNewInterest } from "./useNewInterest";
import { useWorkspace } from "./workspace";

/** Keys that work on every page. */
export function useDeskCommands(onHelp: () => void): void {
  useKeys({ help: onHelp });
  useCallKeys();
}

/** The keys of the first call card, wherever it is drawn. */
export function useCallKeys(): void {
  const { desk, interests } = useWorkspace();
  const newInterest = useNewInterest();
  const answer = useAnswer();
  const togglePin = usePinToggle();
  const phone = usePhoneStore();
  const run = usePhoneCommand();
  const inTalk = (act: (call: PhoneCall) => void) => {
    const call = spokenOf(phone?.state.calls ?? []);
    return call ? act(call) : false;
  };
  useKeys({
    newInterest: () => newInterest(),
    accept: () => {
      const ringing = desk.view.desk.cards.find((shown) => shown.card.can_answer);
      if (!ringing) return;
      answer.mutate(ringing.card.id);
      pinned.again();
    },
    pin: togglePin,
    hangUp: () => inTalk(({ id }) => run({ do: "hangUp", call: id })),
    mute: () => inTalk(({ id, isMuted }) => run({ do: isMuted ? "unmute" : "mute", call: id })),
    interest: () => {
      const first = desk.view.desk.cards[0];
      if (!first) newInterest();
      else if (first.card.lead_id === null) interests.show(first.card.id);
    },
  });
}
