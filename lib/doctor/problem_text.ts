// Problems in words: what is wrong, and what to type.
import type { Code } from "../codes/codes.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import { assignmentOf, shellWord } from "../finding/fix.ts";
import type { Origin } from "../finding/source.ts";
import { endpointOf } from "../http/endpoint.ts";
import { sanitize } from "../http/sanitize.ts";
import { shownForeignUrl } from "../resolver/url_secret.ts";
import { WORKSPACE_URL } from "../resolver/pro_part.ts";
import type { Connection } from "../resolver/connection.ts";
import { attributionWords, noProxyHint } from "./attribution_text.ts";
import type { Context } from "./context.ts";
import type {
  Problem,
  ProblemWords,
  ProUrlProblem,
  ResponseProblem,
} from "./problem.ts";
import { responseProblemText } from "./response_problem_text.ts";

const NO_ORIGIN: Origin = {
  variable: "ZENML_STORE_URL",
  source: { kind: "environment" },
};

/** What a workspace of ZenML Pro shows that does not run. */
const ASLEEP_CODES: ReadonlySet<Code> = new Set<Code>([
  "dns-failed",
  "connect-refused",
  "connect-unreachable",
  "connect-timeout",
  "connect-reset",
  "response-timeout",
  "server-error",
  "server-not-zenml",
]);

/** Puts a problem in words. */
export function problemWords(problem: Problem, context: Context): ProblemWords {
  const { serverUrl, urlOrigin } = context.connection;
  switch (problem.kind) {
    case "not-permitted":
      return words(
        `Deno was not given the permission to connect to ${
          endpointOf(serverUrl).permission
        }`,
      );
    case "pro-url":
      return proUrlWords(problem, context.connection);
    case "dashboard-page": {
      const { pathname } = new URL(serverUrl);
      return words(
        `the URL's path ${
          context.secrets.redact(pathname)
        } is that of a page, and the server is at ${problem.origin}; no credential was sent`,
        assignmentOf(urlOrigin ?? NO_ORIGIN, problem.origin),
      );
    }
    case "tls-required":
      return words(
        "the URL says http, and the port speaks TLS",
        `export ${urlOrigin?.variable ?? NO_ORIGIN.variable}=${
          shellWord(serverUrl.replace(/^http:/u, "https:"))
        }`,
      );
    case "failure":
      return attributionWords(problem, serverUrl);
    case "response":
      return words(
        responseProblemText(problem, context.secrets.redact),
        responseHint(problem, context),
      );
  }
}

/** Writes what to do about a response, or null where its code says enough. */
function responseHint(
  problem: ResponseProblem,
  { connection: { serverUrl, urlOrigin }, secrets }: Context,
): string | null {
  switch (problem.cause) {
    case "redirected": {
      const { target } = problem;
      if (target === null) {
        return `curl -sI ${
          shellWord(`${serverUrl}/api/v1/info`)
        }  # then set the URL that it leads to, if that is your server`;
      }
      const shown = sanitize(shownForeignUrl(target.serverUrl), secrets.redact);
      const fix = assignmentOf(urlOrigin ?? NO_ORIGIN, shown);
      return target.isSameHost ? fix : `If that is your server: ${fix}`;
    }
    case "sign-in":
      return `Let requests to ${
        new URL(serverUrl).host
      }/api/ pass without a sign-in, or set an address of the server that is behind ${
        problem.signIn.product ?? "the sign-in"
      }`;
    case "rate-limited":
      return problem.limit === "day"
        ? "Try again tomorrow, or restart the server, which counts anew"
        : "zenml-env doctor --wait 2m";
    default:
      return null;
  }
}

/** Makes a problem the finding of its step. */
export function problemFinding(problem: Problem, context: Context): Finding {
  const { message, ...words } = problemWords(problem, context);
  const { hostname } = new URL(context.connection.serverUrl);
  const mayBeAsleep = hostname.endsWith(".zenml.io") &&
    ASLEEP_CODES.has(problem.code);
  return findingFrom(problem.code, {
    ...words,
    message: mayBeAsleep
      ? `${message}; the ZenML Pro workspace may be deactivated or in maintenance, which its page in the dashboard shows`
      : message,
  }, context);
}

/** Makes a finding about the connection as a whole, which names its host. */
export function findingFrom(
  code: Code,
  { message, hint, origin }: ProblemWords,
  { connection, secrets }: Context,
): Finding {
  const { host } = new URL(connection.serverUrl);
  return findingOf(code, {
    message: secrets.redact(`${host}: ${message}`),
    hint: secrets.redact(hint ?? hintFor(code, connection)),
    setting: origin ?? connection.urlOrigin,
  });
}

function words(message: string, hint: string | null = null): ProblemWords {
  return { message, hint, origin: null };
}

function proUrlWords(
  { code, evidence, workspaceUrl }: ProUrlProblem,
  { urlOrigin }: Connection,
): ProblemWords {
  const what = code === "url-is-pro-dashboard"
    ? "dashboard, a page for people"
    : "management API, where service accounts are not supported";
  const by = evidence === "configuration"
    ? "its host or ZENML_PRO_API_URL"
    : "a server's own word";
  return words(
    `this is the ZenML Pro ${what}, by ${by}; no credential was sent`,
    assignmentOf(urlOrigin ?? NO_ORIGIN, workspaceUrl ?? WORKSPACE_URL),
  );
}

function hintFor(
  code: Code,
  { serverUrl, urlOrigin }: Connection,
): string {
  const { hostname, port, permission } = endpointOf(serverUrl);
  const look = `curl -v ${shellWord(`${serverUrl}/api/v1/info`)}`;
  const variable = urlOrigin?.variable ?? "the URL";
  const hints: Partial<Record<Code, string>> = {
    "permission-denied":
      `--allow-net=${permission}  # add this flag behind: deno run`,
    "dns-failed": `getent hosts ${
      shellWord(hostname)
    }  # then correct the name in ${variable}`,
    "connect-refused":
      `${look}  # start the server, or correct port ${port} in ${variable}`,
    "connect-timeout": `${look}  # check the address and the firewall`,
    "response-timeout": `${look}  # or wait longer with --timeout`,
    "proxy-failed": noProxyHint(hostname, "the proxy's variable"),
    "tls-not-spoken": `export ${variable}=${
      shellWord(serverUrl.replace(/^https:/u, "http:"))
    }  # if plain http is meant`,
    "server-error": `${look}  # look at the server's log`,
  };
  return hints[code] ?? look;
}
