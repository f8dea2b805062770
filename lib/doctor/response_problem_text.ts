// Unfit responses in words.
import { describeStatus } from "../http/response.ts";
import { sanitize } from "../http/sanitize.ts";
import { shownForeignUrl } from "../resolver/url_secret.ts";
import type { Redactor } from "../resolver/redaction.ts";
import { proxyName } from "./attribution_text.ts";
import type { RateLimit } from "../zenml/rate_limit.ts";
import type { ResponseProblem } from "./problem.ts";
import type { SignIn } from "./sign_in.ts";

/** Says what is wrong with a response. */
export function responseProblemText(
  problem: ResponseProblem,
  redact: Redactor,
): string {
  if (problem.cause === "broken-json") {
    return "the response claims to be JSON, but it is not valid";
  }
  const status = describeStatus(problem.status);
  switch (problem.cause) {
    case "status-invalid":
      return `${status}, which is no status of a final response`;
    case "redirected":
      return `${status} to ${
        problem.location
          ? sanitize(shownForeignUrl(problem.location), redact)
          : "nowhere"
      }; credentials are never sent through redirects`;
    case "sign-in":
      return signInText(status, problem.signIn, redact);
    case "rate-limited":
      return `${status}: ${
        problem.limit === null
          ? "it accepts no more requests for now"
          : LIMITS[problem.limit]
      }${waitText(problem.retryAfter, redact)}`;
    case "server-error":
      return `${status}: the server, or ${
        problem.proxy ? proxyName(problem.proxy) : "a proxy in front of it"
      }, failed${waitText(problem.retryAfter, redact)}`;
    case "refused":
      return `${status}, which is not ZenML's: ${
        problem.proxy
          ? proxyName(problem.proxy)
          : "something in front of the server"
      } refused the request`;
    case "blocking-page":
      return blockingPageText(status, problem, redact);
    case "not-zenml":
      return notZenmlText(status, problem, redact);
  }
}

type Caused<Cause> = Extract<ResponseProblem, { readonly cause: Cause }>;

function blockingPageText(
  status: string,
  { title, proxy }: Caused<"blocking-page">,
  redact: Redactor,
): string {
  const titled = title === null ? "" : `titled '${sanitize(title, redact)}' `;
  return `${status} with a page ${titled}that is not ZenML's: ${
    proxyName(proxy)
  } refused the request`;
}

function notZenmlText(
  status: string,
  { title, contentType, proxy }: Caused<"not-zenml">,
  redact: Redactor,
): string {
  const what = title === null
    ? sanitize(contentType ?? "no content type", redact)
    : `a page titled '${sanitize(title, redact)}'`;
  const through = proxy ? `, through ${proxyName(proxy)}` : "";
  return `something responds, but it is not a ZenML server: ${status}, ${what}${through}; no credential was sent`;
}

const LIMITS: Readonly<Record<RateLimit, string>> = {
  minute:
    "too many failed logins from this address within a minute; the server accepts no more until then",
  day:
    "too many failed logins from this address within a day; the server accepts no more until then",
  busy: "the server is too busy",
};

function signInText(
  status: string,
  { product, host }: SignIn,
  redact: Redactor,
): string {
  const where = host === null ? "" : ` (${sanitize(host, redact)})`;
  return `${status}: ${
    product ?? "a page"
  }${where} requires a person's sign-in before the server is reached`;
}

function waitText(retryAfter: string | null, redact: Redactor): string {
  if (retryAfter === null) return "";
  const shown = sanitize(retryAfter, redact);
  // A number may be a password: then no unit follows the gap.
  if (/^\d{1,9}$/u.test(shown)) return ` (retry after ${shown} s)`;
  return Number.isNaN(Date.parse(retryAfter))
    ? ` (retry after '${shown}')`
    : ` (retry after ${shown})`;
}
