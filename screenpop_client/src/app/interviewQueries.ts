import { type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { interviewApi } from "@/wire/interviewApi";
import type { InterviewView, QuestionDraft } from "@/wire/messages.gen";
import { refreshRecordLists } from "./listQueries";

const firstPage: number | null = null;

function refresh(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ["interviews"] });
  void client.invalidateQueries({ queryKey: ["records", "interview"] });
  void refreshRecordLists(client);
}

const formKey = (interviewId: number) => ["interviews", interviewId, "form"];

export function useInterview(interviewId: number) {
  return useQuery({
    queryKey: formKey(interviewId),
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
  // The next change is of the version that this one made: it may be asked for before all is asked anew.
  const take = (view: Partial<InterviewView>) =>
    client.setQueryData<InterviewView>(formKey(interviewId), (before) => before && { ...before, ...view });
  const change = useMutation({
    mutationFn: ({ version, body }: { version: number; body: Body }) => interviewApi.change(interviewId, version, body),
    onSuccess: (interview) => take({ interview }),
    onSettled,
  });
  const reword = useMutation({
    mutationFn: ({ version, questions }: { version: number; questions: readonly QuestionDraft[] }) =>
      interviewApi.putQuestions(interviewId, version, questions),
    onSuccess: take,
    onSettled,
  });
  const fill = useMutation({
    mutationFn: ({ body, key }: { body: Body; key: string }) => interviewApi.fill(interviewId, body, key),
    onSettled,
  });
  return { change, reword, fill };
}
