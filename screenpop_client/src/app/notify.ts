import { type NotificationData, notifications } from "@mantine/notifications";
import type { Say } from "./text";

type Notice = Pick<NotificationData, "title" | "message" | "color"> & { readonly seconds?: number };

/** Tell something in the corner for a while. */
export function notify(t: Say, { seconds = 6, ...notice }: Notice): void {
  notifications.show({ ...notice, autoClose: seconds * 1000, closeButtonProps: { "aria-label": t("common.close") } });
}
