import type { Draft, DraftWrite } from "@/wire/messages.gen";
import { DRAFT_SCHEMA, type DraftEntry } from "./draftEntry";
import { DraftKeeper } from "./draftKeeper";
import type { PutAnswer } from "./draftPorts";

export type Values = {
  content: string;
  extra: string;
  person_id: number | null;
  person_text: string;
  save_key: string;
};
export const BLANK: Values = { content: "", extra: "", person_id: null, person_text: "", save_key: "mine" };
export const NOW = new Date("2026-11-23T12:03:00Z");

/** Both stores of a draft in memory, the server's merging as the real one does. */
export class Stores {
  local: unknown;
  rescued: unknown;
  remote: Draft | null | "failed" = null;
  writes: DraftWrite[] = [];
  isDown = false;
  isLocalBroken = false;
  answer: ((write: DraftWrite) => PutAnswer) | null = null;

  private localIsRead: Promise<void> = Promise.resolve();

  /** Let the browser's own store answer only when what is returned is called. */
  holdLocal(): () => void {
    let answer = () => {};
    this.localIsRead = new Promise((resolve) => {
      answer = resolve;
    });
    return answer;
  }

  keeper(): DraftKeeper<Values> {
    return new DraftKeeper(BLANK, {
      readLocal: async () => {
        await this.localIsRead;
        if (this.isLocalBroken) throw new Error("QuotaExceededError");
        return this.local;
      },
      writeLocal: async (entry) => {
        if (this.isLocalBroken) throw new Error("QuotaExceededError");
        this.local = structuredClone(entry);
      },
      rescueLocal: (entry) => {
        this.rescued = structuredClone(entry);
      },
      removeLocal: async () => {
        this.local = undefined;
      },
      readRemote: async () => (this.isDown ? "failed" : this.remote),
      writeRemote: async (write) => this.put(write),
      removeRemote: async () => {
        this.remote = null;
      },
      now: () => NOW,
    });
  }

  entry(): DraftEntry {
    return this.local as DraftEntry;
  }

  kept(values: Partial<Values>, version = 1): Draft {
    return { key: "k", schema: DRAFT_SCHEMA, version, saved_at: NOW.toISOString(), values, dirty_fields: [] };
  }

  private put(write: DraftWrite): PutAnswer {
    if (this.isDown) return { kind: "failed" };
    this.writes.push(structuredClone(write));
    if (this.answer) return this.answer(write);
    const before = this.remote === null || this.remote === "failed" ? this.kept({}, 0) : this.remote;
    this.remote = this.kept({ ...before.values, ...write.values }, before.version + 1);
    return { kind: "taken", draft: this.remote };
  }
}
