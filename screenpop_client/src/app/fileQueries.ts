import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { UploadQueue } from "@/model/uploadQueue";
import { api } from "@/wire/api";
import { randomId } from "@/wire/ids";
import type { FileView } from "@/wire/messages.gen";
import { send } from "@/wire/upload";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { useText } from "./text";

const keyOf = (entity: string, recordId: number) => ["files", entity, recordId];

/** The files of one record. */
export function useRecordFiles(entity: string, recordId: number) {
  return useQuery({ queryKey: keyOf(entity, recordId), queryFn: () => api.files(entity, recordId) });
}

const queues = new Map<string, UploadQueue>();

/** What is on its way to one record; leaving the page ends nothing. */
export function useUploads(entity: string, recordId: number) {
  const client = useQueryClient();
  const queue = queueOf(client, entity, recordId);
  return { queue, uploads: useSyncExternalStore(queue.subscribe, queue.uploads) };
}

function queueOf(client: QueryClient, entity: string, recordId: number): UploadQueue {
  const name = `${entity}/${recordId}`;
  const known = queues.get(name);
  if (known) return known;
  const queue = new UploadQueue(
    (file, options) => send(api.fileUploadUrl(entity, recordId, file.name), file, options),
    randomId,
    () => void client.invalidateQueries({ queryKey: keyOf(entity, recordId) }),
  );
  queues.set(name, queue);
  return queue;
}

type Change = { readonly file: FileView; readonly name: string; readonly note: string };

/** Rename, remove and bring back; the list follows, also when somebody else was first. */
export function useFileChanges(entity: string, recordId: number) {
  const { t } = useText();
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keyOf(entity, recordId) });
  const onError = (error: unknown) => notify(t, { color: "red", message: reasonOf(error, t) });
  const change = useMutation({
    mutationFn: ({ file, name, note }: Change) => api.changeFile(file, { name, note }),
    onSettled,
  });
  const restore = useMutation({ mutationFn: (file: FileView) => api.restoreFile(file), onSettled, onError });
  const remove = useMutation({ mutationFn: (file: FileView) => api.removeFile(file), onSettled, onError });
  return { change, remove, restore };
}
