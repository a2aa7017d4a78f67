import { Button } from "@mantine/core";
import type { Route } from "@/app/router";
import { useText } from "@/app/text";
import { type Condition, ofParts, partsOf, writeFilter } from "@/model/listFilter";
import { useListAddress } from "@/ui/list/ListPage";
import { ListView } from "@/ui/list/ListView";

const AWAITING: Condition = { field: "outcome", op: "is_empty" };
const WRITTEN = writeFilter(AWAITING);

/** «Входящие лиды» (R53), and by one button those whose result nobody has recorded yet. */
export function LeadsPage({ route }: { readonly route: Route }) {
  const { t } = useText();
  const { state, setState, title } = useListAddress("lead", route);
  const parts = partsOf(state.filter);
  const others = parts.filter((part) => writeFilter(part) !== WRITTEN);
  const isOn = others.length < parts.length;
  const awaiting = (
    <Button
      size="xs"
      variant={isOn ? "light" : "default"}
      aria-pressed={isOn}
      onClick={() => setState({ ...state, filter: ofParts(isOn ? others : [...parts, AWAITING]) })}
    >
      {t("leads.awaiting")}
    </Button>
  );
  return (
    <div className="listPage">
      <ListView entity="lead" state={state} onState={setState} head={<h1>{title}</h1>} tools={() => awaiting} />
    </div>
  );
}
