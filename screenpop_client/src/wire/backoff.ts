const FIRST_MS = 300;
const LONGEST_MS = 5000;

/** Return the pause before the attempt after `failures` failed ones; `random` is in [0, 1). */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures));
  // Half fixed, half random: colleagues whose sockets dropped together do not come back together.
  return Math.round(Math.max(FIRST_MS, ceiling * (0.5 + random / 2)));
}
