import { BeatClock } from "./beatClock";

const TICK_MS = 1000;
const clock = new BeatClock(Date.now());

// A worker's timers run on while those of a page in the background are slowed down to one a minute.
setInterval(() => {
  const beat = clock.tick(Date.now());
  if (beat) postMessage(beat);
}, TICK_MS);

addEventListener("message", () => clock.answered());
