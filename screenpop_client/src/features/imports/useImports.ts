import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { reasonOf } from "@/app/errors";
import { refreshRecordLists } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { dataApi } from "@/wire/dataApi";
import type { ImportView } from "@/wire/messages.gen";
import { isAtWork } from "./progress";

const POLL_MS = 1000;

/** The newest imports; asked again while one of them is at work. */
export function useImports() {
  return useQuery({
    queryKey: ["imports", "list"],
    queryFn: dataApi.imports,
    refetchInterval: ({ state }) => (state.data?.jobs.some((job) => isAtWork(job.state)) ? POLL_MS : false),
  });
}

/** One import; asked again while it is at work. */
export function useImport(id: number) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ["imports", "one", id],
    queryFn: async () => {
      const before = queries.getQueryData<ImportView>(["imports", "one", id]);
      const now = await dataApi.import(id);
      if (before && isAtWork(before.job.state) && !isAtWork(now.job.state)) {
        void refreshRecordLists(queries);
        void queries.invalidateQueries({ queryKey: ["imports", "list"] });
      }
      return now;
    },
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data.job.state) ? POLL_MS : false),
  });
}

/** Do something with an import and show what it is then. */
export function useImportAction<V>(id: number, act: (value: V) => Promise<ImportView>) {
  const { t } = useText();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (view) => queries.setQueryData(["imports", "one", id], view),
    onError: (error) => {
      notify(t, { color: "red", message: reasonOf(error, t) });
      void queries.invalidateQueries({ queryKey: ["imports", "one", id] });
    },
  });
}
