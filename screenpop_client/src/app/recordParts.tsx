import { type ComponentType, createContext, type ReactNode, useContext } from "react";
import type { RecordView } from "@/wire/messages.gen";

export type RecordPartProps = { readonly view: RecordView };

/** What stands in the card of a kind of record under its fields, by `Entity.id`; features bring their own. */
export type RecordParts = Readonly<Record<string, ComponentType<RecordPartProps>>>;

const PartsContext = createContext<RecordParts>({});

export function RecordPartsProvider({ parts, children }: { parts: RecordParts; children: ReactNode }) {
  return <PartsContext value={parts}>{children}</PartsContext>;
}

export function useRecordPart(entity: string): ComponentType<RecordPartProps> | null {
  return useContext(PartsContext)[entity] ?? null;
}
