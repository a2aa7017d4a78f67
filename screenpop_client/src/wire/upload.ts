import { currentCsrf, refused, Unreachable } from "./http";
import type { FileView } from "./messages.gen";

export type UploadOptions = {
  readonly idempotencyKey: string;
  readonly onProgress: (sent: number) => void;
};

/** A file on its way; `cancel` ends it without a word. */
export type Sending = { readonly done: Promise<FileView>; readonly cancel: () => void };

/** Send a file as it is; `fetch` tells no progress of what it sends, so this is the old request. */
export function send(path: string, file: Blob, { idempotencyKey, onProgress }: UploadOptions): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<FileView>((resolve, reject) => {
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      if (request.status === 200 || request.status === 201) resolve(JSON.parse(request.responseText) as FileView);
      else reject(refused(request.status, request.responseText));
    };
    request.onerror = () => reject(new Unreachable("upload"));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    request.open("POST", path);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRF-Token", currentCsrf());
    request.setRequestHeader("Idempotency-Key", idempotencyKey);
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}
