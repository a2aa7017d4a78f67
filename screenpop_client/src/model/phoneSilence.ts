/** So long without a word of the tab that is the phone, and another one becomes it. */
export const SILENT_MS = 5000;

/** In a talk so long: it goes on without the page, and who talks waits for no other call. */
export const SILENT_IN_TALK_MS = 30_000;

/** This tab itself stood still for so long: what it did not hear meanwhile tells nothing. */
const STOOD_STILL_MS = 3000;

/** Tells whether the tab that is the phone still answers, by what another tab hears of it. */
export class PhoneSilence {
  private heardMs: number;
  private lookedMs: number;

  constructor(nowMs: number) {
    this.heardMs = nowMs;
    this.lookedMs = nowMs;
  }

  heard(nowMs: number): void {
    this.heardMs = nowMs;
  }

  /** Look, as is done every second: whether it was silent for longer than is borne with. */
  isTooLong(nowMs: number, isInTalk: boolean): boolean {
    if (nowMs - this.lookedMs > STOOD_STILL_MS) this.heardMs = nowMs;
    this.lookedMs = nowMs;
    return nowMs - this.heardMs > (isInTalk ? SILENT_IN_TALK_MS : SILENT_MS);
  }
}
