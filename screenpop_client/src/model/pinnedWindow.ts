import { Watched } from "./watched";

/** As much of a browser's window as is needed to keep one above the others. */
export type OwnWindow = {
  readonly close: () => void;
  readonly addEventListener: (type: "pagehide", listener: () => void) => void;
};

export type PinPorts<W extends OwnWindow> = {
  /** Ask the browser for a window above all others: only while a press is being handled. Undefined where it has none. */
  readonly request: (() => Promise<W>) | undefined;
  readonly isWished: () => boolean;
  readonly wish: (isWished: boolean) => void;
};

export type PinView<W extends OwnWindow> = {
  readonly window: W | null;
  /** The operator pinned the cards and did not take that back; the browser wants a press for each window all the same. */
  readonly isWished: boolean;
};

/** The window that keeps the call cards above other programs, and whether the operator wants it. */
export class PinnedWindow<W extends OwnWindow> extends Watched {
  private readonly ports: PinPorts<W>;
  private isOpening = false;
  private isPageLeft = false;
  private current: PinView<W>;

  constructor(ports: PinPorts<W>) {
    super();
    this.ports = ports;
    this.current = { window: null, isWished: ports.isWished() };
  }

  get view(): PinView<W> {
    return this.current;
  }

  get canPin(): boolean {
    return this.ports.request !== undefined;
  }

  /** Open it: the operator wants it from now on. False when the browser refused. */
  async pin(): Promise<boolean> {
    this.wish(true);
    return this.open();
  }

  /** Open it on another press of the operator who wanted it before. */
  again(): void {
    if (this.current.isWished) void this.open();
  }

  /** Close it: the operator does not want it any more. */
  unpin(): void {
    this.wish(false);
    this.rest();
  }

  /** Close it until the next call: the operator wants it as before. */
  rest(): void {
    const { window } = this.current;
    this.set({ window: null });
    window?.close();
  }

  /** The page goes away and the browser closes the window with it: that is nobody's wish. */
  leavePage = (): void => {
    this.isPageLeft = true;
  };

  private async open(): Promise<boolean> {
    const { request } = this.ports;
    if (this.current.window !== null || this.isOpening) return true;
    if (request === undefined) return false;
    this.isOpening = true;
    try {
      const window = await request();
      window.addEventListener("pagehide", () => this.closed(window));
      this.set({ window });
      return true;
    } catch {
      return false;
    } finally {
      this.isOpening = false;
    }
  }

  /** Closed by its own cross; by `rest` it is forgotten before. */
  private closed(window: W): void {
    if (this.current.window !== window || this.isPageLeft) return;
    this.set({ window: null });
    this.wish(false);
  }

  private wish(isWished: boolean): void {
    if (this.current.isWished === isWished) return;
    this.ports.wish(isWished);
    this.set({ isWished });
  }

  private set(change: Partial<PinView<W>>): void {
    this.current = { ...this.current, ...change };
    this.tellWatchers();
  }
}
