import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { interviewApi } from "@/wire/interviewApi";
import type { QuestionDraft } from "@/wire/messages.gen";
import { refreshRecordLists } from "./listQueries";

const firstPage: number | null = null;

function refresh(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ["interviews"] });
  void refreshRecordLists(client);
}

export function useInterview(interviewId: number) {
  return useQuery({
    queryKey: ["interviews", interviewId, "form"],
    queryFn: () => interviewApi.interview(interviewId),
  });
}

export function useInterviewResults(interviewId: number) {
  return useQuery({
    queryKey: ["interviews", interviewId, "results"],
    queryFn: () => interviewApi.results(interviewId),
    staleTime: 0,
  });
}

export function useInterviewResponses(interviewId: number) {
  return useInfiniteQuery({
    queryKey: ["interviews", interviewId, "responses"],
    queryFn: ({ pageParam }) => interviewApi.responses(interviewId, pageParam),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
}

type Body = Readonly<Record<string, unknown>>;

export function useAddInterview() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: Body; key: string }) => interviewApi.add(body, key),
    onSettled: () => refresh(client),
  });
}

/** What can be done with one questionnaire; whatever shows it follows. */
export function useInterviewCommands(interviewId: number) {
  const client = useQueryClient();
  const onSettled = () => refresh(client);
  const change = useMutation({
    mutationFn: ({ version, body }: { version: number; body: Body }) => interviewApi.change(interviewId, version, body),
    onSettled,
  });
  const reword = useMutation({
    mutationFn: ({ version, questions }: { version: number; questions: readonly QuestionDraft[] }) =>
      interviewApi.putQuestions(interviewId, version, questions),
    onSettled,
  });
  const fill = useMutation({
    mutationFn: ({ body, key }: { body: Body; key: string }) => interviewApi.fill(interviewId, body, key),
    onSettled,
  });
  return { change, reword, fill };
}
