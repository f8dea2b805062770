// Responses that no ZenML server gives which does its work: redirects, refusals of proxies, errors.
import type { Proxy } from "../http/proxy.ts";
import type { HttpResponse } from "../http/response.ts";
import { isJson, refusalTextOf } from "../zenml/api.ts";
import { rateLimitOf } from "../zenml/rate_limit.ts";
import type { ResponseProblem } from "./problem.ts";
import { redirectTargetOf } from "./redirect.ts";
import { signInOf } from "./sign_in.ts";

const FACTS = { kind: "response", step: "server" } as const;
const BLOCK_REGEXP =
  /\b(?:proxy|gateway|firewall|web ?filter|captive|block(?:ed|ing)?|denied|forbidden|not allowed|restricted|polic(?:y|ies)|squid|zscaler)\b/iu;

/**
 * Finds what is wrong with a response, whatever the request was.
 *
 * The proxy is the one that sees the response in plain text, or null.
 */
export function responseProblem(
  response: HttpResponse,
  proxy: Proxy | null,
  serverUrl: string,
): ResponseProblem | null {
  const { status } = response;
  if (status < 200 || status > 599) {
    return {
      ...FACTS,
      code: "response-invalid",
      cause: "status-invalid",
      status,
    };
  }
  const signIn = mayBeSignIn(response) ? signInOf(response) : null;
  if (signIn !== null) {
    return {
      ...FACTS,
      code: "sign-in-required",
      cause: "sign-in",
      status,
      signIn,
    };
  }
  if (status >= 300 && status < 400) return redirect(response, serverUrl);
  if (status === 429 || status >= 500) return trouble(response, proxy);
  const isZenmls = status !== 407 && refusalTextOf(response) !== null;
  return [401, 403, 407].includes(status) && !isZenmls
    ? { ...FACTS, code: "blocked-by-proxy", cause: "refused", status, proxy }
    : blockingPage(response, proxy);
}

function redirect(
  { status, headers }: HttpResponse,
  serverUrl: string,
): ResponseProblem {
  const location = headers.get("location") || null;
  return {
    ...FACTS,
    code: "redirected",
    cause: "redirected",
    status,
    location,
    target: redirectTargetOf(location, serverUrl),
  };
}

/** Makes the problem that a server, or what is in front of it, cannot respond now. */
function trouble(
  response: HttpResponse,
  proxy: Proxy | null,
): ResponseProblem {
  const { status, headers } = response;
  const retryAfter = headers.get("retry-after")?.trim() || null;
  return status === 429
    ? {
      ...FACTS,
      code: "rate-limited",
      cause: "rate-limited",
      status,
      retryAfter,
      limit: rateLimitOf(response),
    }
    : {
      ...FACTS,
      code: "server-error",
      cause: "server-error",
      status,
      retryAfter,
      proxy,
    };
}

/** What has the form of ZenML's responses may say anything. */
function mayBeSignIn(response: HttpResponse): boolean {
  const { status } = response;
  return status < 500 && refusalTextOf(response) === null &&
    !(status < 300 && isJson(response));
}

function blockingPage(
  response: HttpResponse,
  proxy: Proxy | null,
): ResponseProblem | null {
  const type = response.headers.get("content-type") ?? "";
  if (proxy === null || !/html/iu.test(type)) return null;
  const title = titleOf(response);
  if (!BLOCK_REGEXP.test(title ?? response.text.slice(0, 4096))) return null;
  const { status } = response;
  return {
    ...FACTS,
    code: "blocked-by-proxy",
    cause: "blocking-page",
    status,
    title,
    proxy,
  };
}

/** Finds what responds in the place of a ZenML server. */
export function notZenml(
  response: HttpResponse,
  proxy: Proxy | null,
): ResponseProblem {
  const { status, headers } = response;
  const contentType = headers.get("content-type") ?? null;
  if (status === 200 && /json/iu.test(contentType ?? "") && !isJson(response)) {
    return { ...FACTS, code: "response-invalid", cause: "broken-json" };
  }
  return {
    ...FACTS,
    code: "server-not-zenml",
    cause: "not-zenml",
    status,
    title: titleOf(response),
    contentType,
    proxy,
  };
}

function titleOf({ text }: HttpResponse): string | null {
  // In full: a part of a secret is not known for one.
  return /<title>(.+?)(?:<\/title>|$)/isu.exec(text)?.[1] ?? null;
}
