import { type Beat, BeatClock } from "./beatClock";

const TICK_MS = 1000;

/** Be told every second that the page answers, also in the background; returns the way out. */
export function startBeat(onBeat: (beat: Beat) => void): () => void {
  const worker = new Worker(new URL("./pageBeat.worker.ts", import.meta.url), { type: "module" });
  let timer: ReturnType<typeof setInterval> | undefined;
  worker.onmessage = ({ data }: MessageEvent<Beat>) => {
    worker.postMessage("here");
    onBeat(data);
  };
  // Where it cannot be loaded, the page's own timer does, as long as the page is looked at.
  worker.onerror = () => {
    timer ??= beatHere(onBeat);
  };
  return () => {
    worker.terminate();
    clearInterval(timer);
  };
}

function beatHere(onBeat: (beat: Beat) => void): ReturnType<typeof setInterval> {
  const clock = new BeatClock(Date.now());
  return setInterval(() => {
    const beat = clock.tick(Date.now());
    clock.answered();
    if (beat) onBeat(beat);
  }, TICK_MS);
}
