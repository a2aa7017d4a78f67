import { useMemo } from "react";
import { type Row, useListMeta, useRecords } from "@/app/listQueries";
import type { RecordPartProps } from "@/app/recordParts";
import { useAskedTab } from "@/app/router";
import { useText } from "@/app/text";
import { equals } from "@/model/listFilter";
import { cellOf, labelOf } from "@/ui/list/cells";
import { CampaignTabs } from "./CampaignTabs";
import classes from "./campaigns.module.css";

/** What the card of an event has under its fields: what it cost and brought, and its tabs (R15–R21, R50). */
export function CampaignPart({ view }: RecordPartProps) {
  const asked = useAskedTab("campaigns", view.id);
  const { id } = view;
  const name = String(view.record.name ?? "");
  const campaign = useMemo(() => ({ entity: "campaign", id, name }), [id, name]);
  return (
    <div className={classes.part}>
      <Figures campaignId={view.id} />
      <CampaignTabs campaign={campaign} asked={asked} />
    </div>
  );
}

/** Each figure opens to the rows that it counts (A1–A4). */
function Figures({ campaignId }: { readonly campaignId: number }) {
  const text = useText();
  const meta = useListMeta("campaign");
  const found = useRecords("campaign", "", equals("id", campaignId), true);
  const row = found.data?.rows[0] as Row | undefined;
  if (!meta || !row) return null;
  return (
    <dl className={classes.figures}>
      {meta.fields
        .filter((field) => field.has_total)
        .map((field) => (
          <div key={field.id}>
            <dt>{labelOf(field, text)}</dt>
            <dd>{cellOf(row, field, meta, text)}</dd>
          </div>
        ))}
    </dl>
  );
}
