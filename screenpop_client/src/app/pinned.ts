import { useSyncExternalStore } from "react";
import { PinnedWindow, type PinView } from "@/model/pinnedWindow";
import { notify } from "./notify";
import { readPreference, writePreference } from "./preferences";
import { useMySetting } from "./settingQueries";
import { useText } from "./text";
import { useWorkspace } from "./workspace";

/** Chromium's windows that stay above others: https://wicg.github.io/document-picture-in-picture/ */
type PictureInPicture = {
  readonly requestWindow: (size: { readonly width: number; readonly height: number }) => Promise<Window>;
};

const SIZE = { width: 412, height: 330 };
const { documentPictureInPicture: ours } = window as Window & { readonly documentPictureInPicture?: PictureInPicture };

/** The window of the pinned call cards; this tab's, one in all. */
export const pinned = new PinnedWindow<Window>({
  request: ours && (() => ours.requestWindow(SIZE)),
  isWished: () => readPreference("pin") === "on",
  wish: (isWished) => writePreference("pin", isWished ? "on" : "off"),
});
window.addEventListener("pagehide", pinned.leavePage);

/** The pinned window as it stands. */
export function usePinned(): PinView<Window> {
  return useSyncExternalStore(pinned.subscribe, () => pinned.view);
}

/** Whether the window waits for the next call instead of closing with this one. */
export function usePinWaits(): boolean {
  return useMySetting("desk.pin_closes") === "hand";
}

/** Pin the call cards, or take them back; what the browser does not do is told in words. */
export function usePinToggle(): () => void {
  const { t } = useText();
  const { desk } = useWorkspace();
  const waits = usePinWaits();
  return () => {
    const say = (message: string) => notify(t, { color: "yellow", message });
    if (pinned.view.window !== null) return pinned.unpin();
    if (!pinned.canPin) return say(t("pin.unable"));
    if (desk.view.desk.cards.length === 0 && !waits) return say(t("pin.noCall"));
    void pinned.pin().then((isOpen) => isOpen || say(t("pin.refused")));
  };
}
