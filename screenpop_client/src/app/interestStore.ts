import { type DealContactValues, emptyDealContact, toContactForm } from "@/model/dealContact";
import { DraftKeeper } from "@/model/draftKeeper";
import type { DraftPorts, PutAnswer } from "@/model/draftPorts";
import { emptyInterest, type InterestValues, toForm } from "@/model/interestForm";
import {
  closeInterest,
  dealOf,
  minimiseInterest,
  NOTHING_OPEN,
  type OpenInterests,
  openInterest,
  readOpen,
} from "@/model/openInterests";
import { Watched } from "@/model/watched";
import { api } from "@/wire/api";
import { dealsApi } from "@/wire/dealsApi";
import { ApiError } from "@/wire/http";
import { randomId } from "@/wire/ids";
import type { LocalDrafts } from "@/wire/localDrafts";
import type { Draft, DraftWrite, SavedDealContact, SavedInterest } from "@/wire/messages.gen";
import { type OpenCards, openCardsOf } from "@/wire/openCards";
import { joinTabs } from "@/wire/tabs";

/** The card was not saved: another window changed what this one did too, and the operator has not chosen. */
export class Undecided extends Error {}

export type InterestKeeper = DraftKeeper<InterestValues>;
export type DealContactKeeper = DraftKeeper<DealContactValues>;

/** The cards of this tab, of interests and of deals' contacts: which are open, and what keeps each one's input. */
export class InterestStore extends Watched {
  private readonly local: LocalDrafts;
  private readonly remembered: OpenCards;
  private readonly tabs = joinTabs();
  private readonly nowMs: () => number;
  private readonly keepers = new Map<string, InterestKeeper>();
  private readonly contactKeepers = new Map<string, DealContactKeeper>();
  private current: OpenInterests;

  constructor(operatorId: number, local: LocalDrafts, nowMs: () => number) {
    super();
    this.local = local;
    this.nowMs = nowMs;
    this.remembered = openCardsOf(operatorId, local);
    this.current = readOpen(this.remembered.ofThisTab());
  }

  get open(): OpenInterests {
    return this.current;
  }

