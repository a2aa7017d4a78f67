import type {
  Card,
  CardState,
  LiveMessage,
  OwnState,
  PbxLink,
  ReminderBell,
  Snapshot,
  TaskBell,
} from "@/wire/messages.gen";
import { assertNever } from "./assertNever";

/** A card with the revision it came in, which the acknowledgement names. */
export type ShownCard = {
  readonly card: Card;
  readonly revision: number;
};

/** Everything the server told about this operator's desk. */
export type DeskState = {
  readonly isSynced: boolean;
  readonly own: OwnState | null;
  readonly cards: readonly ShownCard[];
  readonly links: readonly PbxLink[];
  readonly tasks: TaskBell;
  readonly reminders: ReminderBell;
};

const NOTHING_WAITS: TaskBell = { unseen: 0, overdue: 0, latest: [] };

const NOTHING_DUE: ReminderBell = { due: [], count: 0, open: 0, escalated: [], escalated_count: 0 };

export const EMPTY_DESK: DeskState = {
  isSynced: false,
  own: null,
  cards: [],
  links: [],
  tasks: NOTHING_WAITS,
  reminders: NOTHING_DUE,
};

/** Replace whatever was held. */
export function applySnapshot(snapshot: Snapshot): DeskState {
  return {
    isSynced: true,
    own: snapshot.own,
    cards: ordered(snapshot.cards.map((card) => ({ card, revision: snapshot.revision }))),
    links: snapshot.links,
    tasks: snapshot.tasks,
    reminders: snapshot.reminders,
  };
}

/** Return the desk after one live message. */
export function applyMessage(desk: DeskState, message: LiveMessage): DeskState {
  switch (message.type) {
    case "card": {
      const others = desk.cards.filter((shown) => shown.card.id !== message.card.id);
      return { ...desk, cards: ordered([...others, { card: message.card, revision: message.revision }]) };
    }
    case "withdrawn":
      return { ...desk, cards: desk.cards.filter((shown) => shown.card.id !== message.card_id) };
    case "own":
      return { ...desk, own: message.own };
    case "link": {
      const others = desk.links.filter((link) => link.pbx !== message.link.pbx);
      return { ...desk, links: [...others, message.link].sort((a, b) => a.pbx.localeCompare(b.pbx)) };
    }
    case "tasks":
      return { ...desk, tasks: message.tasks };
    case "reminders":
      return { ...desk, reminders: message.reminders };
    case "lists":
      return desk;
    default:
      return assertNever(message);
  }
}

const PLACE: Readonly<Record<CardState, number>> = { ringing: 0, talking: 1, held: 1, dialing: 1, wrap_up: 2 };

function ordered(cards: readonly ShownCard[]): readonly ShownCard[] {
  return [...cards].sort(
    (a, b) => PLACE[a.card.state] - PLACE[b.card.state] || Date.parse(b.card.rang_at) - Date.parse(a.card.rang_at),
  );
}

/** Return the card of one call. */
export function findCard(desk: Pick<DeskState, "cards">, callId: string | null): ShownCard | undefined {
  return desk.cards.find((shown) => shown.card.id === callId);
}

/** Say whether a phone of this operator rings. */
export function isRinging(desk: DeskState): boolean {
  return desk.cards.some((shown) => shown.card.state === "ringing");
}

/** Return the instant a card's timer counts from: the ring, the talk, or the end of it. */
export function timerStart(card: Card): string {
  switch (card.state) {
    case "ringing":
      return card.rang_at;
    case "dialing":
      return card.started_at;
    case "talking":
    case "held":
      return card.answered_at ?? card.rang_at;
    case "wrap_up":
      return card.ended_at ?? card.rang_at;
    default:
      return assertNever(card.state);
  }
}

/** Return the links that are down. */
export function deadLinks(desk: Pick<DeskState, "links">): readonly PbxLink[] {
  return desk.links.filter((link) => !link.is_up);
}
