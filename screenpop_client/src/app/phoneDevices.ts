import { useEffect, useState } from "react";
import type { DeviceRole, Devices, PresentDevice } from "@/model/phoneDevices";
import { readPreference, writePreference } from "./preferences";

/** The devices that were chosen in this browser. */
export function chosenDevices(): Devices {
  return { microphone: chosen("microphone"), speaker: chosen("speaker"), ring: chosen("ring") };
}

/** Remember a choice for this browser; "" is the browser's usual device. */
export function chooseDevice(role: DeviceRole, deviceId: string): void {
  writePreference(`phone.${role}`, deviceId);
}

/** Follow which devices there are, from now on; returns the way out. */
export function watchDevices(onPresent: (present: readonly PresentDevice[]) => void): () => void {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media) return () => undefined;
  const look = () => void media.enumerateDevices().then(onPresent, () => undefined);
  media.addEventListener("devicechange", look);
  look();
  return () => media.removeEventListener("devicechange", look);
}

/** The devices there are; `look` asks anew, as after the microphone was allowed: only then they have names. */
export function usePresentDevices(): { readonly present: readonly PresentDevice[]; readonly look: () => void } {
  const [present, setPresent] = useState<readonly PresentDevice[]>([]);
  const [looks, setLooks] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look asks anew
  useEffect(() => watchDevices(setPresent), [looks]);
  return { present, look: () => setLooks((before) => before + 1) };
}

function chosen(role: DeviceRole): string {
  return readPreference(`phone.${role}`) ?? "";
}
