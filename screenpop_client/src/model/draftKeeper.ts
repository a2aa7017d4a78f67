import type { Draft } from "@/wire/messages.gen";
import { DRAFT_SCHEMA, type DraftEntry, isSame, mergeDraft, pick, prefilled, readEntry } from "./draftEntry";
import { settle } from "./draftPartners";
import type { DraftPorts, DraftState, PutAnswer } from "./draftPorts";
import { Alarm, isSlow, LOCAL_AFTER_MS, REMOTE_AFTER_MS, RETRY_AFTER_MS } from "./draftTimes";
import { Watched } from "./watched";

/** Keeps one interest card's input: here within 300 ms, on the server within 2 s, and brings it back. */
export class DraftKeeper<V extends Record<string, unknown>> extends Watched {
  private readonly ports: DraftPorts;
  private readonly blank: V;
  private readonly dirty = new Set<string>();
  private readonly settled = new Set<string>();
  private base: Readonly<Record<string, unknown>> = {};
  private sent: Readonly<Record<string, unknown>> = {};
  private version = 0;
  private isEnded = false;
  private isLocalReady = false;
  private isRemoteReady = false;
  private isWriting = false;
  private isNewsWaiting = false;
  private readonly localAlarm = new Alarm(() => void this.writeLocal());
  private readonly remoteAlarm = new Alarm(() => void this.writeRemote(false));
  private current: DraftState<V>;

  constructor(initial: V, ports: DraftPorts) {
    super();
    this.ports = ports;
    this.blank = initial;
    this.current = { values: initial, status: "clean", savedAt: null, conflicts: [], isRestoring: true };
  }

  get state(): DraftState<V> {
    return this.current;
  }

  /** Bring back what was typed before; nothing is written to a store before that store was read. */
  async restore(): Promise<void> {
    const readingLocal = this.restoreLocal();
    const [isLate, remote] = await Promise.all([isSlow(readingLocal), this.ports.readRemote()]);
    if (isLate) void readingLocal.then(() => this.meetAgain());
    if (this.isEnded) return;
    await this.meet(remote);
    if (this.version === 0 && this.dirty.size > 0) this.markPrefilled();
    this.isRemoteReady = true;
    this.set({ isRestoring: false });
    if (this.dirty.size > 0) this.schedule();
    if (this.isNewsWaiting) await this.refresh();
  }

  /** Take what came to the server. False when it ended elsewhere and nothing new was typed here. */
  async refresh(): Promise<boolean> {
    this.isNewsWaiting ||= !this.isRemoteReady; // the server may have been asked before they came there
    if (this.isEnded || !this.isRemoteReady) return true;
    const before = this.version;
    const remote = await this.ports.readRemote();
    if (this.isEnded || remote === "failed") return true;
    if (remote === null) return before === 0 || this.isWriting || this.dirty.size > 0;
    if (remote.schema !== DRAFT_SCHEMA || remote.version <= this.version) return true;
    this.adopt(remote);
    void this.writeLocal();
    if (this.dirty.size > this.current.conflicts.length) this.schedule();
    return true;
  }

  /** Offer values that nobody typed: they fill only what neither the operator nor a draft has set. */
  prefill(values: Partial<V>): void {
    const wanted = Object.entries(values).filter(([field]) => !this.dirty.has(field) && !this.settled.has(field));
    if (wanted.length > 0)
      this.set({ values: { ...this.current.values, ...(Object.fromEntries(wanted) as Partial<V>) } });
  }

  /** Take input. */
  change(values: Partial<V>): void {
    if (this.isEnded) return;
    if (this.dirty.size === 0 && this.version === 0 && !this.current.isRestoring) this.markPrefilled();
    for (const field of Object.keys(values)) this.dirty.add(field);
    const status = this.current.status === "localOnly" ? "localOnly" : "saving";
    this.set({ values: { ...this.current.values, ...values }, status });
    this.schedule();
  }

  /** Settle one conflict, and that of the field it goes together with. */
  resolve(field: string, keepMine: boolean): void {
    const { theirs, left } = settle(this.current.conflicts, field);
    const values = keepMine ? this.current.values : { ...this.current.values, ...theirs };
    if (!keepMine) for (const settled of Object.keys(theirs)) this.dirty.delete(settled);
    this.base = { ...this.base, ...theirs };
    this.set({ values, conflicts: left });
    this.schedule();
  }

  /** Write now: on blur, on hang-up, before a save. `isLast` when the page goes away. */
  async flush(isLast = false): Promise<void> {
    if (this.dirty.size === 0 || this.isEnded) return;
    this.calm();
    if (isLast && this.isLocalReady) this.ports.rescueLocal(this.entry());
    await Promise.all([this.writeLocal(), this.writeRemote(isLast)]);
  }

  /** Stop; the draft stays in both stores. */
  stop(): void {
    this.isEnded = true;
    this.calm();
  }

  private calm(): void {
    this.localAlarm.calm();
    this.remoteAlarm.calm();
  }

  /** The card was saved, or thrown away on purpose: forget the draft everywhere. */
  async discard(): Promise<void> {
    this.stop();
    await Promise.allSettled([this.ports.removeLocal(), this.ports.removeRemote()]);
  }

