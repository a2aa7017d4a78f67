import { useQuery } from "@tanstack/react-query";
import { readEntry } from "@/model/draftEntry";
import { api } from "@/wire/api";
import type { LocalDrafts } from "@/wire/localDrafts";
import { useWorkspace } from "./workspace";

/** A card somebody began and did not save. */
export type Unfinished = {
  readonly key: string;
  readonly savedAt: string;
  readonly isLocalOnly: boolean;
  readonly values: Readonly<Record<string, unknown>>;
};

/** The unfinished cards, newest first: the server's, and those that only this browser has. */
export function useUnfinished() {
  const { localDrafts } = useWorkspace();
  return useQuery({
    queryKey: ["drafts"],
    queryFn: async () => {
      const [kept, local] = await Promise.all([api.drafts(), readLocal(localDrafts)]);
      const known = new Set(kept.map((draft) => draft.key));
      const remote = kept.map((draft) => ({
        key: draft.key,
        savedAt: draft.saved_at,
        isLocalOnly: false,
        values: draft.values,
      }));
      const all: Unfinished[] = [...remote, ...local.filter((entry) => !known.has(entry.key))];
      return all.sort((a, b) => Date.parse(b.savedAt) - Date.parse(a.savedAt));
    },
  });
}

async function readLocal(store: LocalDrafts): Promise<readonly Unfinished[]> {
  const keys = await store.keys().catch(() => []);
  const entries = await Promise.all(keys.map(async (key) => ({ key, entry: readEntry(await store.get(key)) })));
  // An entry with nothing unsent is a copy of a server draft: without that one it is a leftover.
  return entries.flatMap(({ key, entry }) =>
    entry && entry.dirty_fields.length > 0
      ? [{ key, savedAt: entry.saved_at, isLocalOnly: true, values: entry.values }]
      : [],
  );
}