  start(): void {
    document.addEventListener("visibilitychange", this.leave);
    window.addEventListener("pagehide", this.leave);
    if (this.remembered.ofThisTab() === null) void this.takeOver();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.leave);
    window.removeEventListener("pagehide", this.leave);
    for (const keeper of this.all()) {
      void keeper.flush(true);
      keeper.stop();
    }
    this.keepers.clear();
    this.contactKeepers.clear();
    this.tabs.leave();
  }

  /** Open a card, or bring it to the front; `seed` fills what nobody typed. */
  show(key: string, seed: Partial<InterestValues> = {}): void {
    if (dealOf(key) === null) this.keeper(key).prefill(seed);
    this.set(openInterest(this.current, key));
  }

  minimise = (): void => {
    void this.activeKeeper()?.flush();
    this.set(minimiseInterest(this.current));
  };

  /** Return what keeps a card's input, made (and restoring) at the first call. */
  keeper(key: string): InterestKeeper {
    return this.keptIn(this.keepers, key, emptyInterest);
  }

  /** The same of a deal's contact. */
  contactKeeper(key: string): DealContactKeeper {
    return this.keptIn(this.contactKeepers, key, emptyDealContact);
  }

  /**
   * Save for good (R116). The draft goes first, so that a crash in between loses nothing; raises Undecided.
   */
  async save(key: string): Promise<SavedInterest> {
    const values = await decided(this.keeper(key));
    const saved = await api.saveInterest(toForm(values), values.save_key);
    await this.drop(key);
    return saved;
  }

  /** Save the contact of a deal for good (R77), its draft first. */
  async saveContact(key: string, dealId: number): Promise<SavedDealContact> {
    const values = await decided(this.contactKeeper(key));
    const saved = await dealsApi.saveContact(dealId, toContactForm(values), values.save_key);
    await this.drop(key);
    return saved;
  }

  /** Forget a card and its draft. */
  async drop(key: string): Promise<void> {
    const keeper = dealOf(key) === null ? this.keeper(key) : this.contactKeeper(key);
    this.keepers.delete(key);
    this.contactKeepers.delete(key);
    this.set(closeInterest(this.current, key));
    await keeper.discard();
  }

  /** Try to bring every draft to the server: the connection is back, or a talk ended. */
  flushAll(isLast = false): void {
    for (const keeper of this.all()) void keeper.flush(isLast);
  }

  /** Drafts came to the server, or went: what is open here takes them in, and closes what was saved elsewhere. */
  refreshAll(): void {
    for (const keepers of [this.keepers, this.contactKeepers]) {
      for (const [key, keeper] of keepers) {
        void keeper.refresh().then((isAlive) => {
          if (!isAlive && keepers.get(key) === keeper) void this.drop(key);
        });
      }
    }
  }

  private activeKeeper(): InterestKeeper | DealContactKeeper | undefined {
    const { active } = this.current;
    return active === null ? undefined : (this.keepers.get(active) ?? this.contactKeepers.get(active));
  }

  private all(): readonly (InterestKeeper | DealContactKeeper)[] {
    return [...this.keepers.values(), ...this.contactKeepers.values()];
  }

  private keptIn<V extends Record<string, unknown>>(
    keepers: Map<string, DraftKeeper<V>>,
    key: string,
    empty: (at: string, saveKey: string) => V,
  ): DraftKeeper<V> {
    const known = keepers.get(key);
    if (known) return known;
    const keeper = new DraftKeeper(empty(new Date(this.nowMs()).toISOString(), randomId()), this.ports(key));
    keepers.set(key, keeper);
    void keeper.restore();
    return keeper;
  }

  private set(open: OpenInterests): void {
    this.current = open;
    this.remembered.keep(JSON.stringify(open));
    this.tellWatchers();
  }

  /** A browser that was killed left its cards open: the first tab of the next one goes on with them. */
  private async takeOver(): Promise<void> {
    const left = readOpen(await this.remembered.ofLastBrowser());
    if (left.keys.length === 0 || !(await this.tabs.isAlone())) return;
    if (this.current === NOTHING_OPEN) this.set(left);
  }

  private readonly leave = (event: Event): void => {
    if (event.type === "pagehide" || document.visibilityState === "hidden") this.flushAll(true);
  };

  private ports(key: string): DraftPorts {
    return {
      readLocal: () => this.local.get(key),
      writeLocal: (entry) => this.local.put(key, entry),
      rescueLocal: (entry) => this.local.rescue(key, entry),
      removeLocal: () => this.local.remove(key),
      readRemote: () => readRemote(key),
      writeRemote: (write, isLast) => writeRemote(key, write, isLast),
      removeRemote: () => api.deleteDraft(key),
      now: () => new Date(this.nowMs()),
    };
  }
}

async function readRemote(key: string): Promise<Draft | null | "failed"> {
  try {
    // Asked among all: that there is none yet is the usual answer, and no error.
    return (await api.drafts()).find((draft) => draft.key === key) ?? null;
  } catch {
    return "failed";
  }
}

async function writeRemote(key: string, write: DraftWrite, isLast: boolean): Promise<PutAnswer> {
  try {
    return { kind: "taken", draft: await api.putDraft(key, write, isLast) };
  } catch (error) {
    if (error instanceof ApiError && error.info.code === "draft.conflict" && error.info.params.current) {
      return { kind: "conflict", current: error.info.params.current as Draft };
    }
    return { kind: "failed" };
  }
}

/** Bring in what another window wrote meanwhile; where both wrote, nothing is saved before the operator chose. */
async function decided<V extends Record<string, unknown>>(keeper: DraftKeeper<V>): Promise<V> {
  await keeper.flush();
  await keeper.refresh();
  if (keeper.state.conflicts.length > 0) throw new Undecided();
  return keeper.state.values;
}
