import { useCallback } from "react";
import type { InterestValues } from "@/model/interestForm";
import { manualKey } from "@/model/openInterests";
import { randomId } from "@/wire/ids";
import { useWorkspace } from "./workspace";

/** Open an interest card without a call (R71, R105). */
export function useNewInterest(): (seed?: Partial<InterestValues>) => void {
  const { interests } = useWorkspace();
  return useCallback((seed = {}) => interests.show(manualKey(randomId()), seed), [interests]);
}
