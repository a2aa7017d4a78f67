import { type ComponentType, createContext, type ReactNode, useContext } from "react";
import type { ListAction } from "@/wire/messages.gen";
import type { Row } from "./listQueries";

export type ListActionProps = {
  /** The rows that are marked, as they were seen. */
  readonly rows: readonly Row[];
  /** Takes the marks away when all is done. */
  readonly onDone: () => void;
};

/** What features do with marked rows of a list, by the action that the server offers. */
export type ListActions = Readonly<Partial<Record<ListAction, ComponentType<ListActionProps>>>>;

const ActionsContext = createContext<ListActions>({});

export function ListActionsProvider({ actions, children }: { actions: ListActions; children: ReactNode }) {
  return <ActionsContext value={actions}>{children}</ActionsContext>;
}

export function useListAction(action: ListAction): ComponentType<ListActionProps> | undefined {
  return useContext(ActionsContext)[action];
}