  private set(change: Partial<DraftState<V>>): void {
    this.current = { ...this.current, ...change };
    this.tellWatchers();
  }

  private markPrefilled(): void {
    for (const field of prefilled(this.current.values, this.blank)) this.dirty.add(field);
  }

  /** Take what the server says: its draft, or that there is none (any more). */
  private async meet(remote: Draft | null | "failed"): Promise<void> {
    if (remote === null) await this.forgetVersion();
    else if (remote !== "failed" && remote.schema === DRAFT_SCHEMA) this.adopt(remote);
  }

  /** The browser's own store was read only after the card went on without it. */
  private async meetAgain(): Promise<void> {
    const remote = await this.ports.readRemote();
    if (this.isEnded) return;
    await this.meet(remote);
    if (this.dirty.size > 0) this.schedule();
  }

  private async restoreLocal(): Promise<void> {
    const raw = await this.ports.readLocal().catch(() => undefined);
    this.isLocalReady = true;
    if (raw === undefined || this.isEnded) return;
    const entry = readEntry(raw);
    if (!entry) return this.ports.removeLocal().catch(() => undefined);
    const typedMeanwhile = pick(this.current.values, this.dirty);
    const values = { ...this.current.values, ...entry.values, ...typedMeanwhile } as V;
    for (const field of entry.dirty_fields) this.dirty.add(field);
    for (const field of Object.keys(entry.values)) this.settled.add(field);
    this.version = entry.base_version;
    this.base = entry.base_values;
    this.sent = entry.sent_values;
    this.set({ values, savedAt: entry.saved_at, status: this.dirty.size > 0 ? "saving" : "saved" });
  }

  private async forgetVersion(): Promise<void> {
    const wasKept = this.version > 0;
    [this.version, this.base] = [0, {}];
    if (!wasKept || this.dirty.size > 0) return; // else it was saved or discarded elsewhere
    this.settled.clear();
    this.set({ values: this.blank, status: "clean", savedAt: null });
    await this.ports.removeLocal().catch(() => undefined);
  }

  private adopt(draft: Draft): void {
    if (draft.version < this.version) return; // answers overtake each other
    const known = { known: this.base, sent: this.sent };
    const merged = mergeDraft(known, this.current.values, draft.values, this.dirty);
    for (const [field, value] of Object.entries(draft.values)) {
      this.settled.add(field);
      if (isSame(value, merged.values[field])) this.dirty.delete(field);
    }
    this.version = draft.version;
    const open = merged.conflicts.map((conflict) => conflict.field); // until chosen, even over a killed browser
    for (const field of open) this.dirty.add(field); // also one that was not typed in: it goes with one that was
    this.base = { ...draft.values, ...pick(this.base, open) };
    this.sent = this.isWriting ? this.sent : {};
    this.set({
      values: merged.values as V,
      conflicts: merged.conflicts,
      savedAt: draft.saved_at,
      status: this.dirty.size > 0 ? "saving" : "saved",
    });
  }

  private schedule(): void {
    this.localAlarm.set(LOCAL_AFTER_MS);
    this.scheduleRemote();
  }

  private scheduleRemote(after = REMOTE_AFTER_MS): void {
    if (this.isRemoteReady && !this.isEnded) this.remoteAlarm.set(after);
  }

  private entry(): DraftEntry {
    return {
      schema: DRAFT_SCHEMA,
      base_version: this.version,
      base_values: this.base,
      values: this.current.values,
      dirty_fields: [...this.dirty],
      sent_values: this.sent,
      saved_at: this.ports.now().toISOString(),
    };
  }

  private async writeLocal(): Promise<void> {
    if (this.isEnded || !this.isLocalReady) return;
    await this.ports.writeLocal(this.entry()).catch(() => undefined);
  }

  private async writeRemote(isLast: boolean): Promise<void> {
    if (!this.isRemoteReady || this.isEnded) return;
    if (this.isWriting && !isLast) return this.scheduleRemote();
    const held = new Set(this.current.conflicts.map((conflict) => conflict.field));
    const fields = [...this.dirty].filter((field) => !held.has(field));
    if (fields.length === 0) return;
    const sent = pick(this.current.values, fields);
    const write = { schema: DRAFT_SCHEMA, base_version: this.version, values: sent, dirty_fields: fields };
    this.sent = { ...this.sent, ...sent };
    this.isWriting = true;
    const answer = await this.ports.writeRemote(write, isLast).finally(() => {
      this.isWriting = false;
    });
    if (!this.isEnded) this.answered(answer, sent);
  }

  private answered(answer: PutAnswer, sent: Readonly<Record<string, unknown>>): void {
    if (answer.kind === "failed") {
      this.set({ status: "localOnly" });
      return this.scheduleRemote(RETRY_AFTER_MS);
    }
    if (answer.kind === "taken") {
      for (const [field, value] of Object.entries(sent)) {
        if (isSame(value, this.current.values[field])) this.dirty.delete(field);
      }
      this.base = { ...this.base, ...sent };
      this.adopt(answer.draft);
    } else {
      this.adopt(answer.current);
    }
    void this.writeLocal();
    if (this.dirty.size > this.current.conflicts.length) this.scheduleRemote();
  }
}
