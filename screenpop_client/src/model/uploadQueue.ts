import type { Sending, UploadOptions } from "@/wire/upload";
import { Watched } from "./watched";

export type UploadState = "waiting" | "sending" | "failed";

/** A file on its way, or one that did not get through. */
export type Upload = {
  readonly key: string;
  readonly file: File;
  readonly state: UploadState;
  readonly sent: number;
  /** What the page itself refused is words and is no better the second time. */
  readonly error: unknown;
};

export type Send = (file: File, options: UploadOptions) => Sending;

const AT_ONCE = 2;

/** Files on their way to one record: a few at once, the others wait. It lives on when its page is left. */
export class UploadQueue extends Watched {
  private all: readonly Upload[] = [];
  private readonly running = new Map<string, Sending>();
  private readonly send: Send;
  private readonly newKey: () => string;
  private readonly onDone: () => void;

  constructor(send: Send, newKey: () => string, onDone: () => void) {
    super();
    this.send = send;
    this.newKey = newKey;
    this.onDone = onDone;
  }

  readonly uploads = (): readonly Upload[] => this.all;

  /** Send `files`; one that `refusal` has words about is shown with them and not sent. */
  add(files: readonly File[], refusal: (file: File) => string | null): void {
    const begun = files.map((file): Upload => {
      const error = refusal(file);
      return { key: this.newKey(), file, state: error === null ? "waiting" : "failed", sent: 0, error };
    });
    this.set([...this.all, ...begun]);
    this.fill();
  }

  /** End a file that is on its way, or forget one that waits or failed. */
  cancel(key: string): void {
    this.running.get(key)?.cancel();
    this.running.delete(key);
    this.set(this.all.filter((one) => one.key !== key));
    this.fill();
  }

  /** Send a file again under its key: were it attached already, it is attached once. */
  retry(key: string): void {
    this.change(key, { state: "waiting", sent: 0, error: null });
    this.fill();
  }

  private fill(): void {
    for (const { key, file } of this.all.filter((one) => one.state === "waiting")) {
      if (this.running.size >= AT_ONCE) return;
      const sending = this.send(file, {
        idempotencyKey: key,
        onProgress: (sent) => this.change(key, { sent }),
      });
      this.running.set(key, sending);
      this.change(key, { state: "sending" });
      sending.done.then(
        () => this.got(key),
        (error: unknown) => this.failed(key, error),
      );
    }
  }

  private got(key: string): void {
    this.running.delete(key);
    this.set(this.all.filter((one) => one.key !== key));
    this.onDone();
    this.fill();
  }

  private failed(key: string, error: unknown): void {
    this.running.delete(key);
    this.change(key, { state: "failed", error });
    this.fill();
  }

  private change(key: string, changes: Partial<Upload>): void {
    this.set(this.all.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  }

  private set(all: readonly Upload[]): void {
    this.all = all;
    this.tellWatchers();
  }
}
