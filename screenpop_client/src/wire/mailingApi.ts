import { request } from "./http";
import type {
  AudienceView,
  MailingMove,
  MailingProgress,
  MailPreview,
  PreviewForm,
  TestForm,
  TestSent,
} from "./messages.gen";

/** Mailings on the server: each call one request. */
export const mailingApi = {
  progress: (mailingId: number) => request<MailingProgress>(`/api/mailings/${mailingId}/progress`),
  audience: (mailingId: number) => request<AudienceView>(`/api/mailings/${mailingId}/audience`),
  preview: (mailingId: number, form: PreviewForm) =>
    request<MailPreview>(`/api/mailings/${mailingId}/preview`, { method: "POST", body: form }),
  test: (mailingId: number, form: TestForm) =>
    request<TestSent>(`/api/mailings/${mailingId}/test`, { method: "POST", body: form }),
  move: (mailingId: number, move: MailingMove) =>
    request<MailingProgress>(`/api/mailings/${mailingId}/move`, { method: "POST", body: move }),
  again: (mailingId: number, recipientId: number) =>
    request<MailingProgress>(`/api/mailings/${mailingId}/recipients/${recipientId}/again`, {
      method: "POST",
      body: {},
    }),
};
