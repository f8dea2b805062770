// Problems in words: what is wrong, and what to type.
import type { Code } from "../codes/codes.ts";
import { type Finding, findingOf } from "../finding/finding.ts";
import {
  type Fix,
  inOrder,
  missingIn,
  permit,
  run,
  setTo,
  type Target,
  when,
  words as inWords,
} from "../finding/fix.ts";
import type { Place } from "../finding/place.ts";
import { endpointOf } from "../http/endpoint.ts";
import { sanitize } from "../http/sanitize.ts";
import { setToWorkspace } from "../resolver/fixes.ts";
import { hostReachOf } from "../resolver/server_url.ts";
import { shownForeignUrl } from "../resolver/url_secret.ts";
import type { Connection } from "../resolver/connection.ts";
import { infoUrl } from "../zenml/api.ts";
import { attributionWords, avoidProxy } from "./attribution_text.ts";
import type { Context } from "./context.ts";
import type {
  Problem,
  ProblemWords,
  ProUrlProblem,
  ResponseProblem,
} from "./problem.ts";
import { responseProblemText } from "./response_problem_text.ts";

/** The variable of a connection's URL, or the one to set where none gave it. */
function urlTarget({ urlOrigin }: Connection): Target {
  return urlOrigin ?? missingIn("ZENML_STORE_URL");
}

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
  const { serverUrl } = context.connection;
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
        setTo(urlTarget(context.connection), problem.origin),
      );
    }
    case "tls-required":
      return words(
        "the URL says http, but the server expects https",
        setTo(
          urlTarget(context.connection),
          serverUrl.replace(/^http:/u, "https:"),
        ),
      );
    case "failure":
      return attributionWords(problem, serverUrl);
    case "response":
      return words(
        responseProblemText(problem, context.secrets.redact),
        responseFix(problem, context),
      );
  }
}

/** Finds what to change about a response, or null where its code says enough. */
function responseFix(
  problem: ResponseProblem,
  { connection, secrets }: Context,
): Fix | null {
  const { serverUrl } = connection;
  switch (problem.cause) {
    case "redirected": {
      const { target } = problem;
      if (target === null) {
        return inOrder(
          run("curl", "-sI", infoUrl(serverUrl)),
          inWords("Set the URL that it leads to, if that is your server"),
        );
      }
      const fix = setTo(
        urlTarget(connection),
        sanitize(shownForeignUrl(target.serverUrl), secrets.redact),
      );
      return target.isSameHost ? fix : when("if that is your server", fix);
    }
    case "sign-in":
      return inWords(
        `Let requests to ${
          new URL(serverUrl).host
        }/api/ pass without a sign-in, or set an address of the server that is behind ${
          problem.signIn.product ?? "the sign-in"
        }`,
      );
    case "rate-limited":
      return problem.limit === "day"
        ? inWords("Try again tomorrow, or restart the server, which resets it")
        : run("zenml-env", "doctor", "--wait", "2m");
    default:
      return null;
  }
}

/** Makes a problem the finding of its step, in other words if its step has more to say. */
export function problemFinding(
  problem: Problem,
  context: Context,
  said: ProblemWords = problemWords(problem, context),
): Finding {
  const finding = findingFrom(problem.code, said, context);
  return isLasting(problem) ? { ...finding, transient: false } : finding;
}

/** Whether waiting cannot solve a problem whose code says that it may. */
function isLasting(problem: Problem): boolean {
  return problem.kind === "failure" && problem.failure.kind === "port-blocked";
}

/** Says what such a failure often means for such a host. */
function circumstanceOf(code: Code, hostname: string, place: Place): string {
  if (hostname.endsWith(".zenml.io") && ASLEEP_CODES.has(code)) {
    return "; the ZenML Pro workspace may be deactivated or in maintenance, which its page in the dashboard shows";
  }
  return code === "connect-refused" && hostReachOf(hostname) === "loopback"
    ? `; ${hostname} is ${OWN_MACHINES[place]} itself`
    : "";
}

/** What a loopback address is, where the variables are set there. */
const OWN_MACHINES: Readonly<Record<Place, string>> = {
  "posix": "this machine",
  "powershell": "this machine",
  "github-actions": "the runner",
  "gitlab-ci": "the runner",
  "azure-pipelines": "the agent",
  "kubernetes": "the container",
};

/** Makes a finding about the connection as a whole, which names its host. */
export function findingFrom(
  code: Code,
  { message, fix, origin }: ProblemWords,
  { connection, place, secrets }: Context,
): Finding {
  const { host, hostname } = new URL(connection.serverUrl);
  const circumstance = circumstanceOf(code, hostname, place);
  return findingOf(code, {
    message: secrets.redactSentence(`${host}: ${message}${circumstance}`),
    fix: fix ?? fixFor(code, connection),
    setting: origin ?? connection.urlOrigin,
  });
}

function words(message: string, fix: Fix | null = null): ProblemWords {
  return { message, fix, origin: null };
}

function proUrlWords(
  { code, evidence, workspaceUrl }: ProUrlProblem,
  connection: Connection,
): ProblemWords {
  const what = code === "url-is-pro-dashboard"
    ? "dashboard, a page for people"
    : "management API, where service accounts are not supported";
  const by = evidence === "configuration"
    ? "its host or ZENML_PRO_API_URL"
    : "a server's own word";
  return words(
    `this is the ZenML Pro ${what}, by ${by}; no credential was sent`,
    workspaceUrl === null
      ? setToWorkspace(urlTarget(connection))
      : setTo(urlTarget(connection), workspaceUrl),
  );
}

function fixFor(code: Code, connection: Connection): Fix {
  const { serverUrl } = connection;
  const target = urlTarget(connection);
  const { hostname, port, permission } = endpointOf(serverUrl);
  const look = run("curl", "-v", infoUrl(serverUrl));
  switch (code) {
    case "permission-denied":
      return permit("--allow-net", permission);
    case "dns-failed":
      return inOrder(
        run("getent", "hosts", hostname),
        inWords(`Correct the name in ${target.variable}`),
      );
    case "connect-refused":
      return inOrder(
        look,
        inWords(
          `Start the server, or correct port ${port} in ${target.variable}`,
        ),
      );
    case "connect-timeout":
      return inOrder(look, inWords("Check the address and the firewall"));
    case "response-timeout":
      return inOrder(look, inWords("Or wait longer with --timeout"));
    case "proxy-failed":
      return avoidProxy(hostname, "the variable of the proxy");
    case "tls-not-spoken":
      return when(
        "if you want plain http",
        setTo(target, serverUrl.replace(/^https:/u, "http:")),
      );
    case "server-error":
      return inOrder(look, inWords("Look at the log of the server"));
    default:
      return look;
  }
}
