import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { randomId } from "@/wire/ids";
import { type TaskFields, taskApi } from "@/wire/taskApi";
import { refreshRecordLists } from "./listQueries";

/** Ask again what somebody's change to a task may have changed. */
export function refreshTasks(client: QueryClient): void {
  for (const key of [["tasks"], ["records", "task"]]) void client.invalidateQueries({ queryKey: key });
  void refreshRecordLists(client);
}

export function useTask(taskId: number) {
  return useQuery({ queryKey: ["tasks", taskId], queryFn: () => taskApi.task(taskId) });
}

/** What can be done with one task; whatever shows it follows. */
export function useTaskCommands(taskId: number) {
  const client = useQueryClient();
  const onSettled = () => refreshTasks(client);
  const see = useMutation({ mutationFn: () => taskApi.see(taskId), onSettled });
  const answer = useMutation({
    mutationFn: ({ body, key }: { body: string; key: string }) => taskApi.answer(taskId, body, key),
    onSettled,
  });
  const doPart = useMutation({ mutationFn: (isDone: boolean) => taskApi.doPart(taskId, isDone), onSettled });
  const doWhole = useMutation({
    mutationFn: ({ version, isDone }: { version: number; isDone: boolean }) => taskApi.doWhole(taskId, version, isDone),
    onSettled,
  });
  const remove = useMutation({ mutationFn: (version: number) => taskApi.remove(taskId, version), onSettled });
  return { see, answer, doPart, doWhole, remove };
}

export type EditedTask = { readonly id: number; readonly version: number };

/** Make a task, once however often the network fails, or change one. */
export function useSaveTask(edited: EditedTask | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ fields, key }: { fields: TaskFields; key: string }) => {
      if (edited === null) return taskApi.add(fields, key);
      const { kind: _, ...changed } = fields;
      return taskApi.change(edited.id, edited.version, changed as Partial<TaskFields>);
    },
    onSettled: () => refreshTasks(client),
  });
}

export const newKey = randomId;
