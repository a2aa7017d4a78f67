import { useCallback, useEffect, useState } from "react";
import { CallPage } from "@/features/calls/CallPage";
import { CallsPage } from "@/features/calls/CallsPage";
import { CampaignsPage } from "@/features/campaigns/CampaignsPage";
import { BoardPage } from "@/features/deals/BoardPage";
import { DealsPage } from "@/features/deals/DealsPage";
import { MoveMarked } from "@/features/deals/MoveMarked";
import { PipelinesPage } from "@/features/deals/PipelinesPage";
import { CallDock } from "@/features/desk/CallDock";
import { DeskPage } from "@/features/desk/DeskPage";
import { LinkBanner } from "@/features/desk/LinkBanner";
import { useRingAlert } from "@/features/desk/useRingAlert";
import { DictionaryPage } from "@/features/dictionaries/DictionaryPage";
import { DICTIONARIES } from "@/features/dictionaries/dictionaries";
import { DuplicatesPage } from "@/features/duplicates/DuplicatesPage";
import { ImportPage } from "@/features/imports/ImportPage";
import { ImportsPage } from "@/features/imports/ImportsPage";
import { InterestLayer } from "@/features/interest/InterestLayer";
import { InterviewPage } from "@/features/interviews/InterviewPage";
import { LeadPage } from "@/features/leads/LeadPage";
import { ParametersPage } from "@/features/parameters/ParametersPage";
import { SettingsPage } from "@/features/settings/SettingsPage";
import { MyTasksPage } from "@/features/tasks/MyTasksPage";
import { TaskPage } from "@/features/tasks/TaskPage";
import { IntegrationsPage } from "@/features/tokens/IntegrationsPage";
import { ListPage } from "@/ui/list/ListPage";
import { RecordPage } from "@/ui/record/RecordPage";
import { Loading } from "@/ui/States";
import { CARD_PARTS } from "./cardParts";
import { Header } from "./Header";
import { HelpDialog } from "./HelpDialog";
import { type ListActions, ListActionsProvider } from "./listActions";
import { useLists } from "./listQueries";
import { Navigation } from "./Navigation";
import { useDictionaries } from "./queries";
import { RecordPartsProvider } from "./recordParts";
import { entityOfPage, type Route, useRoute } from "./router";
import classes from "./Shell.module.css";
import { useText } from "./text";
import { useDeskCommands } from "./useDeskCommands";
import { useDesk, useOpenInterests, useWorkspace } from "./workspace";

const LIST_ACTIONS: ListActions = { move: MoveMarked };

/** The frame around every page; call cards and interest cards lie above whichever page is open. */
export function Shell() {
  const { t } = useText();
  const route = useRoute();
  const open = useOpenInterests();
  const { socket } = useDesk();
  const { interests } = useWorkspace();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const showHelp = useCallback(() => setHelpOpen(true), []);
  useDeskCommands(showHelp);
  useRingAlert();
  useDictionaries(); // so that the first interest card opens with them

  // What lies under an interest card must not be reached by Tab; going elsewhere puts the card aside.
  const isCovered = open.active !== null;
  useEffect(() => {
    window.addEventListener("hashchange", interests.minimise);
    return () => window.removeEventListener("hashchange", interests.minimise);
  }, [interests]);

  return (
    <div className={classes.frame} data-live={socket.phase === "live"}>
      <button type="button" className={classes.skip} onClick={() => document.getElementById("main")?.focus()}>
        {t("app.skip")}
      </button>
      <Header onHelp={showHelp} />
      <LinkBanner />
      <div className={classes.body}>
        <Navigation page={route.page} isCovered={isCovered} />
        <main id="main" className={classes.main} tabIndex={-1} inert={isCovered}>
          <RecordPartsProvider parts={CARD_PARTS}>
            <ListActionsProvider actions={LIST_ACTIONS}>
              <Page route={route} />
            </ListActionsProvider>
          </RecordPartsProvider>
        </main>
        <InterestLayer />
        <CallDock />
      </div>
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case "leads":
      return route.id === null ? (
        <ListPage key="lead" entity="lead" route={route} />
      ) : (
        <LeadPage key={route.id} leadId={route.id} />
      );
    case "calls":
      return route.key === "" ? <CallsPage route={route} /> : <CallPage key={route.key} callId={route.key} />;
    case "campaigns":
      return route.id === null ? <CampaignsPage route={route} /> : <KindPage route={route} />;
    case "deals":
      if (route.key === "board") return <BoardPage route={route} />;
      return route.id === null ? <DealsPage route={route} /> : <KindPage route={route} />;
    case "pipelines":
      return <PipelinesPage route={route} />;
    case "tasks":
      return route.id === null ? <MyTasksPage /> : <TaskPage key={route.id} taskId={route.id} />;
    case "parameters":
      return <ParametersPage />;
    case "interviews":
      return route.id === null ? (
        <ListPage key="interview" entity="interview" route={route} />
      ) : (
        <InterviewPage key={route.id} interviewId={route.id} />
      );
    case "integrations":
      return <IntegrationsPage />;
    case "imports":
      return route.id === null ? <ImportsPage /> : <ImportPage key={route.id} importId={route.id} />;
    case "duplicates":
      return <DuplicatesPage />;
    case "settings":
      return <SettingsPage />;
    default:
      return <KindPage route={route} />;
  }
}

/** The list or the card of any kind of record that has no page of its own making; else the desk. */
function KindPage({ route }: { route: Route }) {
  const lists = useLists();
  const entity = entityOfPage(route.page);
  if (route.page === "desk") return <DeskPage />;
  if (lists.isPending) return <Loading />;
  if (!lists.data?.some((meta) => meta.id === entity)) return <DeskPage />;
  if (route.id === null && DICTIONARIES.includes(entity)) return <DictionaryPage entity={entity} route={route} />;
  if (route.id === null) return <ListPage key={entity} entity={entity} route={route} />;
  return <RecordPage key={`${entity} ${route.id}`} entity={entity} id={route.id} />;
}
