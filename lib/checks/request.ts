/**
 * One request with limits on time and size.
 *
 * @module
 */
import { type Failure, failureOf } from "./failure.ts";

/** What limits an examination. */
export interface Limits {
  /** The longest that one request may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The most bytes that are read of one body, after decompression. */
  readonly bodyBytes: number;
}

/** An answer that was read to its end. */
export interface Answer {
  /** The status code. */
  readonly status: number;
  /** The headers. */
  readonly headers: Headers;
  /** The body as text. */
  readonly text: string;
  /** When the answer began, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** What to ask. */
export interface RequestFacts {
  /** The whole URL. */
  readonly url: string;
  /** The form to post; without one it is a GET. */
  readonly form?: Readonly<Record<string, string>>;
  /** The token to show. */
  readonly bearer?: string;
  /** What makes the connection, where it is not the default. */
  readonly client?: Deno.HttpClient;
}

/** Thrown when the whole run was stopped: by its deadline, or by the user. */
export class Stopped extends Error {
  /** Makes the error. */
  constructor() {
    super("Cannot go on as the examination was stopped");
    this.name = "Stopped";
  }
}

/**
 * Makes one request and reads its answer, following no redirect.
 *
 * @param facts What to ask.
 * @param limits The longest time and the largest body.
 * @param signal Ends it at once, with {@linkcode Stopped}.
 * @returns The answer, or why there is none.
 * @throws {Stopped} If the signal is aborted.
 *
 * @example Usage
 * ```ts ignore
 * import { request } from "./request.ts";
 *
 * const limits = { timeoutMs: 10_000, bodyBytes: 1_048_576 };
 * const answer = await request({ url: "https://zenml.example.com/health" }, limits, new AbortController().signal);
 * ```
 */
export async function request(
  facts: RequestFacts,
  limits: Limits,
  signal: AbortSignal,
): Promise<Answer | Failure> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  let reading = false;
  try {
    const response = await fetch(facts.url, {
      ...initOf(facts),
      signal: AbortSignal.any([signal, timeout]),
    });
    reading = true;
    const receivedAt = Date.now();
    const text = await readText(response, limits.bodyBytes);
    if (text === null) return tooLarge(limits);
    const { status, headers } = response;
    return { status, headers, text, receivedAt };
  } catch (error) {
    if (signal.aborted) throw new Stopped();
    if (timeout.aborted) return timedOut(limits);
    const failure = failureOf(error);
    return reading && failure.step !== "server" ? brokenOff() : failure;
  }
}

function initOf({ form, bearer, client }: RequestFacts): RequestInit {
  const headers = new Headers({
    accept: "application/json",
    "user-agent": "zenml-env",
  });
  if (bearer !== undefined) headers.set("authorization", `Bearer ${bearer}`);
  if (form) headers.set("content-type", "application/x-www-form-urlencoded");
  return {
    method: form ? "POST" : "GET",
    headers,
    redirect: "manual",
    // Of a blob Deno keeps no copy: it would post a text again where a connection that was kept open breaks.
    ...(form ? { body: new Blob([new URLSearchParams(form).toString()]) } : {}),
    ...(client ? { client } : {}),
  };
}

/** Reads a body up to a limit; null means that it is larger. */
async function readText(
  response: Response,
  limit: number,
): Promise<string | null> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > limit) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge({ bodyBytes }: Limits): Failure {
  return {
    code: "response-too-large",
    step: "server",
    message: `the answer is larger than ${bodyBytes / 1024} KiB`,
  };
}

function timedOut({ timeoutMs }: Limits): Failure {
  return {
    code: "response-timeout",
    step: "server",
    message: `no whole answer came within ${timeoutMs / 1000} s`,
  };
}

function brokenOff(): Failure {
  return {
    code: "response-invalid",
    step: "server",
    message: "the answer broke off",
  };
}
