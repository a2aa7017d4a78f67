import { Button } from "@mantine/core";
import { IconFlag } from "@tabler/icons-react";
import { useFollowUp, useFollowUpCommands } from "@/app/dayQueries";
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
        <PromisedContact key={promise.at} promise={promise} card={card} now={now} />
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

type PromisedProps = { readonly promise: PriorContact; readonly card: Card; readonly now: number };

/** A contact that was promised to the caller: a talk closes it by itself, and one word closes it or keeps it. */
function PromisedContact({ promise, card, now }: PromisedProps) {
  const { t, format } = useText();
  const id = promise.follow_up_id ?? 0;
  const found = useFollowUp(id, card.state).data;
  const { close, reopen } = useFollowUpCommands(id);
  const isClosed = found !== undefined && found.done_at !== null;
  const isOverdue = Date.parse(promise.at) < now;
  const when = format.moment(promise.at, now);
  const told = isClosed ? t("card.promiseClosed", { when }) : t(isOverdue ? "card.overdue" : "card.promised", { when });
  return (
    <p className={classes.promise} data-overdue={isOverdue && !isClosed} data-testid="promise">
      <IconFlag size={15} aria-hidden />
      <strong>{told}</strong>
      {!isClosed && <Name>{promise.method}</Name>}
      {found && (
        <Button
          size="compact-xs"
          variant="default"
          ml="auto"
          loading={close.isPending || reopen.isPending}
          onClick={() => (isClosed ? reopen.mutate() : close.mutate(card.id))}
        >
          {t(isClosed ? "card.promiseKeep" : "card.promiseClose")}
        </Button>
      )}
    </p>
  );
}
