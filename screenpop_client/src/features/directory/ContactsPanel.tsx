import { useContacts } from "@/app/queries";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { ContactLine } from "@/ui/ContactLine";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { ContactFilter } from "@/wire/api";

/** Every contact with a person or an organization, newest first. */
export function ContactsPanel({ filter }: { filter: ContactFilter }) {
  const { t } = useText();
  const now = useNow(60_000);
  const contacts = useContacts(filter);
  const rows = contacts.data?.rows ?? [];
  return (
    <Panel
      title={t("person.contacts")}
      aside={contacts.data && <small>{t("contacts.total", { count: contacts.data.total })}</small>}
    >
      <Await query={contacts}>
        {rows.length === 0 ? (
          <Empty title={t("contacts.empty")} />
        ) : (
          <ol className="plainList">
            {rows.map((contact) => (
              <ContactLine
                key={`${contact.at}-${contact.kind}-${contact.call_id}-${contact.lead_id}`}
                contact={contact}
                now={now}
                isLong
              />
            ))}
          </ol>
        )}
      </Await>
    </Panel>
  );
}
