import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { isAudioToCome } from "@/model/callAudio";
import { englishWords } from "@/model/dictionaryWords";
import { isHidden } from "@/model/phone";
import { api, type CallFilter, type ContactFilter, type LeadFilter, PAGE } from "@/wire/api";
import { dayApi } from "@/wire/dayApi";
import { ApiError } from "@/wire/http";
import type { CallPage } from "@/wire/messages.gen";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { useText } from "./text";

const firstPage: string | null = null;
const DICTIONARIES = queryOptions({ queryKey: ["dictionaries"], queryFn: api.dictionaries, staleTime: 60_000 });

export function useCalls(filter: CallFilter, sort = "-started", limit = PAGE) {
  return useInfiniteQuery({
    queryKey: ["calls", "list", filter, sort, limit],
    queryFn: ({ pageParam }) => api.calls(filter, sort, pageParam, limit),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: isOfMissed(filter),
  });
}

export const MISSED_HERE = "missedHere";
const MISSED_ASKED = 20;

/**
 * Missed calls that rang at one's own phones and whose card was not closed. Asked again when a call of one's own ended; of everybody's news, which are
 * many, only while there are any: to learn that one was called back.
 */
export function useMissedHere(since: string) {
  return useQuery({
    queryKey: ["calls", MISSED_HERE, since],
    queryFn: () => api.calls({ missed_open: true, mine: true, with_card: true, since }, "-started", null, MISSED_ASKED),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: true,
  });
}

/** Close the card of a caller's missed calls, in every tab and for good: it goes here at once. */
export function useCloseMissed() {
  const { t } = useText();
  const queries = useQueryClient();
  const queryKey = ["calls", MISSED_HERE];
  return useMutation({
    mutationFn: async (callIds: readonly string[]) => {
      for (const result of await Promise.allSettled(callIds.map(api.dismiss))) {
        // 404: somebody has called back meanwhile.
        if (result.status === "rejected" && !isGone(result.reason)) throw result.reason;
      }
    },
    onMutate: (callIds) =>
      queries.setQueriesData<CallPage>(
        { queryKey },
        (page) => page && { ...page, rows: page.rows.filter((call) => !callIds.includes(call.call_id)) },
      ),
    onError: (error) => notify(t, { color: "red", message: t("card.dismissFailed", { reason: reasonOf(error, t) }) }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

export function useCallTotals(filter: CallFilter) {
  return useQuery({
    queryKey: ["calls", "totals", filter],
    queryFn: () => api.callTotals(filter),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: isOfMissed(filter),
  });
}

/** Say whether a list or count is of calls to be returned, which change with everybody's calls. */
export function isOfMissed(filter: unknown): boolean {
  return typeof filter === "object" && (filter as CallFilter | null)?.missed_open === true;
}

export function useCallLegs(callId: string) {
  return useQuery({ queryKey: ["calls", "legs", callId], queryFn: () => api.callLegs(callId) });
}

/** How the call's talks through headsets sounded. */
export function useCallQuality(callId: string) {
  return useQuery({ queryKey: ["calls", "quality", callId], queryFn: () => api.callQuality(callId) });
}

export function useCallMoments(callId: string) {
  return useQuery({ queryKey: ["calls", "moments", callId], queryFn: () => api.callMoments(callId) });
}

/** Everybody with a login; only supervisors may ask. */
export function useOperators(enabled: boolean) {
  return useQuery({ queryKey: ["operators"], queryFn: api.operators, staleTime: 60_000, enabled });
}

export function useLeads(filter: LeadFilter, limit = PAGE) {
  return useInfiniteQuery({
    queryKey: ["leads", filter, limit],
    queryFn: ({ pageParam }) => api.leads(filter, pageParam, limit),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useLead(leadId: number) {
  return useQuery({ queryKey: ["leads", "one", leadId], queryFn: () => api.lead(leadId) });
}

export function useDictionaries() {
  return useQuery(DICTIONARIES);
}

const NO_WORDS: ReadonlyMap<string, string> = new Map();

/** Names of methods, results and reasons in another language than the dictionaries' own; asked for only in English. */
export function useWords(): ReadonlyMap<string, string> {
  const { language } = useText();
  const found = useQuery({
    ...DICTIONARIES,
    select: englishWords,
    enabled: language === "en",
  });
  return language === "en" ? (found.data ?? NO_WORDS) : NO_WORDS;
}

export function useCall(callId: string | null) {
  return useQuery({
    queryKey: ["calls", "one", callId],
    queryFn: () => api.call(callId ?? ""),
    enabled: callId !== null,
  });
}

export function useCallTrace(callId: string) {
  return useQuery({ queryKey: ["calls", "trace", callId], queryFn: () => api.callTrace(callId), staleTime: 0 });
}

const GROWING_MS = 4000;

/** A call's audio: asked for again while there is more to come, never for what becomes of other calls. */
export function useCallAudio(callId: string, isLive: boolean) {
  return useQuery({
    queryKey: ["callAudio", callId],
    queryFn: () => api.callAudio(callId),
    retry: false,
    refetchInterval: ({ state }) => (isAudioToCome(state.data, isLive) ? GROWING_MS : false),
  });
}

/** Who heard a call; only supervisors may ask. */
export function useAudioHeard(callId: string) {
  return useQuery({ queryKey: ["callAudio", callId, "heard"], queryFn: () => api.callAudioHeard(callId) });
}

/** `null` asks nothing: there may be nobody to show. */
export function usePerson(personId: number | null) {
  return useQuery({
    queryKey: ["persons", personId],
    queryFn: () => api.person(personId ?? 0),
    enabled: personId !== null,
  });
}

export function useOrganization(organizationId: number | null) {
  return useQuery({
    queryKey: ["organizations", organizationId],
    queryFn: () => api.organization(organizationId ?? 0),
    enabled: organizationId !== null,
  });
}

export function usePersonSearch(q: string, organizationId: number | null, enabled: boolean) {
  return useQuery({
    queryKey: ["persons", "search", q, organizationId],
    queryFn: ({ signal }) => api.persons(q, organizationId, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useOrganizationSearch(q: string, enabled: boolean) {
  return useQuery({
    queryKey: ["organizations", "search", q],
    queryFn: ({ signal }) => api.organizations(q, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** The time zone of a number; one that is hidden is asked for by its call. */
export function useNumberZone(number: string, callId: string | null, enabled: boolean) {
  const isShown = !isHidden(number);
  return useQuery({
    queryKey: ["numberZone", isShown ? number : callId],
    queryFn: () => dayApi.numberZone(isShown ? number : "", isShown ? null : callId),
    select: (answer) => answer.zone,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: enabled && number !== "",
  });
}

export function useContacts(filter: ContactFilter, enabled = true) {
  return useQuery({
    queryKey: ["contacts", filter],
    queryFn: () => api.contacts(filter),
    placeholderData: keepPreviousData,
    enabled,
  });
}
