// Failures in words, with the part that a proxy has in them.
import {
  correct,
  type Fix,
  inOrder,
  permit,
  run,
  setToUnknown,
  when,
  words,
} from "../finding/fix.ts";
import { withoutBrackets } from "../http/endpoint.ts";
import { type Proxy, PROXY_VARIABLES } from "../http/proxy.ts";
import type { Failure } from "../http/failure.ts";
import { failureText } from "./failure_text.ts";
import type { Attribution, ProblemWords } from "./problem.ts";

const FAULTS: Partial<Record<Failure["kind"], string>> = {
  "name-not-found": "its name has no address",
  "connection-refused": "nothing listens there (connection refused)",
  "unreachable": "its address is unreachable",
  "address-unusable": "its address is unreachable",
  "connection-reset": "it closed the connection before it responded",
  "proxy-failed": "it did not make the connection to the server",
};

/** In the same shell: the limit is handed down to what it starts. */
const MORE_FILES = run("ulimit", "-n", "4096");

const DIRECT = {
  "connected": "a direct connection works",
  "no-address": "this machine finds no address for the host",
} as const;

/** Puts a failed request to a URL in words. */
export function attributionWords(
  { failure, proxyPart }: Attribution,
  url: string,
): ProblemWords {
  const text = failureText(failure);
  switch (proxyPart.kind) {
    case "none":
      return {
        message: text,
        fix: failure.kind === "too-many-open-files" ? MORE_FILES : null,
        origin: null,
      };
    case "through":
      return {
        message: `${text}, through ${proxyName(proxyPart.proxy)}`,
        fix: null,
        origin: null,
      };
    case "fault":
      return faultWords(failure, proxyPart.proxy, url);
    case "refusal":
      return refusalWords(failure, proxyPart.proxy);
    case "permission":
      return {
        message: `Deno was not given the permission to connect to ${
          proxyName(proxyPart.proxy)
        }`,
        fix: permit("--allow-net", proxyPart.proxy.host),
        origin: null,
      };
    case "suspected":
      return {
        message: `the request failed (${text}) although ${
          DIRECT[proxyPart.direct]
        }: a proxy may stand between, named by a variable such as HTTPS_PROXY that this program may not read`,
        fix: when(
          "to learn the name of the proxy",
          permit("--allow-env", `ZENML_*,${PROXY_VARIABLES}`),
        ),
        origin: null,
      };
    case "possible":
      return {
        message: `${text} (by the server, or a proxy in between)`,
        fix: null,
        origin: null,
      };
  }
}

function faultWords(
  failure: Failure,
  proxy: Proxy,
  url: string,
): ProblemWords {
  // A SOCKS proxy says by its own words why it could not reach the server.
  const why = proxy.protocol.startsWith("socks")
    ? failureText(failure)
    : FAULTS[failure.kind] ?? failureText(failure);
  return {
    message: `${proxyName(proxy)} failed: ${why}`,
    fix: avoidProxy(new URL(url).hostname, proxy.variable),
    origin: originOf(proxy),
  };
}

function refusalWords(failure: Failure, proxy: Proxy): ProblemWords {
  const logIn = setToUnknown(
    originOf(proxy),
    `${proxy.protocol}://USER:PASSWORD@${proxy.host}`,
  );
  return {
    message: failureText(failure, proxyName(proxy)),
    fix: failure.kind === "proxy-authentication" ? logIn : when(
      "if the proxy requires a user name and a password",
      inOrder(
        logIn,
        words("Otherwise ask whoever runs the proxy for access to the server"),
      ),
    ),
    origin: originOf(proxy),
  };
}

function originOf({ variable }: Proxy) {
  return { variable, source: { kind: "environment" } } as const;
}

/** Names a proxy, with the variable that names it. */
export function proxyName({ host, variable }: Proxy): string {
  return `the proxy ${host} (${variable})`;
}

/** Reaches a host without a proxy. */
export function avoidProxy(hostname: string, variable: string): Fix {
  const host = withoutBrackets(hostname);
  return when(
    `if it needs no proxy; otherwise correct ${variable}`,
    correct(
      { variable: "NO_PROXY", source: { kind: "environment" } },
      "add-item",
      host,
    ),
  );
}
