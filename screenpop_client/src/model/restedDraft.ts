import { isSame } from "./draftEntry";
import type { DraftState } from "./draftPorts";
import { Alarm } from "./draftTimes";

/** Letters are drawn by their field at once, by the card around it when typing has rested for so long. */
export const REST_MS = 150;
/** Who never rests sees the card around the field this old at most. */
export const LATEST_MS = 1000;

export type DraftSource<V> = {
  readonly state: DraftState<V>;
  readonly subscribe: (listener: () => void) => () => void;
};

/** Whether a field became another only by letters typed into it. */
export type IsTyped<V> = <F extends keyof V & string>(field: F, before: V[F], after: V[F]) => boolean;

/**
 * A draft as the card around its fields shows it. Nothing is kept here: what is typed is in the keeper with the letter,
 * and whoever acts upon it asks the keeper.
 */
export class RestedDraft<V extends Record<string, unknown>> {
  private readonly source: DraftSource<V>;
  private readonly isTyped: IsTyped<V>;
  private readonly listeners = new Set<() => void>();
  private readonly rest = new Alarm(() => this.show());
  private readonly latest = new Alarm(() => this.show());
  private shown: DraftState<V>;
  private leave = () => {};

  constructor(source: DraftSource<V>, isTyped: IsTyped<V>) {
    this.source = source;
    this.isTyped = isTyped;
    this.shown = source.state;
  }

  get state(): DraftState<V> {
    return this.shown;
  }

  subscribe = (listener: () => void): (() => void) => {
    if (this.listeners.size === 0) {
      this.leave = this.source.subscribe(this.hear);
      this.shown = this.source.state;
    }
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.leave();
      this.calm();
    };
  };

  private readonly hear = (): void => {
    if (this.isUrgent(this.source.state)) return this.show();
    this.rest.calm();
    this.rest.set(REST_MS);
    this.latest.set(LATEST_MS);
  };

  private show(): void {
    this.calm();
    this.shown = this.source.state;
    for (const listener of this.listeners) listener();
  }

  private calm(): void {
    this.rest.calm();
    this.latest.calm();
  }

  /** More than letters came, or where the draft stands: something was chosen, restored, or changed elsewhere. */
  private isUrgent({ values, conflicts, isRestoring }: DraftState<V>): boolean {
    const before = this.shown;
    if (isRestoring !== before.isRestoring || !isSame(conflicts, before.conflicts)) return true;
    return Object.keys(values).some((field) => {
      const [was, is] = [before.values[field] as V[string], values[field] as V[string]];
      return was !== is && !this.isTyped(field, was, is) && !isSame(was, is);
    });
  }
}
