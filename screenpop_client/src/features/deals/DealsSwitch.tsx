import { IconLayoutKanban, IconList } from "@tabler/icons-react";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { type ListState, writeListState } from "@/model/listState";
import classes from "./deals.module.css";

type DealsSwitchProps = { readonly shown: "list" | "board"; readonly state: ListState };

/** The same deals as a list or as a board: filter and search go along. */
export function DealsSwitch({ shown, state }: DealsSwitchProps) {
  const { t } = useText();
  const { filter, search } = writeListState(state);
  const params = Object.fromEntries(Object.entries({ filter, search }).filter(([, value]) => value)) as Record<
    string,
    string
  >;
  return (
    <nav className={classes.switch} aria-label={t("deals.shownAs")}>
      <a href={hrefTo({ page: "deals", params })} aria-current={shown === "list" ? "page" : undefined}>
        <IconList size={14} aria-hidden="true" />
        {t("deals.asList")}
      </a>
      <a href={hrefTo({ page: "deals", id: "board", params })} aria-current={shown === "board" ? "page" : undefined}>
        <IconLayoutKanban size={14} aria-hidden="true" />
        {t("deals.asBoard")}
      </a>
    </nav>
  );
}
