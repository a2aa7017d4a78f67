/** What sound comes from and goes to; "" is what the browser uses by itself. */
export type DeviceRole = "microphone" | "speaker" | "ring";
export type Devices = Readonly<Record<DeviceRole, string>>;

export const DEVICE_ROLES: readonly DeviceRole[] = ["microphone", "speaker", "ring"];

/** One device as the browser lists it; without the right to the microphone it has neither id nor label. */
export type PresentDevice = { readonly deviceId: string; readonly kind: string; readonly label: string };

/** Names of the browser's for what is listed under its own name too. */
const ALIASES = new Set(["", "default", "communications"]);

/** The devices that may be chosen for `role`. */
export function choicesOf(role: DeviceRole, present: readonly PresentDevice[]): readonly PresentDevice[] {
  return present.filter((one) => one.kind === kindOf(role) && !ALIASES.has(one.deviceId));
}

/** The chosen devices that are there, "" for each that is not, and which those are. */
export function usable(
  chosen: Devices,
  present: readonly PresentDevice[],
): { readonly devices: Devices; readonly missing: readonly DeviceRole[] } {
  const missing = DEVICE_ROLES.filter((role) => isMissing(role, chosen[role], present));
  const id = (role: DeviceRole) => (missing.includes(role) ? "" : chosen[role]);
  return { devices: { microphone: id("microphone"), speaker: id("speaker"), ring: id("ring") }, missing };
}

function isMissing(role: DeviceRole, id: string, present: readonly PresentDevice[]): boolean {
  if (!id) return false;
  const alike = present.filter((one) => one.kind === kindOf(role));
  // A list without ids tells nothing of who is there.
  const isTold = alike.length === 0 || alike.some((one) => one.deviceId !== "");
  return isTold && !alike.some((one) => one.deviceId === id);
}

function kindOf(role: DeviceRole): "audioinput" | "audiooutput" {
  return role === "microphone" ? "audioinput" : "audiooutput";
}

const QUIETEST_DB = -60;
/** Below it somebody who speaks into a microphone is not heard by the other side. */
export const HEARD_LEVEL = 20;

/** How loud samples between -1 and 1 are, from 0 (silence, or less than 60 dB below the loudest) to 100. */
export function levelOf(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const db = 10 * Math.log10(sum / samples.length);
  return Math.round(Math.max(0, Math.min(100, (1 - db / QUIETEST_DB) * 100)));
}
