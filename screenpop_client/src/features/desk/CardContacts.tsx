import { Button } from "@mantine/core";
import { IconFlag } from "@tabler/icons-react";
import { useFollowUp, useFollowUpCommands } from "@/app/dayQueries";
import { useWords } from "@/app/queries";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import classes from "@/ui/call/CallCard.module.css";
import { Name } from "@/ui/Name";
import type { Card, PriorContact } from "@/wire/messages.gen";
import { CardHistory } from "./CardHistory";

/** What happened with the caller before, newest first (R76). */
export function CardContacts({ card }: { card: Card }) {
  const now = useNow(60_000);
  if (card.match === "withheld" || card.match === "unchecked" || card.match === "internal") return null;
  const promises = card.contacts.filter(isPromise);
  return (
    <>
      {promises.slice(0, 1).map((promise) => (
        <PromisedContact key={promise.at} promise={promise} card={card} now={now} />
      ))}
      <CardHistory card={card} />
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
  const words = useWords();
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
      {!isClosed && <Name>{words.get(promise.method) ?? promise.method}</Name>}
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
