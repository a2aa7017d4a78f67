import { FILES, listOf, tasksOf } from "@/app/cardTabs";
import { useListMeta } from "@/app/listQueries";
import { useCall, useLead } from "@/app/queries";
import { useAskedTab } from "@/app/router";
import { useText } from "@/app/text";
import { CallsTable } from "@/ui/CallsTable";
import { LeadFacts } from "@/ui/LeadFacts";
import { PageHead, Panel } from "@/ui/Panel";
import { HistoryFold } from "@/ui/record/HistoryFold";
import { type RecordTab, RecordTabs } from "@/ui/record/RecordTabs";
import { ScriptAnswers } from "@/ui/ScriptAnswers";
import { Await } from "@/ui/States";
import type { LeadRow } from "@/wire/messages.gen";
import { GiveResult } from "./GiveResult";
import { RemovedLead } from "./RemovedLead";
import { RemoveLead } from "./RemoveLead";

const TABS: readonly RecordTab[] = [
  listOf({ id: "contacts", label: "person.contacts", entity: "activity", field: "lead" }),
  tasksOf("lead"),
  FILES,
];

/** One lead, with the ways to its person, organization, campaign and call (R5). */
export function LeadPage({ leadId }: { leadId: number }) {
  const { t } = useText();
  const lead = useLead(leadId);
  return (
    <>
      <PageHead title={t("leads.details", { id: leadId })}>
        {lead.data?.rating === null && lead.data.removed_at === null && <GiveResult lead={lead.data} />}
        {lead.data && <RemoveLead lead={lead.data} />}
      </PageHead>
      <Await query={lead}>{lead.data && <Details lead={lead.data} />}</Await>
    </>
  );
}

function Details({ lead }: { lead: LeadRow }) {
  const { t } = useText();
  const call = useCall(lead.call_id);
  const asked = useAskedTab("leads", lead.id);
  const meta = useListMeta("lead");
  return (
    <div className="stack">
      <RemovedLead lead={lead} />
      <div className="twoPanels">
        <Panel title={t("interest.title")}>
          <LeadFacts lead={lead} />
        </Panel>
        <div className="stack">
          {call.data && (
            <Panel title={t("leads.call")}>
              <CallsTable label={t("leads.call")} rows={[call.data]} view="single" />
            </Panel>
          )}
          <ScriptAnswers leadId={lead.id} />
        </div>
      </div>
      <RecordTabs tabs={TABS} owner={{ entity: "lead", id: lead.id, name: `№${lead.id}` }} asked={asked} />
      {meta && <HistoryFold meta={meta} id={lead.id} />}
    </div>
  );
}
