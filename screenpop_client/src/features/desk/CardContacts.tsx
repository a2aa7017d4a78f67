import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { ContactLine } from "@/ui/ContactLine";
import classes from "@/ui/call/CallCard.module.css";
import type { Card } from "@/wire/messages.gen";

const SHOWN = 5;

/** What happened with the caller before, newest first (R76). */
export function CardContacts({ card }: { card: Card }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  if (card.match === "withheld" || card.match === "unchecked" || card.match === "internal") return null;
  const rows = card.contacts.slice(0, SHOWN);
  const hidden = card.contacts_total - rows.length;
  const last = card.contacts.find((contact) => contact.kind !== "next_contact");
  return (
    <footer className={classes.contacts}>
      <h3>
        {t("card.contacts")}
        {last && <small>{`${format.contacts(card.contacts_total)}, ${format.ago(last.at, now)}`}</small>}
      </h3>
      {rows.length === 0 && <p className={classes.note}>{t("card.noContacts")}</p>}
      <ol>
        {rows.map((contact) => (
          <ContactLine
            key={`${contact.at}-${contact.kind}-${contact.call_id}-${contact.lead_id}`}
            contact={contact}
            now={now}
          />
        ))}
      </ol>
      {hidden > 0 && rows.length > 0 && <p className={classes.note}>{t("card.moreContacts", { count: hidden })}</p>}
    </footer>
  );
}
