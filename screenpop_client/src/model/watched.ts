/** Something that changes and is watched: `subscribe` is what `useSyncExternalStore` asks for. */
export class Watched {
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  protected tellWatchers(): void {
    for (const listener of this.listeners) listener();
  }
}
