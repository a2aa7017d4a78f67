import {
  IconArrowsLeftRight,
  IconPhone,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconPhonePause,
} from "@tabler/icons-react";
import type { Card } from "@/wire/messages.gen";

/** The state of a call as a picture; the word stands beside it. */
export function StateIcon({ card }: { card: Card }) {
  const size = 17;
  if (card.state === "held") return <IconPhonePause size={size} aria-hidden />;
  if (card.state === "wrap_up") return <IconPhoneOff size={size} aria-hidden />;
  if (card.state === "talking") return <IconPhone size={size} aria-hidden />;
  if (card.direction === "internal") return <IconArrowsLeftRight size={size} aria-hidden />;
  if (card.direction === "outbound") return <IconPhoneOutgoing size={size} aria-hidden />;
  return <IconPhoneIncoming size={size} aria-hidden />;
}
