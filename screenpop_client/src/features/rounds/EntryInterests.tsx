import { useLeads } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { Name } from "@/ui/Name";
import { Panel } from "@/ui/Panel";
import { RatingChip } from "@/ui/RatingChip";
import { Await, Empty } from "@/ui/States";
import type { LeadRow, RoundEntry } from "@/wire/messages.gen";
import classes from "./rounds.module.css";

const SHOWN = 8;

/** What they were interested in before, and why they refused (R53, R54, R68). */
export function EntryInterests({ entry }: { readonly entry: RoundEntry }) {
  const { person_id, organization_id } = entry;
  if (person_id === null && organization_id === null) return null;
  return <Interests filter={person_id === null ? { organization_id: organization_id ?? 0 } : { person_id }} />;
}

function Interests({
  filter,
}: {
  readonly filter: { readonly person_id?: number; readonly organization_id?: number };
}) {
  const { t } = useText();
  const leads = useLeads(filter, SHOWN);
  const rows = leads.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Panel title={t("round.before")}>
      <Await query={leads}>
        {rows.length === 0 ? (
          <Empty title={t("round.noBefore")} />
        ) : (
          <ol className="plainList">
            {rows.slice(0, SHOWN).map((lead) => (
              <Interest key={lead.id} lead={lead} />
            ))}
          </ol>
        )}
      </Await>
    </Panel>
  );
}

function Interest({ lead }: { readonly lead: LeadRow }) {
  const { format } = useText();
  const now = useNow(60_000);
  const about = [lead.product, lead.topic, lead.campaign].filter(Boolean).join(", ");
  return (
    <li className={classes.interest}>
      <a href={hrefTo({ page: "leads", id: lead.id })} title={format.dateTime(lead.at)}>
        {format.short(lead.at, now)}
      </a>
      <span>
        {lead.rating && <RatingChip rating={lead.rating} text={lead.outcome} />}{" "}
        {lead.refusal_reason && (
          <strong>
            <Name>{lead.refusal_reason}</Name>
          </strong>
        )}{" "}
        <Name>{[about, lead.content].filter(Boolean).join(" — ")}</Name>
      </span>
    </li>
  );
}
