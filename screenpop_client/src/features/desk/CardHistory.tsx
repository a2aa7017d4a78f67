import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useCallerContacts } from "@/app/callerQueries";
import { useWords } from "@/app/queries";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useIsFirst, useNow } from "@/app/workspace";
import { foldAfter, groupsOf, pastOf } from "@/model/contactGroups";
import { hintOf } from "@/model/keys";
import { ContactLine } from "@/ui/ContactLine";
import classes from "@/ui/call/CallCard.module.css";
import { Name } from "@/ui/Name";
import type { Card, ContactGroup } from "@/wire/messages.gen";

/**
 * What was before, folded by person, number and organization (R76): the nearest is open, a press or a key opens the
 * next. Until the groups have come the card's own contacts stand.
 */
export function CardHistory({ card }: { readonly card: Card }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const groups = groupsOf(card, useCallerContacts(card).data);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string> | null>(null);
  const open = unfolded ?? new Set(groups.slice(0, 1).map(({ scope }) => scope));
  const isFirst = useIsFirst(card);
  useKeys(isFirst && groups.length > 1 ? { history: () => setUnfolded(foldAfter(groups, open)) } : {});
  const toggle = (scope: string) => {
    const next = new Set(open);
    if (!next.delete(scope)) next.add(scope);
    setUnfolded(next);
  };
  const last = groups.flatMap((group) => pastOf(group).contacts)[0];
  return (
    <footer className={classes.contacts}>
      <h3>
        {t("card.contacts")}
        <small>
          {last && <span>{format.ago(last.at, now)}</span>}
          {groups.length > 1 && <kbd title={t("help.history")}>{hintOf("history")}</kbd>}
        </small>
      </h3>
      {groups.length === 0 && <p className={classes.note}>{t("card.noContacts")}</p>}
      {groups.map((group) => (
        <Group
          key={group.scope}
          card={card}
          group={group}
          isOpen={open.has(group.scope)}
          now={now}
          onToggle={() => toggle(group.scope)}
        />
      ))}
    </footer>
  );
}

type GroupProps = {
  readonly card: Card;
  readonly group: ContactGroup;
  readonly isOpen: boolean;
  readonly now: number;
  readonly onToggle: () => void;
};

function Group({ card, group, isOpen, now, onToggle }: GroupProps) {
  const { t, format } = useText();
  const words = useWords();
  const { contacts, total } = pastOf(group);
  const hidden = total - contacts.length;
  return (
    <section className={classes.group}>
      <button type="button" aria-expanded={isOpen} onClick={onToggle}>
        {isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
        <Name>{titleOf(card, group, t(`card.history.${group.scope}`))}</Name>
        <small>{format.contacts(total)}</small>
      </button>
      {isOpen && (
        <div className={classes.rows}>
          <ol>
            {contacts.map((contact) => (
              <ContactLine
                key={`${contact.at}-${contact.kind}-${contact.call_id}-${contact.lead_id}`}
                contact={contact}
                now={now}
                words={words}
              />
            ))}
          </ol>
          {hidden > 0 && <p className={classes.note}>{t("card.moreContacts", { count: hidden })}</p>}
        </div>
      )}
    </section>
  );
}

function titleOf(card: Card, { scope }: ContactGroup, words: string): string {
  if (scope === "number") return `${words} ${card.number.display || card.number.raw}`;
  const [first] = card.candidates;
  const name = scope === "person" ? first?.person : first?.organization;
  return name ? `${words}: ${name}` : words;
}
