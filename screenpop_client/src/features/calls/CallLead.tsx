import { Button } from "@mantine/core";
import { useLead } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { LeadFacts } from "@/ui/LeadFacts";
import { Panel } from "@/ui/Panel";
import { ScriptAnswers } from "@/ui/ScriptAnswers";
import { Await, Empty } from "@/ui/States";
import type { CallRow } from "@/wire/messages.gen";

/** The lead that was made of a call, or the way to make one. */
export function CallLead({ call }: { call: CallRow }) {
  const { t } = useText();
  const { interests } = useWorkspace();
  if (call.lead_id !== null) return <Saved leadId={call.lead_id} />;
  return (
    <Panel title={t("callPage.tab.lead")}>
      {call.direction === "internal" ? (
        <Empty title={t("callPage.noLeadInternal")} />
      ) : (
        <Empty
          title={t("callPage.noLead")}
          action={
            <Button size="xs" mt="xs" variant="default" onClick={() => interests.show(call.call_id)}>
              {t("calls.makeInterest")}
            </Button>
          }
        />
      )}
    </Panel>
  );
}

function Saved({ leadId }: { leadId: number }) {
  const { t } = useText();
  const lead = useLead(leadId);
  return (
    <>
      <Panel
        title={t("interest.title")}
        aside={<a href={hrefTo({ page: "leads", id: leadId })}>{t("callPage.openLead", { id: leadId })}</a>}
      >
        <Await query={lead}>{lead.data && <LeadFacts lead={lead.data} />}</Await>
      </Panel>
      <ScriptAnswers leadId={leadId} />
    </>
  );
}
