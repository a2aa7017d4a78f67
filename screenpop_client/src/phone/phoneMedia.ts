import type { PhoneProblem } from "@/model/phoneCalls";

/** What a command of the phone failed by: a key of words for the operator. */
export class PhoneError extends Error {
  readonly problem: PhoneProblem | "gone" | "number" | "busy";

  constructor(problem: PhoneError["problem"]) {
    super(problem);
    this.name = "PhoneError";
    this.problem = problem;
  }
}

export type PhoneDevices = { readonly microphone: string; readonly speaker: string };

/** Open the chosen microphone, or another where that one is gone; throws PhoneError. */
export async function openMicrophone(deviceId: string): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new PhoneError("insecure");
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        ...(deviceId ? { deviceId: { ideal: deviceId } } : {}),
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      },
    });
  } catch (error) {
    throw new PhoneError(microphoneProblem(error));
  }
}

function microphoneProblem(error: unknown): PhoneProblem {
  const name = error instanceof DOMException ? error.name : "";
  return name === "NotAllowedError" || name === "SecurityError" ? "microphone" : "noMicrophone";
}

/** Follow whether the page may use the microphone; returns the way out. */
export function watchMicrophone(onChange: (state: PermissionState) => void): () => void {
  let status: PermissionStatus | null = null;
  let isOver = false;
  const tell = () => {
    if (status) onChange(status.state);
  };
  navigator.permissions
    ?.query({ name: "microphone" as PermissionName })
    .then((found) => {
      if (isOver) return;
      status = found;
      found.addEventListener("change", tell);
      tell();
    })
    .catch(() => undefined);
  return () => {
    isOver = true;
    status?.removeEventListener("change", tell);
  };
}

/** Let a stream be heard from the chosen speaker, or from the usual one where that is gone. */
export async function sound(into: HTMLAudioElement, speaker: string): Promise<void> {
  if (speaker && "setSinkId" in into) await into.setSinkId(speaker).catch(() => undefined);
  await into.play().catch(() => undefined);
}

export type Counters = {
  readonly received: number;
  readonly lost: number;
  readonly rttMs: number | null;
  readonly jitterMs: number | null;
};

/** Read the counters of a connection; null while nothing has come in. */
export async function readCounters(connection: RTCPeerConnection): Promise<Counters | null> {
  const reports: Record<string, unknown>[] = [...(await connection.getStats()).values()];
  const inbound = reports.find((one) => one.type === "inbound-rtp" && one.kind === "audio");
  if (!inbound) return null;
  const answered = reports.find((one) => one.type === "remote-inbound-rtp" && one.kind === "audio");
  const path = reports.find((one) => one.type === "candidate-pair" && one.nominated === true);
  return {
    received: numberOf(inbound.packetsReceived) ?? 0,
    lost: numberOf(inbound.packetsLost) ?? 0,
    jitterMs: milliseconds(inbound.jitter),
    rttMs: milliseconds(answered?.roundTripTime) ?? milliseconds(path?.currentRoundTripTime),
  };
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function milliseconds(seconds: unknown): number | null {
  return typeof seconds === "number" ? seconds * 1000 : null;
}
