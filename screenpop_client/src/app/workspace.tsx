import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { OpenInterests } from "@/model/openInterests";
import type { Attention } from "@/wire/attention";
import type { LocalDrafts } from "@/wire/localDrafts";
import type { Card } from "@/wire/messages.gen";
import type { DeskStore, DeskView } from "./deskStore";
import type { InterestStore } from "./interestStore";
import { onTick } from "./ticks";

/** What lives as long as a login: the stream of calls and the open interest cards. */
export type Workspace = {
  readonly desk: DeskStore;
  readonly interests: InterestStore;
  readonly attention: Attention;
  readonly localDrafts: LocalDrafts;
};

const WorkspaceContext = createContext<Workspace | null>(null);

export function WorkspaceProvider({ value, children }: { value: Workspace; children: ReactNode }) {
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>;
}

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("no workspace above");
  return workspace;
}

/**
 * A part of the desk as it stands; the component is drawn anew when that part is another: `pick` returns what it finds,
 * and makes nothing of it.
 */
export function useDesk<T>(pick: (view: DeskView) => T): T {
  const { desk } = useWorkspace();
  return useSyncExternalStore(desk.subscribe, () => pick(desk.view));
}

/** Whether this card is the first, whose the keys are. */
export function useIsFirst(card: Card): boolean {
  return useDesk(({ desk }) => desk.cards[0]?.card.id === card.id);
}

export function useOpenInterests(): OpenInterests {
  const { interests } = useWorkspace();
  return useSyncExternalStore(interests.subscribe, () => interests.open);
}

/** Whether this tab is the one of the browser's that rings and notifies; one that answers always is. */
export function useIsHeard(): boolean {
  const { attention } = useWorkspace();
  return useSyncExternalStore(attention.subscribe, () => attention.isLeader);
}

/** The server's clock in milliseconds, moving on every `stepMs`. */
export function useNow(stepMs = 1000): number {
  const { desk } = useWorkspace();
  const [now, setNow] = useState(desk.nowMs);
  useEffect(() => onTick(stepMs, () => setNow(desk.nowMs())), [desk, stepMs]);
  // After a sleep the first word of the socket comes long before the next step of a slow clock.
  useEffect(
    () =>
      desk.subscribe(() => {
        const fresh = desk.nowMs();
        setNow((shown) => (Math.abs(fresh - shown) < stepMs ? shown : fresh));
      }),
    [desk, stepMs],
  );
  return now;
}
