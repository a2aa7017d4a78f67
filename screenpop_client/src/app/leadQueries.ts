import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { leadsApi } from "@/wire/leadsApi";
import type { LeadRow } from "@/wire/messages.gen";
import { refreshRecords } from "./recordQueries";

/** Take a lead out of every list for a reason, or bring it back with none. */
export function useLeadRemoval() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ lead, reason }: { readonly lead: LeadRow; readonly reason: string | null }) =>
      reason === null ? leadsApi.restore(lead.id, lead.version) : leadsApi.remove(lead.id, lead.version, reason),
    onSuccess: (lead) => client.setQueryData(["leads", "one", lead.id], lead),
    onSettled: () => refreshRecords(client),
  });
}

/** The newest lead without a result of who is on a card of mine, or of whom a round calls; null asks nothing. */
export function useAwaitingLead(callId: string | null, entryId: number | null = null): LeadRow | undefined {
  const found = useQuery({
    queryKey: ["leads", "awaiting", callId, entryId],
    queryFn: () => (callId === null ? leadsApi.awaitingEntry(entryId ?? 0) : leadsApi.awaitingCall(callId)),
    enabled: callId !== null || entryId !== null,
    retry: false,
  });
  return found.isError ? undefined : found.data?.[0];
}
