import { type ComponentType, createContext, type ReactNode, useContext } from "react";
import type { ListAction, ListMeta } from "@/wire/messages.gen";
import type { Taken } from "./bulkQueries";

export type ListActionProps = {
  readonly meta: ListMeta;
  /** Gives the rows that are marked, those that are shown as they were seen. */
  readonly take: () => Promise<Taken>;
  /** Takes the marks away but of those that stay as they were. */
  readonly onDone: (left: readonly number[]) => void;
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
