/** Asked before the page is left; `go` leaves it after all. */
export type LeaveGuard = (go: () => void) => void;

const guards: LeaveGuard[] = [];

/** Hold the page open: whatever leads elsewhere asks `held` first. */
export function holdPage(held: LeaveGuard): () => void {
  guards.push(held);
  return () => {
    guards.splice(guards.indexOf(held), 1);
  };
}

/** Ask all that hold the page, one after the other and the newest first, before `go`. False when nothing holds it. */
export function askToLeave(go: () => void): boolean {
  if (guards.length === 0) return false;
  askNext([...guards], go);
  return true;
}

function askNext(unasked: readonly LeaveGuard[], go: () => void): void {
  // What was saved meanwhile, with another or by hand, holds the page no longer.
  const left = unasked.filter((guard) => guards.includes(guard));
  const guard = left.at(-1);
  if (guard) guard(() => askNext(left.slice(0, -1), go));
  else go();
}
