import { IconFlag } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { ContactLine } from "@/ui/ContactLine";
import classes from "@/ui/call/CallCard.module.css";
import { Name } from "@/ui/Name";
import type { Card, PriorContact } from "@/wire/messages.gen";

const SHOWN = 5;

/** What happened with the caller before, newest first (R76). */
export function CardContacts({ card }: { card: Card }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  if (card.match === "withheld" || card.match === "unchecked" || card.match === "internal") return null;
  const promises = card.contacts.filter(isPromise);
  const past = card.contacts.filter((contact) => !isPromise(contact));
  const total = card.contacts_total - promises.length;
  const rows = past.slice(0, SHOWN);
  const hidden = total - rows.length;
  const last = past[0];
  return (
    <>
      {promises.slice(0, 1).map((promise) => (
        <PromisedContact key={promise.at} promise={promise} now={now} />
      ))}
      <footer className={classes.contacts}>
        <h3>
          {t("card.contacts")}
          {last && <small>{`${format.contacts(total)}, ${format.ago(last.at, now)}`}</small>}
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
    </>
  );
}

function isPromise({ kind }: PriorContact): boolean {
  return kind === "next_contact";
}

/** A contact that was promised to the caller: it is kept, or broken, by this very call. */
function PromisedContact({ promise, now }: { promise: PriorContact; now: number }) {
  const { t, format } = useText();
  const isOverdue = Date.parse(promise.at) < now;
  return (
    <p className={classes.promise} data-overdue={isOverdue} data-testid="promise">
      <IconFlag size={15} aria-hidden />
      <strong>{t(isOverdue ? "card.overdue" : "card.promised", { when: format.moment(promise.at, now) })}</strong>
      <Name>{promise.method}</Name>
    </p>
  );
}
