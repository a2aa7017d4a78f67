import { Button } from "@mantine/core";
import { useCalls } from "@/app/queries";
import { useText } from "@/app/text";
import type { CallFilter } from "@/wire/api";
import { CallsTable } from "./CallsTable";
import { Await, Empty } from "./States";

/** The calls of one record, the newest first. */
export function CallsTab({ filter }: { readonly filter: CallFilter }) {
  const { t } = useText();
  const calls = useCalls(filter);
  const rows = calls.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Await query={calls}>
      {rows.length === 0 ? <Empty title={t("calls.none")} /> : <CallsTable label={t("nav.calls")} rows={rows} />}
      {calls.hasNextPage && (
        <Button
          size="xs"
          m="xs"
          variant="default"
          loading={calls.isFetchingNextPage}
          onClick={() => void calls.fetchNextPage()}
        >
          {t("common.more")}
        </Button>
      )}
    </Await>
  );
}
