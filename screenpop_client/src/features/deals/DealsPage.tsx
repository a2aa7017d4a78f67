import type { Route } from "@/app/router";
import { useListAddress } from "@/ui/list/ListPage";
import { ListView } from "@/ui/list/ListView";
import { DealsSwitch } from "./DealsSwitch";

/** R118: the journal of deals. */
export function DealsPage({ route }: { route: Route }) {
  const { state, setState, title } = useListAddress("deal", route);
  const head = (
    <>
      <h1>{title}</h1>
      <DealsSwitch shown="list" state={state} />
    </>
  );
  return (
    <div className="listPage">
      <ListView entity="deal" state={state} onState={setState} head={head} />
    </div>
  );
}
