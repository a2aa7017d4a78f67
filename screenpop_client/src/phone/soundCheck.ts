import { HEARD_LEVEL, levelOf } from "@/model/phoneDevices";
import { openMicrophone, sound } from "./phoneMedia";

const SPEAK_MS = 3000;
const LOOK_MS = 60;
const TONE_S = 1.2;

export type MicrophoneCheck = {
  readonly onLevel: (level: number) => void;
  readonly onPlay: () => void;
  readonly signal: AbortSignal;
};

/** Listen for three seconds, play it back, and say whether anybody was heard; throws PhoneError. */
export async function checkMicrophone(
  microphone: string,
  speaker: string,
  { onLevel, onPlay, signal }: MicrophoneCheck,
): Promise<boolean> {
  const stream = await openMicrophone(microphone);
  const context = new AudioContext();
  try {
    let loudest = 0;
    const leave = watchLevel(context, stream, (level) => {
      loudest = Math.max(loudest, level);
      onLevel(level);
    });
    const said = await record(stream, signal).finally(leave);
    onLevel(0);
    if (!signal.aborted) {
      onPlay();
      const heard = await context.decodeAudioData(await said.arrayBuffer());
      await play(context, speaker, signal, (into) => {
        const source = new AudioBufferSourceNode(context, { buffer: heard });
        source.connect(into);
        source.start();
        return heard.duration;
      });
    }
    return loudest >= HEARD_LEVEL;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    await context.close();
  }
}

/** Let a tone be heard from the speaker. */
export async function checkSpeaker(speaker: string, signal: AbortSignal): Promise<void> {
  const context = new AudioContext();
  try {
    await play(context, speaker, signal, (into) => {
      const loudness = new GainNode(context, { gain: 0.15 });
      loudness.connect(into);
      for (const [index, pitch] of [523, 659, 784].entries()) {
        const tone = new OscillatorNode(context, { frequency: pitch });
        tone.connect(loudness);
        tone.start(context.currentTime + (index * TONE_S) / 3);
        tone.stop(context.currentTime + ((index + 1) * TONE_S) / 3);
      }
      return TONE_S;
    });
  } finally {
    await context.close();
  }
}

function watchLevel(context: AudioContext, stream: MediaStream, onLevel: (level: number) => void): () => void {
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const looking = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(levelOf(samples));
  }, LOOK_MS);
  return () => {
    clearInterval(looking);
    source.disconnect();
  };
}

async function record(stream: MediaStream, signal: AbortSignal): Promise<Blob> {
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const over = new Promise<void>((resolve) => recorder.addEventListener("stop", () => resolve(), { once: true }));
  recorder.start();
  await pause(SPEAK_MS, signal);
  if (recorder.state !== "inactive") recorder.stop();
  await over;
  return new Blob(parts, { type: recorder.mimeType });
}

/** Sound what `fill` puts in, through an element: it alone can be given a speaker in every browser that has the choice. */
async function play(
  context: AudioContext,
  speaker: string,
  signal: AbortSignal,
  fill: (into: AudioNode) => number,
): Promise<void> {
  const out = new MediaStreamAudioDestinationNode(context);
  const heard = new Audio();
  heard.srcObject = out.stream;
  await sound(heard, speaker);
  await pause(fill(out) * 1000, signal);
  heard.srcObject = null;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
