import { useMemo, useState } from "react";
import { equals } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import type { Values } from "@/model/recordFields";
import { ListView } from "./list/ListView";

type OwnedListProps = {
  readonly entity: string;
  /** The field that names the owner, the owner, and what it is called. */
  readonly field: string;
  readonly id: number;
  readonly name: string;
  readonly height: number;
  /** What else a new one begins with. */
  readonly also?: Values;
};

/** The records of a kind that belong to one record, in its card. */
export function OwnedList({ entity, field, id, name, height, also }: OwnedListProps) {
  const [state, setState] = useState<ListState>(WHOLE);
  const fixed = useMemo(() => equals(field, id), [field, id]);
  const seed = useMemo(
    () => ({ values: { [field]: id }, names: { [field]: name }, begins: also }),
    [field, id, name, also],
  );
  return (
    <div style={{ height, padding: 10 }}>
      <ListView entity={entity} state={state} onState={setState} fixed={fixed} seed={seed} isPart />
    </div>
  );
}
