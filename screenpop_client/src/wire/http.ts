import type { ErrorBody, ErrorInfo } from "./messages.gen";

/** A coded refusal of the server; `message` is in the user's language and may be shown as it is. */
export class ApiError extends Error {
  readonly status: number;
  readonly info: ErrorInfo;

  constructor(status: number, info: ErrorInfo) {
    super(info.message);
    this.name = "ApiError";
    this.status = status;
    this.info = info;
  }
}

/** No answer came: the network or the server is away. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("unreachable", { cause });
    this.name = "Unreachable";
  }
}

export type RequestOptions = {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  /** Sent as it is, instead of a body. */
  readonly file?: Blob;
  readonly idempotencyKey?: string;
  /** The version of a record that was edited. */
  readonly version?: number;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal;
};

let csrfToken = "";
let onUnauthenticated: () => void = () => {};

/** Remember the token that every request but GET carries. */
export function setCsrf(token: string): void {
  csrfToken = token;
}

export function currentCsrf(): string {
  return csrfToken;
}

/** Tell who wants to know that the login has ended. */
export function whenUnauthenticated(listener: () => void): void {
  onUnauthenticated = listener;
}

/** Send one request and give its JSON, or throw ApiError or Unreachable. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  if (response.status === 204) return undefined as T;
  if (response.ok) return (await response.json()) as T;
  if (response.status === 401 && path !== "/api/login") onUnauthenticated();
  throw refused(response.status, await response.text());
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const method = options.method ?? "GET";
  const headers: Record<string, string> = { Accept: "application/json" };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.file) headers["Content-Type"] = "application/octet-stream";
  if (method !== "GET" && csrfToken) headers["X-CSRF-Token"] = csrfToken;
  if (options.idempotencyKey) headers["Idempotency-Key"] = options.idempotencyKey;
  if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
  try {
    return await fetch(path, {
      method,
      headers,
      body: options.file ?? (options.body === undefined ? null : JSON.stringify(options.body)),
      credentials: "same-origin",
      keepalive: options.keepalive ?? false,
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Unreachable(error);
  }
}

/** What an answer that refuses says, by its body. */
export function refused(status: number, text: string): ApiError {
  try {
    const body = JSON.parse(text) as ErrorBody;
    if (typeof body.error?.code === "string") {
      return new ApiError(status, { ...body.error, params: body.error.params ?? {}, fields: body.error.fields ?? {} });
    }
  } catch {
    // A proxy's own page: fall through to a code of our own.
  }
  return new ApiError(status, { code: `http.${status}`, message: "", params: {}, fields: {} });
}

const RETRY_PAUSES_MS = [300, 1000, 2500];

/** Repeat while nothing answers or a gateway fails; safe because the key makes the write happen once. */
export async function requestOnce<T>(path: string, options: RequestOptions & { idempotencyKey: string }): Promise<T> {
  for (const pause of RETRY_PAUSES_MS) {
    try {
      return await request<T>(path, options);
    } catch (error) {
      if (!mayRetry(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return request<T>(path, options);
}

function mayRetry(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof ApiError && [502, 503, 504].includes(error.status));
}
