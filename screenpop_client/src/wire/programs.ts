import { PAGE } from "./api";
import { request } from "./http";
import type {
  ApiToken,
  Delivery,
  MadeToken,
  MadeWebhook,
  NewToken,
  Replayed,
  WebForm,
  WebFormDraft,
  Webhook,
  WebhookDraft,
} from "./messages.gen";

/** The routes of docs/api.md by which admins let programs in. */
export const programs = {
  tokens: () => request<ApiToken[]>("/api/tokens"),
  makeToken: (token: NewToken) => request<MadeToken>("/api/tokens", { method: "POST", body: token }),
  revokeToken: (id: number) => request<ApiToken>(`/api/tokens/${id}`, { method: "DELETE" }),

  forms: () => request<WebForm[]>("/api/forms"),
  addForm: (form: WebFormDraft) => request<WebForm>("/api/forms", { method: "POST", body: form }),
  changeForm: (id: number, form: WebFormDraft) => request<WebForm>(`/api/forms/${id}`, { method: "PUT", body: form }),

  webhooks: () => request<Webhook[]>("/api/webhooks"),
  addWebhook: (hook: WebhookDraft) => request<MadeWebhook>("/api/webhooks", { method: "POST", body: hook }),
  changeWebhook: (id: number, hook: WebhookDraft) =>
    request<Webhook>(`/api/webhooks/${id}`, { method: "PUT", body: hook }),
  deleteWebhook: (id: number) => request<void>(`/api/webhooks/${id}`, { method: "DELETE" }),
  pingWebhook: (id: number) => request<Delivery>(`/api/webhooks/${id}/ping`, { method: "POST" }),
  deliveries: (id: number) => request<Delivery[]>(`/api/webhooks/${id}/deliveries?limit=${PAGE}`),
  replay: (id: number, deliveryId: number) =>
    request<Replayed>(`/api/webhooks/${id}/deliveries/${deliveryId}/replay`, { method: "POST" }),
  replayGivenUp: (id: number) => request<Replayed>(`/api/webhooks/${id}/replay`, { method: "POST" }),
};
