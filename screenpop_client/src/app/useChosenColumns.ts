import { useMemo, useState } from "react";
import { readPreference, writePreference } from "./preferences";

export type ChosenColumns<C> = {
  readonly all: readonly C[];
  readonly shown: readonly C[];
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
  readonly reset: () => void;
};

/** The columns of a list, chosen per browser and remembered under `name`. */
export function useChosenColumns<C extends { readonly id: string }>(
  name: string,
  all: readonly C[],
  byDefault: readonly string[],
): ChosenColumns<C> {
  const [chosen, setChosen] = useState<readonly string[]>(() => readPreference(name)?.split(",") ?? byDefault);
  const choose = (ids: readonly string[]) => {
    setChosen(ids);
    writePreference(name, ids.join(","));
  };
  const shown = useMemo(() => {
    const wanted = all.filter((column) => chosen.includes(column.id));
    return wanted.length > 0 ? wanted : all;
  }, [all, chosen]);
  return { all, shown, chosen, choose, reset: () => choose(byDefault) };
}
