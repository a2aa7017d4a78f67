/** What was typed and may not have reached the server: one entry a draft, kept in this browser. */
export type LocalDrafts = {
  readonly get: (key: string) => Promise<unknown>;
  readonly put: (key: string, entry: unknown) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  readonly keys: () => Promise<readonly string[]>;
};

const STORE = "drafts";

/** Open this operator's drafts in IndexedDB. Entries of other operators of the same machine are never seen. */
export function openLocalDrafts(operatorId: number, factory: IDBFactory = indexedDB): LocalDrafts {
  const prefix = `${operatorId}/`;
  let opening: Promise<IDBDatabase> | null = null;

  const database = (): Promise<IDBDatabase> => {
    opening ??= openDatabase(factory).catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };

  const run = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const store = (await database()).transaction(STORE, mode).objectStore(STORE);
    return settled(act(store));
  };

  return {
    get: (key) => run("readonly", (store) => store.get(prefix + key) as IDBRequest<unknown>),
    put: async (key, entry) => {
      await run("readwrite", (store) => store.put(entry, prefix + key));
    },
    remove: async (key) => {
      await run("readwrite", (store) => store.delete(prefix + key));
    },
    keys: async () => {
      const all = await run("readonly", (store) => store.getAllKeys());
      return all
        .filter((key) => typeof key === "string" && key.startsWith(prefix))
        .map((key) => String(key).slice(prefix.length));
    },
  };
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const opening = factory.open("callbridge", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(STORE);
  };
  return settled(opening);
}

function settled<T>(pending: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    pending.onsuccess = () => resolve(pending.result);
    pending.onerror = () => reject(pending.error ?? new Error("indexeddb"));
  });
}
