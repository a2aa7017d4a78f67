type Clock = { readonly hearers: Set<() => void>; readonly timer: ReturnType<typeof setInterval> };

const clocks = new Map<number, Clock>();

/**
 * Call `hear` every `stepMs`, and return what ends it. Who hears the same step hears it in the same turn: twenty running
 * clocks are then drawn once a second together, and not in twenty frames of their own.
 */
export function onTick(stepMs: number, hear: () => void): () => void {
  const clock = clocks.get(stepMs) ?? start(stepMs);
  clock.hearers.add(hear);
  return () => {
    clock.hearers.delete(hear);
    if (clock.hearers.size > 0) return;
    clearInterval(clock.timer);
    clocks.delete(stepMs);
  };
}

function start(stepMs: number): Clock {
  const hearers = new Set<() => void>();
  const timer = setInterval(() => {
    for (const hear of hearers) hear();
  }, stepMs);
  const clock = { hearers, timer };
  clocks.set(stepMs, clock);
  return clock;
}
