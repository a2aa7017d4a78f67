import type { CallAudioView } from "@/wire/messages.gen";

/** Whether a call's audio is asked for again: while it grows, and while a call goes on whose recording may yet begin. */
export function isAudioToCome(view: Pick<CallAudioView, "is_kept" | "files"> | undefined, isLive: boolean): boolean {
  if (!view?.is_kept) return false;
  return view.files.some((file) => file.state === "growing") || (isLive && view.files.length === 0);
}
