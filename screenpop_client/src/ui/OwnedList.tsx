import { type ReactNode, useMemo, useState } from "react";
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
  /** What else a new one begins with. */
  readonly also?: Values;
  /** Stands before what acts on the list. */
  readonly head?: ReactNode;
};

/** The records of a kind that belong to one record, in its card. */
export function OwnedList({ entity, field, id, name, also, head }: OwnedListProps) {
  const [state, setState] = useState<ListState>(WHOLE);
  const fixed = useMemo(() => equals(field, id), [field, id]);
  const seed = useMemo(
    () => ({ values: { [field]: id }, names: { [field]: name }, begins: also }),
    [field, id, name, also],
  );
  return <ListView entity={entity} state={state} onState={setState} fixed={fixed} seed={seed} head={head} isPart />;
}
