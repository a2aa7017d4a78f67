import { callsOf, FILES, listOf, tasksOf } from "@/app/cardTabs";
import type { RecordPartProps } from "@/app/recordParts";
import { useAskedTab } from "@/app/router";
import { ContactsTab } from "@/ui/ContactsTab";
import { NotCallersOfRecord } from "@/ui/call/NotCallers";
import { type RecordTab, RecordTabs } from "@/ui/record/RecordTabs";

const FIELD = "organization";

const TABS: readonly RecordTab[] = [
  {
    id: "contacts",
    label: "person.contacts",
    counted: { what: "contacts", filter: (owner) => ({ organization_id: owner.id }) },
    Content: ({ owner }) => <ContactsTab filter={{ organization_id: owner.id }} />,
  },
  listOf({ id: "persons", label: "organization.persons", entity: "person", field: FIELD }),
  listOf({ id: "points", label: "person.points", entity: "contact_point", field: FIELD, also: { kind: "phone" } }),
  listOf({ id: "leads", label: "person.leads", entity: "lead", field: FIELD }),
  callsOf("organization_id"),
  listOf({ id: "deals", label: "campaigns.tab.deals", entity: "deal", field: FIELD }),
  listOf({ id: "contracts", label: "campaigns.tab.contracts", entity: "contract", field: FIELD }),
  tasksOf("organization"),
  FILES,
  listOf({ id: "supplies", label: "card.tab.supplies", entity: "supplier", field: FIELD }),
];

/** Under the fields of an organization (Контрагент): its people, numbers, and whatever else names it (R5). */
export function OrganizationPart({ view }: RecordPartProps) {
  const asked = useAskedTab("organizations", view.id);
  const owner = { entity: "organization", id: view.id, name: String(view.record.name ?? "") };
  return (
    <>
      <NotCallersOfRecord kind="organization" id={view.id} />
      <RecordTabs tabs={TABS} owner={owner} asked={asked} />
    </>
  );
}
