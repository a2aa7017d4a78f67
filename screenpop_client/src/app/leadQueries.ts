import { useMutation, useQueryClient } from "@tanstack/react-query";
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
