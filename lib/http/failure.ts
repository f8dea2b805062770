/**
 * Why a request got no answer.
 *
 * @module
 */
import type { Code } from "../codes/codes.ts";
import type { StepId } from "../codes/steps.ts";
import type { Origin } from "../finding/source.ts";

/** A request without an answer. */
export interface Failure {
  /** What happened. */
  readonly code: Code;
  /** How far the request came: the step at which it broke. */
  readonly step: StepId;
  /** What happened, in words without a subject. */
  readonly message: string;
  /** What to type, where the code alone does not tell. */
  readonly hint?: string;
  /** The variable to blame, where it is not that of the URL. */
  readonly origin?: Origin;
}

/** The name of an alert is a word of TLS, of which there are few: nothing that a server could choose. */
const ALERT_REGEXP = /received (fatal alert: [A-Z]\w{3,40})\b/u;

type Rule = readonly [RegExp, Code, StepId, string];

const PORT_REFUSED =
  "Deno's fetch refuses this port, as browsers do; the other programs may reach it";

// The texts are those of Deno 2.9 (shared experiments); the first match counts.
const RULES: readonly Rule[] = [
  [
    /requires net access/iu,
    "permission-denied",
    "connect",
    "Deno was not given the permission to connect to a host on the way, as it wants for a SOCKS proxy",
  ],
  [
    /proxy authentication|authorization required|password auth failure/iu,
    "blocked-by-proxy",
    "connect",
    "the proxy wants a user name and a password that it accepts",
  ],
  [
    /unsuccessful tunnel|not allowed by ruleset/iu,
    "blocked-by-proxy",
    "connect",
    "the proxy refused to connect to the server: it forbids it, or cannot reach the server itself",
  ],
  [
    /while tunneling|proxy server unreachable|SOCKS server failure|invalid response version/iu,
    "proxy-failed",
    "connect",
    "the proxy did not make the connection",
  ],
  [
    /dns error|failed to lookup address|name resolution|ENOTFOUND/iu,
    "dns-failed",
    "dns",
    "the host name has no address",
  ],
  [
    /connection refused|os error (?:111|61|10061)\b/iu,
    "connect-refused",
    "connect",
    "nothing listens there (connection refused)",
  ],
  [
    /unreachable|no route|os error (?:113|101|65|51|10051|10065)\b/iu,
    "connect-unreachable",
    "connect",
    "there is no way to that address (unreachable)",
  ],
  [
    /os error (?:110|60|10060)\b/u,
    "connect-timeout",
    "connect",
    "no answer to the attempt to connect",
  ],
  [
    /tcp connect error|os error (?:22|13|49|99|10013|10022|10049)\b/iu,
    "connect-unreachable",
    "connect",
    "the system does not connect to that address",
  ],
  [
    /certificate.*not valid yet|NotValidYet/iu,
    "tls-not-yet-valid",
    "tls",
    "its certificate is not valid yet",
  ],
  [
    /certificate expired|\bExpired\b/u,
    "tls-expired",
    "tls",
    "its certificate has expired",
  ],
  [
    /not valid for name|NotValidForName/iu,
    "tls-wrong-host",
    "tls",
    "its certificate is for another host",
  ],
  [
    /invalid peer certificate/iu,
    "tls-untrusted",
    "tls",
    "its certificate is signed by nobody that Deno trusts",
  ],
  [
    /InvalidContentType|tls handshake eof/iu,
    "tls-not-spoken",
    "tls",
    "the port does not speak TLS",
  ],
  [
    /fatal alert|tls|handshake/iu,
    "tls-failed",
    "tls",
    "the TLS handshake failed",
  ],
  [
    /error reading a body|unexpected end of file|decod/iu,
    "response-invalid",
    "server",
    "the answer broke off, or is not what its headers say",
  ],
  [
    /connection reset|os error (?:104|54|10054)\b|connection closed|broken pipe|socket hang up|\baborted\b/iu,
    "connect-reset",
    "connect",
    "the connection was closed before an answer came",
  ],
  [
    /Requests to port \d+ are blocked/iu,
    "connect-unreachable",
    "connect",
    PORT_REFUSED,
  ],
];

/** Tells from the error of `fetch` what happened. */
export function failureOf(error: unknown): Failure {
  const text = textsOf(error).join(" ");
  for (const [pattern, code, step, message] of RULES) {
    if (!pattern.test(text)) continue;
    const alert = code === "tls-failed" ? ALERT_REGEXP.exec(text)?.[1] : null;
    return { code, step, message: alert ? `${message}: ${alert}` : message };
  }
  return {
    code: "response-invalid",
    step: "server",
    message: "what answered does not speak HTTP",
  };
}

/**
 * Gathers the messages of an error and its causes, without the URL that they begin with, whose words mean nothing here.
 * They may hold a header's value, and are never shown.
 */
function textsOf(error: unknown): string[] {
  const texts: string[] = [];
  for (
    let current = error;
    current instanceof Error && texts.length < 5;
    current = current.cause
  ) {
    texts.push(
      current.name,
      /client error \(\w+\): (.*)$/su.exec(current.message)?.[1] ??
        current.message.replace(/https?:\/\/\S*/gu, ""),
    );
  }
  return texts;
}

/**
 * Returns whether `fetch` refused to ask at all, so that nothing is known of the way.
 */
export function isRefusedPort({ message }: Failure): boolean {
  return message === PORT_REFUSED;
}
