import { useMemo } from "react";
import { useText } from "@/app/text";
import { type ChosenColumns, useChosenColumns } from "@/app/useChosenColumns";
import { useNow } from "@/app/workspace";
import { callViews } from "@/ui/callColumns";
import type { Column } from "@/ui/ListTable";
import { CALL_COLUMNS, type CallRow } from "@/wire/messages.gen";

const DEFAULT = CALL_COLUMNS.filter((column) => column.is_default).map((column) => column.id);

/** The columns of the call log, declared by the server, chosen per browser; `isMissed` tells how long ago instead. */
export function useCallColumns(isMissed: boolean): ChosenColumns<Column<CallRow>> {
  const { language, format } = useText();
  const now = useNow(60_000);
  const minute = isMissed ? now : 0; // only what tells ages is drawn anew with time
  const all = useMemo(() => {
    const when = (call: CallRow) =>
      isMissed
        ? format.ago(call.started_at, Math.max(minute, Date.parse(call.started_at)))
        : format.dateTime(call.started_at);
    const views = callViews(format, when, isMissed);
    return CALL_COLUMNS.flatMap((column): Column<CallRow>[] => {
      const view = views[column.id];
      return view ? [{ ...view, id: column.id, title: column[language], sort: column.sort }] : [];
    });
  }, [language, format, isMissed, minute]);
  const columns = useChosenColumns("callColumns", all, DEFAULT);
  const shown = useMemo(
    () => (isMissed ? withCallBack(columns.shown, all) : columns.shown),
    [isMissed, columns.shown, all],
  );
  return { ...columns, shown };
}

/** Calling back is what the list of missed calls is for: there its column comes after the number, chosen or not. */
function withCallBack(shown: readonly Column<CallRow>[], all: readonly Column<CallRow>[]): readonly Column<CallRow>[] {
  const callBack = all.filter((column) => column.id === "called_back");
  const others = shown.filter((column) => column.id !== "called_back");
  const place = others.findIndex((column) => column.id === "number") + 1;
  return [...others.slice(0, place), ...callBack, ...others.slice(place)];
}
