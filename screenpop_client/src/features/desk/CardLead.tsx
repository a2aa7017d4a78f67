import { useAwaitingLead } from "@/app/leadQueries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { Name } from "@/ui/Name";
import type { Card } from "@/wire/messages.gen";
import classes from "./CardLead.module.css";

/** R52: who calls left a lead that has no result yet; «Интерес» fills that one. */
export function CardLead({ card }: { readonly card: Card }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const lead = useAwaitingLead(card.lead_id === null && isAsked(card) ? card.id : null);
  if (!lead) return null;
  return (
    <a className={classes.lead} href={hrefTo({ page: "leads", id: lead.id })} title={format.dateTime(lead.at)}>
      <Name>{t("card.leadWaits", { method: lead.method, at: format.short(lead.at, now) })}</Name>
    </a>
  );
}

function isAsked({ match }: Card): boolean {
  return match !== "withheld" && match !== "internal" && match !== "unchecked";
}
