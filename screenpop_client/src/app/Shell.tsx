import { useCallback, useEffect, useState } from "react";
import { ReminderPanel } from "@/features/day/ReminderPanel";
import { CallDock } from "@/features/desk/CallDock";
import { LinkBanner } from "@/features/desk/LinkBanner";
import { PinnedCards } from "@/features/desk/PinnedCards";
import { useRingAlert } from "@/features/desk/useRingAlert";
import { InterestLayer } from "@/features/interest/InterestLayer";
import { CARD_PARTS } from "./cardParts";
import { Header } from "./Header";
import { HelpDialog } from "./HelpDialog";
import { later } from "./later";
import { type ListActions, ListActionsProvider } from "./listActions";
import { Navigation } from "./Navigation";
import { Page } from "./Page";
import { useDictionaries } from "./queries";
import { RecordPartsProvider } from "./recordParts";
import { useRoute } from "./router";
import classes from "./Shell.module.css";
import { useText } from "./text";
import { useDeskCommands } from "./useDeskCommands";
import { useDesk, useOpenInterests, useWorkspace } from "./workspace";

const LIST_ACTIONS: ListActions = {
  move: later(() => import("@/features/deals/MoveMarked"), "MoveMarked", null),
};

/** The frame around every page; call cards and interest cards lie above whichever page is open. */
export function Shell() {
  const { t } = useText();
  const route = useRoute();
  const open = useOpenInterests();
  const isLive = useDesk(({ socket }) => socket.phase === "live");
  const { interests } = useWorkspace();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const showHelp = useCallback(() => setHelpOpen(true), []);
  useDictionaries(); // so that the first interest card opens with them

  // What lies under an interest card must not be reached by Tab; going elsewhere puts the card aside.
  const isCovered = open.active !== null;
  useEffect(() => {
    window.addEventListener("hashchange", interests.minimise);
    return () => window.removeEventListener("hashchange", interests.minimise);
  }, [interests]);

  return (
    <div className={classes.frame} data-live={isLive}>
      <button type="button" className={classes.skip} onClick={() => document.getElementById("main")?.focus()}>
        {t("app.skip")}
      </button>
      <Header onHelp={showHelp} />
      <LinkBanner />
      <div className={classes.body}>
        <Navigation page={route.page} isCovered={isCovered} />
        <main id="main" className={`${classes.main} dockRoom`} tabIndex={-1} inert={isCovered}>
          <RecordPartsProvider parts={CARD_PARTS}>
            <ListActionsProvider actions={LIST_ACTIONS}>
              <Page route={route} />
            </ListActionsProvider>
          </RecordPartsProvider>
        </main>
        <ReminderPanel />
        <InterestLayer />
        <CallDock />
        <PinnedCards />
      </div>
      <Attention onHelp={showHelp} />
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

/** Keys and the ring of the whole page; apart, so that neither draws the page anew. */
function Attention({ onHelp }: { readonly onHelp: () => void }) {
  useDeskCommands(onHelp);
  useRingAlert();
  return null;
}
