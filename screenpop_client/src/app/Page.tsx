import type { ReactNode } from "react";
import { CallsPage } from "@/features/calls/CallsPage";
import { MyDayPage } from "@/features/day/MyDayPage";
import { DeskPage } from "@/features/desk/DeskPage";
import { DICTIONARIES } from "@/features/dictionaries/dictionaries";
import { LeadsPage } from "@/features/leads/LeadsPage";
import { ListPage } from "@/ui/list/ListPage";
import { OrArchived } from "@/ui/record/OrArchived";
import { RecordPage } from "@/ui/record/RecordPage";
import { Loading } from "@/ui/States";
import { later } from "./later";
import { useLists } from "./listQueries";
import { entityOfPage, type Route } from "./router";

// Pages that few open, or few times a day.
const BoardPage = later(() => import("@/features/deals/BoardPage"), "BoardPage");
const CallPage = later(() => import("@/features/calls/CallPage"), "CallPage");
const CampaignsPage = later(() => import("@/features/campaigns/CampaignsPage"), "CampaignsPage");
const DealsPage = later(() => import("@/features/deals/DealsPage"), "DealsPage");
const DictionaryPage = later(() => import("@/features/dictionaries/DictionaryPage"), "DictionaryPage");
const DuplicatesPage = later(() => import("@/features/duplicates/DuplicatesPage"), "DuplicatesPage");
const ImportPage = later(() => import("@/features/imports/ImportPage"), "ImportPage");
const ImportsPage = later(() => import("@/features/imports/ImportsPage"), "ImportsPage");
const IntegrationsPage = later(() => import("@/features/tokens/IntegrationsPage"), "IntegrationsPage");
const InterviewPage = later(() => import("@/features/interviews/InterviewPage"), "InterviewPage");
const LeadPage = later(() => import("@/features/leads/LeadPage"), "LeadPage");
const MailingPage = later(() => import("@/features/mailings/MailingPage"), "MailingPage");
const MailingsPage = later(() => import("@/features/mailings/MailingsPage"), "MailingsPage");
const MyTasksPage = later(() => import("@/features/tasks/MyTasksPage"), "MyTasksPage");
const ParametersPage = later(() => import("@/features/parameters/ParametersPage"), "ParametersPage");
const PipelinesPage = later(() => import("@/features/deals/PipelinesPage"), "PipelinesPage");
const RoundPage = later(() => import("@/features/rounds/RoundPage"), "RoundPage");
const RoundWorkPage = later(() => import("@/features/rounds/RoundWorkPage"), "RoundWorkPage");
const SettingsPage = later(() => import("@/features/settings/SettingsPage"), "SettingsPage");
const TaskPage = later(() => import("@/features/tasks/TaskPage"), "TaskPage");
const TemplatePage = later(() => import("@/features/mailings/TemplatePage"), "TemplatePage");
const TemplatesPage = later(() => import("@/features/mailings/TemplatesPage"), "TemplatesPage");

type Make = (route: Route) => ReactNode;

/** A page that is a list without an id, and one record with it. */
function listed(list: Make, one: (id: number) => ReactNode): Make {
  return (route) => (route.id === null ? list(route) : one(route.id));
}

function unlessArchived(entity: string, id: number, page: ReactNode): ReactNode {
  return (
    <OrArchived entity={entity} id={id}>
      {page}
    </OrArchived>
  );
}

const kind: Make = (route) => <KindPage route={route} />;

/** Pages of their own making, by the first word of the address. */
const PAGES: Readonly<Record<string, Make>> = {
  leads: listed(
    (route) => <LeadsPage route={route} />,
    (id) => <LeadPage key={id} leadId={id} />,
  ),
  calls: (route) => (route.key === "" ? <CallsPage route={route} /> : <CallPage key={route.key} callId={route.key} />),
  campaigns: (route) => (route.id === null ? <CampaignsPage route={route} /> : kind(route)),
  deals: (route) => {
    if (route.key === "board") return <BoardPage route={route} />;
    return route.id === null ? <DealsPage route={route} /> : kind(route);
  },
  day: () => <MyDayPage />,
  pipelines: (route) => <PipelinesPage route={route} />,
  tasks: listed(
    () => <MyTasksPage />,
    (id) => unlessArchived("task", id, <TaskPage key={id} taskId={id} />),
  ),
  interviews: listed(
    (route) => <ListPage key="interview" entity="interview" route={route} />,
    (id) => unlessArchived("interview", id, <InterviewPage key={id} interviewId={id} />),
  ),
  mailings: listed(
    (route) => <MailingsPage route={route} />,
    (id) => unlessArchived("mailing", id, <MailingPage key={id} mailingId={id} />),
  ),
  mailing_templates: listed(
    (route) => <TemplatesPage route={route} />,
    (id) => <TemplatePage key={id} templateId={id} />,
  ),
  call_rounds: listed(
    (route) => <ListPage key="call_round" entity="call_round" route={route} />,
    (id) => unlessArchived("call_round", id, <RoundPage key={id} roundId={id} />),
  ),
  calling: (route) => (route.id === null ? kind(route) : <RoundWorkPage key={route.id} roundId={route.id} />),
  imports: listed(
    () => <ImportsPage />,
    (id) => <ImportPage key={id} importId={id} />,
  ),
  duplicates: () => <DuplicatesPage />,
  integrations: () => <IntegrationsPage />,
  parameters: () => <ParametersPage />,
  settings: () => <SettingsPage />,
};

/** The page that the address names. */
export function Page({ route }: { route: Route }) {
  return (PAGES[route.page] ?? kind)(route);
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
