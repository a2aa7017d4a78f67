import { useRowsOfDeal } from "@/app/dealQueries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { Name } from "@/ui/Name";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import classes from "./deals.module.css";

type LeadsOfDealProps = { readonly dealId: number; readonly originId: number | null };

/** The interests that a deal came of, and those that came to it. */
export function LeadsOfDeal({ dealId, originId }: LeadsOfDealProps) {
  const { t, format } = useText();
  const leads = useRowsOfDeal("lead", dealId);
  const rows = leads.data ?? [];
  return (
    <Panel title={t("deals.leads")}>
      <Await query={leads}>
        {rows.length === 0 ? (
          <Empty title={t("deals.noLeads")} />
        ) : (
          <ul className={classes.history}>
            {rows.map((row) => (
              <li key={row.id}>
                <a href={hrefTo({ page: "leads", id: row.id })}>{t("leads.details", { id: row.id })}</a>
                <span className={classes.muted}>{row.id === originId ? t("deals.origin") : ""}</span>
                <span className={classes.muted}>{format.dateTime(String(row.at))}</span>
                <Name>{String(row.person_name || row.organization_name || "")}</Name>
              </li>
            ))}
          </ul>
        )}
      </Await>
    </Panel>
  );
}
