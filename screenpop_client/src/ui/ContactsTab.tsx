import { useContacts, useWords } from "@/app/queries";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { ContactLine } from "@/ui/ContactLine";
import { Await, Empty } from "@/ui/States";
import type { ContactFilter } from "@/wire/api";

/** The contacts with a person or an organization, newest first. */
export function ContactsTab({ filter }: { filter: ContactFilter }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const words = useWords();
  const contacts = useContacts(filter);
  const rows = contacts.data?.rows ?? [];
  const total = contacts.data?.total ?? 0;
  return (
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
              words={words}
              isLong
            />
          ))}
        </ol>
      )}
      {total > rows.length && (
        <small>{t("list.loaded", { shown: format.number(rows.length), count: format.number(total) })}</small>
      )}
    </Await>
  );
}
