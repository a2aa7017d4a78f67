type Asked<T> = {
  readonly deals: readonly T[];
  readonly isFetching: boolean;
  readonly refetch: (how: { readonly cancelRefetch: boolean }) => Promise<{ readonly data: readonly T[] | undefined }>;
};

/**
 * Return the open deals that are known; where none is and the server is being asked again, wait for what it says: there
 * may have been none before somebody made one.
 */
export function knownDeals<T>({ deals, isFetching, refetch }: Asked<T>): readonly T[] | Promise<readonly T[]> {
  if (deals.length > 0 || !isFetching) return deals;
  return refetch({ cancelRefetch: false }).then(({ data }) => data ?? []);
}
