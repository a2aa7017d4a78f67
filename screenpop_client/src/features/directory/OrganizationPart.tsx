import { useLeads } from "@/app/queries";
import type { RecordPartProps } from "@/app/recordParts";
import { useText } from "@/app/text";
import { LeadsBrief } from "@/ui/LeadsBrief";
import { OwnedList } from "@/ui/OwnedList";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import { ContactsPanel } from "./ContactsPanel";

const A_PHONE = { kind: "phone" };

/** Under the fields of an organization (Контрагент): its people, numbers, leads and contacts. */
export function OrganizationPart({ view }: RecordPartProps) {
  const { t } = useText();
  const { id } = view;
  const name = String(view.record.name ?? "");
  return (
    <div className="twoPanels">
      <Panel title={t("organization.persons")}>
        <OwnedList entity="person" field="organization" id={id} name={name} height={260} />
      </Panel>
      <Panel title={t("person.points")}>
        <OwnedList entity="contact_point" field="organization" id={id} name={name} height={260} also={A_PHONE} />
      </Panel>
      <Leads organizationId={id} />
      <ContactsPanel filter={{ organization_id: id }} />
    </div>
  );
}

function Leads({ organizationId }: { organizationId: number }) {
  const { t } = useText();
  const leads = useLeads({ organization_id: organizationId });
  const rows = leads.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Panel title={t("person.leads")}>
      <Await query={leads}>{rows.length === 0 ? <Empty title={t("leads.empty")} /> : <LeadsBrief rows={rows} />}</Await>
    </Panel>
  );
}
