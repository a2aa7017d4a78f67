import { useDealPath } from "@/app/dealQueries";
import { Await } from "@/ui/States";
import type { RecordView } from "@/wire/messages.gen";
import { ContactsOfDeal } from "./ContactsOfDeal";
import { ContractsOfDeal } from "./ContractsOfDeal";
import classes from "./deals.module.css";
import { LeadsOfDeal } from "./LeadsOfDeal";
import { StageHistory } from "./StageHistory";
import { StageStrip } from "./StageStrip";

/** What a deal's card has beside its fields: its way, contacts, contracts, and what it came of (R118-R124). */
export function DealPanels({ view }: { view: RecordView }) {
  const path = useDealPath(view.id);
  return (
    <Await query={path}>
      {path.data && (
        <>
          <StageStrip view={view} path={path.data} />
          <div className={classes.panels}>
            <ContactsOfDeal view={view} path={path.data} />
            <ContractsOfDeal view={view} />
            <StageHistory path={path.data} />
            <LeadsOfDeal dealId={view.id} originId={idOf(view.record.origin_lead)} />
          </div>
        </>
      )}
    </Await>
  );
}

function idOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
