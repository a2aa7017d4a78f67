import type { ReactNode } from "react";
import { DialContext, useDialling } from "./useDial";

/** Where numbers can be called by a press. */
export function DialScope({ children }: { readonly children: ReactNode }) {
  return <DialContext value={useDialling()}>{children}</DialContext>;
}
