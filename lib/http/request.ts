// One request with limits on time and size.
import { type Failure, failureOf, isOfResponse } from "./failure.ts";
import { isOutOfFiles } from "./open_files.ts";
import type { HttpResponse } from "./response.ts";
import { timeoutSignal } from "./timer.ts";

/** What limits requests. */
export interface Limits {
  /** The longest that one request may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The longest that a connection and the server's first response may take each, in milliseconds; default `timeoutMs`. */
  readonly reachMs?: number;
  /** The most bytes that are read of one body, after decompression. */
  readonly bodyBytes: number;
}

/** The default limits. */
export const DEFAULT_LIMITS: Limits = {
  timeoutMs: 10_000,
  bodyBytes: 1_048_576,
};

/** What to request. */
export interface RequestFacts {
  readonly url: string;
  /** The form to post; without one it is a GET. */
  readonly form?: Readonly<Record<string, string>>;
  readonly bearer?: string | null;
}

/** What is sent, and the signal that ends it. */
export interface SendInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, whole, if there is one. */
  readonly body?: Uint8Array<ArrayBuffer>;
  /** Ends it at once. */
  readonly signal: AbortSignal;
}

/** Makes one HTTP exchange, following no redirect; rejects as `fetch` does. */
export type Send = (url: string, init: SendInit) => Promise<Response>;

/** Thrown when the caller's signal aborted, for any reason. */
export class Stopped extends Error {
  /** Makes the error. */
  constructor() {
    super("Cannot go on as the caller stopped it");
    this.name = "Stopped";
  }
}

/** Makes one request and reads its response, following no redirect. */
export async function request(
  facts: RequestFacts,
  limits: Limits,
  signal: AbortSignal,
  send: Send = sendByFetch,
): Promise<HttpResponse | Failure> {
  if (signal.aborted) throw new Stopped();
  const { signal: timeout, clear } = timeoutSignal(limits.timeoutMs);
  // Of many requests in one run nothing must be left behind, as AbortSignal.any would until the last timer ends.
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const cause of [signal, timeout]) cause.addEventListener("abort", end);
  let reading = false;
  try {
    const response = await send(facts.url, {
      ...initOf(facts),
      signal: ending.signal,
    });
    reading = true;
    const receivedAt = Date.now();
    const text = await readText(response, limits.bodyBytes);
    if (text === null) {
      return { kind: "response-too-large", limitBytes: limits.bodyBytes };
    }
    // A map holds less than Headers do.
    const headers = new Map(response.headers);
    return {
      kind: "response",
      status: response.status,
      headers,
      text,
      receivedAt,
    };
  } catch (error) {
    if (signal.aborted) throw new Stopped();
    if (timeout.aborted) {
      return { kind: "response-timeout", timeoutMs: limits.timeoutMs };
    }
    const failure = failureOf(error);
    if (failure.kind === "name-not-found" && isOutOfFiles()) {
      return { kind: "too-many-open-files" };
    }
    return reading && !isOfResponse(failure)
      ? { kind: "response-broken-off", whileReading: true }
      : failure;
  } finally {
    clear();
    for (const cause of [signal, timeout]) {
      cause.removeEventListener("abort", end);
    }
  }
}

/** Makes one HTTP exchange by `fetch`, which verifies certificates and obeys the proxy variables. */
export function sendByFetch(
  url: string,
  { body, ...init }: SendInit,
  client?: Deno.HttpClient,
): Promise<Response> {
  return fetch(url, {
    ...init,
    // A Blob: Deno would silently re-post a string body after a dropped connection.
    ...(body ? { body: new Blob([body]) } : {}),
    redirect: "manual",
    ...(client ? { client } : {}),
  });
}

function initOf({ form, bearer }: RequestFacts): Omit<SendInit, "signal"> {
  return {
    method: form ? "POST" : "GET",
    headers: {
      accept: "application/json",
      "user-agent": "zenml-env",
      ...(typeof bearer === "string"
        ? { authorization: `Bearer ${bearer}` }
        : {}),
      ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    },
    ...(form ? { body: new TextEncoder().encode(formText(form)) } : {}),
  };
}

function formText(form: Readonly<Record<string, string>>): string {
  return new URLSearchParams(form).toString();
}

/**
 * Reads a body up to a limit, in bytes after decompression; null means that it is larger.
 *
 * No header decides how: a `Content-Length` next to `Transfer-Encoding: chunked` means nothing, and fetch inflates a
 * thousand bytes to a mebibyte, but hands it over in chunks of 4 KiB (measured on Deno 2.9.6). Leaving the loop early
 * cancels the body.
 */
async function readText(
  { body }: Response,
  limit: number,
): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limit) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
