import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryKey,
} from "@tanstack/react-query";
import { ApiError } from "@/wire/http";

/**
 * What was fetched. An answer that is on its way while something changes may have been read before the change: the
 * library takes it for fresh, and here it is asked again once it came.
 */
class AskingClient extends QueryClient {
  private readonly awaited = new WeakSet<Query>();

  override invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const { refetchType = "active", ...which } = filters ?? {};
    for (const query of this.getQueryCache().findAll(which as InvalidateQueryFilters)) {
      if (query.state.fetchStatus !== "idle" && !isBegunAnew(query, refetchType)) this.askAfter(query, refetchType);
    }
    return super.invalidateQueries(filters, options);
  }

  private askAfter(query: Query, refetchType: InvalidateQueryFilters["refetchType"]): void {
    if (this.awaited.has(query)) return;
    this.awaited.add(query);
    const forget = () => this.awaited.delete(query);
    const again = () => {
      forget();
      void this.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType });
    };
    void query.promise?.then(again, forget);
  }
}

/** The library ends a fetch and begins it anew only of what is shown and has an older answer to show meanwhile. */
function isBegunAnew(query: Query, refetchType: InvalidateQueryFilters["refetchType"]): boolean {
  return refetchType !== "none" && query.isActive() && query.state.data !== undefined;
}

/** Make the cache of what was fetched. A refusal is not asked again; silence is. */
export function makeQueryClient(): QueryClient {
  return new AskingClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => !(error instanceof ApiError && error.status < 500) && failures < 3,
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      // What is pressed without a network fails at once and says so: minutes later nobody wants a call placed by itself.
      mutations: { networkMode: "always" },
    },
  });
}
