import { within } from "./within";

export const LOCAL_AFTER_MS = 300;
export const REMOTE_AFTER_MS = 2000;
export const RETRY_AFTER_MS = 5000;
export const LOCAL_READ_MS = 1000;

/** Calls once, after a while; set again meanwhile, the first time stands. */
export class Alarm {
  private readonly ring: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ring: () => void) {
    this.ring = ring;
  }

  set(afterMs: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.ring();
    }, afterMs);
  }

  calm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

/** Whether the browser's own store takes longer than a card that is to be filled in can wait for. */
export function isSlow(reading: Promise<void>): Promise<boolean> {
  return within(LOCAL_READ_MS, reading).then(
    () => false,
    () => true,
  );
}
