/**
 * Answers that say nothing about a credential: redirects, overload, errors, and refusals that are not ZenML's.
 *
 * @module
 */
import { STATUS_TEXT } from "@std/http/status";
import { shellWord } from "../finding/fix.ts";
import type { Redactor } from "../resolver/redaction.ts";
import type { Examination } from "./examination.ts";
import type { Failure } from "../http/failure.ts";
import { nameOf } from "./proxy_failure.ts";
import type { Answer, AnswerHeaders } from "../http/request.ts";
import { harmless } from "../http/sanitize.ts";
import { refusalOf } from "../zenml/api.ts";

/**
 * Returns whether an answer failed in a way that says nothing about a credential.
 */
export function answerFailure(
  answer: Answer,
  examination: Examination,
): Failure | null {
  const { connection, redact } = examination;
  const { status, headers } = answer;
  const said = describeStatus(status);
  if (status < 200 || status > 599) {
    return {
      code: "response-invalid",
      step: "server",
      message: `${said}, with which no answer to a question can come`,
    };
  }
  if (status >= 300 && status < 400) {
    const location = headers.get("location");
    return {
      code: "redirected",
      step: "server",
      message: `${said} to ${
        location ? harmless(location, redact) : "nowhere"
      }; a credential follows no redirect`,
      hint: `curl -sI ${
        shellWord(`${connection.serverUrl}/api/v1/info`)
      }  # then set the URL that it leads to, if that is your server`,
    };
  }
  if (status === 429) {
    return {
      code: "rate-limited",
      step: "server",
      message: `${said}: it wants no more requests for now${
        describeWait(headers, redact)
      }`,
    };
  }
  if (status >= 500) {
    return {
      code: "server-error",
      step: "server",
      message: `${said}: the server, or ${
        plainProxy(examination) ?? "a proxy before it"
      }, is in trouble${describeWait(headers, redact)}`,
    };
  }
  const isZenmls = status !== 407 && refusalOf(answer) !== null;
  return [401, 403, 407].includes(status) && !isZenmls
    ? {
      code: "blocked-by-proxy",
      step: "server",
      message: `${said}, which is not ZenML's: ${
        plainProxy(examination) ?? "something before the server"
      } refuses`,
    }
    : proxyPage(answer, examination);
}

/** What a proxy's page says of itself; a page without such words may be that of any web server. */
const BLOCK_REGEXP =
  /\b(?:proxy|gateway|firewall|web ?filter|captive|block(?:ed|ing)?|denied|forbidden|not allowed|restricted|polic(?:y|ies)|squid|zscaler)\b/iu;

/** A proxy that forwards plain http may answer in the server's place; many say 200 all the same. */
function proxyPage(answer: Answer, examination: Examination): Failure | null {
  const proxy = plainProxy(examination);
  const type = answer.headers.get("content-type") ?? "";
  if (proxy === null || !/html/iu.test(type)) return null;
  const title = /<title>([^<]{1,200})/iu.exec(answer.text)?.[1] ?? "";
  return BLOCK_REGEXP.test(title || answer.text.slice(0, 4096))
    ? {
      code: "blocked-by-proxy",
      step: "server",
      message: `${describeStatus(answer.status)} with a page ${
        title ? `titled '${harmless(title, examination.redact)}' ` : ""
      }that is not ZenML's: ${proxy} refuses`,
    }
    : null;
}

/** Names the proxy that can read and answer the requests, as none can within TLS. */
function plainProxy({ connection, proxy }: Examination): string | null {
  return proxy && connection.serverUrl.startsWith("http:")
    ? nameOf(proxy)
    : null;
}

/** Writes when the server wants to be asked again: a number of seconds, a time, or whatever else it says. */
function describeWait(headers: AnswerHeaders, redact: Redactor): string {
  const after = headers.get("retry-after")?.trim();
  if (!after) return "";
  if (/^\d{1,9}$/u.test(after)) return ` (retry after ${after} s)`;
  const shown = harmless(after, redact);
  return Number.isNaN(Date.parse(after))
    ? ` (retry after '${shown}')`
    : ` (retry after ${shown})`;
}

/** Writes a status code with its phrase. */
export function describeStatus(status: number): string {
  const phrases: Readonly<Record<number, string>> = STATUS_TEXT;
  return phrases[status] ? `${status} ${phrases[status]}` : `${status}`;
}

/** Reads how long a server wants to be left alone (RFC 9110, `Retry-After`). */
export function retryAfterOf({ status, headers, receivedAt }: Answer): number {
  const after = headers.get("retry-after")?.trim() ?? "";
  if (status < 400 || after === "") return 0;
  if (/^\d{1,9}$/u.test(after)) return Number(after) * 1000;
  const wait = Date.parse(after) - receivedAt;
  return wait > 0 ? wait : 0;
}
