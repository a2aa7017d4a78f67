import { type NotificationData, notifications } from "@mantine/notifications";
import type { Say } from "./text";

type Notice = Pick<NotificationData, "title" | "message" | "color"> & { readonly seconds?: number };

/** Tell something in the corner for a while, once while it stands there; returns what `unnotify` ends it by. */
export function notify(t: Say, { seconds = 6, ...notice }: Notice): string {
  const isText = typeof notice.message === "string";
  return notifications.show({
    ...notice,
    ...(isText && { id: `${notice.title ?? ""}: ${notice.message}` }),
    autoClose: seconds * 1000,
    closeButtonProps: { "aria-label": t("common.close") },
  });
}

/** Stop telling it. */
export function unnotify(notice: string): void {
  notifications.hide(notice);
}
