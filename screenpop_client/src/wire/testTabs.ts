/** Channels that hear each other at once; one that is frozen hears nothing. */
export class FakeChannel {
  static all: FakeChannel[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  isFrozen = false;

  constructor() {
    FakeChannel.all.push(this);
  }

  postMessage(data: unknown): void {
    for (const other of FakeChannel.all) if (other !== this && !other.isFrozen) other.onmessage?.({ data });
  }

  close(): void {
    FakeChannel.all = FakeChannel.all.filter((channel) => channel !== this);
  }
}

type Request = {
  readonly grant: () => Promise<unknown> | undefined;
  readonly done: () => void;
  readonly lose: (error: Error) => void;
};

/** Web Locks, of which one is asked for: granted in turn, given back when its work is done, or stolen. */
export class FakeLocks {
  private held: Request | null = null;
  private waiting: Request[] = [];

  request(_: string, { steal, signal }: LockOptions, grant: Request["grant"]): Promise<unknown> {
    return new Promise<void>((resolve, reject) => {
      const asked = { grant, done: resolve, lose: reject };
      signal?.addEventListener("abort", () => {
        if (!this.waiting.includes(asked)) return;
        this.waiting = this.waiting.filter((one) => one !== asked);
        reject(new DOMException("left", "AbortError"));
      });
      if (steal) {
        this.held?.lose(new DOMException("stolen", "AbortError"));
        this.held = null;
        this.waiting.unshift(asked);
      } else this.waiting.push(asked);
      queueMicrotask(() => this.next());
    });
  }

  private next(): void {
    if (this.held) return;
    const asked = this.waiting.shift();
    if (!asked) return;
    this.held = asked;
    void Promise.resolve(asked.grant()).then(() => {
      if (this.held !== asked) return;
      asked.done();
      this.held = null;
      this.next();
    });
  }
}
