/** Wait for a promise, but no longer than this; late, it is as if it had failed. */
export function within<T>(ms: number, pending: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("late")), ms);
    pending.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
