import { useLeads, useOrganization, usePersonsOf } from "@/app/queries";
import { useText } from "@/app/text";
import { LeadsBrief } from "@/ui/LeadsBrief";
import { type Column, ListTable } from "@/ui/ListTable";
import { RowLink } from "@/ui/links";
import { PageHead, Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { PersonView } from "@/wire/messages.gen";
import { ContactsPanel } from "./ContactsPanel";
import { Phones } from "./Phones";

/** An organization (Контрагент): its people, leads and contacts. */
export function OrganizationPage({ organizationId }: { organizationId: number }) {
  const { t } = useText();
  const organization = useOrganization(organizationId);
  return (
    <>
      <PageHead title={organization.data?.name ?? t("organization.title")} />
      <Await query={organization}>
        {organization.data && (
          <div className="twoPanels">
            <Panel title={t("organization.title")}>
              <dl className="facts">
                <div>
                  <dt>{t("person.phones")}</dt>
                  <dd>
                    <Phones phones={organization.data.phones} />
                  </dd>
                </div>
              </dl>
            </Panel>
            <Persons organizationId={organizationId} />
            <Leads organizationId={organizationId} />
            <ContactsPanel filter={{ organization_id: organizationId }} />
          </div>
        )}
      </Await>
    </>
  );
}

function Persons({ organizationId }: { organizationId: number }) {
  const { t } = useText();
  const persons = usePersonsOf(organizationId);
  const rows = persons.data ?? [];
  const columns: Column<PersonView>[] = [
    {
      id: "name",
      title: t("leads.person"),
      width: 200,
      grows: true,
      cell: (person) => <RowLink page="persons" id={person.id} text={person.full_name} />,
    },
    {
      id: "phones",
      title: t("person.phones"),
      width: 180,
      cell: (person) => <Phones phones={person.phones} />,
    },
  ];
  return (
    <Panel title={t("organization.persons")}>
      <Await query={persons}>
        {rows.length === 0 ? (
          <Empty title={t("organization.noPersons")} />
        ) : (
          <ListTable label={t("organization.persons")} columns={columns} rows={rows} keyOf={(person) => person.id} />
        )}
      </Await>
    </Panel>
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
