import { callsOf, FILES, listOf, tasksOf } from "@/app/cardTabs";
import { useDealPath } from "@/app/dealQueries";
import type { RecordPartProps } from "@/app/recordParts";
import { useRecord } from "@/app/recordQueries";
import { useAskedTab } from "@/app/router";
import { type RecordTab, RecordTabs, rowsOf, type TabProps } from "@/ui/record/RecordTabs";
import { Await } from "@/ui/States";
import { ContactsOfDeal } from "./ContactsOfDeal";
import { ContractsOfDeal } from "./ContractsOfDeal";
import classes from "./deals.module.css";
import { StageHistory } from "./StageHistory";
import { StageStrip } from "./StageStrip";

const TABS: readonly RecordTab[] = [
  { id: "contacts", label: "deals.contacts", counted: rowsOf("activity", "deal"), Content: Contacts },
  { id: "contracts", label: "deals.contracts", counted: rowsOf("contract", "deal"), Content: Contracts },
  listOf({ id: "leads", label: "deals.leads", entity: "lead", field: "deal" }),
  callsOf("deal_id"),
  tasksOf("deal"),
  FILES,
  { id: "stages", label: "deals.history", counted: null, Content: Stages },
];

/** What a deal's card has beside its fields: its way, and its contacts, contracts, leads and the rest (R118-R124). */
export function DealPanels({ view }: RecordPartProps) {
  const path = useDealPath(view.id);
  const asked = useAskedTab("deals", view.id);
  const owner = { entity: "deal", id: view.id, name: String(view.record.name ?? "") };
  return (
    <div className={classes.part}>
      <Await query={path}>{path.data && <StageStrip view={view} path={path.data} />}</Await>
      <RecordTabs tabs={TABS} owner={owner} asked={asked} />
    </div>
  );
}

function Contacts({ owner }: TabProps) {
  const deal = useRecord("deal", owner.id);
  const path = useDealPath(owner.id);
  return <Await query={path}>{deal.data && path.data && <ContactsOfDeal view={deal.data} path={path.data} />}</Await>;
}

function Contracts({ owner }: TabProps) {
  const deal = useRecord("deal", owner.id);
  return <Await query={deal}>{deal.data && <ContractsOfDeal view={deal.data} />}</Await>;
}

function Stages({ owner }: TabProps) {
  const path = useDealPath(owner.id);
  return <Await query={path}>{path.data && <StageHistory path={path.data} />}</Await>;
}
