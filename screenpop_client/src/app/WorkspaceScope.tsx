import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { whoOf } from "@/model/callerName";
import { api } from "@/wire/api";
import { Attention } from "@/wire/attention";
import { openLocalDrafts } from "@/wire/localDrafts";
import type { Card, CardWithdrawn } from "@/wire/messages.gen";
import { startBeat } from "@/wire/pageBeat";
import { DialScope } from "./DialScope";
import { DeskStore } from "./deskStore";
import { goneText } from "./goneText";
import { InterestStore } from "./interestStore";
import { notify } from "./notify";
import { refreshLists } from "./refreshLists";
import { useSession } from "./session";
import { type Say, useText } from "./text";
import { type Workspace, WorkspaceProvider } from "./workspace";

const EVERYTHING = ["calls", "live", "leads", "drafts"] as const;

/** Builds the workspace of a login and takes it down with it. */
export function WorkspaceScope({ onEnded, children }: { onEnded: () => void; children: ReactNode }) {
  const { me } = useSession();
  const { t } = useText();
  const queries = useQueryClient();
  const latest = useRef({ t, onEnded });
  latest.current = { t, onEnded };
  const operatorId = me.operator.id;
  const [workspace, setWorkspace] = useState<Workspace | null>(null);

  useEffect(() => {
    const localDrafts = openLocalDrafts(operatorId);
    const desk = new DeskStore({
      onWithdrawn: (message, card) => tellGone(message, card, latest.current.t),
      onLists: (lists) => {
        const changed = lists === "all" ? EVERYTHING : lists;
        refreshLists(queries, changed);
        if (changed.includes("drafts")) interests.refreshAll();
        if (lists === "all") interests.flushAll();
      },
      // Asking who we are either answers, or ends the login through the HTTP client.
      onLoginDoubt: () => void api.me().catch(() => undefined),
      onLoginEnded: () => latest.current.onEnded(),
    });
    const interests = new InterestStore(operatorId, localDrafts, desk.nowMs);
    desk.start();
    interests.start();
    const attention = new Attention();
    const leaveBeat = startBeat(({ slept }) => {
      desk.beat(slept);
      attention.beat();
    });
    setWorkspace({ desk, interests, attention, localDrafts });
    return () => {
      leaveBeat();
      attention.leave();
      interests.stop();
      desk.stop();
    };
  }, [operatorId, queries]);

  return (
    workspace && (
      <WorkspaceProvider value={workspace}>
        <DialScope>{children}</DialScope>
      </WorkspaceProvider>
    )
  );
}

function tellGone(message: CardWithdrawn, card: Card | undefined, t: Say): void {
  const text = goneText(message, t);
  if (!text || !card) return;
  notify(t, {
    title: whoOf(card) || t("card.withheld"),
    message: text,
    color: message.reason === "answered_elsewhere" ? "teal" : "gray",
    seconds: 6,
  });
}
