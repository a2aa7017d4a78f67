/** Settings of this browser, not of the operator. */
export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(`callbridge.${name}`);
  } catch {
    return null;
  }
}

export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(`callbridge.${name}`, value);
  } catch {
    // A browser without storage forgets it, no more.
  }
}
