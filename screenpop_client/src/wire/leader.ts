const LEASE_MS = 4000;

export type Election = {
  /** Take the duty from a leader that does not answer; it hears so when it goes on. */
  readonly seize: () => void;
  readonly leave: () => void;
};

/** Make one tab of this browser the one that does `duty`; `onChange` hears whether it is this. */
export function joinElection(duty: string, onChange: (isLeader: boolean) => void): Election {
  return "locks" in navigator ? lockElection(nameOf(duty), onChange) : leaseElection(nameOf(duty), onChange);
}

function nameOf(duty: string): string {
  return `callbridge-${duty}`;
}

function lockElection(name: string, onChange: (isLeader: boolean) => void): Election {
  let release: () => void = () => {};
  let waiting = new AbortController();
  let latest = 0;
  const request = (options: LockOptions) => {
    latest += 1;
    const mine = latest;
    let isHeld = false;
    const hold = () => {
      if (mine !== latest) return undefined;
      isHeld = true;
      onChange(true);
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    navigator.locks.request(name, options, hold).catch(() => {
      // Refused while it waited: left, or forbidden. Taken away while it was held: another tab seized it.
      if (!isHeld || mine !== latest) return;
      stand();
      onChange(false);
    });
  };
  const stand = () => {
    waiting = new AbortController();
    request({ signal: waiting.signal });
  };
  stand();
  return {
    seize: () => {
      waiting.abort();
      request({ steal: true });
    },
    leave: () => {
      latest += 1;
      waiting.abort();
      release();
    },
  };
}

/** Web Locks exist only on https and localhost; elsewhere a lease in the storage of the browser does. */
function leaseElection(name: string, onChange: (isLeader: boolean) => void): Election {
  const me = String(Math.random());
  const claim = () => onChange(claimLease(name, me));
  claim();
  const timer = setInterval(claim, LEASE_MS / 2);
  // A leader that does not answer does not renew its lease either.
  return { seize: claim, leave: () => clearInterval(timer) };
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
