import { IconLayoutKanban, IconList } from "@tabler/icons-react";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { turnedToArchive } from "@/model/archive";
import { type ListState, writeListState } from "@/model/listState";
import classes from "./deals.module.css";

type DealsSwitchProps = { readonly shown: "list" | "board"; readonly state: ListState };

/** The same deals as a list or as a board: filter and search go along; the archive has no board. */
export function DealsSwitch({ shown, state }: DealsSwitchProps) {
  const { t } = useText();
  const params = paramsOf(state);
  const ofBoard = paramsOf({ ...state, filter: turnedToArchive(state.filter, false) });
  return (
    <nav className={classes.switch} aria-label={t("deals.shownAs")}>
      <a href={hrefTo({ page: "deals", params })} aria-current={shown === "list" ? "page" : undefined}>
        <IconList size={14} aria-hidden="true" />
        {t("deals.asList")}
      </a>
      <a
        href={hrefTo({ page: "deals", id: "board", params: ofBoard })}
        aria-current={shown === "board" ? "page" : undefined}
      >
        <IconLayoutKanban size={14} aria-hidden="true" />
        {t("deals.asBoard")}
      </a>
    </nav>
  );
}

function paramsOf(state: ListState): Record<string, string> {
  const { filter, search } = writeListState(state);
  return { ...(filter && { filter }), ...(search && { search }) };
}
