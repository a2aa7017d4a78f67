import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { NewTaskAbout } from "@/app/NewTaskAbout";
import { useLeads, usePerson } from "@/app/queries";
import type { RecordPartProps } from "@/app/recordParts";
import { useText } from "@/app/text";
import { useNewInterest } from "@/app/useNewInterest";
import { LeadsBrief } from "@/ui/LeadsBrief";
import { OwnedList } from "@/ui/OwnedList";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { PersonView } from "@/wire/messages.gen";
import { ContactsPanel } from "./ContactsPanel";
import { ErasePerson } from "./ErasePerson";

const A_PHONE = { kind: "phone" };

/** Under a person's fields: numbers, leads, and every contact there was. */
export function PersonPart({ view }: RecordPartProps) {
  const { t } = useText();
  const name = String(view.record.full_name ?? "");
  return (
    <>
      <Group justify="flex-end" gap="xs">
        <NewTaskAbout field="person" id={view.id} />
        <ErasePerson personId={view.id} />
      </Group>
      <div className="twoPanels">
        <Panel title={t("person.points")}>
          <OwnedList entity="contact_point" field="person" id={view.id} name={name} height={230} also={A_PHONE} />
        </Panel>
        <Leads personId={view.id} />
        <ContactsPanel filter={{ person_id: view.id }} />
      </div>
    </>
  );
}

function NewInterest({ person }: { person: PersonView }) {
  const { t } = useText();
  const newInterest = useNewInterest();
  const seed = {
    person_id: person.id,
    person_text: person.full_name,
    organization_id: person.organization_id,
    organization_text: person.organization,
    is_private: person.is_private,
    phones: person.phones.slice(0, 1).map((phone) => phone.e164 || phone.raw),
  };
  return (
    <Button size="compact-xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => newInterest(seed)}>
      {t("desk.newInterest")}
    </Button>
  );
}

function Leads({ personId }: { personId: number }) {
  const { t } = useText();
  const leads = useLeads({ person_id: personId });
  const person = usePerson(personId);
  const rows = leads.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Panel title={t("person.leads")} aside={person.data && <NewInterest person={person.data} />}>
      <Await query={leads}>{rows.length === 0 ? <Empty title={t("leads.empty")} /> : <LeadsBrief rows={rows} />}</Await>
    </Panel>
  );
}
