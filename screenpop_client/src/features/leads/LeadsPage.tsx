import { Button } from "@mantine/core";
import { useListMeta } from "@/app/listQueries";
import type { Route } from "@/app/router";
import { useText } from "@/app/text";
import type { MessageKey } from "@/i18n/translate";
import { type FilterNode, ofParts, partsOf, writeFilter } from "@/model/listFilter";
import type { ListState } from "@/model/listState";
import { useListAddress } from "@/ui/list/ListPage";
import { ListView } from "@/ui/list/ListView";

const AWAITING: FilterNode = { field: "outcome", op: "is_empty" };
const REMOVED: FilterNode = { not: { field: "removed_at", op: "is_empty" } };

/** «Входящие лиды» (R53), by one button those whose result nobody has recorded yet, and the removed ones (R54). */
export function LeadsPage({ route }: { readonly route: Route }) {
  const { state, setState, title } = useListAddress("lead", route);
  const isAdmins = useListMeta("lead")?.fields.some(({ id }) => id === "removed_at") === true;
  const tools = () => (
    <>
      <Only part={AWAITING} label="leads.awaiting" state={state} onState={setState} />
      {isAdmins && <Only part={REMOVED} label="leads.removed" state={state} onState={setState} />}
    </>
  );
  return (
    <div className="listPage">
      <ListView entity="lead" state={state} onState={setState} head={<h1>{title}</h1>} tools={tools} />
    </div>
  );
}

type OnlyProps = {
  readonly part: FilterNode;
  readonly label: MessageKey;
  readonly state: ListState;
  readonly onState: (state: ListState) => void;
};

/** A button that narrows the list to some of its rows, and widens it again. */
function Only({ part, label, state, onState }: OnlyProps) {
  const { t } = useText();
  const parts = partsOf(state.filter);
  const others = parts.filter((one) => writeFilter(one) !== writeFilter(part));
  const isOn = others.length < parts.length;
  return (
    <Button
      size="xs"
      variant={isOn ? "light" : "default"}
      aria-pressed={isOn}
      onClick={() => onState({ ...state, filter: ofParts(isOn ? others : [...parts, part]) })}
    >
      {t(label)}
    </Button>
  );
}
