/**
 * What went wrong with a request, read off what Deno says.
 *
 * @module
 */

/** A failure of a request, told by `kind`. */
export type Failure =
  | { readonly kind: "name-not-found"; readonly timeoutMs?: number }
  | { readonly kind: "connection-refused" }
  | { readonly kind: "unreachable" }
  | { readonly kind: "address-unusable" }
  | {
    readonly kind: "connect-timeout";
    readonly timeoutMs?: number;
    readonly afterAnother?: boolean;
  }
  | { readonly kind: "connection-reset" }
  | { readonly kind: "port-blocked" }
  | { readonly kind: "permission"; readonly host: string | null }
  | { readonly kind: "proxy-authentication" }
  | { readonly kind: "proxy-refused" }
  | { readonly kind: "proxy-failed" }
  | { readonly kind: "certificate-not-yet-valid" }
  | { readonly kind: "certificate-expired" }
  | { readonly kind: "certificate-wrong-host" }
  | { readonly kind: "certificate-untrusted" }
  | { readonly kind: "tls-not-spoken" }
  | { readonly kind: "tls-failed"; readonly alert: string | null }
  | { readonly kind: "response-timeout"; readonly timeoutMs: number }
  | { readonly kind: "response-too-large"; readonly limitBytes: number }
  | { readonly kind: "response-broken-off"; readonly whileReading: boolean }
  | { readonly kind: "not-http" };

const ALERT_REGEXP = /received (fatal alert: [A-Z]\w{3,40})\b/u;

// The texts are those of Deno 2.9 (observed); the first match counts.
const RULES: readonly (readonly [RegExp, Failure])[] = [
  [/requires net access/iu, { kind: "permission", host: null }],
  [/proxy authentication|authorization required|password auth failure/iu, {
    kind: "proxy-authentication",
  }],
  [/unsuccessful tunnel|not allowed by ruleset/iu, { kind: "proxy-refused" }],
  [
    /while tunneling|proxy server unreachable|SOCKS server failure|invalid response version/iu,
    { kind: "proxy-failed" },
  ],
  [/dns error|failed to lookup address|name resolution|ENOTFOUND/iu, {
    kind: "name-not-found",
  }],
  [/connection refused|os error (?:111|61|10061)\b/iu, {
    kind: "connection-refused",
  }],
  [/unreachable|no route|os error (?:113|101|65|51|10051|10065)\b/iu, {
    kind: "unreachable",
  }],
  [/os error (?:110|60|10060)\b/u, { kind: "connect-timeout" }],
  [/tcp connect error|os error (?:22|13|49|99|10013|10022|10049)\b/iu, {
    kind: "address-unusable",
  }],
  [/certificate.*not valid yet|NotValidYet/iu, {
    kind: "certificate-not-yet-valid",
  }],
  [/certificate expired|\bExpired\b/u, { kind: "certificate-expired" }],
  [/not valid for name|NotValidForName/iu, { kind: "certificate-wrong-host" }],
  [/invalid peer certificate/iu, { kind: "certificate-untrusted" }],
  [/InvalidContentType|tls handshake eof/iu, { kind: "tls-not-spoken" }],
  [/fatal alert|tls|handshake/iu, { kind: "tls-failed", alert: null }],
  [/error reading a body|unexpected end of file|decod/iu, {
    kind: "response-broken-off",
    whileReading: false,
  }],
  [
    /connection reset|os error (?:104|54|10054)\b|connection closed|broken pipe|socket hang up|\baborted\b/iu,
    { kind: "connection-reset" },
  ],
  [/Requests to port \d+ are blocked/iu, { kind: "port-blocked" }],
];

/** Recognises what Deno threw. */
export function failureOf(error: unknown): Failure {
  const text = textsOf(error).join(" ");
  const failure = RULES.find(([pattern]) => pattern.test(text))?.[1];
  if (failure?.kind !== "tls-failed") return failure ?? { kind: "not-http" };
  return { ...failure, alert: ALERT_REGEXP.exec(text)?.[1] ?? null };
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
