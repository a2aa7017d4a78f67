import { useMemo } from "react";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import type { CallRow } from "@/wire/messages.gen";
import { callViews } from "./callColumns";
import { type Column, ListTable } from "./ListTable";

type CallsTableProps = {
  readonly label: string;
  readonly rows: readonly CallRow[];
  /** How many columns there is room for: the desk's, or those of the one call of a lead. */
  readonly view?: "desk" | "single";
};

const COLUMNS = {
  desk: ["direction", "at", "number", "who", "outcome", "talk", "lead"],
  single: ["direction", "at", "number", "outcome", "wait", "talk"],
} as const;

/** Here times are short and nothing is ordered. */
const NARROW: Readonly<Record<string, number>> = { at: 76, talk: 80, wait: 84 };

/** A short list of calls; each leads to its page, its person, and its lead or a new interest card. */
export function CallsTable({ label, rows, view = "desk" }: CallsTableProps) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const columns = useMemo(() => {
    const views = callViews(format, (call) => format.short(call.started_at, now));
    return COLUMNS[view].flatMap((id): Column<CallRow>[] => {
      const found = views[id];
      return found ? [{ ...found, id, title: t(`calls.${id}`), width: NARROW[id] ?? found.width }] : [];
    });
  }, [t, format, now, view]);
  return <ListTable label={label} columns={columns} rows={rows} keyOf={keyOf} />;
}

const keyOf = (call: CallRow) => call.call_id;
