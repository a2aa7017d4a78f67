import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ScriptStep } from "@/wire/messages.gen";
import { scriptApi, type TalkFacts } from "@/wire/scriptApi";
import { refreshRecordLists } from "./listQueries";

/** The script for a talk; the one before stays while another is asked for. */
export function useChosenScript(facts: TalkFacts) {
  return useQuery({
    queryKey: ["scripts", "chosen", facts],
    queryFn: () => scriptApi.chosen(facts),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** A revision that a talk began with: it never changes. */
export function useScriptRevision(revisionId: number | null) {
  return useQuery({
    queryKey: ["scripts", "revision", revisionId],
    queryFn: () => scriptApi.revision(revisionId ?? 0),
    enabled: revisionId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useLeadScript(leadId: number) {
  return useQuery({ queryKey: ["leads", "script", leadId], queryFn: () => scriptApi.ofLead(leadId) });
}

/** A script in the editor; asked again when its card was saved, because both count the same version. */
export function useScriptEdit(scriptId: number, version: number) {
  return useQuery({
    queryKey: ["scripts", "edit", scriptId, version],
    queryFn: () => scriptApi.edit(scriptId),
    placeholderData: keepPreviousData,
  });
}

type Writing = { readonly version: number; readonly steps: readonly ScriptStep[]; readonly publish: boolean };

/** Keep the steps of a script, or publish them. */
export function useScriptWrite(scriptId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, steps, publish }: Writing) => scriptApi.write(scriptId, version, steps, publish),
    onSettled: () => {
      for (const name of ["scripts", "records"]) void client.invalidateQueries({ queryKey: [name] });
      return refreshRecordLists(client);
    },
  });
}
