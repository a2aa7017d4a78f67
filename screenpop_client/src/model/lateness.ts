/** The moment by which something was to be done, and the one when it was, by kind of record. */
const PROMISES: Readonly<Record<string, string>> = { task: "due_at", activity: "at" };

/** Say whether what a row promises under `field` is past and not done: a task's term, a planned contact's time (R29, R98). */
export function isLate(entity: string, row: Readonly<Record<string, unknown>>, field: string, nowMs: number): boolean {
  if (PROMISES[entity] !== field || row.done_at || row.kind === "contact") return false;
  const at = row[field];
  return typeof at === "string" && Date.parse(at) < nowMs;
}
