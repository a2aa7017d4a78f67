import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useLeads, usePerson } from "@/app/queries";
import { useText } from "@/app/text";
import { useNewInterest } from "@/app/useNewInterest";
import { LeadsBrief } from "@/ui/LeadsBrief";
import { Organization } from "@/ui/links";
import { PageHead, Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { PersonView } from "@/wire/messages.gen";
import { ContactsPanel } from "./ContactsPanel";
import { Phones } from "./Phones";

/** A person: numbers, leads, and every contact there was. */
export function PersonPage({ personId }: { personId: number }) {
  const { t } = useText();
  const person = usePerson(personId);
  return (
    <>
      <PageHead title={person.data?.full_name ?? t("person.title")}>
        {person.data && <NewInterest person={person.data} />}
      </PageHead>
      <Await query={person}>
        {person.data && (
          <div className="twoPanels">
            <Facts person={person.data} />
            <Leads personId={personId} />
            <ContactsPanel filter={{ person_id: personId }} />
          </div>
        )}
      </Await>
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
    <Button size="xs" variant="default" leftSection={<IconPlus size={15} />} onClick={() => newInterest(seed)}>
      {t("desk.newInterest")}
    </Button>
  );
}

function Facts({ person }: { person: PersonView }) {
  const { t, format } = useText();
  return (
    <Panel title={t("person.title")}>
      <dl className="facts">
        <div>
          <dt>{t("leads.organization")}</dt>
          <dd>
            <Organization id={person.organization_id} name={person.organization} isPrivate={person.is_private} />
          </dd>
        </div>
        <div>
          <dt>{t("person.phones")}</dt>
          <dd>
            <Phones phones={person.phones} />
          </dd>
        </div>
        {person.created_at && (
          <div>
            <dt />
            <dd>{t("person.since", { date: format.date(person.created_at) })}</dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function Leads({ personId }: { personId: number }) {
  const { t } = useText();
  const leads = useLeads({ person_id: personId });
  const rows = leads.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Panel title={t("person.leads")}>
      <Await query={leads}>{rows.length === 0 ? <Empty title={t("leads.empty")} /> : <LeadsBrief rows={rows} />}</Await>
    </Panel>
  );
}
