import { memo } from "react";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import type { PriorContact } from "@/wire/messages.gen";
import classes from "./ContactLine.module.css";
import { Name } from "./Name";
import { Outcome } from "./Outcome";
import { RatingChip } from "./RatingChip";

/** One earlier contact: when, how, how it ended, with whom. */
export const ContactLine = memo(function ContactLine({
  contact,
  now,
  words: said,
  isLong = false,
}: {
  contact: PriorContact;
  now: number;
  /** Names of the dictionaries in the operator's language, by those that the contact tells. */
  words: ReadonlyMap<string, string>;
  isLong?: boolean;
}) {
  const { t, format } = useText();
  const kind = t(`contact.${contact.kind}`);
  const inWords = (name: string) => said.get(name) ?? name;
  const method = inWords(contact.method);
  const isPromise = contact.kind === "next_contact";
  const promise = [t("card.promised", { when: format.moment(contact.at, now) }), method].filter(Boolean);
  const long = isPromise ? promise.join(" · ") : method || kind;
  const words = isLong ? long : kind;
  return (
    <li className={classes.contact} data-kind={contact.kind} data-long={isLong}>
      <time dateTime={contact.at} title={format.dateTime(contact.at)}>
        {format.short(contact.at, now)}
      </time>
      <span className={classes.what}>
        <Name>{words}</Name>
        {contact.rating && (
          <RatingChip rating={contact.rating} {...(isLong ? { text: inWords(contact.outcome) } : { isShort: true })} />
        )}
        {contact.kind === "call" && <Outcome outcome={contact.call_outcome} />}
        {contact.refusal_reason && <Name>{inWords(contact.refusal_reason)}</Name>}
        {isLong && contact.content && <Name>{contact.content}</Name>}
      </span>
      {contact.operator && (
        <span className={classes.operator}>
          <Name>{contact.operator}</Name>
        </span>
      )}
      {isLong && contact.lead_id !== null && (
        <a href={hrefTo({ page: "leads", id: contact.lead_id })}>{`№${contact.lead_id}`}</a>
      )}
    </li>
  );
});
