import { useContacts, useWords } from "@/app/queries";
import { useText } from "@/app/text";
import { useDesk, useNow } from "@/app/workspace";
import type { InterestValues } from "@/model/interestForm";
import { isHidden } from "@/model/phone";
import { ContactLine } from "@/ui/ContactLine";
import { Await, Empty } from "@/ui/States";
import type { ContactFilter } from "@/wire/api";
import type { Card } from "@/wire/messages.gen";
import classes from "./InterestCard.module.css";
import { ScriptPart } from "./ScriptPart";
import type { InterestTools } from "./useInterest";

/** The lower part: the call script (left), earlier contacts with this person (right) (R102, R103). */
export function ContactsPart({ tools, card }: { tools: InterestTools; card: Card | undefined }) {
  const { t } = useText();
  const now = useNow(60_000);
  const words = useWords();
  const filter = whose(tools.values, card);
  const contacts = useContacts(filter ?? {}, filter !== null);
  const rows = filter === null ? [] : (contacts.data?.rows ?? []);
  const isDocked = useDesk(({ desk }) => desk.cards.some((shown) => shown.card.id !== card?.id));
  return (
    <div className={classes.lower} data-docked={isDocked}>
      <ScriptPart tools={tools} card={card} />
      <section className={classes.part} aria-labelledby="interest-contacts">
        <h3 id="interest-contacts">
          {t("card.contacts")}
          {rows.length > 0 && <small>{t("contacts.total", { count: contacts.data?.total ?? rows.length })}</small>}
        </h3>
        {filter === null || (!contacts.isPending && !contacts.error && rows.length === 0) ? (
          <Empty title={t(filter === null ? "interest.nobodyYet" : "card.noContacts")} />
        ) : (
          <Await query={contacts}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (axe) */}
            <ol className={classes.contacts} tabIndex={0} aria-labelledby="interest-contacts">
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
          </Await>
        )}
      </section>
    </div>
  );
}

function whose(values: InterestValues, card: Card | undefined): ContactFilter | null {
  if (values.person_id !== null) return { person_id: values.person_id };
  if (values.organization_id !== null) return { organization_id: values.organization_id };
  const number = card?.number.e164 || values.phones[0];
  if (number && isHidden(number)) return card ? { call_id: card.id } : null;
  return number && number.length > 4 ? { number } : null;
}
