import { NewTaskAbout } from "@/app/NewTaskAbout";
import { useCall, useLead } from "@/app/queries";
import { useText } from "@/app/text";
import { CallsTable } from "@/ui/CallsTable";
import { LeadFacts } from "@/ui/LeadFacts";
import { PageHead, Panel } from "@/ui/Panel";
import { Await } from "@/ui/States";
import type { LeadRow } from "@/wire/messages.gen";

/** One lead, with the ways to its person, organization, campaign and call (R5). */
export function LeadPage({ leadId }: { leadId: number }) {
  const { t } = useText();
  const lead = useLead(leadId);
  return (
    <>
      <PageHead title={t("leads.details", { id: leadId })}>
        {lead.data && <NewTaskAbout field="lead" id={leadId} />}
      </PageHead>
      <Await query={lead}>{lead.data && <Details lead={lead.data} />}</Await>
    </>
  );
}

function Details({ lead }: { lead: LeadRow }) {
  const { t } = useText();
  const call = useCall(lead.call_id);
  return (
    <div className="twoPanels">
      <Panel title={t("interest.title")}>
        <LeadFacts lead={lead} />
      </Panel>
      {call.data && (
        <Panel title={t("leads.call")}>
          <CallsTable label={t("leads.call")} rows={[call.data]} view="single" />
        </Panel>
      )}
    </div>
  );
}
