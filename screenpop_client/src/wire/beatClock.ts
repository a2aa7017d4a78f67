/** What a page is told by its worker: whether the machine, or the whole tab, stood still since the beat before. */
export type Beat = { readonly slept: boolean };

/** So long without a tick of a timer that no browser throttles, and nothing ran at all. */
export const SLEEP_MS = 4000;

/** Decides, at each tick of a worker, whether the page is told: one beat at a time, the next when it has answered. */
export class BeatClock {
  private lastTick: number;
  private isAwaited = false;
  private hasSlept = false;

  constructor(now: number) {
    this.lastTick = now;
  }

  tick(now: number): Beat | null {
    const gap = now - this.lastTick;
    this.lastTick = now;
    // A clock that was set back tells nothing; one that leapt is taken for a sleep, which costs one reconnect.
    this.hasSlept ||= gap > SLEEP_MS;
    if (this.isAwaited) return null;
    const beat = { slept: this.hasSlept };
    this.hasSlept = false;
    this.isAwaited = true;
    return beat;
  }

  answered(): void {
    this.isAwaited = false;
  }
}
