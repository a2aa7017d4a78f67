import { useCalls } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useDesk } from "@/app/workspace";
import { withLive } from "@/model/recentCalls";
import { CallsTable } from "@/ui/CallsTable";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";

const RECENT = 12;

/** One's own calls, the one that goes on among them from its first ring. */
export function RecentCalls() {
  const { t } = useText();
  const calls = useCalls({ mine: true }, undefined, RECENT);
  const cards = useDesk(({ desk }) => desk.cards);
  const rows = withLive(calls.data?.pages[0]?.rows ?? [], cards, RECENT);
  return (
    <Panel title={t("desk.recentCalls")} aside={<a href={hrefTo({ page: "calls" })}>{t("desk.allCalls")}</a>}>
      <Await query={calls}>
        {rows.length === 0 ? (
          <Empty title={t("calls.empty")} hint={t("calls.emptyHint")} />
        ) : (
          <CallsTable label={t("desk.recentCalls")} rows={rows} view="desk" />
        )}
      </Await>
    </Panel>
  );
}
