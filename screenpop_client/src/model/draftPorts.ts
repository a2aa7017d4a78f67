import type { Draft, DraftWrite } from "@/wire/messages.gen";
import type { DraftEntry, FieldConflict } from "./draftEntry";

/** Where a draft stands, for the line that tells the operator. */
export type DraftStatus = "clean" | "saving" | "saved" | "localOnly";

export type DraftState<V> = {
  readonly values: V;
  readonly status: DraftStatus;
  readonly savedAt: string | null;
  readonly conflicts: readonly FieldConflict[];
  readonly isRestoring: boolean;
};

/** The server's answer to a write: it took it, or somebody changed the same field first. */
export type PutAnswer =
  | { readonly kind: "taken"; readonly draft: Draft }
  | { readonly kind: "conflict"; readonly current: Draft }
  | { readonly kind: "failed" };

export type DraftPorts = {
  readonly readLocal: () => Promise<unknown>;
  readonly writeLocal: (entry: DraftEntry) => Promise<void>;
  /** Keep it before the next instruction: the page may be gone by then. */
  readonly rescueLocal: (entry: DraftEntry) => void;
  readonly removeLocal: () => Promise<void>;
  /** The server's draft, null when it has none, "failed" when it could not be asked. */
  readonly readRemote: () => Promise<Draft | null | "failed">;
  readonly writeRemote: (write: DraftWrite, isLast: boolean) => Promise<PutAnswer>;
  readonly removeRemote: () => Promise<void>;
  readonly now: () => Date;
};
