const LEASE_MS = 4000;

/** Make one tab of this browser the one that does `duty`; `onChange` hears whether it is this. Returns the way out. */
export function joinElection(duty: string, onChange: (isLeader: boolean) => void): () => void {
  return "locks" in navigator ? lockElection(nameOf(duty), onChange) : leaseElection(nameOf(duty), onChange);
}

function nameOf(duty: string): string {
  return `callbridge-${duty}`;
}

function lockElection(name: string, onChange: (isLeader: boolean) => void): () => void {
  let release: () => void = () => {};
  const leaving = new AbortController();
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks
    .request(name, { signal: leaving.signal }, () => {
      onChange(true);
      return held;
    })
    .catch(() => undefined);
  return () => {
    leaving.abort();
    release();
  };
}

/** Web Locks exist only on https and localhost; elsewhere a lease in the storage of the browser does. */
function leaseElection(name: string, onChange: (isLeader: boolean) => void): () => void {
  const me = String(Math.random());
  const claim = () => onChange(claimLease(name, me));
  claim();
  const timer = setInterval(claim, LEASE_MS / 2);
  return () => clearInterval(timer);
}

function claimLease(name: string, me: string): boolean {
  try {
    const [owner = "", until = "0"] = (localStorage.getItem(name) ?? "").split(" ");
    const isMine = owner === me || Number(until) < Date.now();
    if (isMine) localStorage.setItem(name, `${me} ${Date.now() + LEASE_MS}`);
    return isMine;
  } catch {
    // A browser that lets the page keep nothing has no way to tell of other tabs: this one does the duty itself.
    return true;
  }
}
