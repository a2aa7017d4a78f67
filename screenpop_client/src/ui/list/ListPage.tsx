import { useEffect, useRef } from "react";
import { useListMeta, useViews } from "@/app/listQueries";
import { navigate, type Route } from "@/app/router";
import { useText } from "@/app/text";
import { type ListState, ofView, readListState, writeListState } from "@/model/listState";
import { said } from "./cells";
import { ListView } from "./ListView";

type ListPageProps = { readonly entity: string; readonly route: Route };

/** A page that is one list; the address holds what is shown of it. */
export function ListPage({ entity, route }: ListPageProps) {
  const { state, setState, title } = useListAddress(entity, route);
  return (
    <div className="listPage">
      <ListView entity={entity} state={state} onState={setState} head={<h1>{title}</h1>} />
    </div>
  );
}

/** What of a list the address shows, and the way to another address. */
export function useListAddress(entity: string, route: Route) {
  const text = useText();
  const meta = useListMeta(entity);
  const state = readListState(route.params, meta?.opening_tab);
  const setState = (next: ListState) =>
    navigate({ page: route.page, ...(route.id === null ? {} : { id: route.id }), params: writeListState(next) });
  useOpening(entity, route, setState);
  return { state, setState, title: meta ? said(meta.many, text) : "" };
}

/** Open the list with the view that a supervisor chose for everybody, unless the address says what to show. */
function useOpening(entity: string, route: Route, setState: (state: ListState) => void): void {
  const views = useViews(entity).data;
  const isDone = useRef(false);
  const isBare = route.params.size === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the views are known
  useEffect(() => {
    if (views === undefined || isDone.current) return;
    isDone.current = true;
    const opening = views.find((view) => view.kind === "default");
    if (opening && isBare) setState(ofView(opening));
  }, [views]);
}
