import { createContext, type ReactNode, useContext, useMemo } from "react";
import { bindKeys, readBindings } from "@/model/keys";
import type { Me, Operator } from "@/wire/messages.gen";

export type Session = {
  readonly me: Me;
  readonly setOperator: (operator: Operator) => void;
  readonly logout: () => void;
};

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ value, children }: { value: Session; children: ReactNode }) {
  const { keys } = value.me.operator;
  // Before anything below is drawn: every hint shows the key that holds.
  useMemo(() => bindKeys(readBindings(keys)), [keys]);
  return <SessionContext value={value}>{children}</SessionContext>;
}

/** Who is logged in; only below the login page. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("no session above");
  return session;
}
