import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { callsOf, FILES, listOf, tasksOf } from "@/app/cardTabs";
import { usePerson } from "@/app/queries";
import type { RecordPartProps } from "@/app/recordParts";
import { useAskedTab } from "@/app/router";
import { useText } from "@/app/text";
import { useNewInterest } from "@/app/useNewInterest";
import { ContactsTab } from "@/ui/ContactsTab";
import { NotCallersOfRecord } from "@/ui/call/NotCallers";
import { OwnedList } from "@/ui/OwnedList";
import { type RecordTab, RecordTabs, rowsOf, type TabProps } from "@/ui/record/RecordTabs";
import { ErasePerson } from "./ErasePerson";

const TABS: readonly RecordTab[] = [
  {
    id: "contacts",
    label: "person.contacts",
    counted: { what: "contacts", filter: (owner) => ({ person_id: owner.id }) },
    Content: ({ owner }) => <ContactsTab filter={{ person_id: owner.id }} />,
  },
  listOf({
    id: "points",
    label: "person.points",
    entity: "contact_point",
    field: "person",
    also: { kind: "phone" },
  }),
  { id: "leads", label: "person.leads", counted: rowsOf("lead", "person"), Content: Leads },
  callsOf("person_id"),
  listOf({ id: "deals", label: "campaigns.tab.deals", entity: "deal", field: "person" }),
  listOf({ id: "contracts", label: "campaigns.tab.contracts", entity: "contract", field: "person" }),
  tasksOf("person"),
  FILES,
  listOf({ id: "events", label: "card.tab.events", entity: "participant", field: "person" }),
  listOf({ id: "mailings", label: "card.tab.letters", entity: "mailing_recipient", field: "person" }),
  listOf({ id: "interviews", label: "card.tab.answers", entity: "interview_response", field: "person" }),
];

/** Under a person's fields: every contact there was, numbers, leads, and whatever else names them (R5). */
export function PersonPart({ view }: RecordPartProps) {
  const asked = useAskedTab("persons", view.id);
  const owner = { entity: "person", id: view.id, name: String(view.record.full_name ?? "") };
  return (
    <>
      <NotCallersOfRecord kind="person" id={view.id} />
      <RecordTabs tabs={TABS} owner={owner} asked={asked} aside={<ErasePerson personId={view.id} />} />
    </>
  );
}

function Leads({ owner }: TabProps) {
  const head = <NewInterest personId={owner.id} />;
  return <OwnedList entity="lead" field="person" id={owner.id} name={owner.name} head={head} />;
}

function NewInterest({ personId }: { readonly personId: number }) {
  const { t } = useText();
  const newInterest = useNewInterest();
  const person = usePerson(personId).data;
  if (!person) return null;
  const seed = {
    person_id: person.id,
    person_text: person.full_name,
    organization_id: person.organization_id,
    organization_text: person.organization,
    is_private: person.is_private,
    phones: person.phones.slice(0, 1).map((phone) => phone.e164 || phone.raw),
  };
  return (
    <Button
      size="xs"
      variant="light"
      leftSection={<IconPlus size={14} aria-hidden="true" />}
      onClick={() => newInterest(seed)}
    >
      {t("desk.newInterest")}
    </Button>
  );
}
