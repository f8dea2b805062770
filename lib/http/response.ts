// A response to a request.
import { STATUS_TEXT } from "@std/http/status";

/** The fields of a response's head. */
export interface ResponseHeaders {
  get(name: string): string | null | undefined;
}

/** A response that was read to its end. */
export interface HttpResponse {
  readonly kind: "response";
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly text: string;
  /** When its head came, by this machine's clock, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Writes a status with its name, such as `404 Not Found`. */
export function describeStatus(status: number): string {
  const phrases: Readonly<Record<number, string>> = STATUS_TEXT;
  return phrases[status] ? `${status} ${phrases[status]}` : `${status}`;
}

/** The server's `Retry-After` in milliseconds, or 0. */
export function retryAfterMs(
  { status, headers, receivedAt }: HttpResponse,
): number {
  const after = headers.get("retry-after")?.trim() ?? "";
  if (status < 400 || after === "") return 0;
  if (/^\d{1,9}$/u.test(after)) return Number(after) * 1000;
  const wait = Date.parse(after) - receivedAt;
  return wait > 0 ? wait : 0;
}
