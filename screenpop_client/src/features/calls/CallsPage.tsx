import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useCalls } from "@/app/queries";
import { useText } from "@/app/text";
import { CallsTable } from "@/ui/CallsTable";
import { PageHead } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";

/** Every call there was, mine or everybody's. */
export function CallsPage() {
  const { t } = useText();
  const [mine, setMine] = useState(false);
  const calls = useCalls(mine);
  const rows = calls.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="listPage">
      <PageHead title={t("calls.title")}>
        <SegmentedControl
          size="xs"
          aria-label={t("calls.title")}
          value={mine ? "mine" : "all"}
          onChange={(value) => setMine(value === "mine")}
          data={[
            { value: "all", label: t("common.all") },
            { value: "mine", label: t("common.mine") },
          ]}
        />
      </PageHead>
      <div className="listBox">
        <Await query={calls}>
          {rows.length === 0 ? (
            <Empty title={t("calls.empty")} hint={t("calls.emptyHint")} />
          ) : (
            <CallsTable
              label={t("calls.title")}
              rows={rows}
              more={{
                hasMore: calls.hasNextPage,
                isLoading: calls.isFetchingNextPage,
                load: () => void calls.fetchNextPage(),
              }}
            />
          )}
        </Await>
      </div>
    </div>
  );
}
