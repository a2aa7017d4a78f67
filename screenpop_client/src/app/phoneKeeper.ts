import { followButtons } from "./headsetButtons";
import { PhoneStore } from "./phoneStore";

let kept: PhoneStore | null = null;
let isTaken = false;
let leaveButtons = () => {};

/** Return the operator's phone, started; one that lives on from an earlier login goes on with its talk. */
export function keepPhone(operatorId: number): PhoneStore {
  isTaken = true;
  if (kept?.operatorId === operatorId) return kept;
  if (kept) drop(kept);
  kept = new PhoneStore(operatorId);
  kept.start();
  leaveButtons = followButtons(kept);
  return kept;
}

/** Let the phone go: at once when it is idle, else when its last talk has ended and no login took it up again. */
export function leavePhone(phone: PhoneStore): void {
  if (kept !== phone) return;
  isTaken = false;
  const endWhenIdle = () => {
    if (!isTaken && phone.isHere && phone.state.calls.length > 0) return;
    forget();
    if (!isTaken) drop(phone);
  };
  const forget = phone.subscribe(endWhenIdle);
  endWhenIdle();
}

/** End the phone with all its talks: the operator leaves. */
export function dropPhone(): void {
  if (kept) drop(kept);
}

/** The phone that outlives its login, null while there is none. */
export function keptPhone(): PhoneStore | null {
  return kept;
}

function drop(phone: PhoneStore): void {
  if (kept === phone) {
    kept = null;
    leaveButtons();
  }
  phone.stop();
}
