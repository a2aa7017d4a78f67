/** What was typed and may not have reached the server: one entry a draft, kept in this browser. */
export type LocalDrafts = {
  readonly get: (key: string) => Promise<unknown>;
  readonly put: (key: string, entry: unknown) => Promise<void>;
  /** Keep an entry at once: a page that goes away may not live to see a database write through. */
  readonly rescue: (key: string, entry: unknown) => void;
  readonly remove: (key: string) => Promise<void>;
  readonly keys: () => Promise<readonly string[]>;
  /** Which cards were open, as they were last told. */
  readonly opened: () => Promise<unknown>;
  readonly keepOpened: (what: unknown) => Promise<void>;
};

const STORE = "drafts";

/**
 * Open this operator's drafts in IndexedDB. Entries of other operators of the same machine are never seen.
 *
 * A browser that forbids both stores (their very names throw then) makes each call fail, and nothing else.
 */
export function openLocalDrafts(
  operatorId: number,
  factory: () => IDBFactory = () => indexedDB,
  storage: () => RescueStorage = () => localStorage,
): LocalDrafts {
  const prefix = `${operatorId}/`;
  const opened = `open/${operatorId}`;
  const rescued = openRescue(storage, `callbridge.draft.${prefix}`);
  let opening: Promise<IDBDatabase> | null = null;

  const database = (): Promise<IDBDatabase> => {
    const forget = () => {
      opening = null;
    };
    opening ??= openDatabase(factory, forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opening;
  };

  const run = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const store = (await database()).transaction(STORE, mode).objectStore(STORE);
    return settled(act(store));
  };

  return {
    get: async (key) => {
      const entry = rescued.get(key);
      return entry === undefined ? run("readonly", (store) => store.get(prefix + key) as IDBRequest<unknown>) : entry;
    },
    put: async (key, entry) => {
      const before = rescued.text(key);
      await run("readwrite", (store) => store.put(entry, prefix + key));
      // What was rescued while this was being written is newer than this.
      if (rescued.text(key) === before) rescued.remove(key);
    },
    rescue: rescued.put,
    remove: async (key) => {
      rescued.remove(key);
      await run("readwrite", (store) => store.delete(prefix + key));
    },
    keys: async () => {
      const all = (await run("readonly", (store) => store.getAllKeys())).filter((key) => typeof key === "string");
      const stored = all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      return [...new Set([...stored, ...rescued.keys()])];
    },
    opened: () => run("readonly", (store) => store.get(opened) as IDBRequest<unknown>),
    keepOpened: async (what) => {
      await run("readwrite", (store) => store.put(what, opened));
    },
  };
}

/** The part of a browser's storage that is written before the next instruction runs. */
export type RescueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

function openRescue(storage: () => RescueStorage, prefix: string) {
  // Where it is forbidden or full, the database and the server are still being written.
  const attempt = <T>(otherwise: T, act: (storage: RescueStorage) => T): T => {
    try {
      return act(storage());
    } catch {
      return otherwise;
    }
  };
  const textOf = (key: string) => attempt(null, (held) => held.getItem(prefix + key));
  return {
    text: textOf,
    get: (key: string): unknown => {
      const text = textOf(key);
      return attempt(undefined, () => (text === null ? undefined : JSON.parse(text)));
    },
    put: (key: string, entry: unknown): void =>
      attempt(undefined, (held) => held.setItem(prefix + key, JSON.stringify(entry))),
    remove: (key: string): void => attempt(undefined, (held) => held.removeItem(prefix + key)),
    keys: (): readonly string[] =>
      attempt<readonly string[]>([], (held) => {
        const all = Array.from({ length: held.length }, (_, index) => held.key(index) ?? "");
        return all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      }),
  };
}

async function openDatabase(factory: () => IDBFactory, onClosed: () => void): Promise<IDBDatabase> {
  const opening = factory().open("callbridge", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(STORE);
  };
  const database = await settled(opening);
  // A browser that clears or repairs its storage closes the connection: the next call opens another.
  database.onclose = onClosed;
  return database;
}

function settled<T>(pending: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    pending.onsuccess = () => resolve(pending.result);
    pending.onerror = () => reject(pending.error ?? new Error("indexeddb"));
  });
}
